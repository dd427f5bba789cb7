import { CorefileError } from './error';
import type { Token } from './tokens';

/** Goes through the words of a Corefile, or of one directive of it (caddyfile/dispenser.go). Before the first `next` it stands in front of them. */
export class Dispenser {
  protected cursor = -1;
  private nesting = 0;

  constructor(
    readonly filename: string,
    protected tokens: Token[],
  ) {}

  /** The word it stands on; '' outside. */
  word(): string {
    return this.tokens[this.cursor]?.text ?? '';
  }

  get line(): number {
    return this.tokens[this.cursor]?.line ?? 0;
  }

  get file(): string {
    return this.tokens[this.cursor]?.file || this.filename;
  }

  next(): boolean {
    if (this.cursor >= this.tokens.length - 1) return false;
    this.cursor++;
    return true;
  }

  /** The next word, if it stands on the same line. */
  nextArg(): boolean {
    if (this.cursor < 0) {
      this.cursor++;
      return true;
    }
    const [here, there] = [this.tokens[this.cursor], this.tokens[this.cursor + 1]];
    if (!here || !there || here.file !== there.file || endLine(here) !== there.line) return false;
    this.cursor++;
    return true;
  }

  /** The next word of the block that opens here, or in which it is; false at the block's end, or when there is none. */
  nextBlock(): boolean {
    if (this.nesting > 0) {
      if (!this.next()) return false;
      if (this.word() !== '}') return true;
      this.nesting--;
      return false;
    }
    if (!this.nextArg()) return false;
    if (this.word() !== '{') {
      this.cursor--;
      return false;
    }
    if (!this.next() || this.word() === '}') return false;
    this.nesting++;
    return true;
  }

  /** The other words of the line, as far as the block that opens on it. */
  remainingArgs(): string[] {
    const args: string[] = [];
    while (this.nextArg()) {
      if (this.word() === '{') {
        this.cursor--;
        break;
      }
      args.push(this.word());
    }
    return args;
  }

  /** The one argument; throws when there is none. */
  argument(): string {
    if (!this.nextArg()) throw this.argError();
    return this.word();
  }

  argError(): CorefileError {
    if (this.word() === '{') return this.error("Unexpected token '{', expecting argument");
    return this.error(`Wrong argument count or unexpected line ending after '${this.word()}'`);
  }

  syntaxError(expected: string): CorefileError {
    return new CorefileError(
      `${this.file}:${this.line} - Syntax error: Unexpected token '${this.word()}', expecting '${expected}'`,
    );
  }

  error(message: string): CorefileError {
    return new CorefileError(`${this.file}:${this.line} - Error during parsing: ${message}`);
  }

  /** Whether the word stands on another line than the one before it. */
  protected get isNewLine(): boolean {
    if (this.cursor < 1) return true;
    const [before, here] = [this.tokens[this.cursor - 1], this.tokens[this.cursor]];
    return before !== undefined && here !== undefined && (before.file !== here.file || endLine(before) < here.line);
  }
}

/** The line on which a word ends: a quoted one may have line feeds. */
function endLine({ line, text }: Token): number {
  return text.includes('\n') ? line + text.split('\n').length - 1 : line;
}
