import type { Word } from '../../grammar';

/** What is being typed at a place of a shell script: the words of its command so far, and the beginning of the next one. */
export interface Cursor {
  /** Words in front of the one being typed; undefined where only the shell knows the value. */
  readonly before: readonly Word[];
  /** What is typed of the word, up to the cursor, as it stands. */
  readonly partial: string;
  /** Where that word begins. */
  readonly start: number;
  readonly kind: 'word' | 'variable' | 'file' | 'comment';
}

/** Words after which another command begins. */
const LEADERS: ReadonlySet<string> = new Set(['do', 'then', 'else', 'elif', 'if', 'while', 'until', '!', '{', 'time']);

/**
 * Reads the command that ends at `offset`. It reads only the line (and those joined to it), so that a script that is broken elsewhere, and one
 * that is just being written, is understood all the same.
 */
export function cursorAt(source: string, offset: number): Cursor {
  const from = lineStart(source, offset);
  const text = source.slice(from, offset);
  let words: Word[] = [];
  let at = 0;
  let file = false;
  const outer: Word[][] = [];
  for (;;) {
    while (at < text.length && /[ \t]|\\\n/.test(text.slice(at, at + (text.charAt(at) === '\\' ? 2 : 1)))) {
      at += text.charAt(at) === '\\' ? 2 : 1;
    }
    const char = text.charAt(at);
    if (char === '#') return { before: [], partial: text.slice(at), start: from + at, kind: 'comment' };
    if (at >= text.length) break;
    const redirect = /^\d*(&>>?|>>|>\||>&|<<<|<<-?|<&|>|<)/.exec(text.slice(at));
    if (redirect) {
      file = !/&\d*$|<</.test(redirect[0]);
      at += redirect[0].length;
      continue;
    }
    if (/[|;&()\n`]/.test(char)) {
      if (char === ')' && outer.length > 0) words = [...(outer.pop() ?? []), undefined];
      else words = [];
      file = false;
      at++;
      continue;
    }
    const word = readWord(text, at);
    if (word.inner !== undefined) {
      outer.push(words);
      words = [];
      at = word.inner;
      continue;
    }
    if (word.end >= text.length) {
      const partial = text.slice(at);
      const variable = /\$\{?\w*$/.exec(partial);
      if (variable) {
        const begin = from + at + variable.index;
        return { before: words, partial: variable[0], start: begin, kind: 'variable' };
      }
      return { before: words, partial, start: from + at, kind: file ? 'file' : 'word' };
    }
    if (!file && !(words.length === 0 && (/^\w+=/.test(word.raw) || LEADERS.has(word.raw)))) words.push(word.value);
    file = false;
    at = word.end;
  }
  return { before: words, partial: '', start: offset, kind: file ? 'file' : 'word' };
}

/** The beginning of the line that `offset` is on, joined lines included. */
function lineStart(source: string, offset: number): number {
  let start = source.lastIndexOf('\n', offset - 1) + 1;
  while (start > 1 && source.charAt(start - 2) === '\\') start = source.lastIndexOf('\n', start - 2) + 1;
  return start;
}

interface ReadWord {
  readonly raw: string;
  readonly value: Word;
  readonly end: number;
  /** Where a command inside the word begins that the text does not close. */
  readonly inner?: number;
}

function readWord(text: string, from: number): ReadWord {
  let value = '';
  let known = true;
  let at = from;
  const done = (): ReadWord => ({ raw: text.slice(from, at), value: known ? value : undefined, end: at });
  while (at < text.length) {
    const char = text.charAt(at);
    if (/[\s|;&()<>`]/.test(char)) return done();
    if (char === '\\') {
      value += text.charAt(at + 1);
      at += 2;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return { ...done(), end: text.length };
      value += text.slice(at + 1, end);
      at = end + 1;
    } else if (char === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) return { ...done(), end: text.length };
      const inside = text.slice(at + 1, end);
      if (/[$`]/.test(inside)) known = false;
      value += inside;
      at = end + 1;
    } else if (char === '$' && text.charAt(at + 1) === '(') {
      const end = closingParenthesis(text, at + 2);
      if (end < 0) return { ...done(), inner: at + 2 };
      known = false;
      at = end + 1;
    } else {
      if (/[$*?]/.test(char)) known = false;
      value += char;
      at++;
    }
  }
  return done();
}

function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '"') return at;
  }
  return -1;
}

function closingParenthesis(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '(') depth++;
    else if (text.charAt(at) === ')' && --depth === 0) return at;
  }
  return -1;
}
