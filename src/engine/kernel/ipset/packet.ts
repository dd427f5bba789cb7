import { hasPorts, type IpPacket } from '../../packet/frame';
import { numberOf6 } from '../../packet/ipv6-address';
import { icmpv6Numbers } from '../../packet/ipv6-frame';
import { icmpNumbers } from '../netfilter/icmp-numbers';
import type { CounterCondition, SetLookup, Target } from '../netfilter/model';
import type { AnySkb } from '../netfilter/skb';
import { protocolOf } from '../netfilter/tuple';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { addressIndex, findAddress } from './address-index';
import { bitmapElements, findInBitmap, type BitmapSet } from './bitmap-set';
import { addElements, removeElements, storeSet } from './control';
import { hashElements } from './elements';
import { expired } from './extensions';
import { replaceInHash } from './hash-set';
import { SetError, type ElementRequest, type HashData, type SetEntry, type SetRecord } from './model';
import { testHash } from './test-hash';
import { setType } from './types';

/** IP sets as rules use them (net/netfilter/xt_set.c and the _kadt functions of each type). */

type Directions = SetLookup['directions'];

/** xt_set's match: whether the packet's element is in the set; an element found counts the packet. */
export function setMatches(world: World, skb: AnySkb, lookup: SetLookup): boolean {
  const set = world.netns(skb.netns).ipsets.get(lookup.set);
  const found = set && find(world, skb, set, lookup.directions, lookup);
  if (!set || !found) return false;
  const exception = found.entry.nomatch === true && setType(found.set.type).nets;
  return exception === (lookup.returnNomatch ?? false);
}

interface Found {
  readonly set: SetRecord;
  readonly entry: SetEntry;
}

function find(world: World, skb: AnySkb, set: SetRecord, directions: Directions, lookup: SetLookup): Found | undefined {
  if (set.data.kind === 'list') return findInMembers(world, skb, set, directions, lookup);
  const entry = lookUp(world, skb, set, directions);
  if (!entry) return undefined;
  if (!set.counters) return { set, entry };
  // The packet itself counts before its element is asked what it has counted.
  const counted = lookup.keepCounters ? entry : count(world, skb, set, entry);
  return holds(lookup.packets, counted.packets) && holds(lookup.bytes, counted.bytes) ? { set, entry } : undefined;
}

function findInMembers(
  world: World,
  skb: AnySkb,
  list: SetRecord,
  directions: Directions,
  lookup: SetLookup,
): Found | undefined {
  // prettier-ignore
  if (list.data.kind !== 'list') return undefined;
  const own: SetLookup = { ...lookup, ...(lookup.keepSubcounters && { keepCounters: true }) };
  for (const member of list.data.members) {
    if (expired(world, member)) continue;
    const set = world.netns(skb.netns).ipsets.get(member.element.set ?? '');
    const found = set && find(world, skb, set, directions, own);
    if (found && !found.entry.nomatch) return found;
  }
  return undefined;
}

function holds(condition: CounterCondition | undefined, counted: number): boolean {
  if (!condition) return true;
  const { compare, value } = condition;
  switch (compare) {
    case 'eq':
      return counted === value;
    case 'ne':
      return counted !== value;
    case 'lt':
      return counted < value;
    case 'gt':
      return counted > value;
  }
}

function lookUp(world: World, skb: AnySkb, set: SetRecord, directions: Directions): SetEntry | undefined {
  const { packet } = skb;
  const index = packet.kind === 'ipv4' && directions.length > 0 ? addressIndex(set) : undefined;
  if (index && packet.kind === 'ipv4') {
    return findAddress(world, index, directions[0] === 'src' ? packet.source : packet.destination);
  }
  const request = requestOf(skb, set, directions);
  if (!request) return undefined;
  try {
    if (set.data.kind === 'bitmap') {
      for (const [place, element] of bitmapElements(set as BitmapSet, request, true)) {
        return findInBitmap(world, set as BitmapSet, place, element);
      }
      return undefined;
    }
    for (const element of hashElements(set as HashRecord, request, true)) {
      return testHash(world, set as HashRecord, element);
    }
  } catch (error) {
    // An address out of a bitmap's range, or 0.0.0.0, is in no set.
    if (!(error instanceof SetError)) throw error;
  }
  return undefined;
}

type HashRecord = SetRecord & { readonly data: HashData };

/** ip_set_get_ip4_port, ip_set_get_ip6_port: ICMP has its type and code for a port. */
function portsOf({ payload }: IpPacket): { readonly source: number; readonly destination: number } {
  if (hasPorts(payload)) return { source: payload.sourcePort, destination: payload.destinationPort };
  if (payload.kind !== 'icmp' && payload.kind !== 'icmpv6') return { source: 0, destination: 0 };
  const { type, code } = payload.kind === 'icmp' ? icmpNumbers(payload) : icmpv6Numbers(payload);
  const typecode = (type << 8) | code;
  return { source: typecode, destination: typecode };
}

