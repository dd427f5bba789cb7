import { formatQuantity, normalizeQuantity, parseQuantity } from '../../quantity';
import type { ResourceList } from './types';

const MILLI = 1_000_000n;

/** Quantities as the server writes them, no finer than thousandths: pkg/apis/core/v1/defaults.go, SetDefaults_ResourceList. */
export function normalizeResourceList<T extends ResourceList | undefined>(list: T): T {
  if (!list) return list;
  let changed: Record<string, string | undefined> | undefined;
  for (const [name, text] of Object.entries(list)) {
    // A manifest may say `cpu: 1`; the server reads a number as the text of it.
    const written = typeof text === 'string' ? text : String(text);
    const normal = roundedUpToMilli(written) ?? normalizeQuantity(written);
    if (normal !== text) (changed ??= { ...list })[name] = normal;
  }
  return (changed as T | undefined) ?? list;
}

/** The text when it had to be rounded. */
function roundedUpToMilli(text: string): string | undefined {
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string' || quantity.nano % MILLI === 0n) return undefined;
  const sign = quantity.nano < 0n ? -1n : 1n;
  const milli = (quantity.nano * sign + MILLI - 1n) / MILLI;
  return formatQuantity({ ...quantity, nano: milli * MILLI * sign });
}
