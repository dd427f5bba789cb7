/** The words of a filter (libpcap scanner.l). */
export interface Token {
  readonly type: 'word' | 'number' | 'symbol';
  readonly text: string;
}

const SYMBOLS = ['<<', '>>', '<=', '>=', '!=', '==', '&&', '||', '(', ')', '[', ']', '<', '>', '=', '!', '+', '-', '*', '/', '%', '&', '|', '^', ':', '~']; // prettier-ignore
const NUMBER = /^(?:0[xX][0-9a-fA-F]+|\d+)(?![\w.])/;
/** Names, addresses of IPv4 and IPv6, MAC addresses and numbers with dots. A hyphen inside belongs to a name (`tcp-syn`). */
const IPV6 = /^(?:[0-9a-fA-F]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4})(?![\w:])/;
const WORD = /^\\?[A-Za-z0-9](?:[-\w.]*\w)?/;

/** Undefined when a character belongs to no word. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const token = nextToken(rest, tokens.at(-1));
    if (!token) return undefined;
    tokens.push(token.type === 'word' ? { ...token, text: token.text.replace(/^\\/, '') } : token);
    rest = rest.slice(token.text.length).trimStart();
  }
  return tokens;
}

function nextToken(rest: string, before: Token | undefined): Token | undefined {
  // Inside [ ] a colon is the size's.
  const colons = before?.text === '[' ? undefined : IPV6.exec(rest)?.[0];
  if (colons !== undefined) return { type: 'word', text: colons };
  const number = NUMBER.exec(rest)?.[0];
  if (number !== undefined) return { type: 'number', text: number };
  const word = WORD.exec(rest)?.[0];
  if (word !== undefined) return { type: 'word', text: word };
  const symbol = SYMBOLS.find((candidate) => rest.startsWith(candidate));
  return symbol === undefined ? undefined : { type: 'symbol', text: symbol };
}
