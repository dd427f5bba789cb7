import type { Clause, OptionDeclaration, Positional, Selection, Value, Words } from '../engine/tools/grammar/types';

/** A word that may stand at a place of a command line. */
export interface ExpectedWord {
  readonly text: string;
  readonly kind: 'option' | 'object' | 'verb' | 'keyword' | 'choice';
  readonly words: Words;
  /** Names of the values that follow it: `ADDRESS`. */
  readonly takes: readonly string[];
}

/** A value that may stand at a place, with the keyword, option or positional it belongs to. */
export interface ExpectedValue {
  readonly value: Value;
  readonly of: string;
}

/** Where in a command line a place lies. */
export interface ExpectedPlace {
  readonly program: string;
  readonly path: readonly string[];
  readonly netns: string | undefined;
  readonly host: string | undefined;
}

/** What may stand at one place of a command line. */
export interface Expectation extends ExpectedPlace {
  readonly words: readonly ExpectedWord[];
  readonly values: readonly ExpectedValue[];
  /** The name of a command may stand there. */
  readonly command: boolean;
  /** The words that may follow the verb, as the manual lists them; undefined when the place is not behind one. */
  readonly clause: Clause | undefined;
}

/** Collects what may stand at one index while a command line is analysed. */
export class Expecting {
  private readonly words = new Map<string, ExpectedWord>();
  private readonly values: ExpectedValue[] = [];
  private place: ExpectedPlace = { program: '', path: [], netns: undefined, host: undefined };
  private isCommand = false;
  private lastClause: Clause | undefined;

  constructor(
    private readonly index: number,
    private readonly outer?: Expecting,
  ) {}

  at(index: number): boolean {
    return index === this.index;
  }

  /** The same question about words that are read as if they stood together. */
  among(indexes: readonly number[]): Expecting {
    return new Expecting(indexes.indexOf(this.index), this.outer ?? this);
  }

  command(netns: string | undefined, host: string | undefined): void {
    const self = this.outer ?? this;
    self.isCommand = true;
    self.lastClause = undefined;
    self.place = { program: '', path: [], netns, host };
  }

  /** Operands of a command that nobody declared are most often files. */
  files(place: ExpectedPlace): void {
    this.value(place, FILE, '');
  }

  options(place: ExpectedPlace, options: readonly OptionDeclaration[]): void {
    for (const { names, words, value } of options) {
      const takes = value ? [value.name] : [];
      for (const text of names) this.word(place, { text, kind: 'option', words, takes });
    }
  }

  choices(place: ExpectedPlace, { role, choices }: Selection): void {
    for (const { name, words } of choices) this.word(place, { text: name, kind: role, words, takes: [] });
  }

  /** The words behind a verb are read, of which the place is one. */
  inside(clause: Clause): void {
    (this.outer ?? this).lastClause = clause;
  }

  clause(place: ExpectedPlace, clause: Clause, positional: Positional | undefined): void {
    for (const { keyword, words, values = [] } of clause.parameters) {
      // Such names stand for values without a keyword; nobody types them.
      if (/^[\w!+-]/.test(keyword)) {
        this.word(place, { text: keyword, kind: 'keyword', words, takes: values.map(({ name }) => name) });
      }
    }
    if (!positional) return;
    if (positional.value.type === 'command') this.command(place.netns, place.host);
    else this.value(place, positional.value, positional.keyword);
  }

  value(place: ExpectedPlace, value: Value, of: string): void {
    const self = this.outer ?? this;
    self.place = { ...place };
    if (!self.values.some((known) => known.value === value)) self.values.push({ value, of });
    for (const choice of value.choices ?? []) {
      this.word(place, { text: choice.value, kind: 'choice', words: choice.words, takes: [] });
    }
  }

  result(): Expectation {
    return {
      ...this.place,
      words: [...this.words.values()],
      values: this.values,
      command: this.isCommand,
      clause: this.lastClause,
    };
  }

  private word(place: ExpectedPlace, word: ExpectedWord): void {
    const self = this.outer ?? this;
    if (!self.isCommand) self.place = { ...place };
    if (!self.words.has(word.text)) self.words.set(word.text, word);
  }
}

const FILE: Value = {
  name: 'FILE',
  type: 'path',
  words: { en: 'A file.', ko: '파일입니다.' },
};
