import { parseIpv4 } from '../../packet/address';
import { reverseName } from '../../packet/dns/names';
import { CLASS_IN, TYPE_A, TYPE_PTR, classNumber, typeNumber } from '../../packet/dns/message';
import { parseIpv6 } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { VERSION } from '../dns/version';
import { DEFAULTS, findPlusOption, type DigSettings } from './plus-options';
import { USAGE, HELP } from './usage';

/** One question that a command line asks. */
export interface DigLookup {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly server: string | undefined;
  readonly settings: DigSettings;
  /** The name comes from `-x` or is `.`: never searched for. */
  readonly reverse: boolean;
}

export interface DigCommand {
  readonly lookups: readonly DigLookup[];
  readonly port: number;
  readonly family: 'inet' | 'inet6' | undefined;
  readonly source: string | undefined;
  readonly microseconds: boolean;
  /** Warnings for standard error. */
  readonly warnings: readonly string[];
  /** The server that was named before the first name, or with none: what the greeting counts. */
  readonly greetedServer: string | undefined;
  /** Whether the first lines are wanted: the last word about it counts for all. */
  readonly greeting: boolean;
  /** The same, by the words before the first name. */
  readonly greetsFailure: boolean;
}

interface Draft {
  name: string | undefined;
  type: number | undefined;
  class: number | undefined;
  server: string | undefined;
  settings: DigSettings;
  reverse: boolean;
}

const BARE_LETTERS = '46dhimnruv';
const VALUE_LETTERS = 'bcfkpqtxy';

/** Reads dig's words in order (dig.c, parse_args). Throws ExitError with the real messages. */
export function readArguments(args: readonly string[], out: (text: string) => void): DigCommand {
  const defaults: Draft = {
    name: undefined,
    type: undefined,
    class: undefined,
    server: undefined,
    settings: DEFAULTS,
    reverse: false,
  };
  const drafts: Draft[] = [];
  const warnings: string[] = [];
  let current = defaults;
  let greetedServer: string | undefined;
  let greeting = true;
  let greetsFailure = true;
  // The one option besides +cmd that counts for every look-up.
  let short = false;
  let port = 53;
  let family: DigCommand['family'];
  let source: string | undefined;
  let microseconds = false;
  const begin = (name: string, reverse = false): Draft => {
    if (drafts.length === 0) {
      greetedServer = defaults.server;
      greetsFailure = greeting;
    }
    const draft = { ...defaults, name, reverse };
    drafts.push(draft);
    return draft;
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word.startsWith('@')) current.server = word.slice(1);
    else if (word.startsWith('+')) {
      const change = plusOption(word.slice(1), out);
      current.settings = { ...current.settings, ...change };
      greeting = change.cmd ?? greeting;
      short = change.short ?? short;
    } else if (word.startsWith('-') && word.length > 1) {
      let at = 1;
      while (at < word.length && BARE_LETTERS.includes(word.charAt(at))) {
        const letter = word.charAt(at++);
        if (letter === '4') family = 'inet';
        if (letter === '6') family = 'inet6';
        if (letter === 'u') microseconds = true;
        if (letter === 'h') {
          out(HELP);
          throw new ExitError(0);
        }
        if (letter === 'v') throw new ExitError(0, `DiG ${VERSION}\n`);
      }
      if (at >= word.length) continue;
      const letter = word.charAt(at);
      const attached = word.slice(at + 1);
      const value = attached !== '' ? attached : args[i + 1];
      if (!VALUE_LETTERS.includes(letter) || value === undefined)
        throw new ExitError(1, `Invalid option: ${word}\n${USAGE}`);
      if (attached === '') i++;
      switch (letter) {
        case 'b':
          source = value.split('#')[0];
          break;
        case 'c': {
          const number = classNumber(value);
          if (number === undefined) warnings.push(`;; Warning, ignoring invalid class ${value}\n`);
          else current.class = number;
          break;
        }
        case 'f':
          throw new ExitError(8, `${value}: No such file or directory\ndig: couldn't open specified batch file\n`);
        case 'p':
          port = portNumber(value, out);
          break;
        case 'q':
          current = begin(value);
          break;
        case 't': {
          const number = typeNumber(value);
          if (number === undefined) warnings.push(`;; Warning, ignoring invalid type ${value}\n`);
          else current.type = number;
          break;
        }
        case 'x':
          current = begin(reverseOf(value), true);
          current.type = TYPE_PTR;
          break;
        default:
          throw new ExitError(1, `dig: cka-net: -${letter} is not simulated yet\n`);
      }
    } else {
      const type = typeNumber(word);
      const number = type === undefined ? classNumber(word) : undefined;
      if (type !== undefined) {
        if (current.type !== undefined) warnings.push(';; Warning, extra type option\n');
        current.type = type;
      } else if (number !== undefined) {
        if (current.class !== undefined) warnings.push(';; Warning, extra class option\n');
        current.class = number;
      } else current = begin(word);
    }
  }
  const none = drafts.length === 0;
  if (none) begin('.', true).type ??= typeNumber('NS');
  const lookups = drafts.map(({ name = '.', type = TYPE_A, class: number = CLASS_IN, server, settings, reverse }) => ({
    name,
    type,
    class: number,
    server,
    settings: { ...settings, short },
    reverse,
  }));
  return { lookups, port, family, source, microseconds, warnings, greetedServer, greeting, greetsFailure };
}

function plusOption(word: string, out: (text: string) => void): Partial<DigSettings> {
  const found = findPlusOption(word);
  if (found === 'elsewhere') throw new ExitError(1, `dig: cka-net: +${word} is not simulated yet\n`);
  if (!found) throw new ExitError(1, `Invalid option: +${word}\n${USAGE}`);
  const { option, on, value } = found;
  const { number: rule } = option;
  if (rule && value === undefined) throw new ExitError(1, `Invalid option: +${word}\n${USAGE}`);
  return option.apply(on, value, rule ? parseNumber(value ?? '', rule.most, rule.what, out) : 0);
}

function portNumber(text: string, out: (text: string) => void): number {
  try {
    return parseNumber(text, 0xffff, 'port number', out);
  } catch (error) {
    if (error instanceof ExitError) throw new ExitError(1, error.message);
    throw error;
  }
}

/** parse_uint: the reason goes to standard output, the end to standard error. */
function parseNumber(text: string, most: number, what: string, out: (text: string) => void): number {
  const number = /^\d+$/.test(text) ? Number(text) : undefined;
  if (number !== undefined && number <= most) return number;
  out(`invalid ${what} '${text}': ${number === undefined ? 'not a valid number' : 'out of range'}\n`);
  throw new ExitError(10, `dig: Couldn't parse ${what}\n`);
}

/** What `-x` looks up: an address turned round, or any dotted words. */
function reverseOf(text: string): string {
  const address = parseIpv4(text) ?? parseIpv6(text);
  return address === undefined ? `${text.split('.').reverse().join('.')}.in-addr.arpa.` : reverseName(address);
}
