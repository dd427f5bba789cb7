/** One option as given: its letter (or long name) and argument. */
export interface GivenOption {
  readonly flag: string;
  readonly value?: string;
}

export interface LongOption {
  readonly name: string;
  readonly argument: 'none' | 'required' | 'optional';
  /** The letter getopt_long returns for it; the name itself when undefined. */
  readonly flag?: string;
}

export interface ParsedOptions {
  /** Options in command-line order, up to the first error. */
  readonly options: readonly GivenOption[];
  readonly operands: readonly string[];
  /** glibc's complaint, without the program name, when an option is wrong: parsing stops there. */
  readonly error?: string;
}

/**
 * getopt_long(3) of glibc with its permutation and its messages. `letters` is the option string ("c:n" …; a leading `+` stops at the first
 * operand); long options may be abbreviated when that is not ambiguous.
 */
export function getopt(args: readonly string[], letters: string, longs: readonly LongOption[] = []): ParsedOptions {
  const options: GivenOption[] = [];
  const operands: string[] = [];
  const inOrder = letters.startsWith('+');
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') return { options, operands: [...operands, ...args.slice(i + 1)] };
    if (arg === '-' || !arg.startsWith('-')) {
      if (inOrder) return { options, operands: args.slice(i) };
      operands.push(arg);
      continue;
    }
    const next = args[i + 1];
    const step =
      arg.startsWith('--') && longs.length > 0 ? readLong(arg.slice(2), next, longs) : readShort(arg, next, letters);
    options.push(...step.options);
    if (step.error !== undefined) return { options, operands, error: step.error };
    if (step.usedNext) i++;
  }
  return { options, operands };
}

interface Step {
  readonly options: readonly GivenOption[];
  readonly usedNext?: boolean;
  readonly error?: string;
}

function readShort(arg: string, next: string | undefined, letters: string): Step {
  const options: GivenOption[] = [];
  for (let i = 1; i < arg.length; i++) {
    const flag = arg.charAt(i);
    const at = flag === ':' || flag === ';' ? -1 : letters.indexOf(flag);
    if (at < 0) return { options, error: `invalid option -- '${flag}'` };
    if (letters[at + 1] !== ':') {
      options.push({ flag });
      continue;
    }
    const attached = arg.slice(i + 1);
    if (attached !== '') return { options: [...options, { flag, value: attached }] };
    if (letters[at + 2] === ':') return { options: [...options, { flag }] };
    if (next === undefined) return { options, error: `option requires an argument -- '${flag}'` };
    return { options: [...options, { flag, value: next }], usedNext: true };
  }
  return { options };
}

function readLong(text: string, next: string | undefined, longs: readonly LongOption[]): Step {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const attached = equals < 0 ? undefined : text.slice(equals + 1);
  const exact = longs.find((long) => long.name === name);
  const matches = exact ? [exact] : longs.filter((long) => long.name.startsWith(name));
  const [long] = matches;
  if (!long) return { options: [], error: `unrecognized option '--${name}'` };
  if (
    matches.some((other) => other.argument !== long.argument || (other.flag ?? other.name) !== (long.flag ?? long.name))
  ) {
    const possibilities = matches.map((match) => ` '--${match.name}'`).join('');
    return { options: [], error: `option '--${name}' is ambiguous; possibilities:${possibilities}` };
  }
  const flag = long.flag ?? long.name;
  if (attached !== undefined) {
    if (long.argument === 'none') return { options: [], error: `option '--${long.name}' doesn't allow an argument` };
    return { options: [{ flag, value: attached }] };
  }
  if (long.argument !== 'required') return { options: [{ flag }] };
  if (next === undefined) return { options: [], error: `option '--${long.name}' requires an argument` };
  return { options: [{ flag, value: next }], usedNext: true };
}
