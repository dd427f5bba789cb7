import { CommandError } from '../errors/errors';
import { complaint, Flags } from './flags';
import type { CommandDeclaration, FlagDeclaration } from './types';

/** `--help`, which cobra gives to every command. */
const HELP: FlagDeclaration = {
  name: 'help',
  short: 'h',
  type: 'bool',
  default: 'false',
  words: { en: 'Show what the command does.', ko: '도움말을 보여 줍니다.' },
  hidden: true,
};

export interface FlagTable {
  readonly byName: ReadonlyMap<string, FlagDeclaration>;
  readonly byShort: ReadonlyMap<string, FlagDeclaration>;
}

/** The flags of a command, its own before those of all commands. cobra adds `--help` only when it has found the command. */
export function flagTable(
  command: CommandDeclaration,
  global: readonly FlagDeclaration[],
  withHelp = false,
): FlagTable {
  const all = [...global, ...(withHelp ? [HELP] : []), ...command.flags];
  return {
    byName: new Map(all.map((flag) => [flag.name, flag])),
    byShort: new Map(all.flatMap((flag) => (flag.short === undefined ? [] : [[flag.short, flag]]))),
  };
}

/** Without a value, a flag stands alone: it does not take the next word. */
function standsAlone(flag: FlagDeclaration | undefined): boolean {
  return flag !== undefined && (flag.type === 'bool' || flag.noValue !== undefined);
}

export interface Parsed {
  readonly flags: Flags;
  readonly args: readonly string[];
  /** How many of `args` came before `--`; -1 without one. */
  readonly dashAt: number;
}

/** Reads a command's words as pflag does: flags anywhere, `--name=value`, `-abc`, `-n value`, until `--`. Throws CommandError. */
export function parseFlags(words: readonly string[], table: FlagTable, warn: (text: string) => void): Parsed {
  const flags = new Flags(table.byName);
  const args: string[] = [];
  let dashAt = -1;
  const set = (flag: FlagDeclaration, value: string): void => {
    const wrong = complaint(flag, value);
    if (wrong !== undefined) {
      const name = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
      throw new CommandError(`invalid argument ${JSON.stringify(value)} for "${name}" flag: ${wrong}`);
    }
    if (flag.deprecated !== undefined && !flags.changed(flag.name))
      warn(`Flag --${flag.name} has been deprecated, ${flag.deprecated}\n`);
    flags.set(flag.name, value);
  };
  const alone = (flag: FlagDeclaration): string => flag.noValue ?? 'true';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      dashAt = args.length;
      args.push(...words.slice(i + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      args.push(word);
      continue;
    }
    if (word.startsWith('--')) {
      const body = word.slice(2);
      if (/^[-=]/.test(body)) throw new CommandError(`bad flag syntax: ${word}`);
      const equals = body.indexOf('=');
      const name = equals < 0 ? body : body.slice(0, equals);
      const flag = table.byName.get(name);
      if (!flag) throw new CommandError(`unknown flag: --${name}`);
      if (equals >= 0) set(flag, body.slice(equals + 1));
      else if (standsAlone(flag)) set(flag, alone(flag));
      else if (i + 1 < words.length) set(flag, words[++i] ?? '');
      else throw new CommandError(`flag needs an argument: ${word}`);
      continue;
    }
    for (let letters = word.slice(1); letters !== '';) {
      const letter = letters.charAt(0);
      const flag = table.byShort.get(letter);
      if (!flag) throw new CommandError(`unknown shorthand flag: '${letter}' in -${letters}`);
      const rest = letters.slice(1);
      letters = '';
      if (rest.startsWith('=')) set(flag, rest.slice(1));
      else if (standsAlone(flag)) {
        set(flag, alone(flag));
        letters = rest;
      } else if (rest !== '') set(flag, rest);
      else if (i + 1 < words.length) set(flag, words[++i] ?? '');
      else throw new CommandError(`flag needs an argument: '${letter}' in -${letter}`);
    }
  }
  return { flags, args, dashAt };
}

export interface Found {
  readonly command: CommandDeclaration;
  /** `kubectl create deployment`. */
  readonly path: string;
  /** The words without those that named the command. */
  readonly words: readonly string[];
}

/** The command that words name (cobra's Command.Find): flags may stand in between. */
export function findCommand(
  root: CommandDeclaration,
  words: readonly string[],
  global: readonly FlagDeclaration[],
): Found {
  let command = root;
  let path = root.name;
  let left = words;
  for (;;) {
    const table = flagTable(command, global);
    const at = firstOperand(left, table);
    const word = at < 0 ? undefined : left[at];
    const next = command.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word ?? ''));
    if (!next) return { command, path, words: left };
    command = next;
    path += ` ${next.name}`;
    left = [...left.slice(0, at), ...left.slice(at + 1)];
  }
}

/** Index of the first word that is neither a flag nor a flag's value; -1 when there is none. */
export function firstOperand(words: readonly string[], { byName, byShort }: FlagTable): number {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') return -1;
    if (word.startsWith('--')) {
      if (!word.includes('=') && !standsAlone(byName.get(word.slice(2)))) i++;
    } else if (word.startsWith('-')) {
      if (!word.includes('=') && word.length === 2 && !standsAlone(byShort.get(word.charAt(1)))) i++;
    } else if (word !== '') return i;
  }
  return -1;
}

/** Names that a mistyped one may have meant (cobra's SuggestionsFor). */
export function suggestions({ commands = [] }: CommandDeclaration, typed: string): readonly string[] {
  const low = typed.toLowerCase();
  return commands
    .filter(
      ({ name, suggestFor }) =>
        distance(low, name) <= 2 || name.startsWith(low) || suggestFor?.some((word) => word === low) === true,
    )
    .map(({ name }) => name);
}

/** Levenshtein's. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
