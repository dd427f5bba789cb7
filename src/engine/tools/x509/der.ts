/** DER (X.690) as X.509 uses it. Bytes are texts of one character a byte. */

export interface Element {
  readonly tag: number;
  readonly content: string;
  /** With tag and length. */
  readonly whole: string;
}

export const TAG = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, null: 0x05, oid: 0x06, utf8: 0x0c, printable: 0x13, ia5: 0x16, utc: 0x17, time: 0x18, sequence: 0x30, set: 0x31 } as const; // prettier-ignore

export function element(tag: number, ...contents: readonly string[]): string {
  const content = contents.join('');
  return String.fromCharCode(tag) + lengthOf(content.length) + content;
}

function lengthOf(length: number): string {
  if (length < 0x80) return String.fromCharCode(length);
  let bytes = '';
  for (let rest = length; rest > 0; rest >>>= 8) bytes = String.fromCharCode(rest & 255) + bytes;
  return String.fromCharCode(0x80 | bytes.length) + bytes;
}

export const sequence = (...contents: readonly string[]): string => element(TAG.sequence, ...contents);
export const octets = (content: string): string => element(TAG.octets, content);
export const bits = (content: string, unused = 0): string => element(TAG.bits, String.fromCharCode(unused), content);
export const NULL = element(TAG.null);
export const TRUE = element(TAG.boolean, '\xff');

/** INTEGER of a number that is not negative. */
export function integer(value: bigint): string {
  const bytes = bytesOfNumber(value);
  return element(TAG.integer, bytes.charCodeAt(0) >= 0x80 ? `\0${bytes}` : bytes);
}

export function bytesOfNumber(value: bigint, length?: number): string {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  let bytes = '';
  for (let i = 0; i < hex.length; i += 2) bytes += String.fromCharCode(Number.parseInt(hex.slice(i, i + 2), 16));
  return length === undefined ? bytes : bytes.padStart(length, '\0');
}

export function numberOfBytes(bytes: string): bigint {
  return bytes === '' ? 0n : BigInt(`0x${hexOf(bytes)}`);
}

export function hexOf(bytes: string): string {
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

export function oid(text: string): string {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const parts = [first * 40 + second, ...rest].map((number) => {
    let bytes = String.fromCharCode(number & 127);
    for (let left = number >>> 7; left > 0; left >>>= 7) bytes = String.fromCharCode((left & 127) | 128) + bytes;
    return bytes;
  });
  return element(TAG.oid, ...parts);
}

export function oidText(content: string): string {
  const first = content.charCodeAt(0);
  const numbers = [Math.min(2, Math.floor(first / 40)), first < 80 ? first % 40 : first - 80];
  let number = 0;
  for (const byte of content.slice(1)) {
    const code = byte.charCodeAt(0);
    number = number * 128 + (code & 127);
    if (code >= 128) continue;
    numbers.push(number);
    number = 0;
  }
  return numbers.join('.');
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export function time(ms: number): string {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050 ? element(TAG.utc, `${digits.slice(2)}Z`) : element(TAG.time, `${digits}Z`);
}

export function timeOf({ tag, content }: Element): number {
  const year = Number(content.slice(0, 2));
  const text = tag === TAG.utc ? `${year < 50 ? '20' : '19'}${content}` : content;
  const [, y = '', month = '', day = '', h = '', m = '', s = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? [];
  return Date.UTC(Number(y), Number(month) - 1, Number(day), Number(h), Number(m), Number(s));
}

/** What is no DER. */
export class NotDer extends Error {}

/** The elements of a content, one behind the other. Throws NotDer. */
export function elements(bytes: string): readonly Element[] {
  const found: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const tag = bytes.charCodeAt(at);
    let length = bytes.charCodeAt(at + 1);
    at += 2;
    if (Number.isNaN(length) || length === 0x80) throw new NotDer();
    if (length > 0x80) {
      const count = length & 0x7f;
      if (count > 4) throw new NotDer();
      length = Number(numberOfBytes(bytes.slice(at, at + count)));
      at += count;
    }
    if (at + length > bytes.length) throw new NotDer();
    found.push({ tag, content: bytes.slice(at, at + length), whole: bytes.slice(start, at + length) });
    at += length;
  }
  return found;
}

/** The elements inside the first one, which must be there. Throws NotDer. */
export function inside(bytes: string): readonly Element[] {
  const [first] = elements(bytes);
  if (!first) throw new NotDer();
  return elements(first.content);
}
