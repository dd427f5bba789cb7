import type { Family } from '../../kernel/netfilter/control';
import type { HostFiles } from '../tool';
import type { OptionDeclaration, Value, ValueType } from '../grammar/types';
import { flag, valued } from '../grammar/declare-getopt';

export type FamilyOfSet = Family | 'both';

/** What an extension (a match or a target) sees while its options are read. */
export interface Surroundings {
  readonly files: HostFiles;
  readonly family: Family;
  /** Ends the program with a complaint (status 2 unless another is given). */
  fail(message: string, status?: number): never;
  /** Writes to standard error. */
  warn(text: string): void;
  /** What `-p` has named so far; 0 when nothing. */
  protocol(): { readonly number: number; readonly inverted: boolean };
  /** The family that the IP set of this name is of; undefined when there is none. */
  familyOfSet(name: string): FamilyOfSet | undefined;
  /** Takes the word after the option's value, unless it is an option or `!`. */
  nextOperand(): string | undefined;
}

/** An option of an extension: its words, and the rules libxtables checks for it (struct xt_option_entry). */
export interface ExtensionOption extends OptionDeclaration {
  readonly invertible?: boolean;
  readonly mandatory?: boolean;
  /** First names of options that may not stand beside it. */
  readonly excludes?: readonly string[];
  /** First names of options that must stand beside it. */
  readonly also?: readonly string[];
}

/** An option as given on the command line. */
export interface Given {
  /** Its first name, with dashes. */
  readonly name: string;
  readonly value: string;
  readonly inverted: boolean;
}

/** An extension that is being read: takes options one by one, then answers what they make. */
export interface Loading<Result> {
  take(given: Given): void;
  finish(): Result;
}

export interface Extension<Result> {
  /** As `-m` or `-j` names it. */
  readonly name: string;
  readonly options: readonly ExtensionOption[];
  /** What `-h` prints for it. */
  readonly help: string;
  load(around: Surroundings): Loading<Result>;
}

type Rules = Omit<ExtensionOption, keyof OptionDeclaration>;

/** Declares an option with a value. */
export function option(
  names: string,
  value: string,
  en: string,
  ko: string,
  rules: Rules = {},
  type: ValueType = 'text',
): ExtensionOption {
  // prettier-ignore
  return { ...valued(names, value, type, en, ko), ...rules };
}

/** Declares an option whose value is one of some words. */
export function choiceOption(names: string, value: Value, en: string, ko: string, rules: Rules = {}): ExtensionOption {
  return { names: names.split(' '), words: { en, ko }, value, ...rules };
}

/** Declares an option without a value. */
export function bareOption(names: string, en: string, ko: string, rules: Rules = {}): ExtensionOption {
  return { ...flag(names, en, ko), ...rules };
}

/** The checks of libxtables/xtoptions.c that all extensions share: used once, inverted, missing, together. */
export class OptionChecks {
  /** Few enough to be looked through. */
  private readonly seen: string[] = [];

  constructor(
    private readonly extension: Pick<Extension<unknown>, 'name' | 'options'>,
    private readonly around: Surroundings,
  ) {}

  /** Before an option's value is read. */
  note({ name, inverted }: Given): void {
    const { around, extension, seen } = this;
    if (seen.includes(name)) around.fail(`${extension.name}: option "${name}" can only be used once.\n`);
    const found = extension.options.find(({ names }) => names[0] === name);
    if (inverted && !found?.invertible) around.fail(`${extension.name}: option "${name}" cannot be inverted.\n`);
    seen.push(name);
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.seen.includes(name));
  }

  get none(): boolean {
    return this.seen.length === 0;
  }

  /** When all options are read. */
  finish(): void {
    const { around, extension, seen } = this;
    for (const { names, mandatory, also, excludes } of extension.options) {
      const [name = ''] = names;
      if (mandatory && !seen.includes(name)) around.fail(`${extension.name}: option "${name}" must be specified\n`);
      if (!(also ?? excludes) || !seen.includes(name)) continue;
      for (const other of extension.options) {
        const [second = ''] = other.names;
        if (second === name) continue;
        if (also?.includes(second) && !seen.includes(second)) {
          around.fail(`${extension.name}: option "${name}" also requires "${second}".\n`);
        }
        if (excludes?.includes(second) && seen.includes(second)) {
          around.fail(`${extension.name}: option "${name}" cannot be used together with "${second}".\n`);
        }
      }
    }
  }
}
