import { exitStatus, ExitError } from '../clib/exit';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { CURL } from './declaration';
import { CurlError } from './error';
import { ProgressMeter } from './meter';
import { readOptions, type CurlOptions } from './options';
import { Output, remoteName, resumesAt } from './output';
import { NotHttp } from '../http/response';
import { globUrl, outputName, type Globbed } from './glob';
import { HELP, TRY, VERSION, warning } from './texts';
import { transfer } from './transfer';
import { parseUrl, redirected, type Url } from './url';
import { writeOut, type Report } from './write-out';

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
  return fetchAll(options.errorFile === undefined ? process : withErrorsIn(process, options.errorFile), options);
}

/** --stderr: errors, progress and -v go to a file, or with `-` to standard output. */
function withErrorsIn(process: Process, file: string): Process {
  if (file === '-') return { ...process, err: (text) => process.out(text) };
  process.files.write(file, '');
  return { ...process, err: (text) => process.files.write(file, process.files.read(file) + text) };
}

async function fetchAll(process: Process, options: CurlOptions): Promise<number> {
  const quiet = options.flags.has('s') || options.flags.has('no-progress-meter');
  let status = 0;
  for (const [index, pattern] of options.urls.entries()) {
    for (const globbed of expanded(process, pattern, options)) {
      const meter = new ProgressMeter(
        quiet ? undefined : (line) => process.err(line),
        options.flags.has('#') ? 'bar' : 'columns',
      );
      status = await withRetries(process, options, () => fetchOne(process, globbed, index, options, meter));
      if (process.signal.aborted) return 130;
      if (status !== 0 && options.flags.has('fail-early')) return status;
    }
  }
  return status;
}

/** The URLs that a pattern stands for. Throws ExitError when it cannot be read. */
function expanded(process: Process, pattern: string, { flags }: CurlOptions): readonly Globbed[] {
  if (flags.has('g')) return [{ url: pattern, parts: [] }];
  try {
    return globUrl(pattern);
  } catch (error) {
    if (!(error instanceof CurlError)) throw error;
    const shown = !flags.has('s') || flags.has('S');
    throw new ExitError(error.status, shown ? `curl: (${error.status}) ${error.message}\n` : '');
  }
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
  { url: text, parts }: Globbed,
  index: number,
  options: CurlOptions,
  meter: ProgressMeter,
): Promise<Outcome> {
  const { flags } = options;
  const startedUs = process.world.nowUs;
  const report: { -readonly [K in keyof Report]: Report[K] } = {
    given: text,
    url: text,
    last: undefined,
    redirects: 0,
    startedUs,
    error: undefined,
  };
  try {
    const url = checked(text, options);
    const output = new Output(
      process,
      options,
      named(options.outputs[index], parts) ?? (flags.has('O') ? nameIn(process, url) : undefined),
    );
    meter.start();
    await follow(process, url, options, report, meter, output);
  } catch (error) {
    if (error instanceof NotHttp) report.error = new CurlError(1, 'Received HTTP/0.9 when not allowed');
    else if (error instanceof CurlError) report.error = error;
    else throw error;
    if (report.error.progress) meter.done(report.error.progress);
    new Output(process, options, named(options.outputs[index], parts)).write(report.error.partial);
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
    const from = resumesAt(process, options, output);
    const asked = from > 0 ? { ...options, range: `${from}-` } : options;
    const last = await transfer(process, url, asked, attempt);
    if (process.signal.aborted) return;
    const { response } = last;
    const location = response.header('location');
    const redirects = location !== undefined && response.status >= 300 && response.status < 400;
    report.last = redirects ? { ...last, redirectsTo: redirected(url, location) } : last;
    const goesOn = flags.has('L') && redirects;
    const fails = response.status >= 400 && (flags.has('f') || flags.has('fail-with-body'));
    if (options.headerFile !== undefined) {
      writeHeaders(process, options.headerFile, response.head, number === 0);
    }
    if (options.maxFileSize !== undefined && (response.expected ?? 0) > options.maxFileSize) {
      throw new CurlError(63, 'Maximum file size exceeded');
    }
    if (from > 0 && response.status !== 206) {
      throw new CurlError(33, "HTTP server doesn't seem to support byte ranges. Cannot resume.");
    }
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
    if (number >= options.maxRedirects) throw new CurlError(47, `Maximum (${options.maxRedirects}) redirects followed`);
    const next = redirected(url, location);
    url = checked(next, options);
    report.redirects++;
    say(`* Issue another request to this URL: '${next}'\n`);
  }
}

/** -D: each answer's headers, one after the other. */
function writeHeaders(process: Process, file: string, head: string, first: boolean): void {
  if (file === '-') process.out(head);
  else process.files.write(file, (first ? '' : process.files.read(file)) + head);
}

function named(name: string | undefined, parts: readonly string[]): string | undefined {
  return name === undefined ? undefined : outputName(name, parts);
}

function checked(text: string, { defaultScheme }: CurlOptions): Url {
  const url = parseUrl(defaultScheme === undefined || text.includes('://') ? text : `${defaultScheme}://${text}`);
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
