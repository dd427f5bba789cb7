import { parseQuantity } from '../api/quantity';
import type { PodSpec } from './kinds';

/** Amounts by resource: cpu in thousandths, the rest in their unit. */
export type Amounts = ReadonlyMap<string, number>;

/** A quantity as a number, for reckoning; 0 for what is none. */
export function quantityNumber(quantity: string | number | undefined): number {
  const parsed = parseQuantity(String(quantity ?? 0));
  return typeof parsed === 'string' ? 0 : Number(parsed.nano) / 1e9;
}

type ResourceList = Readonly<Record<string, string>> | undefined;

/** Remembers what a list that never changes comes to. */
const KNOWN = new WeakMap<object, Amounts>();

export function amountsOf(list: ResourceList): Amounts {
  if (!list) return new Map();
  const known = KNOWN.get(list);
  if (known) return known;
  const amounts = new Map<string, number>();
  for (const resource in list) {
    const number = quantityNumber(list[resource]);
    amounts.set(resource, resource === 'cpu' ? Math.ceil(number * 1000) : Math.ceil(number));
  }
  KNOWN.set(list, amounts);
  return amounts;
}

/** What a Pod requests: its containers together, or the largest init container, and its overhead (component-helpers' resource.PodRequests). */
export function podRequests(spec: PodSpec | undefined): Amounts {
  const sums = new Map<string, number>();
  if (!spec) return sums;
  for (const { resources } of spec.containers) add(sums, amountsOf(resources?.requests));
  // Sidecars run beside everything that starts after them.
  const sidecars = new Map<string, number>();
  const greatest = new Map<string, number>();
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    const amounts = amountsOf(resources?.requests);
    if (restartPolicy === 'Always') {
      add(sidecars, amounts);
      add(sums, amounts);
      atLeast(greatest, sidecars);
    } else {
      const together = new Map(sidecars);
      add(together, amounts);
      atLeast(greatest, together);
    }
  }
  atLeast(sums, greatest);
  if (spec.overhead) add(sums, amountsOf(spec.overhead));
  return sums;
}

function add(sums: Map<string, number>, amounts: Amounts): void {
  for (const [resource, amount] of amounts) sums.set(resource, (sums.get(resource) ?? 0) + amount);
}

function atLeast(sums: Map<string, number>, amounts: Amounts): void {
  for (const [resource, amount] of amounts) sums.set(resource, Math.max(sums.get(resource) ?? 0, amount));
}
