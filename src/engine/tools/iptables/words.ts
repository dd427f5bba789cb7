/** Words of a rule: `"…"` keeps blanks together, and a backslash in it takes the next letter as it is (add_param_to_argv). */
export function splitWords(text: string, into: string[]): string[] {
  const { length } = text;
  /** What the word has before `start`: only words with quotes in them are put together of parts. */
  let before = '';
  let start = 0;
  let quoted = false;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      before += text.slice(start, i);
      start = i + 1;
      if (quoted) {
        into.push(before);
        before = '';
      }
      quoted = !quoted;
    } else if (quoted) {
      if (code !== BACKSLASH) continue;
      before += text.slice(start, i);
      // The letter after it, whatever it is.
      start = ++i;
    } else if (code === SPACE || (code < 14 && code > 8)) {
      if (before !== '' || i > start) into.push(before + text.slice(start, i));
      before = '';
      start = i + 1;
    }
  }
  // A quotation mark that is never closed takes the line's end too.
  if (quoted) into.push(`${before}${text.slice(start)}\n`);
  else if (before !== '' || start < length) into.push(before + text.slice(start));
  return into;
}

const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
