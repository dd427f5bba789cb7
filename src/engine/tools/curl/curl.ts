import { KernelError } from '../../kernel/errno';
import { formatIpv4 } from '../../packet/address';
import { exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { fromBytes } from '../http/bytes';
import type { Process } from '../tool';
import { CURL } from './declaration';
import { readOptions, type CurlOptions } from './options';
import { NotHttp } from './response';
import { CurlError, transfer, type Transfer } from './transfer';
import { parseUrl, redirected, type Url } from './url';

const VERSION = `curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.15 zlib/1.2.13 brotli/1.0.9 zstd/1.5.4 libidn2/2.3.3 libpsl/0.21.2 (+libidn2/2.3.3) libssh2/1.10.0 nghttp2/1.52.0 librtmp/2.3 OpenLDAP/2.5.13
Release-Date: 2023-02-20, security patched: 7.88.1-10+deb12u8
`;
const MAX_REDIRECTS = 50;

/** curl(1) 7.88.1, for HTTP. There is no progress meter, which says nothing in virtual time. */
export const curl: Program = {
  ...CURL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      async () => {
        const words = process.argv.slice(1);
        if (words.includes('-V') || words.includes('--version')) {
          process.out(VERSION);
          return 0;
        }
        const options = readOptions(words);
        let status = 0;
        for (const [index, url] of options.urls.entries()) status = await fetchOne(process, url, index, options);
        return process.signal.aborted ? 130 : status;
      },
    ),
};

/** What `-w` can tell about a transfer. */
interface Report {
  readonly url: string;
  readonly last: Transfer | undefined;
  readonly redirects: number;
  readonly startedUs: number;
  readonly error: CurlError | undefined;
}

async function fetchOne(process: Process, text: string, index: number, options: CurlOptions): Promise<number> {
  const startedUs = process.world.nowUs;
  const report: { -readonly [K in keyof Report]: Report[K] } = {
    url: text,
    last: undefined,
    redirects: 0,
    startedUs,
    error: undefined,
  };
  const show = (bytes: string): void => write(process, options.outputs[index], bytes, shown++ > 0);
  let shown = 0;
  try {
    await follow(process, text, options, report, show);
  } catch (error) {
    if (error instanceof NotHttp) report.error = new CurlError(1, 'Received HTTP/0.9 when not allowed');
    else if (error instanceof CurlError) report.error = error;
    else throw error;
    show(report.error.partial);
  }
  const { error } = report;
  if (error && (!options.silent || options.showError)) process.err(`curl: (${error.status}) ${error.message}\n`);
  if (options.writeOut !== undefined) process.out(writeOut(options.writeOut, report, process.world.nowUs));
  return error?.status ?? 0;
}

async function follow(
  process: Process,
  text: string,
  options: CurlOptions,
  report: { -readonly [K in keyof Report]: Report[K] },
  show: (bytes: string) => void,
): Promise<void> {
  const say = (words: string): void => {
    if (options.verbose) process.err(words);
  };
  let next = text;
  for (let number = 0; ; number++) {
    const url = checked(next);
    report.url = `${url.scheme}://${url.host}${url.portGiven ? `:${url.port}` : ''}${url.target}`;
    const last = await transfer(process, url, options, {
      startedUs: report.startedUs,
      number,
      say,
      before: report.last,
    });
    if (process.signal.aborted) return;
    report.last = last;
    const { response } = last;
    const location = response.header('location');
    const goesOn = options.follow && location !== undefined && response.status >= 300 && response.status < 400;
    if (options.include || options.head) show(response.head);
    if (options.fail && response.status >= 400) {
      throw new CurlError(22, `The requested URL returned error: ${response.status}`);
    }
    if (!goesOn) {
      show(response.body);
      return;
    }
    if (number >= MAX_REDIRECTS) throw new CurlError(47, `Maximum (${MAX_REDIRECTS}) redirects followed`);
    next = redirected(url, location);
    report.redirects++;
    say(`* Issue another request to this URL: '${next}'\n`);
  }
}

function checked(text: string): Url {
  const url = parseUrl(text);
  if (!url) throw new CurlError(3, 'URL using bad/illegal format or missing URL');
  if (url.scheme === 'https') throw new CurlError(35, 'cka-net: https is not simulated');
  if (url.scheme !== 'http') throw new CurlError(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
  return url;
}

function write(process: Process, file: string | undefined, bytes: string, append: boolean): void {
  if (file === undefined || file === '-') {
    if (bytes !== '') process.out(fromBytes(bytes));
    return;
  }
  if (file === '/dev/null') return;
  try {
    process.files.write(file, (append ? process.files.read(file) : '') + fromBytes(bytes));
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new CurlError(23, `Failure writing output to destination`);
  }
}

/** `-w`: variables of ourWriteOut (src/tool_writeout.c) that an HTTP transfer has. */
function writeOut(format: string, report: Report, nowUs: number): string {
  const { last, redirects, startedUs, error } = report;
  const time = ((nowUs - startedUs) / 1_000_000).toFixed(6);
  const values: ReadonlyMap<string, string> = new Map([
    ['http_code', String(last?.response.status ?? 0).padStart(3, '0')],
    ['response_code', String(last?.response.status ?? 0).padStart(3, '0')],
    ['size_download', String(last?.response.body.length ?? 0)],
    ['size_header', String(last?.response.head.length ?? 0)],
    ['content_type', last?.response.header('content-type') ?? ''],
    ['num_redirects', String(redirects)],
    ['num_connects', String(last ? redirects + 1 : 0)],
    ['remote_ip', last ? formatIpv4(last.remote) : ''],
    ['local_ip', last ? formatIpv4(last.local.address) : ''],
    ['local_port', String(last?.local.port ?? 0)],
    ['time_total', time],
    ['url_effective', report.url],
    ['url', report.url],
    ['exitcode', String(error?.status ?? 0)],
    ['errormsg', error?.message ?? ''],
    ['scheme', 'HTTP'],
    ['http_version', last ? (/^HTTP\/([\d.]+)/.exec(last.response.head)?.[1] ?? '0') : '0'],
    ['method', 'GET'],
  ]);
  return format.replace(/%\{(\w+)\}|%%|\\([ntr])/g, (whole, name: string | undefined, escape: string | undefined) => {
    if (name !== undefined) return values.get(name) ?? '';
    if (escape !== undefined) return escape === 'n' ? '\n' : escape === 't' ? '\t' : '\r';
    return whole === '%%' ? '%' : whole;
  });
}
