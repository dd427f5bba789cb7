import { KeywordTable } from './keyword-table';
import type { Declaration, OptionDeclaration } from './types';

/** One word of the options in front of an iproute2 command. */
export interface ReadOption {
  /** Undefined: no such option. */
  readonly option: OptionDeclaration | undefined;
  /** Undefined when the option takes none, or the line ended. */
  readonly value: string | undefined;
  /** The option as the program repeats it in errors: of two leading dashes, one. */
  readonly typed: string;
  /** Index of the next word. */
  readonly next: number;
}

const tables = new WeakMap<readonly OptionDeclaration[], KeywordTable<OptionDeclaration>>();

/**
 * Reads the option at `at`, or answers undefined when the options end there. iproute2 drops one of two dashes, accepts any beginning of a
 * name, and takes `-color=auto` with an attached value.
 */
export function readOption(
  { options }: Pick<Declaration, 'options'>,
  args: readonly string[],
  at: number,
): ReadOption | undefined {
  const word = args[at];
  if (word === undefined || !word.startsWith('-') || word === '--') return undefined;
  const typed = word.startsWith('--') ? word.slice(1) : word;
  let table = tables.get(options);
  if (!table) {
    // The first character of every option is the dash: bucket by what follows.
    table = new KeywordTable(
      options,
      (option) => option.names.map((name) => name.slice(1)),
      (option) => option.match ?? 'prefix',
    );
    tables.set(options, table);
  }
  const equals = typed.indexOf('=');
  const name = equals < 0 ? typed : typed.slice(0, equals);
  const option = name === '-' ? options.find((o) => o.match !== 'exact') : table.find(name.slice(1));
  if (!option || (equals >= 0 && !option.valueOptional))
    return { option: undefined, value: undefined, typed, next: at + 1 };
  if (option.valueOptional) {
    const value = equals < 0 ? undefined : typed.slice(equals + 1);
    const known =
      value === undefined || value === '' || option.value?.choices?.some((choice) => choice.value === value);
    return { option: known ? option : undefined, value, typed, next: at + 1 };
  }
  if (!option.value) return { option, value: undefined, typed, next: at + 1 };
  return { option, value: args[at + 1], typed, next: at + 2 };
}
