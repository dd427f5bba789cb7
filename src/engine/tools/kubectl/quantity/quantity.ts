const FACTORS: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

/** resource.ParseQuantity, as a number; undefined when it is none. */
export function parseQuantity(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, number = '', suffix = '', exponent] = match;
  return Number(number) * (exponent === undefined ? (FACTORS.get(suffix) ?? 1) : 10 ** Number(exponent));
}

/** How a quantity is written: with powers of two or of ten. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI';

export function formatOf(text: string): QuantityFormat {
  return /i$/.test(text) ? 'BinarySI' : 'DecimalSI';
}

/** Quantity.String(): the largest unit that leaves a whole number. */
export function quantityText(value: number, format: QuantityFormat): string {
  if (value === 0) return '0';
  const negative = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (format === 'BinarySI' && Number.isInteger(size) && size >= 1024) {
    for (const unit of ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
      const factor = FACTORS.get(unit) ?? 1;
      if (size % factor === 0) return `${negative}${size / factor}${unit}`;
    }
    return `${negative}${size}`;
  }
  if (format === 'BinarySI' && Number.isInteger(size)) return `${negative}${size}`;
  for (const unit of ['E', 'P', 'T', 'G', 'M', 'k', '', 'm', 'u', 'n']) {
    const scaled = size / (FACTORS.get(unit) ?? 1);
    const rounded = Math.round(scaled);
    if (rounded >= 1 && Math.abs(scaled - rounded) < 1e-6) return `${negative}${rounded}${unit}`;
  }
  return `${negative}${Math.ceil(size * 1e9)}n`;
}

/** A quantity as the API server writes it back. */
export function canonicalQuantity(text: string): string {
  const value = parseQuantity(text);
  return value === undefined ? text : quantityText(value, formatOf(text));
}
