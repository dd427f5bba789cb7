import { addQuantity, compareQuantity, formatQuantity, quantityNano } from '../quantity';

/** Quantities by resource, as in status.used of a ResourceQuota (apiserver's pkg/quota/v1/resources.go). */
export type Amounts = Readonly<Record<string, string>>;

export function addAmounts(sum: Amounts, more: Amounts): Amounts {
  const result: Record<string, string> = { ...sum };
  for (const [name, amount] of Object.entries(more)) {
    const known = result[name];
    result[name] = known === undefined ? amount : addQuantity(known, amount);
  }
  return result;
}

/** What is more now than it was; nothing is less than zero. */
export function growth(now: Amounts, before: Amounts): Amounts {
  const result: Record<string, string> = {};
  for (const [name, amount] of Object.entries(now)) {
    const nano = quantityNano(amount) - quantityNano(before[name]);
    if (nano > 0n) result[name] = formatQuantity({ nano, format: amount.endsWith('i') ? 'BinarySI' : 'DecimalSI' });
  }
  return result;
}

/** Each the greater of the two. */
export function greatest(a: Amounts, b: Amounts): Amounts {
  const result: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    if (result[name] === undefined || compareQuantity(amount, result[name]) > 0) result[name] = amount;
  }
  return result;
}

/** Only what is named, and more than nothing. */
export function maskedAmounts(amounts: Amounts, names: ReadonlySet<string>): Amounts {
  return Object.fromEntries(Object.entries(amounts).filter(([name, amount]) => names.has(name) && !isZero(amount)));
}

function isZero(amount: string): boolean {
  return quantityNano(amount) === 0n;
}

/** `cpu=1,pods=2`: by name. */
export function amountsText(amounts: Amounts): string {
  return Object.keys(amounts)
    .sort()
    .map((name) => `${name}=${amounts[name] ?? ''}`)
    .join(',');
}
