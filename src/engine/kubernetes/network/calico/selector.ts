/**
 * Calico's selectors (libcalico-go/lib/selector): `app == 'web' && has(tier) || role in { 'a', 'b' }`, as a question about labels.
 */

export type Labels = Readonly<Record<string, string>>;
export type Selects = (labels: Labels) => boolean;

const WORD = /\s*(&&|\|\||==|!=|!|\(|\)|\{|\}|,|"[^"]*"|'[^']*'|[A-Za-z0-9_./-]+)/y;

/** What a selector asks; undefined when it is none. An empty one selects everything. */
export function parseSelector(text: string): Selects | undefined {
  const words: string[] = [];
  const trimmed = text.trim();
  if (trimmed === '') return () => true;
  for (WORD.lastIndex = 0; WORD.lastIndex < trimmed.length;) {
    const [, word] = WORD.exec(trimmed) ?? [];
    if (word === undefined) return undefined;
    words.push(word);
  }
  const parser = new Parser(words);
  const selects = parser.any();
  return parser.ended ? selects : undefined;
}

class Parser {
  private at = 0;

  constructor(private readonly words: readonly string[]) {}

  get ended(): boolean {
    return this.at === this.words.length;
  }

  private accept(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at++;
    return true;
  }

  /** Parts with `||` between them. */
  any(): Selects | undefined {
    const parts = this.list('||', () => this.all());
    return parts && ((labels) => parts.some((part) => part(labels)));
  }

  private all(): Selects | undefined {
    const parts = this.list('&&', () => this.term());
    return parts && ((labels) => parts.every((part) => part(labels)));
  }

  private list(between: string, read: () => Selects | undefined): readonly Selects[] | undefined {
    const parts: Selects[] = [];
    do {
      const part = read();
      if (!part) return undefined;
      parts.push(part);
    } while (this.accept(between));
    return parts;
  }

  private term(): Selects | undefined {
    if (this.accept('!')) {
      const inner = this.term();
      return inner && ((labels) => !inner(labels));
    }
    if (this.accept('(')) {
      const inner = this.any();
      return this.accept(')') ? inner : undefined;
    }
    const name = this.words[this.at++];
    if (name === undefined) return undefined;
    if (name === 'all' || name === 'global') return this.accept('(') && this.accept(')') ? () => true : undefined;
    if (name === 'has' && this.accept('(')) {
      const label = this.words[this.at++] ?? '';
      return this.accept(')') ? (labels) => label in labels : undefined;
    }
    return this.comparison(name);
  }

  private comparison(label: string): Selects | undefined {
    const operator = this.words[this.at++];
    switch (operator) {
      case '==':
        return this.withValue((value) => (labels) => labels[label] === value);
      case '!=':
        return this.withValue((value) => (labels) => labels[label] !== value);
      case 'contains':
        return this.withValue((value) => (labels) => labels[label]?.includes(value) === true);
      case 'starts':
        return this.accept('with') ? this.withValue((value) => (labels) => labels[label]?.startsWith(value) === true) : undefined; // prettier-ignore
      case 'ends':
        return this.accept('with') ? this.withValue((value) => (labels) => labels[label]?.endsWith(value) === true) : undefined; // prettier-ignore
      case 'in':
        return this.withSet((values) => (labels) => label in labels && values.has(labels[label] ?? ''));
      case 'not':
        return this.accept('in') ? this.withSet((values) => (labels) => !values.has(labels[label] ?? '')) : undefined;
      default:
        return undefined;
    }
  }

  private withValue(make: (value: string) => Selects): Selects | undefined {
    const value = this.literal();
    return value === undefined ? undefined : make(value);
  }

  private withSet(make: (values: ReadonlySet<string>) => Selects): Selects | undefined {
    if (!this.accept('{')) return undefined;
    const values = new Set<string>();
    while (!this.accept('}')) {
      const value = this.literal();
      if (value === undefined) return undefined;
      values.add(value);
      this.accept(',');
    }
    return make(values);
  }

  private literal(): string | undefined {
    const word = this.words[this.at++];
    return word !== undefined && /^["']/.test(word) ? word.slice(1, -1) : undefined;
  }
}
