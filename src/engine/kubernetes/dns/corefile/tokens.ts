/** The words of a Corefile (github.com/coredns/caddy, caddyfile/lexer.go). */
export interface Token {
  /** '' for the Corefile itself, the path of an imported file otherwise. */
  readonly file: string;
  /** Where the word begins, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Words between spaces; one that begins with `"` goes to the next `"` (`\"` is a quote in it), and `#` hides the rest of a line, even in the middle
 * of a word.
 */
export function tokensOf(text: string, file = ''): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let word: { line: number; text: string } | undefined;
  let comment = false;
  let quoted = false;
  const end = (): void => {
    if (word && (word.text !== '' || quoted)) tokens.push({ file, ...word });
    word = undefined;
  };
  for (let i = text.startsWith('\uFEFF') ? 1 : 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quoted && word) {
      if (character === '"') {
        end();
        quoted = false;
      } else if (character === '\\' && text.charAt(i + 1) === '"') {
        word.text += '"';
        i++;
      } else {
        if (character === '\n') line++;
        word.text += character;
      }
    } else if (/\s/.test(character)) {
      if (character === '\r') continue;
      end();
      if (character !== '\n') continue;
      line++;
      comment = false;
    } else if (comment || character === '#') comment = true;
    else if (!word && character === '"') {
      word = { line, text: '' };
      quoted = true;
    } else {
      word ??= { line, text: '' };
      word.text += character;
    }
  }
  // What a quote opened and nobody closed counts, unless nothing stands in it.
  quoted = false;
  end();
  return tokens;
}
