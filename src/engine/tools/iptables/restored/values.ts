/**
 * Values that may stand in for each other: a rule that iptables takes with one of a kind it takes with every other one of that kind, whatever
 * the files of the host say. Each reader answers where the value that starts at `at` ends, or -1 when there is none of its kind. They read
 * bytes of ASCII: a quarter of what letters of a string cost.
 */
export type ValueReader = (text: Uint8Array, at: number) => number;

export const NEWLINE = 10;
const [SPACE, QUOTE, DOT, SLASH, ZERO, NINE, COLON, BACKSLASH] = [32, 34, 46, 47, 48, 57, 58, 92];

/** The byte at a place; 0 after the end. */
function byteAt(text: Uint8Array, at: number): number {
  return at < text.length ? (text[at] as number) : 0;
}

/** A decimal number of at most `most`, without a leading zero that would make it octal. */
function readDecimal(text: Uint8Array, at: number, most: number): number {
  let value = 0;
  let i = at;
  for (; ; i++) {
    const byte = byteAt(text, i);
    if (byte < ZERO || byte > NINE) break;
    value = value * 10 + byte - ZERO;
    if (value > most) return -1;
  }
  const leadingZero = i > at + 1 && text[at] === ZERO;
  return i === at || leadingZero ? -1 : i;
}

function readAddress(text: Uint8Array, at: number): number {
  let i = readDecimal(text, at, 255);
  for (let dots = 0; dots < 3; dots++) {
    if (i < 0 || text[i] !== DOT) return -1;
    i = readDecimal(text, i + 1, 255);
  }
  return i;
}

/** `ADDRESS` or `ADDRESS/LENGTH`; a length of 0 means something else. */
export const prefixEnd: ValueReader = (text, at) => {
  const address = readAddress(text, at);
  if (address < 0 || text[address] !== SLASH) return address;
  return text[address + 1] === ZERO ? -1 : readDecimal(text, address + 1, 32);
};

/** `ADDRESS:PORT`. */
export const endpointEnd: ValueReader = (text, at) => {
  const address = readAddress(text, at);
  return address < 0 || text[address] !== COLON ? -1 : readDecimal(text, address + 1, 65535);
};

export const portEnd: ValueReader = (text, at) => readDecimal(text, at, 65535);

/** `0.DIGITS`. */
export const chanceEnd: ValueReader = (text, at) => {
  if (text[at] !== ZERO || text[at + 1] !== DOT) return -1;
  let i = at + 2;
  for (let byte = byteAt(text, i); byte >= ZERO && byte <= NINE; byte = byteAt(text, i)) i++;
  return i === at + 2 ? -1 : i;
};

/** What stands between two quotation marks, without anything that has a meaning there. */
export const quotedEnd: ValueReader = (text, at) => {
  for (let i = at; i < text.length; i++) {
    const byte = text[i];
    if (byte === QUOTE) return i === at ? -1 : i;
    if (byte === BACKSLASH || byte === NEWLINE) return -1;
  }
  return -1;
};

/** The name of a chain: only one that is there is taken, so it does not matter here what it is made of. */
export const chainEnd: ValueReader = (text, at) => {
  for (let i = at; i < text.length; i++) {
    const byte = text[i];
    if (byte === SPACE || byte === NEWLINE) return i;
  }
  return text.length;
};

/** A word of letters, digits and what else needs no quotation marks and begins no option. */
export const wordEnd: ValueReader = (text, at) => {
  let i = at;
  while (IN_WORD[byteAt(text, i)]) i++;
  return i === at ? -1 : i;
};

const IN_WORD: readonly boolean[] = Array.from({ length: 256 }, (_, code) =>
  /[\w.:/-]/.test(String.fromCharCode(code)),
);
