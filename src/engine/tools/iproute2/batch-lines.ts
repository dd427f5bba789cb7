/**
 * Commands of a batch file (lib/utils.c getcmdline, makeargs): `#` starts a comment, a backslash at the end joins the next line, quotes hold words
 * together.
 */
export class BatchLines {
  /** One that stays, see ClauseReader. */
  static readonly kept = new BatchLines('');
  /** Number of the line that the last command ended on, from 1. */
  number = 0;
  /** The file ended where a backslash promised another line: that command is none. */
  cutOff = false;
  private at = 0;

  constructor(private readonly text: string) {}

  /** The words of the next command; undefined at the end. */
  next(): readonly string[] | undefined {
    const { text } = this;
    const words: string[] = [];
    while (this.at < text.length) {
      const start = this.at;
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      this.at = end + 1;
      this.number++;
      if (newline > start && text.charCodeAt(end - 1) === BACKSLASH) this.readJoined(start, end, words);
      else readWords(text, start, commentOf(text, start, end), words);
      if (words.length > 0) return words;
    }
    return undefined;
  }

  /** A command of more than one line, which may go on in the middle of a word. */
  private readJoined(start: number, end: number, words: string[]): void {
    let line = '';
    let [from, to] = [start, end];
    for (;;) {
      const comment = commentOf(this.text, from, to);
      const joined = comment === to && to > from && this.text.charCodeAt(to - 1) === BACKSLASH;
      line += this.text.slice(from, joined ? to - 1 : comment);
      if (!joined) break;
      this.cutOff = this.at >= this.text.length;
      if (this.cutOff) return;
      const newline = this.text.indexOf('\n', this.at);
      [from, to] = [this.at, newline < 0 ? this.text.length : newline];
      this.at = to + 1;
      this.number++;
    }
    readWords(line, 0, line.length, words);
  }
}

/** Where a line ends for its reader: at its comment, or at `end`. */
function commentOf(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === HASH) return i;
  return end;
}

function readWords(text: string, start: number, end: number, words: string[]): void {
  let i = start;
  for (;;) {
    while (i < end && isBlank(text.charCodeAt(i))) i++;
    if (i >= end) return;
    const c = text.charCodeAt(i);
    if (c === DOUBLE || c === SINGLE) {
      const close = text.indexOf(c === DOUBLE ? '"' : "'", i + 1);
      const last = close < 0 || close > end ? end : close;
      words.push(text.slice(i + 1, last));
      i = last + 1;
    } else {
      const from = i;
      while (i < end && !isBlank(text.charCodeAt(i))) i++;
      words.push(text.slice(from, i));
    }
  }
}

const HASH = 35;
const BACKSLASH = 92;
const DOUBLE = 34;
const SINGLE = 39;

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}
