import type { LongName } from './arguments';

/**
 * The long options that may be typed now: a program's own, and those of the extensions loaded so far. Command lines load the same few
 * extensions again and again, so every set of them is put together once and kept.
 */
export class LongNames {
  /** The first option with each exact name. */
  private readonly exact = new Map<string, LongName>();
  private readonly more = new Map<string, LongNames>();

  /** Of options with the same name the first in `own` counts, then the first in `added`. */
  constructor(
    private readonly own: readonly LongName[],
    private readonly added: readonly LongName[] = [],
  ) {
    for (const long of [...own, ...added]) if (!this.exact.has(long.name)) this.exact.set(long.name, long);
  }

  /** These and the options of one more extension, which come before those of extensions loaded earlier. */
  with(extension: string, longs: () => readonly LongName[]): LongNames {
    let next = this.more.get(extension);
    if (!next) this.more.set(extension, (next = new LongNames(this.own, [...longs(), ...this.added])));
    return next;
  }

  /** The option a word names whole or by a beginning that only it has (getopt_long); undefined when none or several do. */
  find(word: string): LongName | undefined {
    const exact = this.exact.get(word);
    if (exact) return exact;
    const fitting = [...this.own, ...this.added].filter((long) => long.name.startsWith(word));
    const [long] = fitting;
    const ambiguous = fitting.some((other) => other.id !== long?.id || other.argument !== long.argument);
    return ambiguous ? undefined : long;
  }
}
