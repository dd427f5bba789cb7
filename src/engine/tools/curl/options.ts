import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { CURL } from './declaration';

export interface CurlOptions {
  readonly urls: readonly string[];
  readonly silent: boolean;
  readonly showError: boolean;
  readonly verbose: boolean;
  readonly include: boolean;
  readonly head: boolean;
  readonly fail: boolean;
  readonly follow: boolean;
  readonly outputs: readonly string[];
  readonly writeOut: string | undefined;
  readonly maxSeconds: number | undefined;
  readonly connectSeconds: number | undefined;
  readonly headers: readonly string[];
  readonly method: string | undefined;
  readonly data: string | undefined;
  readonly userAgent: string;
  /** `HOST:PORT` → address. */
  readonly resolve: ReadonlyMap<string, string>;
}

const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";

/** Throws ExitError with curl's text and status 2. */
export function readOptions(args: readonly string[]): CurlOptions {
  const { options, operands, error } = parseOptions(CURL, args);
  if (error !== undefined) throw new ExitError(2, complaint(error));
  const last = (name: string): string | undefined => options.filter(({ flag }) => flag === name).at(-1)?.value;
  const all = (name: string): readonly string[] =>
    options.filter(({ flag }) => flag === name).map(({ value = '' }) => value);
  const has = (name: string): boolean => options.some(({ flag }) => flag === name);
  if (operands.length === 0) throw new ExitError(2, TRY);
  const data = all('d');
  return {
    urls: operands,
    silent: has('s'),
    showError: has('S'),
    verbose: has('v'),
    include: has('i'),
    head: has('I'),
    fail: has('f'),
    follow: has('L'),
    outputs: all('o'),
    writeOut: last('w'),
    maxSeconds: seconds('-m', last('m')),
    connectSeconds: seconds('--connect-timeout', last('connect-timeout')),
    headers: all('H'),
    method: last('X'),
    data: data.length === 0 ? undefined : data.join('&'),
    userAgent: last('A') ?? 'curl/7.88.1',
    resolve: new Map(
      all('resolve').map((entry) => [entry.split(':').slice(0, 2).join(':'), entry.split(':').slice(2).join(':')]),
    ),
  };
}

function seconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === '' || Number.isNaN(value))
    throw new ExitError(2, `curl: option ${option}: expected a proper numerical parameter\n${TRY}`);
  return value === 0 ? undefined : value;
}

/** getopt's complaint in curl's words. */
function complaint(error: string): string {
  const [, short] = /'(.)'$/.exec(error) ?? [];
  const [, long] = /option '(--[^']*)'/.exec(error) ?? [];
  const option = long ?? `-${short ?? ''}`;
  return `curl: option ${option}: ${error.includes('requires') ? 'requires parameter' : 'is unknown'}\n${TRY}`;
}
