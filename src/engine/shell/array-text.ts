/** A bash array as just-bash keeps it. */
export interface ShellArray {
  kind: 'indexed' | 'associative';
  elements: Map<string, string>;
}

/** Arrays that the shell keeps itself. */
const OWN = new Set(['PIPESTATUS', 'BASH_ARGC', 'BASH_ARGV', 'BASH_LINENO', 'BASH_SOURCE', 'FUNCNAME', 'GROUPS']);

/**
 * The arrays in what just-bash's `declare -a` and `declare -A` print: `declare -a x=([0]="a" [1]="b")`, `declare -A m=(['k']=v)`. It is the only
 * way to get them out of the interpreter.
 */
export function readArrays(listing: string): ReadonlyMap<string, ShellArray> {
  const arrays = new Map<string, ShellArray>();
  const start = /^declare -(\w+) (\w+)=\(/gm;
  for (let match = start.exec(listing); match; match = start.exec(listing)) {
    const [, flags = '', name = ''] = match;
    const elements = new Map<string, string>();
    const reader = new QuotedReader(listing, start.lastIndex);
    while (!reader.takes(')')) {
      reader.take('[');
      const key = reader.value(']');
      reader.take(']=');
      elements.set(key, reader.value(' )\n'));
      reader.takes(' ');
    }
    start.lastIndex = reader.at;
    if (!OWN.has(name)) arrays.set(name, { kind: flags.includes('A') ? 'associative' : 'indexed', elements });
  }
  return arrays;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
};

/** Reads words quoted in bash's ways, from a position on. */
class QuotedReader {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  takes(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  take(expected: string): void {
    if (!this.takes(expected))
      throw new Error(`declare printed something else than ${expected} at ${this.at}: ${this.text}`);
  }

  /** A word up to one of `ends` outside quotes. */
  value(ends: string): string {
    let value = '';
    while (this.at < this.text.length && !ends.includes(this.text.charAt(this.at))) {
      if (this.takes("$'")) value += this.dollarQuoted();
      else if (this.takes("'")) value += this.until("'");
      else if (this.takes('"')) value += this.doubleQuoted();
      else {
        this.takes('\\');
        value += this.text.charAt(this.at++);
      }
    }
    return value;
  }

  private until(end: string): string {
    const close = this.text.indexOf(end, this.at);
    const value = this.text.slice(this.at, close);
    this.at = close + 1;
    return value;
  }

  private doubleQuoted(): string {
    let value = '';
    while (!this.takes('"') && this.at < this.text.length) {
      this.takes('\\');
      value += this.text.charAt(this.at++);
    }
    return value;
  }

  private dollarQuoted(): string {
    let value = '';
    while (!this.takes("'") && this.at < this.text.length) {
      if (!this.takes('\\')) {
        value += this.text.charAt(this.at++);
        continue;
      }
      const octal = /^[0-7]{3}/.exec(this.text.slice(this.at, this.at + 3))?.[0];
      const char = this.text.charAt(this.at);
      value += octal === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(octal, 8));
      this.at += octal === undefined ? 1 : 3;
    }
    return value;
  }
}
