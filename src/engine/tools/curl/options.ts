import { KernelError } from '../../kernel/errno';
import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { readPortWord } from './port-word';
import type { HostFiles } from '../tool';
import { CURL } from './declaration';
import { TRY } from './texts';

export interface CurlOptions {
  readonly urls: readonly string[];
  /** What may be asked by its name: a letter, or a long name without letter. */
  readonly flags: ReadonlySet<string>;
  /** -o of each URL; undefined writes to standard output, or with -O to the file that the URL names. */
  readonly outputs: readonly string[];
  readonly writeOut: string | undefined;
  readonly maxSeconds: number | undefined;
  readonly connectSeconds: number | undefined;
  readonly headers: readonly string[];
  readonly method: string | undefined;
  /** The body, or with -G what goes into the URL. */
  readonly data: string | undefined;
  readonly userAgent: string;
  readonly user: string | undefined;
  readonly referer: string | undefined;
  readonly cookie: string | undefined;
  readonly range: string | undefined;
  /** `HOST:PORT` → address. */
  readonly resolve: ReadonlyMap<string, string>;
  /** `HOST:PORT` → `HOST:PORT`, either side of the key may be empty. */
  readonly connectTo: ReadonlyMap<string, string>;
  readonly sourceInterface: string | undefined;
  readonly localPort: number | undefined;
  /** --cacert: whom to trust; --cert: who one is. */
  readonly caFile: string | undefined;
  readonly certificateFile: string | undefined;
  /** --tls-max 1.2. */
  readonly tlsMax: 'TLSv1.2' | undefined;
  readonly retries: number;
  readonly retrySeconds: number;
  /** -D: where the headers go too. */
  readonly headerFile: string | undefined;
  /** -T: what is sent by PUT. */
  readonly upload: { readonly name: string; readonly content: string } | undefined;
  /** -C: from which byte; `-` takes the size of the file that is there. */
  readonly continueAt: string | undefined;
  readonly maxRedirects: number;
  readonly maxFileSize: number | undefined;
  /** --stderr. */
  readonly errorFile: string | undefined;
  readonly defaultScheme: string | undefined;
}

const DATA_OPTIONS: ReadonlySet<string> = new Set(['d', 'data-ascii', 'data-binary', 'data-raw', 'json']);

/** Throws ExitError with curl's text and status 2. */
export function readOptions(files: HostFiles, args: readonly string[], warn: (text: string) => void): CurlOptions {
  const { options, operands, error } = parseOptions(CURL, args);
  if (error !== undefined) throw new ExitError(2, complaint(error, args));
  const last = (name: string): string | undefined => options.filter(({ flag }) => flag === name).at(-1)?.value;
  const has = (name: string): boolean => options.some(({ flag }) => flag === name);
  const all = (name: string): readonly string[] =>
    options.filter(({ flag }) => flag === name).map(({ value = '' }) => value);
  const number = (name: string): number | undefined => seconds(spelling(args, name), last(name));
  if (last('x') !== undefined) throw new ExitError(2, 'cka-net: curl -x is not simulated yet\n');
  const numbers = {
    maxRedirects: last('max-redirs') === '0' ? 0 : (number('max-redirs') ?? MAX_REDIRECTS),
    maxSeconds: number('m'),
    connectSeconds: number('connect-timeout'),
    retries: number('retry') ?? 0,
    retrySeconds: number('retry-delay') ?? 0,
    maxFileSize: number('max-filesize'),
  };
  const urls = [...all('url'), ...operands];
  if (urls.length === 0) throw new ExitError(2, `curl: no URL specified!\n${TRY}`);
  const json = options.some(({ flag }) => flag === 'json');
  const data = options
    .filter(({ flag }) => DATA_OPTIONS.has(flag))
    .map(({ flag, value = '' }) => dataOf(files, flag, value, warn));
  const pairs = (name: string): ReadonlyMap<string, string> =>
    new Map(all(name).map((entry) => [entry.split(':').slice(0, 2).join(':'), entry.split(':').slice(2).join(':')]));
  return {
    ...numbers,
    urls,
    flags: new Set([
      ...options.map(({ flag }) => flag),
      ...(has('location-trusted') ? ['L'] : []),
      ...(has('remote-name-all') ? ['O'] : []),
    ]),
    headerFile: last('D'),
    upload: uploadOf(files, last('T')),
    continueAt: last('C'),
    errorFile: last('stderr'),
    defaultScheme: last('proto-default'),
    outputs: all('o'),
    writeOut: writeOutFormat(files, last('w')),
    headers: [
      ...(json ? ['Content-Type: application/json', 'Accept: application/json'] : []),
      ...all('oauth2-bearer').map((token) => `Authorization: Bearer ${token}`),
      ...all('H').flatMap((header) => (header.startsWith('@') ? linesOf(files, header.slice(1)) : [header])),
    ],
    method: last('X'),
    data: data.length === 0 ? undefined : data.join(json ? '' : '&'),
    userAgent: last('A') ?? 'curl/7.88.1',
    user: last('u'),
    referer: last('e'),
    cookie: last('b'),
    range: last('r'),
    resolve: pairs('resolve'),
    connectTo: pairs('connect-to'),
    caFile: last('cacert'),
    certificateFile: last('E'),
    tlsMax: last('tls-max') === '1.2' ? 'TLSv1.2' : undefined,
    sourceInterface: last('interface'),
    localPort: readPortWord(spelling(args, 'local-port'), last('local-port')),
  };
}