/** The element that a packet is under these directions; undefined when the rule names too few of them or the packet has no such part. */
function requestOf(skb: AnySkb, { type, family }: SetRecord, directions: Directions): ElementRequest | undefined {
  const { packet } = skb;
  if (directions.length < setType(type).dimension) return undefined;
  if (family !== 'unspec' && (packet.kind === 'ipv6') !== (family === 'inet6')) return undefined;
  const address = (i: number): bigint => {
    const end = directions[i] === 'src' ? packet.source : packet.destination;
    return typeof end === 'number' ? BigInt(end) : numberOf6(end);
  };
  const port = (i: number): number => portsOf(packet)[directions[i] === 'src' ? 'source' : 'destination'];
  const protocol = protocolOf(packet);
  switch (type) {
    case 'hash:ip':
    case 'hash:net':
    case 'bitmap:ip':
      return { ip: address(0) };
    case 'hash:ip,port':
    case 'hash:net,port':
      return { ip: address(0), port: port(1), protocol };
    case 'hash:ip,port,ip':
    case 'hash:ip,port,net':
      return { ip: address(0), port: port(1), protocol, ip2: address(2) };
    case 'hash:net,iface': {
      const device = directions[1] === 'src' ? skb.in : skb.out;
      return device && { ip: address(0), iface: device.name };
    }
    case 'hash:mac':
      return skb.sourceMac === undefined || directions[0] !== 'src' ? undefined : { mac: skb.sourceMac };
    case 'bitmap:ip,mac':
      return { ip: address(0), ...(skb.sourceMac !== undefined && { mac: skb.sourceMac }) };
    case 'hash:ip,mark':
      return { ip: address(0), mark: skb.mark };
    case 'bitmap:port':
      return hasPorts(packet.payload) ? { port: port(0) } : undefined;
    case 'list:set':
      return undefined;
  }
}

function count(world: World, { netns, packet }: AnySkb, set: SetRecord, entry: SetEntry): SetEntry {
  const counted: SetEntry = { ...entry, packets: entry.packets + 1, bytes: entry.bytes + packet.length };
  const current = world.netns(netns).ipsets.get(set.name);
  if (!current) return counted;
  if (current.data.kind === 'hash') {
    storeSet(world, netns, { ...current, data: replaceInHash(world, current as HashRecord, counted) });
  } else if (current.data.kind === 'bitmap') {
    const { data } = current;
    const entries = world.writable(data.entries);
    for (const [place, other] of entries) if (other.key === entry.key) entries.set(place, counted);
    storeSet(world, netns, { ...current, data: { ...data, entries } });
  }
  return counted;
}

/** xt_set's target: adds what the packet says to sets, takes it out, or gives the packet what a set says about it. */
export function changeSets(world: World, skb: AnySkb, { add, del, map }: Extract<Target, { target: 'SET' }>): void {
  const { netns } = skb;
  if (add) {
    const { timeout } = add;
    change(world, netns, skb, add, (set, request) => {
      const counters = set.counters ? { packets: 1, bytes: skb.packet.length } : {};
      const own = { ...request, ...counters, ...(timeout !== undefined && set.timeout !== undefined && { timeout }) };
      addElements(world, netns, set, own, add.exist ?? false);
    });
  }
  if (del) change(world, netns, skb, del, (set, request) => removeElements(world, netns, set, request, true));
  const mapped = map && world.netns(netns).ipsets.get(map.set);
  const entry = mapped && lookUp(world, skb, mapped, map.directions);
  if (map?.mark && entry?.skbmark) {
    skb.mark = ((skb.mark & ~entry.skbmark.mask) ^ entry.skbmark.mark) >>> 0;
  }
}

function change(
  world: World,
  netns: NetnsId,
  skb: AnySkb,
  { set: name, directions }: { readonly set: string; readonly directions: Directions },
  apply: (set: SetRecord, request: ElementRequest) => void,
): void {
  const { ipsets } = world.netns(netns);
  const set = ipsets.get(name);
  const chosen =
    set?.data.kind === 'list' ? set.data.members.map(({ element }) => ipsets.get(element.set ?? '')) : [set];
  for (const one of chosen) {
    const request = one && requestOf(skb, one, directions);
    if (!one || !request) continue;
    try {
      apply(one, request);
      return;
    } catch (error) {
      if (!(error instanceof SetError)) throw error;
    }
  }
}
