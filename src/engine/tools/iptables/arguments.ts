import type { LongNames } from './long-names';

/** A long option that may be typed now. */
export interface LongName {
  readonly name: string;
  readonly argument: 'none' | 'required' | 'optional';
  /** Names that may be confused with each other without being ambiguous have the same one. */
  readonly id: string;
}

/** What getopt_long returns. */
export type Argument =
  | { readonly type: 'option'; readonly id: string; readonly value?: string }
  | { readonly type: 'operand'; readonly value: string }
  /** An unknown option, or one without its argument: `word` is what iptables blames (argv[optind - 1]). */
  | { readonly type: 'unknown' | 'missing'; readonly word: string }
  | { readonly type: 'end' };

/**
 * getopt_long(3) as iptables uses it (iptables/xshared.c): operands are answered in order, nothing is printed, and long options may be
 * added between two calls because `-m`, `-j` and an unknown option after `-p` load extensions.
 */
export class ArgumentReader {
  private index = 1;
  /** Where in a word of short options the next letter is; 0 between words. */
  private inner = 0;
  private lastIndex = 1;
  private lastInner = 0;

  constructor(
    private readonly argv: readonly string[],
    /** getopt's option string, without the leading `-:`. */
    private readonly letters: string,
  ) {}

  next(longs: LongNames): Argument {
    this.lastIndex = this.index;
    this.lastInner = this.inner;
    if (this.inner > 0) return this.short();
    const word = this.argv[this.index];
    if (word === undefined) return { type: 'end' };
    if (word === '--') {
      this.index++;
      return { type: 'end' };
    }
    if (word === '-' || !word.startsWith('-')) {
      this.index++;
      return { type: 'operand', value: word };
    }
    if (word.startsWith('--')) return this.long(word, longs);
    this.inner = 1;
    return this.short();
  }

  /** Makes the next call read the same word again. */
  again(): void {
    this.index = this.lastIndex;
    this.inner = this.lastInner;
  }

  /** Whether words are left after the end of the options. */
  get hasMore(): boolean {
    return this.index < this.argv.length;
  }

  /** The next word, taken, when it is there and is neither an option nor `!` (xs_has_arg). */
  nextOperand(): string | undefined {
    const word = this.inner > 0 ? undefined : this.argv[this.index];
    if (word === undefined || word.startsWith('-') || word.startsWith('!')) return undefined;
    this.index++;
    return word;
  }

  /** The word before the next one: iptables takes it for the value of some options, even when the value is attached to the option. */
  get before(): string {
    return this.argv[this.index - 1] ?? '';
  }

  private long(word: string, longs: LongNames): Argument {
    this.index++;
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const attached = equals < 0 ? undefined : word.slice(equals + 1);
    const long = longs.find(name);
    if (!long) return { type: 'unknown', word };
    if (attached !== undefined) {
      return long.argument === 'none' ? { type: 'unknown', word } : { type: 'option', id: long.id, value: attached };
    }
    if (long.argument !== 'required') return { type: 'option', id: long.id };
    const value = this.argv[this.index];
    if (value === undefined) return { type: 'missing', word: this.before };
    this.index++;
    return { type: 'option', id: long.id, value };
  }

  private short(): Argument {
    const word = this.argv[this.index] ?? '';
    const letter = word.charAt(this.inner);
    const rest = word.slice(this.inner + 1);
    this.inner = rest === '' ? 0 : this.inner + 1;
    if (rest === '') this.index++;
    const at = letter === ':' || letter === ';' ? -1 : this.letters.indexOf(letter);
    if (at < 0) return { type: 'unknown', word: this.before };
    if (this.letters[at + 1] !== ':') return { type: 'option', id: letter };
    if (rest !== '') {
      this.inner = 0;
      this.index++;
      return { type: 'option', id: letter, value: rest };
    }
    if (this.letters[at + 2] === ':') return { type: 'option', id: letter };
    const value = this.argv[this.index];
    if (value === undefined) return { type: 'missing', word: this.before };
    this.index++;
    return { type: 'option', id: letter, value };
  }
}
