import { originsOf } from '../zones';
import { Dispenser } from './dispenser';
import { CorefileError } from './error';
import type { Token } from './tokens';

/** What a plugin may set for its whole server block. */
export interface BlockSettings {
  /** `bind`: addresses to listen on; none for every one. */
  listenHosts: readonly string[];
  debug: boolean;
  /** Servers over HTTP of health, ready and prometheus. */
  readonly http: HttpEndpoint[];
  reload: { readonly intervalUs: number; readonly jitterUs: number } | undefined;
  lameduckUs: number;
}

export interface HttpEndpoint {
  readonly plugin: 'health' | 'ready' | 'prometheus';
  /** '' for every address. */
  readonly host: string;
  readonly port: number;
  /** `ready`: asks again although everything was ready once. */
  readonly continuously?: boolean;
}

/** What is set up: where the server runs, for plugins that read files or look at interfaces. */
export interface SetupPlace {
  /** The text of a file; undefined when there is none. */
  readonly read: (path: string) => string | undefined;
  /** Addresses of an interface; undefined when there is no such interface. */
  readonly addressesOf: (device: string) => readonly string[] | undefined;
  readonly warn: (line: string) => void;
}

/** The words of one directive in one server block, for the plugin that reads them. */
export class Controller extends Dispenser {
  constructor(
    filename: string,
    tokens: readonly Token[],
    readonly keys: readonly string[],
    readonly settings: BlockSettings,
    readonly place: SetupPlace,
  ) {
    super(filename, [...tokens]);
  }

  origins(args: readonly string[]): readonly string[] {
    return originsOf(args, this.keys);
  }

  /** `time.ParseDuration` of a word, in microseconds. */
  duration(text: string): number {
    return parseGoDuration(text);
  }

  /** `strconv.Atoi` of a word. */
  integer(text: string): number {
    if (!/^[+-]?\d+$/.test(text))
      throw new CorefileError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  }

  /** Zones of `fallthrough`: the root's when it names none. */
  fallthrough(): readonly string[] {
    const args = this.remainingArgs();
    return args.length === 0 ? ['.'] : originsOf(args, []);
  }

  /** A regular expression of Go's as one of JavaScript's; undefined when it is none. */
  regex(text: string): RegExp | undefined {
    const [, flags = ''] = /^\(\?([ims]+)\)/.exec(text) ?? [];
    const source = (flags === '' ? text : text.slice(flags.length + 3))
      .replaceAll('(?P<', '(?<')
      .replaceAll('\\z', '$');
    try {
      return new RegExp(source, flags);
    } catch {
      return undefined;
    }
  }
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 0.001],
  ['us', 1],
  ['µs', 1],
  ['μs', 1],
  ['ms', 1000],
  ['s', 1_000_000],
  ['m', 60_000_000],
  ['h', 3_600_000_000],
]);

function parseGoDuration(text: string): number {
  const quoted = JSON.stringify(text);
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  if (rest === '') throw new CorefileError(`time: invalid duration ${quoted}`);
  let us = 0;
  for (let at = 0; at < rest.length;) {
    const [number] = /^(\d+\.?\d*|\.\d+)/.exec(rest.slice(at)) ?? [];
    if (number === undefined) throw new CorefileError(`time: invalid duration ${quoted}`);
    const [unit = ''] = /^[^\d.]*/.exec(rest.slice(at + number.length)) ?? [];
    if (unit === '') throw new CorefileError(`time: missing unit in duration ${quoted}`);
    const factor = UNITS.get(unit);
    if (factor === undefined)
      throw new CorefileError(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    us += Number(number) * factor;
    at += number.length + unit.length;
  }
  return sign === '-' ? -us : us;
}
