import { exitStatus, ExitError } from '../clib/exit';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { CURL } from './declaration';
import { CurlError } from './error';
import { ProgressMeter } from './meter';
import { readOptions, type CurlOptions } from './options';
import { Output, remoteName } from './output';
import { NotHttp } from '../http/response';
import { HELP, TRY, VERSION, warning } from './texts';
import { transfer } from './transfer';
import { parseUrl, redirected, type Url } from './url';
import { writeOut, type Report } from './write-out';

const MAX_REDIRECTS = 50;
/** Protocols of libcurl that the simulator leaves out. */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set(
  'dict file ftp ftps gopher gophers imap imaps ldap ldaps mqtt pop3 pop3s rtmp rtsp scp sftp smb smbs smtp smtps telnet tftp'.split(
    ' ',
  ),
);
/** Errors after which --retry tries again (src/tool_operate.c: retrycheck). */
const TRANSIENT_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** curl(1) 7.88.1, for HTTP. */
export const curl: Program = {
  ...CURL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const words = process.argv.slice(1);
  if (words.includes('-V') || words.includes('--version')) {
    process.out(VERSION);
    return 0;
  }
  if (words.includes('-h') || words.includes('--help')) {
    if (words.length > 1) throw new ExitError(2, `cka-net: curl ${words.join(' ')} is not simulated yet\n`);
    process.out(HELP);
    return 0;
  }
  if (words.length === 0) throw new ExitError(2, TRY);
  const options = readOptions(process.files, words, (text) => process.err(warning(text)));
  const quiet = options.flags.has('s') || options.flags.has('no-progress-meter');
  let status = 0;
  for (const [index, url] of options.urls.entries()) {
    const meter = new ProgressMeter(quiet ? undefined : (line) => process.err(line));
    status = await withRetries(process, options, () => fetchOne(process, url, index, options, meter));
    if (process.signal.aborted) return 130;
  }
  return status;
}

/** What became of one URL, and the status that the server gave. */
interface Outcome {
  readonly status: number;
  readonly error: CurlError | undefined;
  readonly httpStatus: number;
}

async function withRetries(process: Process, options: CurlOptions, attempt: () => Promise<Outcome>): Promise<number> {
  let seconds = options.retrySeconds || 1;
  for (let left = options.retries; ; left--) {
    const { status, error, httpStatus } = await attempt();
    const refused = status === 7 && error?.message.endsWith("Couldn't connect to server") === true;
    const why =
      status === 28 || status === 6
        ? status === 28
          ? 'timeout'
          : undefined
        : refused && options.flags.has('retry-connrefused')
          ? 'connection refused'
          : TRANSIENT_STATUS.has(httpStatus)
            ? 'HTTP error'
            : undefined;
    if (left <= 0 || why === undefined || process.signal.aborted) return status;
    if (!options.flags.has('s')) {
      process.err(warning(`Problem : ${why}. Will retry in ${seconds} seconds. ${left} retries left.`));
    }
    await process.wait(() => false, process.world.nowUs + seconds * 1_000_000);
    if (options.retrySeconds === 0) seconds *= 2;
  }
}

async function fetchOne(
  process: Process,
  text: string,
  index: number,
  options: CurlOptions,
  meter: ProgressMeter,
): Promise<Outcome> {
  const { flags } = options;
  const startedUs = process.world.nowUs;
  const report: { -readonly [K in keyof Report]: Report[K] } = {
    url: text,
    last: undefined,
    redirects: 0,
    startedUs,
    error: undefined,
  };
  try {
    const url = checked(text);
    const output = new Output(
      process,
      options,
      options.outputs[index] ?? (flags.has('O') ? nameIn(process, url) : undefined),
    );
    meter.start();
    await follow(process, url, options, report, meter, output);
  } catch (error) {
    if (error instanceof NotHttp) report.error = new CurlError(1, 'Received HTTP/0.9 when not allowed');
    else if (error instanceof CurlError) report.error = error;
    else throw error;
    if (report.error.progress) meter.done(report.error.progress);
    new Output(process, options, options.outputs[index]).write(report.error.partial);
  }
  const { error } = report;
  if (error && (!flags.has('s') || flags.has('S'))) process.err(`curl: (${error.status}) ${error.message}\n`);
  if (options.writeOut !== undefined) process.out(writeOut(options.writeOut, report, process.world.nowUs));
  return { status: error?.status ?? 0, error, httpStatus: report.last?.response.status ?? 0 };
}

/** Asks, and asks again where a redirect leads, as long as -L says so. */
async function follow(
  process: Process,
  first: Url,
  options: CurlOptions,
  report: { -readonly [K in keyof Report]: Report[K] },
  meter: ProgressMeter,
  output: Output,
): Promise<void> {
  const { flags } = options;
  const say = (words: string): void => {
    if (flags.has('v')) process.err(words);
  };
  let url = first;
  for (let number = 0; ; number++) {
    report.url = `${url.scheme}://${url.host}${url.portGiven ? `:${url.port}` : ''}${url.target}`;
    const attempt = { startedUs: report.startedUs, number, say, before: report.last, meter };
    const last = await transfer(process, url, options, attempt);
    if (process.signal.aborted) return;
    const { response } = last;
    const location = response.header('location');
    const redirects = location !== undefined && response.status >= 300 && response.status < 400;
    report.last = redirects ? { ...last, redirectsTo: redirected(url, location) } : last;
    const goesOn = flags.has('L') && redirects;
    const fails = response.status >= 400 && (flags.has('f') || flags.has('fail-with-body'));
    const shown =
      (flags.has('i') || flags.has('I') ? response.head : '') +
      (goesOn || (fails && flags.has('f')) ? '' : response.body);
    const progress = fails && flags.has('f') ? { ...last.progress, downloaded: 0 } : last.progress;
    // Standard output is written when it is flushed, at the end; a file at once.
    try {
      if (output.toFile) output.write(shown);
    } finally {
      meter.done(progress);
    }
    say(
      response.keepsOpen
        ? `* Connection #${number} to host ${url.host} left intact\n`
        : `* Closing connection ${number}\n`,
    );
    if (!output.toFile) output.write(shown);
    if (fails) throw new CurlError(22, `The requested URL returned error: ${response.status}`);
    if (!goesOn) return;
    if (number >= MAX_REDIRECTS) throw new CurlError(47, `Maximum (${MAX_REDIRECTS}) redirects followed`);
    const next = redirected(url, location);
    url = checked(next);
    report.redirects++;
    say(`* Issue another request to this URL: '${next}'\n`);
  }
}

function checked(text: string): Url {
  const url = parseUrl(text);
  if (!url) throw new CurlError(3, 'URL using bad/illegal format or missing URL');
  if (url.scheme === 'http' || url.scheme === 'https') return url;
  if (OTHER_PROTOCOLS.has(url.scheme)) throw new CurlError(1, `cka-net: curl for ${url.scheme} is not simulated yet`);
  throw new CurlError(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
}

/** -O: the file that a URL names. Throws CurlError when it names none. */
function nameIn(process: Process, { target }: Url): string {
  const name = remoteName(target);
  if (name !== undefined) return name;
  process.err('curl: Remote file name has no length!\n');
  throw new CurlError(23, 'Failed writing received data to disk/application');
}
