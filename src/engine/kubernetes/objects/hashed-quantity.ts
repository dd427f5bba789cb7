const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** A resource.Quantity as the dump of a template has it: its private fields as ParseQuantity leaves them (apimachinery's pkg/api/resource/quantity.go). */
export function hashedQuantity(value: string | number | undefined): string {
  const text = String(value ?? '0');
  const [, sign = '', whole = '0', fraction = '', suffix = ''] =
    /^([+-]?)(\d*)(?:\.(\d*))?([A-Za-z]*)$/.exec(text) ?? [];
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const denominator = fraction.replace(/0+$/, '');
  const negative = sign === '-';
  if (value === undefined) return fields(0n, 0, '', '');
  const binary = BINARY[suffix];
  if (binary !== undefined && denominator === '') {
    const amount = BigInt(digits) << BigInt(binary);
    const canonical = (BigInt(digits) & 7n) !== 0n;
    return fields(negative ? -amount : amount, 0, canonical ? text : '', 'BinarySI');
  }
  const shifted = digits + denominator;
  const scale = (DECIMAL[suffix] ?? 0) - denominator.length;
  const amount = BigInt(shifted);
  const canonical = scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
  return fields(negative ? -amount : amount, scale, canonical ? text : '', 'DecimalSI');
}

function fields(value: bigint, scale: number, text: string, format: string): string {
  const int64 = `(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}`;
  const dec = '(resource.infDecAmount){Dec:(*inf.Dec)<nil>}';
  return `{i:${int64} d:${dec} s:(string)${text} Format:(resource.Format)${format}}`;
}
