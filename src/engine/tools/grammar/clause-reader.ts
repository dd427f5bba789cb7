import { parametersOf, type KeywordTable } from './keyword-table';
import type { Clause, Parameter } from './types';

/** A command line ended where a value had to follow. */
export class IncompleteCommand extends Error {
  constructor() {
    super('command line is not complete');
    this.name = 'IncompleteCommand';
  }
}

/**
 * Reads the words after a verb by their clause, one parameter at a time:
 * `while (reader.next()) switch (reader.keyword) { case 'mtu': … reader.value … }`. A word that is no keyword is the clause's next positional,
 * or, when there is none, `keyword` is '' and `value` the word.
 */
export class ClauseReader {
  /** The parameter or positional just read; '' for a word the clause does not know. */
  keyword = '';
  /** Its first value ('' for a parameter without), or the word itself. */
  value = '';
  /** The word just read had no keyword in front. */
  bare = false;
  /** V8 forgets a hidden class of which nothing is left when it collects garbage, and with it what it compiled: one of these stays. */
  static readonly kept = new ClauseReader({ parameters: [] }, []);
  private positional = 0;
  private readonly parameters: KeywordTable<Parameter>;

  constructor(
    private readonly clause: Clause,
    private readonly words: readonly string[],
    /** Index in `words` of the next word to read. */
    public at = 0,
    /** Stop in front of the first word that is not a parameter, for groups inside a longer command. */
    private readonly group = false,
  ) {
    this.parameters = parametersOf(clause);
  }

  /** Moves to the next parameter; false at the end. Throws IncompleteCommand when its value is missing. */
  next(): boolean {
    const { words } = this;
    if (this.at >= words.length) return false;
    const word = words[this.at] ?? '';
    const parameter = this.parameters.find(word);
    if (parameter) {
      this.at++;
      this.keyword = parameter.keyword;
      this.bare = false;
      this.value = parameter.values && !parameter.valuesOptional ? this.take() : '';
      return true;
    }
    if (this.group) return false;
    this.at++;
    const positionals = this.clause.positionals ?? [];
    const positional = positionals[Math.min(this.positional, positionals.length - 1)];
    this.positional++;
    this.keyword = positional?.keyword ?? '';
    this.value = word;
    this.bare = true;
    return true;
  }

  /** The next word as a value. Throws IncompleteCommand at the end. */
  take(): string {
    const word = this.words[this.at];
    if (word === undefined) throw new IncompleteCommand();
    this.at++;
    return word;
  }

  /** The next word, left where it is. */
  get ahead(): string | undefined {
    return this.words[this.at];
  }

  /** Words not read yet. */
  rest(): readonly string[] {
    return this.words.slice(this.at);
  }

  /** A reader for a clause that continues here; with `group`, it stops at a word it does not know and `resume` goes on from there. */
  nested(clause: Clause, group = false): ClauseReader {
    return new ClauseReader(clause, this.words, this.at, group);
  }

  /** Goes on where a nested reader stopped. */
  resume(nested: ClauseReader): void {
    this.at = nested.at;
  }
}
