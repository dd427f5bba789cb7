import type { Ipv4 } from '../packet/address';
import { addressOn, ignoresLinkdown, type FibQuery, type FibResult } from './fib';
import { neighbourKey } from './neighbour-config';
import type { NetnsId, Nexthop, RouteRecord } from './records';
import { siphash32 } from './siphash';
import { readSysctl } from './sysctl-store';
import type { World } from './world';

/** Which of a route's next hops a packet takes: the same one for all packets of a flow (net/ipv4/fib_semantics.c fib_select_multipath). */

/** fib_select_path: a lookup's result with the next hop that the packet's hash falls to. A socket bound to a device has chosen already. */
export function selectPath(
  world: World,
  netns: NetnsId,
  result: FibResult,
  query: FibQuery,
  made: 'here' | 'elsewhere',
): FibResult {
  if (!('hop' in result) || result.route.nexthops.length < 2 || query.oif !== undefined) return result;
  const hash = multipathHash(world, netns, query) >>> 1;
  const source = made === 'here' ? query.source : undefined;
  const { route } = result;
  const hop =
    route.nhid === undefined ? byScore(world, netns, route, hash, source) : byBound(world, netns, route, hash);
  return hop === undefined || hop === result.hop ? result : { ...result, hop };
}

/** fib_select_multipath: the hop whose part of the hash space it is, or one out of the device that the packet's source is on. */
function byScore(
  world: World,
  netns: NetnsId,
  { nexthops }: RouteRecord,
  hash: number,
  source: Ipv4 | undefined,
): Nexthop | undefined {
  const alive = nexthops.filter((hop) => !hop.dead && !hop.passedOver);
  const byNeighbour = readSysctl(world, netns, 'net.ipv4.fib_multipath_use_neigh') === '1';
  const bounds = upperBounds(alive);
  let best: Nexthop | undefined;
  let most = -1;
  for (const [i, hop] of alive.entries()) {
    if (byNeighbour && !neighbourGood(world, netns, hop)) continue;
    const fromHere = source !== undefined && source !== 0 && addressOn(world, netns, hop.ifindex, hop.via) === source;
    const score = (fromHere ? 2 : 0) + (hash <= (bounds[i] ?? -1) ? 1 : 0);
    if (score <= most) continue;
    if (score === 3 || (!source && score === 1)) return hop;
    best = hop;
    most = score;
  }
  return best;
}

/** fib_rebalance: decides anew which hops take part. What a sysctl says counts from the next change of a device on. */
export function rebalanced(world: World, netns: NetnsId, hops: readonly Nexthop[]): readonly Nexthop[] {
  if (hops.length < 2) return hops;
  return hops.map(({ passedOver: _, ...hop }) =>
    hop.linkdown && ignoresLinkdown(world, netns, hop) ? { ...hop, passedOver: true as const } : hop,
  );
}

/** nexthop_select_path_hthr, for a group of next-hop objects. */
function byBound(world: World, netns: NetnsId, { nexthops }: RouteRecord, hash: number): Nexthop | undefined {
  const bounds = upperBounds(nexthops);
  let first: Nexthop | undefined;
  for (const [i, hop] of nexthops.entries()) {
    if (hash > (bounds[i] ?? -1)) continue;
    if (neighbourGood(world, netns, hop)) return hop;
    first ??= hop;
  }
  return first;
}

/** fib_rebalance: the last of the 2^31 hash values of each hop, in proportion to its weight. */
function upperBounds(hops: readonly Nexthop[]): readonly number[] {
  const total = hops.reduce((sum, { weight }) => sum + weight, 0);
  let weight = 0;
  return hops.map((hop) => {
    weight += hop.weight;
    return Math.floor((weight * 2 ** 31 + Math.floor(total / 2)) / total) - 1;
  });
}

/** NUD_VALID, and a neighbour nobody asked for yet. */
function neighbourGood(world: World, netns: NetnsId, { via, ifindex }: Nexthop): boolean {
  if (via === undefined) return true;
  const state = world.netns(netns).neighbours.get(neighbourKey(ifindex ?? 0, via))?.state;
  return state !== 'FAILED' && state !== 'INCOMPLETE';
}

/** Bits of net.ipv4.fib_multipath_hash_fields. */
const FIELD = { source: 1, destination: 2, protocol: 4, sourcePort: 0x10, destinationPort: 0x20 } as const;

/** fib_multipath_hash: what of a packet counts is the business of net.ipv4.fib_multipath_hash_policy. */
function multipathHash(world: World, netns: NetnsId, query: FibQuery): number {
  const policy = Number(readSysctl(world, netns, 'net.ipv4.fib_multipath_hash_policy'));
  const custom = Number(readSysctl(world, netns, 'net.ipv4.fib_multipath_hash_fields'));
  const addresses = FIELD.source | FIELD.destination;
  const ports = FIELD.sourcePort | FIELD.destinationPort;
  const fields = policy === 3 ? custom : policy === 1 ? addresses | ports | FIELD.protocol : addresses;
  const take = (field: number, value: number | undefined): number => (fields & field ? (value ?? 0) : 0);
  // __flow_hash_consistentify: both directions are one flow. The numbers are compared as they lie in memory.
  const [low, high] = inOrder(
    swapped32(take(FIELD.source, query.source)),
    swapped32(take(FIELD.destination, query.destination)),
  );
  const [port, peer] = inOrder(
    swapped16(take(FIELD.sourcePort, query.sourcePort)),
    swapped16(take(FIELD.destinationPort, query.destinationPort)),
  );
  const protocol = take(FIELD.protocol, query.protocol);
  // struct flow_keys from `basic` on: protocol, tags, vlan, cvlan, key id, ports, icmp, addresses, and what is left of an IPv6 address's place.
  const words = [protocol << 16, 0, 0, 0, 0, 0, 0, port | (peer << 16), 0, low, high, 0];
  const seed = Number(readSysctl(world, netns, 'net.ipv4.fib_multipath_hash_seed')) || world.hashSeed;
  return siphash32(words, seed | 0, seed | 0) || 1;
}

function inOrder(source: number, destination: number): readonly [number, number] {
  return destination < source ? [destination, source] : [source, destination];
}

function swapped32(value: number): number {
  return ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}

function swapped16(value: number): number {
  return ((value & 255) << 8) | (value >>> 8);
}
