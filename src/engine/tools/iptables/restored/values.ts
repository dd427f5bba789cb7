/**
 * Values that may stand in for each other: a rule that iptables takes with one of a kind it takes with every other one of that kind, whatever
 * the files of the host say. Each reader answers where the value that starts at `at` ends, or -1 when there is none of its kind.
 */
export type ValueReader = (text: string, at: number, end: number) => number;

const [SPACE, QUOTE, DOT, SLASH, ZERO, NINE, COLON, BACKSLASH] = [32, 34, 46, 47, 48, 57, 58, 92];
/** Longer names are refused (XT_EXTENSION_MAXNAMELEN). */
const MAX_NAME = 28;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** A decimal number of at most `most`, without a leading zero that would make it octal. */
function readDecimal(text: string, at: number, end: number, most: number): number {
  let value = 0;
  let i = at;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) break;
    value = value * 10 + code - ZERO;
    if (value > most) return -1;
  }
  const leadingZero = i > at + 1 && text.charCodeAt(at) === ZERO;
  return i === at || leadingZero ? -1 : i;
}

function readAddress(text: string, at: number, end: number): number {
  let i = readDecimal(text, at, end, 255);
  for (let dots = 0; dots < 3; dots++) {
    if (i < 0 || i >= end || text.charCodeAt(i) !== DOT) return -1;
    i = readDecimal(text, i + 1, end, 255);
  }
  return i;
}

/** `ADDRESS` or `ADDRESS/LENGTH`; a length of 0 means something else. */
export const prefixEnd: ValueReader = (text, at, end) => {
  const address = readAddress(text, at, end);
  if (address < 0 || address >= end || text.charCodeAt(address) !== SLASH) return address;
  return text.charCodeAt(address + 1) === ZERO ? -1 : readDecimal(text, address + 1, end, 32);
};

/** `ADDRESS:PORT`. */
export const endpointEnd: ValueReader = (text, at, end) => {
  const address = readAddress(text, at, end);
  if (address < 0 || address >= end || text.charCodeAt(address) !== COLON) return -1;
  return readDecimal(text, address + 1, end, 65535);
};

export const portEnd: ValueReader = (text, at, end) => readDecimal(text, at, end, 65535);

/** `0.DIGITS`. */
export const chanceEnd: ValueReader = (text, at, end) => {
  if (text.charCodeAt(at) !== ZERO || text.charCodeAt(at + 1) !== DOT) return -1;
  let i = at + 2;
  while (i < end && isDigit(text.charCodeAt(i))) i++;
  return i === at + 2 || i > end ? -1 : i;
};

/** What stands between two quotation marks, without anything that has a meaning there. */
export const quotedEnd: ValueReader = (text, at, end) => {
  let i = at;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) break;
    if (code === BACKSLASH) return -1;
  }
  return i === at || i === end ? -1 : i;
};

/** Letters, digits and what else names of chains have in them; the first is a letter or a digit. */
export const nameEnd: ValueReader = (text, at, end) => {
  let i = at;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === SPACE) break;
    if (!IN_NAME[code]) return -1;
  }
  const first = text.charCodeAt(at);
  return i === at || i - at > MAX_NAME || first === DASH || first === DOT ? -1 : i;
};

const DASH = 45;
const IN_NAME: readonly boolean[] = Array.from({ length: 128 }, (_, code) => /[\w.-]/.test(String.fromCharCode(code)));
