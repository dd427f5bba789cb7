/**
 * `resource.Quantity`: what it accepts, and how it writes what it read. apimachinery, pkg/api/resource/quantity.go, suffix.go. Amounts are kept
 * in billionths, the finest that the server keeps.
 */
export interface Quantity {
  readonly nano: bigint;
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent';
}

const NANO = 1_000_000_000n;
const MAX_BINARY = (2n ** 63n - 1n) * NANO;
const SPLIT = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_SUFFIX: ReadonlyMap<number, string> = new Map(
  [...DECIMAL].map(([suffix, exponent]) => [exponent, suffix]),
);

/** What the server answers to text that is no quantity. */
export const QUANTITY_FORMAT_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const QUANTITY_SUFFIX_ERROR = "unable to parse quantity's suffix";

/** Reads a quantity; a string is the error. */
export function parseQuantity(text: string): Quantity | string {
  const match = SPLIT.exec(text);
  if (!text || !match) return QUANTITY_FORMAT_ERROR;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '' && !/^[+-]?$/.test(text)) {
    if (!text.includes('.')) return suffix === '' ? QUANTITY_FORMAT_ERROR : 'unable to parse numeric part of quantity';
  }
  const digits = BigInt(whole + fraction || '0');
  const scaled = scaleOf(suffix);
  if (!scaled) return QUANTITY_SUFFIX_ERROR;
  let nano: bigint;
  let format = scaled.format;
  if (format === 'BinarySI') nano = roundUp(digits * (1n << BigInt(scaled.exponent)) * NANO, fraction.length);
  else {
    const exponent = scaled.exponent + 9;
    nano =
      exponent >= 0
        ? roundUp(digits * 10n ** BigInt(exponent), fraction.length)
        : roundUp(digits, fraction.length - exponent);
  }
  if (format === 'BinarySI') {
    if (nano > MAX_BINARY) nano = MAX_BINARY;
    if (nano > 0n && nano < NANO) format = 'DecimalSI';
  }
  return { nano: sign === '-' ? -nano : nano, format };
}

function scaleOf(suffix: string): { readonly exponent: number; readonly format: Quantity['format'] } | undefined {
  const decimal = DECIMAL.get(suffix);
  if (decimal !== undefined) return { exponent: decimal, format: 'DecimalSI' };
  const binary = BINARY.indexOf(suffix);
  if (binary > 0) return { exponent: binary * 10, format: 'BinarySI' };
  const power = /^[eE]([+-]?[0-9]{1,3})$/.exec(suffix)?.[1];
  return power === undefined ? undefined : { exponent: Number(power), format: 'DecimalExponent' };
}

/** `digits` divided by ten to the power of `places`, away from zero. */
function roundUp(digits: bigint, places: number): bigint {
  const divisor = 10n ** BigInt(places);
  return (digits + divisor - 1n) / divisor;
}

/** The canonical text of an amount. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  if (format === 'BinarySI' && nano % NANO === 0n) {
    let value = nano / NANO;
    if (value <= -1024n || value >= 1024n) {
      let power = 0;
      while (power < 6 && value % 1024n === 0n) {
        value /= 1024n;
        power++;
      }
      return `${value}${BINARY[power]}`;
    }
  }
  let mantissa = nano;
  let exponent = -9;
  while (exponent < 18 && mantissa % 1000n === 0n) {
    mantissa /= 1000n;
    exponent += 3;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? String(mantissa) : `${mantissa}e${exponent}`;
  return `${mantissa}${DECIMAL_SUFFIX.get(exponent) ?? ''}`;
}

/**
 * How the server writes a quantity that it read: as it was written where that is canonical enough for it (`1500Mi`, `1.500`), in canonical form
 * otherwise (`0.5` is `500m`, `1024Mi` is `1Gi`). Text that is no quantity stays.
 */
export function normalizeQuantity(text: string): string {
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string') return text;
  if (text === '0' || keepsItsText(text)) return text;
  return formatQuantity(quantity);
}

/** The fast path of ParseQuantity keeps the string: the amount fits an int64 and is not to be shortened. */
function keepsItsText(text: string): boolean {
  const [, , whole = '', fraction = '', suffix = ''] = SPLIT.exec(text) ?? [];
  const number = whole.replace(/^0+/, '') || '0';
  const digits = number + fraction;
  const scaled = scaleOf(suffix);
  if (!scaled || digits.length > 18) return false;
  if (scaled.format === 'BinarySI')
    return fraction === '' && (BigInt(number) & 7n) !== 0n && digits.length + scaled.exponent * 0.3 < 14;
  if (scaled.exponent - fraction.length < -9) return false;
  return (scaled.exponent - fraction.length) % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** The amount in billionths, 0 for text that is no quantity. */
export function quantityNano(text: string | undefined): bigint {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  return typeof quantity === 'object' ? quantity.nano : 0n;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareQuantity(a: string | undefined, b: string | undefined): number {
  const difference = quantityNano(a) - quantityNano(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whole units, rounded up, as Quantity.Value(). */
export function quantityValue(text: string | undefined): bigint {
  const nano = quantityNano(text);
  return nano >= 0n ? (nano + NANO - 1n) / NANO : nano / NANO;
}

/** Thousandths, rounded up, as Quantity.MilliValue(). */
export function quantityMilliValue(text: string | undefined): bigint {
  const nano = quantityNano(text);
  return nano >= 0n ? (nano + 999_999n) / 1_000_000n : nano / 1_000_000n;
}

/** The sum, in the format of the first that is not zero (Quantity.Add). */
export function addQuantity(a: string, b: string): string {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (typeof left === 'string') return b;
  if (typeof right === 'string') return a;
  return formatQuantity({ nano: left.nano + right.nano, format: left.nano === 0n ? right.format : left.format });
}
