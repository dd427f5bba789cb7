export interface BatchLine {
  /** Number of the line the command ends on, from 1. */
  readonly number: number;
  readonly words: readonly string[];
}

/**
 * Commands of a batch file (lib/utils.c getcmdline, makeargs): `#` starts a comment, a backslash at the end joins the next line, quotes hold words
 * together.
 */
export function* lineWords(text: string): Generator<BatchLine> {
  let start = 0;
  let number = 0;
  let pending = '';
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    let line = text.slice(start, end);
    start = end + 1;
    number++;
    const comment = line.indexOf('#');
    if (comment >= 0) line = line.slice(0, comment);
    if (comment < 0 && line.endsWith('\\')) {
      pending += line.slice(0, -1);
      continue;
    }
    const words = split(pending + line);
    pending = '';
    if (words.length > 0) yield { number, words };
  }
}

function split(line: string): string[] {
  const words: string[] = [];
  let i = 0;
  for (;;) {
    while (i < line.length && isBlank(line.charCodeAt(i))) i++;
    if (i >= line.length) return words;
    const c = line.charCodeAt(i);
    if (c === DOUBLE || c === SINGLE) {
      const close = line.indexOf(line.charAt(i), i + 1);
      const end = close < 0 ? line.length : close;
      words.push(line.slice(i + 1, end));
      i = end + 1;
    } else {
      const from = i;
      while (i < line.length && !isBlank(line.charCodeAt(i))) i++;
      words.push(line.slice(from, i));
    }
  }
}

const DOUBLE = 34;
const SINGLE = 39;

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}