const MAX_REDIRECTS = 50;

function uploadOf(files: HostFiles, name: string | undefined): CurlOptions['upload'] {
  if (name === undefined) return undefined;
  try {
    return { name, content: name === '-' || name === '.' ? files.read('/dev/stdin') : files.read(name) };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const words = 'curl: (26) Failed to open/read local data from file/application\n';
    throw new ExitError(26, `curl: Can't open '${name}'!\n${TRY}${words}`);
  }
}

/** `@FILE` is the file's content; -d takes its line ends out. */
function dataOf(files: HostFiles, flag: string, value: string, warn: (text: string) => void): string {
  if (!value.startsWith('@') || flag === 'data-raw') return value;
  const path = value.slice(1);
  const text = files.exists(path) ? readOr(files, path) : undefined;
  if (text === undefined) {
    warn(`Couldn't read data from file "${path}", this makes an empty POST.`);
    return '';
  }
  return flag === 'd' || flag === 'data-ascii' ? text.replaceAll(/[\r\n\0]/g, '') : text;
}

function writeOutFormat(files: HostFiles, value: string | undefined): string | undefined {
  return value?.startsWith('@') ? readOr(files, value.slice(1)) : value;
}

function linesOf(files: HostFiles, path: string): readonly string[] {
  return readOr(files, path)
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

function readOr(files: HostFiles, path: string): string {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof KernelError) throw new ExitError(26, `curl: Failed to open ${path}\n${TRY}`);
    throw error;
  }
}

/** The option as the user wrote it, which curl's complaints repeat. */
function spelling(args: readonly string[], name: string): string {
  const names = CURL.options.find((option) =>
    option.names.includes(name.length === 1 ? `-${name}` : `--${name}`),
  )?.names;
  const long = names?.find((candidate) => candidate.startsWith('--')) ?? `--${name}`;
  return name.length > 1 || args.some((arg) => arg.startsWith('--') && arg !== '--' && long.startsWith(arg))
    ? long
    : `-${name}`;
}

function seconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === '' || Number.isNaN(value))
    throw new ExitError(2, `curl: option ${option}: expected a proper numerical parameter\n${TRY}`);
  return value === 0 ? undefined : value;
}

/** getopt's complaint in curl's words. */
function complaint(error: string, args: readonly string[]): string {
  const [, short] = /'(.)'$/.exec(error) ?? [];
  const [, long] = /option '(--[^']*)'/.exec(error) ?? [];
  const word = args.find((arg) => /^-[^-]/.test(arg) && arg.includes(short ?? ''));
  const option = long ?? word ?? `-${short ?? ''}`;
  const why = error.includes('requires')
    ? 'requires parameter'
    : error.includes('ambiguous')
      ? 'is ambiguous'
      : 'is unknown';
  return `curl: option ${option}: ${why}\n${TRY}`;
}
