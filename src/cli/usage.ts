/** The command line is wrong: the message says what and what to do; the command ends with status 2. */
export class UsageError extends Error {}

export interface OptionSpec {
  /** Options that take a value: `--lab X` or `--lab=X`. */
  readonly values?: readonly string[];
  readonly flags?: readonly string[];
  /** Everything from the first operand on belongs to a command of its own and is left alone. */
  readonly stopAtOperand?: boolean;
}

export interface ParsedArgs {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Splits arguments; throws UsageError for an option that is not in the spec or lacks its value. */
export function parseArgs(args: readonly string[], spec: OptionSpec): ParsedArgs {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    const [name = '', inline] = word.startsWith('--') ? splitOnce(word) : [word];
    if (spec.values?.includes(name)) {
      const value = inline ?? args[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value`);
      values.set(name, value);
    } else if (spec.flags?.includes(word)) flags.add(word);
    else if (word.startsWith('-') && word !== '-') throw new UsageError(`there is no option ${word}`);
    else if (spec.stopAtOperand) {
      operands.push(...args.slice(i));
      break;
    } else operands.push(word);
  }
  return { values, flags, operands };
}

function splitOnce(word: string): [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}
