/** The words of nft's language with their places (src/scanner.l of nftables). */

export interface Token {
  readonly kind: 'word' | 'number' | 'quoted' | 'symbol' | 'newline' | 'end';
  readonly text: string;
  /** Where it begins and ends in the whole input. */
  readonly from: number;
  readonly to: number;
}

const SPACE = /[ \t\r]+|\\\n|#[^\n]*/y;
const QUOTED = /"([^"\n]*)"/y;
const MAC = /[0-9a-fA-F]{1,2}(?::[0-9a-fA-F]{1,2}){5}(?![0-9a-fA-F:])/y;
const IPV6 = /(?:[0-9a-fA-F]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4})(?![0-9a-zA-Z_:])/y;
const IPV4 = /\d{1,3}(?:\.\d{1,3}){3}(?![0-9a-zA-Z_])/y;
const NUMBER = /(?:0x[0-9a-fA-F]+|\d+)(?![0-9a-zA-Z_])/y;
const WORD = /[0-9a-zA-Z_][0-9a-zA-Z_/.\\-]*\*?/y;
/** A word that begins with digits does not go on over a dash or a slash: `5s-10s`. */
const NUMBERED = /\d[0-9a-zA-Z_]*/y;
const SYMBOL = /==|!=|<=|>=|<<|>>|&&|[{}()[\],;:.=<>&|^!/\-+@$*~]/y;

/** Splits a whole input. What nobody knows becomes a symbol of one letter. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const add = (kind: Token['kind'], word: string, shown = word): void => {
    found.push({ kind, text: shown, from: at, to: at + word.length });
    at += word.length;
  };
  while (at < text.length) {
    const skipped = take(SPACE);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    if (text[at] === '\n') {
      add('newline', '\n');
      continue;
    }
    const quoted = take(QUOTED);
    if (quoted !== undefined) {
      add('quoted', quoted, quoted.slice(1, -1));
      continue;
    }
    const address = take(MAC) ?? take(IPV6) ?? take(IPV4);
    if (address !== undefined) add('word', address);
    else {
      const number = take(NUMBER);
      const word = number ?? take(NUMBERED) ?? take(WORD);
      if (number !== undefined) add('number', number);
      else if (word !== undefined) add('word', word);
      else add('symbol', take(SYMBOL) ?? text.charAt(at));
    }
  }
  found.push({ kind: 'end', text: '', from: at, to: at });
  return found;
}
