import { KernelError, strerror } from '../../kernel/errno';
import { formatIp } from '../../packet/ipv6-address';
import { parseIpv4 } from '../../packet/address';
import { parseUrl, redirected, type Url } from '../curl/url';
import { fromBytes } from '../http/bytes';
import { dateText, wallClock } from '../system/clock';
import type { Process } from '../tool';
import { fetchUrl, type Asked } from './fetch';
import { fileName, type WgetOptions } from './options';

/** GNU wget 1.21.3, as far as HTTP in a lab needs it. Exit statuses are those of its man page. */

const USAGE = 'Usage: wget [OPTION]... [URL]...\n\n';
const TRY = "Try `wget --help' for more options.\n";
const MAX_REDIRECTS = 20;
const TIMEOUT_SECONDS = 900;

export async function gnuWget(process: Process, options: WgetOptions | string): Promise<number> {
  if (typeof options === 'string') {
    process.err(`${options}\n${USAGE}${TRY}`);
    return 2;
  }
  if (options.urls.length === 0) {
    process.err(`wget: missing URL\n${USAGE}${TRY}`);
    return 1;
  }
  let status = 0;
  for (const url of options.urls) status = (await download(process, url, options)) || status;
  return status;
}

function now({ world }: Process): string {
  return dateText(wallClock(world), '+%Y-%m-%d %H:%M:%S');
}

async function download(process: Process, text: string, options: WgetOptions): Promise<number> {
  const say = (words: string): void => {
    if (!options.quiet) process.err(words);
  };
  let url = parseUrl(text);
  if (!url) {
    process.err(`${text}: Invalid URL ${text}: Invalid host name\n`);
    return 1;
  }
  if (options.spider) say('Spider mode enabled. Check if remote file exists.\n');
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const shown = `${url.scheme}://${url.host}${url.portGiven ? `:${url.port}` : ''}${url.target}`;
    say(`--${now(process)}--  ${shown}\n`);
    const named: boolean = parseIpv4(url.host) === undefined && !url.host.startsWith('[');
    if (named) say(`Resolving ${url.host} (${url.host})... `);
    const fetched = await fetchUrl(process, url, requestOf(url, options, named, say));
    switch (fetched.type) {
      case 'no-name':
        say('failed: Name or service not known.\n');
        process.err(`wget: unable to resolve host address '${url.host}'\n`);
        return 4;
      case 'refused':
        say(`failed: ${strerror(fetched.errno)}.\n`);
        return 4;
      case 'timeout':
        say('failed: Connection timed out.\nGiving up.\n\n');
        return 4;
      case 'https':
        process.err('cka-net: https is not simulated yet\n');
        return 4;
      case 'broken':
        say('No data received.\nGiving up.\n\n');
        return 4;
      case 'answer':
    }
    const { response } = fetched;
    const [line = '', ...fields] = response.head.split('\r\n').filter((field) => field !== '');
    const status = line.replace(/^HTTP\/\S+ /, '');
    if (options.showHeaders)
      say(`HTTP request sent, awaiting response... \n${[line, ...fields].map((field) => `  ${field}\n`).join('')}`);
    else say(`HTTP request sent, awaiting response... ${status}\n`);
    const location = response.header('location');
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
      say(`Location: ${location} [following]\n`);
      const next = parseUrl(redirected(url, location));
      if (!next) return 1;
      url = next;
      continue;
    }
    if (response.status >= 400) {
      if (options.spider) say('Remote file does not exist -- broken link!!!\n\n');
      else say(`${now(process)} ERROR ${status.replace(' ', ': ')}.\n\n`);
      return 8;
    }
    const type = response.header('content-type')?.replace(/;.*/, '') ?? '';
    const length = response.expected;
    say(`Length: ${length === undefined ? 'unspecified' : `${length}${human(length)}`} [${type}]\n`);
    if (options.spider) {
      say('Remote file exists.\n\n');
      return 0;
    }
    return save(process, url, response.body, options, say);
  }
  say(`${MAX_REDIRECTS} redirections exceeded.\n`);
  return 8;
}

function human(length: number): string {
  if (length < 1024) return '';
  return length < 1024 * 1024 ? ` (${short(length / 1024)}K)` : ` (${short(length / 1024 / 1024)}M)`;
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function save(
  process: Process,
  { target }: Url,
  bytes: string,
  { output, folder }: WgetOptions,
  say: (words: string) => void,
): number {
  const base = output ?? (folder === undefined ? fileName(target) : `${folder}/${fileName(target)}`);
  const toReader = base === '-';
  const name = output === undefined ? unused(process, base) : base;
  if (!toReader) {
    try {
      process.files.write(name, fromBytes(bytes));
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      process.err(`${name}: ${strerror(error.errno)}\n`);
      return 3;
    }
  }
  say(`Saving to: '${toReader ? 'STDOUT' : name}'\n\n`);
  if (toReader) process.out(fromBytes(bytes));
  const size = bytes.length;
  say(dots(size));
  say(
    `\n${now(process)} (${SPEED} MB/s) - ${toReader ? 'written to stdout' : `'${name}' saved`} [${size}/${size}]\n\n`,
  );
  return 0;
}

/** Everything in a lab arrives at once; the speed is what a fast network would show. */
const SPEED = '48.8';

/** The progress of a program without a terminal: a dot for every kilobyte. */
function dots(size: number): string {
  const count = Math.floor(size / 1024);
  let text = '';
  for (let line = 0; line === 0 || line * 50 < count; line++) {
    const here = Math.min(50, count - line * 50);
    const cells = Array.from({ length: 50 }, (_, i) => (i % 10 === 0 ? ' ' : '') + (i < here ? '.' : ' ')).join('');
    const percent = size === 0 ? 100 : Math.min(100, Math.floor(((line + 1) * 50 * 102_400) / size));
    const last = (line + 1) * 50 >= count;
    text += `${String(line * 50).padStart(6)}K${cells} ${String(last ? 100 : percent).padStart(3)}% ${SPEED}M${last ? '=0s' : ' 0s'}\n`;
  }
  return text;
}

/** FILE.1, FILE.2 … when FILE is there. */
function unused({ files }: Process, name: string): string {
  if (!files.exists(name)) return name;
  for (let number = 1; ; number++) if (!files.exists(`${name}.${number}`)) return `${name}.${number}`;
}

function requestOf(url: Url, options: WgetOptions, named: boolean, say: (words: string) => void): Asked {
  const { headers, userAgent = 'Wget/1.21.3', data } = options;
  const authority = url.portGiven ? `${url.host}:${url.port}` : url.host;
  const own = (name: string): boolean => headers.some((header) => header.toLowerCase().startsWith(`${name}:`));
  return {
    method: data !== undefined ? 'POST' : options.spider ? 'HEAD' : 'GET',
    version: 'HTTP/1.1',
    headers: [
      ...(own('host') ? [] : [`Host: ${authority}`]),
      ...(own('user-agent') ? [] : [`User-Agent: ${userAgent}`]),
      'Accept: */*',
      'Accept-Encoding: identity',
      'Connection: close',
      ...headers,
      ...(data === undefined
        ? []
        : ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${data.length}`]),
    ],
    body: data ?? '',
    timeoutUs: (options.timeoutSeconds ?? TIMEOUT_SECONDS) * 1_000_000,
    connecting: (address) => {
      const text = formatIp(address);
      if (named) say(`${text}\n`);
      say(`Connecting to ${url.host}${named ? ` (${url.host})|${text}|` : ''}:${url.port}... `);
    },
    connected: () => say('connected.\n'),
  };
}
