/** A line that is one command of words without anything for the shell to expand. */
export interface PlainLine {
  readonly words: readonly string[];
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

const PLAIN = /^[ \t]*[\w./:@%+,-]+(?:[ \t]+[\w./:@%+,=-]+)*[ \t]*$/;

/**
 * The plain lines a script starts with whose first word is a program's name, and the rest. Blank and comment lines between them are passed
 * over. They are complete commands whatever follows, so bash, too, runs them before it reads on.
 */
export function leadingWords(
  script: string,
  isProgram: (name: string) => boolean,
): { readonly plain: readonly PlainLine[]; readonly rest: string; readonly restLine: number } {
  const plain: PlainLine[] = [];
  let line = 1;
  let at = 0;
  while (at < script.length) {
    const found = script.indexOf('\n', at);
    const end = found === -1 ? script.length : found;
    const text = script.slice(at, end);
    if (!/^[ \t]*(?:#.*)?$/.test(text)) {
      if (!PLAIN.test(text)) break;
      const words = text.trim().split(/[ \t]+/);
      if (!isProgram(words[0] ?? '')) break;
      plain.push({ words, text, line });
    }
    at = end + 1;
    line += 1;
  }
  return { plain, rest: script.slice(at), restLine: line };
}
