import { maskOf } from '../../packet/address';
import { numberOf6, parseIpv6 } from '../../packet/ipv6-address';
import { isConcat, keyText, type NftElement, type NftValue, type Scalar } from './model';

/** Comparing what a packet has with what a rule or a set wants. */

/** What an expression yields: several values for a concatenation. */
export type Found = Scalar | readonly Scalar[];

/** Whether a packet's value is one that was asked for. */
export function fits(found: Found, wanted: NftValue): boolean {
  if (isConcat(wanted)) {
    return typeof found === 'object' && wanted.every((part, at) => fits(found[at] ?? '', part));
  }
  if (typeof found === 'object') return false;
  if (typeof wanted !== 'object') return found === wanted;
  if ('startsWith' in wanted) return typeof found === 'string' && found.startsWith(wanted.startsWith);
  if ('from' in wanted) return compare(wanted.from, found) <= 0 && compare(found, wanted.to) <= 0;
  return inPrefix(found, wanted.base, wanted.length);
}

function inPrefix(found: Scalar, base: Scalar, length: number): boolean {
  if (typeof found === 'number') return typeof base === 'number' && ((found ^ base) & maskOf(length)) === 0;
  const [own, network] = [numberOf(found), numberOf(base)];
  return own !== undefined && network !== undefined && (own ^ network) >> BigInt(128 - length) === 0n;
}

/** A scalar's place in the order that nft prints elements in; text that is no address has none. */
function numberOf(value: Scalar): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  const address = value.includes(':') ? parseIpv6(value) : undefined;
  return address && numberOf6(address);
}

/** Orders two scalars of one type. */
export function compare(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [numberOf(a), numberOf(b)];
  if (one !== undefined && other !== undefined) return one < other ? -1 : one > other ? 1 : 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The lowest value that an element stands for. */
function lowest(value: NftValue): readonly Scalar[] {
  if (isConcat(value)) return value.flatMap(lowest);
  if (typeof value !== 'object') return [value];
  if ('startsWith' in value) return [value.startsWith];
  return ['from' in value ? value.from : value.base];
}

/**
 * Orders elements as nft does when it prints them. Concatenations and names are numbers whose first byte counts least (mpz_import of host
 * byte order in src/mergesort.c).
 */
export function byKey(a: { readonly key: NftValue }, b: { readonly key: NftValue }): number {
  if (begins(a.key) !== begins(b.key)) return begins(a.key) ? -1 : 1;
  const [one, other] = [lowest(a.key), lowest(b.key)];
  const [first, second] = [one[0], other[0]];
  if (one.length === 1 && first !== undefined && second !== undefined && !isName(first)) return compare(first, second);
  const [left, right] = [bytesOf(one), bytesOf(other)];
  for (let at = Math.max(left.length, right.length) - 1; at >= 0; at--) {
    const order = (left[at] ?? 0) - (right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function begins(key: NftValue): boolean {
  return typeof key === 'object' && 'startsWith' in key;
}

function isName(value: Scalar): boolean {
  return typeof value === 'string' && !value.includes(':');
}

function bytesOf(parts: readonly Scalar[]): readonly number[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [...part].map((letter) => letter.charCodeAt(0));
    const bytes = [part & 255];
    for (let rest = part >>> 8; rest > 0; rest >>>= 8) bytes.unshift(rest & 255);
    // A port has two bytes and an address four, whatever their value.
    while (bytes.length > 1 && bytes.length !== 2 && bytes.length !== 4) bytes.unshift(0);
    return bytes;
  });
}

/** The element for a value among many: whole values by their text, others one after the other. */
class ElementIndex {
  private readonly whole = new Map<string, NftElement>();
  private readonly others: NftElement[] = [];

  constructor(elements: Iterable<NftElement>) {
    for (const element of elements) {
      if (isWhole(element.key)) this.whole.set(keyText(element.key), element);
      else this.others.push(element);
    }
  }

  find(found: Found): NftElement | undefined {
    return this.whole.get(keyText(found)) ?? this.others.find(({ key }) => fits(found, key));
  }
}

function isWhole(key: NftValue): boolean {
  return isConcat(key) ? key.every(isWhole) : typeof key !== 'object';
}

const indexes = new WeakMap<object, ElementIndex>();

/** The element that a value belongs to; the collection is immutable, so its index is kept beside it. */
export function findElement(
  elements: ReadonlyMap<string, NftElement> | readonly NftElement[],
  found: Found,
): NftElement | undefined {
  let index = indexes.get(elements);
  if (!index) indexes.set(elements, (index = new ElementIndex(elements.values())));
  return index.find(found);
}
