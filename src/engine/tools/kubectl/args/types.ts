import type { Words } from '../../grammar/types';

/** How pflag reads a flag's value: `list` splits at commas, `array` does not. */
export type FlagType = 'bool' | 'string' | 'list' | 'array' | 'int' | 'duration';

/** One flag, as pflag knows it and as `--help` prints it. */
export interface FlagDeclaration {
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  /** As pflag prints it: `false`, `[]`, `-1`, `0s`; text without its quotes. */
  readonly default: string;
  readonly words: Words;
  /** What it means when it stands without a value. */
  readonly noValue?: string;
  readonly required?: boolean;
  /** Its default is printed without quotes. */
  readonly bare?: boolean;
  readonly hidden?: boolean;
  /** Printed when it is used. */
  readonly deprecated?: string;
}

/** One command, as cobra knows it and as `--help` prints it. */
export interface CommandDeclaration {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly suggestFor?: readonly string[];
  readonly words: Words;
  readonly long: string;
  readonly examples?: string;
  /** The line after `Usage:`. */
  readonly usage?: string;
  readonly flags: readonly FlagDeclaration[];
  readonly commands?: readonly CommandDeclaration[];
  /** The root's headings, each with its commands. */
  readonly groups?: readonly (readonly [title: string, commands: readonly string[]])[];
  /** Only there for its subcommands. */
  readonly notRunnable?: boolean;
}
