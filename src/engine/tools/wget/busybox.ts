import { KernelError, strerror } from '../../kernel/errno';
import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import { parseUrl, redirected, type Url } from '../curl/url';
import { fromBytes } from '../http/bytes';
import type { Process } from '../tool';
import { fetchUrl, type Asked } from './fetch';
import { fileName, type WgetOptions } from './options';

/** wget of BusyBox 1.36 (networking/wget.c), as it is in the images busybox and alpine. */

const USAGE = `Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
\t[--post-data STR | --post-file FILE] [-Y on/off]
\t[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL...

Retrieve files via HTTP or FTP

\t--spider\tOnly check URL existence: $? is 0 if exists
\t--header STR\tAdd STR (of form 'header: value') to headers
\t--post-data STR\tSend STR using POST method
\t--post-file FILE\tSend FILE using POST method
\t--no-check-certificate\tDon't validate the server's certificate
\t-c\t\tContinue retrieval of aborted transfer
\t-q\t\tQuiet
\t-P DIR\t\tSave to DIR (default .)
\t-S    \t\tShow server response
\t-T SEC\t\tNetwork read timeout is SEC seconds
\t-O FILE\t\tSave to FILE ('-' for stdout)
\t-o LOGFILE\tLog messages to FILE
\t-U STR\t\tUse STR for User-Agent header
\t-Y on/off\tUse proxy
`;
const VERSION = 'BusyBox v1.36.1 (2024-05-19 22:56:20 UTC) multi-call binary.\n\n';
const MAX_REDIRECTS = 16;
/** -T's default. */
const TIMEOUT_SECONDS = 900;

/** What ends the program with status 1 and this message. */
class Fatal extends Error {}

export async function busyboxWget(process: Process, options: WgetOptions | string): Promise<number> {
  if (typeof options === 'string' || options.urls.length === 0) {
    process.err(`${typeof options === 'string' ? `${options}\n` : ''}${VERSION}${USAGE}`);
    return 1;
  }
  try {
    for (const url of options.urls) await download(process, url, options);
    return 0;
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    process.err(error.message);
    return 1;
  }
}

function fatal(words: string): Fatal {
  return new Fatal(`wget: ${words}\n`);
}

async function download(process: Process, text: string, options: WgetOptions): Promise<void> {
  const say = (words: string): void => {
    if (!options.quiet) process.err(words);
  };
  let url = urlOf(text);
  const name = options.output ?? inFolder(options.folder, fileName(url.target));
  for (let redirects = 0; ; redirects++) {
    const fetched = await fetchUrl(process, url, requestOf(url, options, say));
    switch (fetched.type) {
      case 'no-name':
        throw fatal(`bad address '${url.host}'`);
      case 'refused':
        throw fatal(`can't connect to remote host (${formatIp(fetched.address)}): ${problem(process, fetched.errno)}`);
      case 'timeout':
        throw fatal('download timed out');
      case 'https':
        throw new Fatal('cka-net: https is not simulated yet\n');
      case 'broken':
        throw fatal('error getting response');
      case 'answer':
    }
    const { response } = fetched;
    const [line = '', ...fields] = response.head.split('\r\n').slice(0, -1);
    if (options.showHeaders) for (const field of [line, ...fields]) process.err(`  ${field}\n`);
    const location = response.header('location');
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
      if (redirects >= MAX_REDIRECTS) throw fatal('too many redirections');
      url = urlOf(redirected(url, location));
      continue;
    }
    if (response.status >= 400) throw fatal(`server returned error: ${line}`);
    if (options.spider) return say('remote file exists\n');
    return save(process, name, response.body, options, say);
  }
}

function save(
  process: Process,
  name: string,
  bytes: string,
  { output }: WgetOptions,
  say: (words: string) => void,
): void {
  const meter = `${name.slice(0, 20).padEnd(20)} 100% |********************************|${amount(bytes.length)}  0:00:00 ETA\n`;
  if (name === '-') {
    say('writing to stdout\n');
    process.out(fromBytes(bytes));
    return say(`${meter}written to stdout\n`);
  }
  try {
    if (output === undefined && process.files.exists(name)) throw new KernelError('EEXIST');
    process.files.write(name, fromBytes(bytes));
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw fatal(`can't open '${name}': ${strerror(error.errno)}`);
  }
  say(`saving to '${name}'\n${meter}'${name}' saved\n`);
}

/** libbb/progress.c: six columns, in units from 100,000 on. */
function amount(size: number): string {
  if (size <= 99_999) return `${String(size).padStart(6)}`;
  const kilo = Math.floor(size / 1024);
  return kilo <= 99_999 ? `${String(kilo).padStart(5)}k` : `${String(Math.floor(kilo / 1024)).padStart(5)}M`;
}

function inFolder(folder: string | undefined, name: string): string {
  return folder === undefined ? name : `${folder}/${name}`;
}

function urlOf(text: string): Url {
  const url = parseUrl(text);
  if (!url) throw fatal(`bad address '${text}'`);
  if (url.scheme !== 'http' && url.scheme !== 'https') throw fatal(`not an http or ftp url: ${text}`);
  return url;
}

function requestOf(url: Url, options: WgetOptions, say: (words: string) => void): Asked {
  const { headers, userAgent = 'Wget', data } = options;
  const own = (name: string): boolean => headers.some((header) => header.toLowerCase().startsWith(`${name}:`));
  const authority = url.portGiven ? `${url.host}:${url.port}` : url.host;
  return {
    method: data !== undefined ? 'POST' : options.spider ? 'HEAD' : 'GET',
    version: 'HTTP/1.1',
    headers: [
      ...(own('host') ? [] : [`Host: ${authority}`]),
      ...(own('user-agent') ? [] : [`User-Agent: ${userAgent}`]),
      'Connection: close',
      ...headers,
      ...(data === undefined
        ? []
        : ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${data.length}`]),
    ],
    body: data ?? '',
    timeoutUs: (options.timeoutSeconds ?? TIMEOUT_SECONDS) * 1_000_000,
    connecting: (address) => say(`Connecting to ${authority} (${place(address, url.port)})\n`),
    connected: () => undefined,
  };
}

function place(address: IpAddress, port: number): string {
  return typeof address === 'string' ? `[${formatIp(address)}]:${port}` : `${formatIp(address)}:${port}`;
}

/** musl's words differ from the C library's of the image busybox. */
function problem({ files }: Process, errno: Parameters<typeof strerror>[0]): string {
  if (errno === 'ETIMEDOUT' && files.exists('/etc/alpine-release')) return 'Operation timed out';
  if (errno === 'EHOSTUNREACH' && files.exists('/etc/alpine-release')) return 'Host is unreachable';
  return strerror(errno);
}
