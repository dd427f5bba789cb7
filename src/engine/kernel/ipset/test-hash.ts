import type { World } from '../world';
import { maskBits } from './elements';
import { findInHash } from './hash-set';
import type { HashData, SetElement, SetEntry, SetRecord } from './model';
import { setType } from './types';

/**
 * mtype_test: the entry that an element falls into. A whole address is looked up under each prefix length the set has networks of, the
 * longest first (mtype_test_cidrs), so a lookup costs as many steps as there are lengths and not as there are networks.
 */
export function testHash(
  world: World,
  set: SetRecord & { readonly data: HashData },
  element: SetElement,
): SetEntry | undefined {
  const bits = set.family === 'inet6' ? 128 : 32;
  const second = set.type === 'hash:ip,port,net';
  const length = second ? element.cidr2 : element.cidr;
  if (!setType(set.type).nets || length !== bits) return findInHash(world, set, element);
  for (const prefix of set.data.prefixes) {
    const mask = maskBits(bits, prefix.length);
    const masked: SetElement = second
      ? { ...element, ip2: (element.ip2 ?? 0n) & mask, cidr2: prefix.length }
      : { ...element, ip: (element.ip ?? 0n) & mask, cidr: prefix.length };
    const found = findInHash(world, set, masked);
    if (found) return found;
  }
  return undefined;
}
