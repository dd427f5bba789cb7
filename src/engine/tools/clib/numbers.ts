/** The C library's number readers, as far as the tools' error messages let their rules show. */

export interface StrtolResult {
  readonly value: bigint;
  /** What strtol left unread. */
  readonly rest: string;
  /** No digits were found. */
  readonly empty: boolean;
  /** The value did not fit a 64-bit long and was clamped (ERANGE). */
  readonly outOfRange: boolean;
}

/** The value of a text that is nothing but a decimal number without leading zeros, as most are; undefined for what needs strtol. */
export function plainNumber(text: string): number | undefined {
  const { length } = text;
  if (length === 0 || length > 15) return undefined;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return length > 1 && text.startsWith('0') ? undefined : value;
}

const LONG_MAX = 9223372036854775807n;

/** strtol(3) for base 10 or 16, or 0 (which reads 0x… as hex and 0… as octal). */
export function strtol(text: string, base: 0 | 10 | 16 = 10): StrtolResult {
  const match = /^[ \t\n\v\f\r]*([-+]?)(.*)$/s.exec(text);
  const sign = match?.[1] === '-' ? -1n : 1n;
  let body = match?.[2] ?? '';
  let radix: 8 | 10 | 16 = base === 0 ? (body.startsWith('0') ? 8 : 10) : base;
  if (base !== 10 && /^0[xX][0-9a-fA-F]/.test(body)) {
    radix = 16;
    body = body.slice(2);
  }
  const digits = (radix === 16 ? /^[0-9a-fA-F]*/ : radix === 8 ? /^[0-7]*/ : /^[0-9]*/).exec(body)?.[0] ?? '';
  if (digits === '') return { value: 0n, rest: text, empty: true, outOfRange: false };
  const prefix = radix === 16 ? '0x' : radix === 8 ? '0o' : '';
  const value = sign * BigInt(prefix + digits);
  const outOfRange = value > LONG_MAX || value < -LONG_MAX - 1n;
  const clamped = outOfRange ? (sign < 0 ? -LONG_MAX - 1n : LONG_MAX) : value;
  return { value: clamped, rest: body.slice(digits.length), empty: false, outOfRange };
}

/** atoi(3): the leading number, 0 when there is none. */
export function atoi(text: string): number {
  return Number(BigInt.asIntN(32, strtol(text).value));
}

/** strtod(3): the longest numeric prefix and what is left. */
export function strtod(text: string): { readonly value: number; readonly rest: string } {
  const match = /^[ \t\n\v\f\r]*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf(?:inity)?|nan))/i.exec(
    text,
  );
  if (!match?.[1]) return { value: 0, rest: text };
  const word = match[1];
  const rest = text.slice(match[0].length);
  if (/nan$/i.test(word)) return { value: NaN, rest };
  if (/inf/i.test(word)) return { value: word.startsWith('-') ? -Infinity : Infinity, rest };
  return { value: Number(word), rest };
}

/** printf's %g with the default precision of 6, as used for percentages. */
export function formatG(value: number): string {
  return String(Number(value.toPrecision(6)));
}
