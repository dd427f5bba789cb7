import type { Nexthop } from './records';

/**
 * Routes by the same next hop share one list of it, as they share one struct fib_info in the kernel (net/ipv4/fib_semantics.c fib_find_info):
 * 100,000 routes by one gateway then cost one list, and looking them up stays in the processor's cache. The lists are values, so it does not
 * matter to anybody which lab made one first.
 */
export function sharedNexthops(nexthops: readonly Nexthop[]): readonly Nexthop[] {
  const [hop] = nexthops;
  if (!hop || nexthops.length > 1) return nexthops;
  const slot = (Math.imul(hop.via ?? 0, 0x9e3779b1) ^ Math.imul(hop.ifindex ?? 0, 0x85ebca6b)) >>> (32 - SLOT_BITS);
  const known = slots[slot];
  if (known?.[0] && sameFields(known[0], hop)) return known;
  slots[slot] = nexthops;
  return nexthops;
}

const SLOT_BITS = 8;
/** The list made last for each hash; bounded, so that what is forgotten can be collected. */
const slots: (readonly Nexthop[] | undefined)[] = new Array<undefined>(2 ** SLOT_BITS).fill(undefined);

function sameFields(a: Nexthop, b: Nexthop): boolean {
  return (
    a.via === b.via &&
    a.ifindex === b.ifindex &&
    a.linkdown === b.linkdown &&
    a.viaHere === b.viaHere &&
    a.onlink === b.onlink &&
    a.weight === b.weight &&
    a.dead === b.dead &&
    a.passedOver === b.passedOver
  );
}
