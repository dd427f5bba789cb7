import { ipv4, type Ipv6 } from '../../packet/address';
import { addressFromNumber6, numberOf6, IPV6_LOOPBACK, networkOf6, type IpAddress } from '../../packet/ipv6-address';
import { addressOn } from '../fib';
import { firstUsable6, selectSource6 } from '../ipv6/source';
import { trace } from '../trace';
import type { World } from '../world';
import { copied, find, update, type ConntrackEntry } from './conntrack';
import type { Hook, NatRange, Target } from './model';
import { rewriteEnd, rewriteQuoted } from './rewrite';
import type { AnySkb, Tracked } from './skb';
import { endText, inverted, isIcmp, type Tuple } from './tuple';

type NatTarget = Extract<Target, { range: NatRange }>;
type End = 'source' | 'destination';

/** Which end NAT changes at a hook (HOOK2MANIP). */
export function manipAt(hook: Hook): End {
  return hook === 'POSTROUTING' || hook === 'INPUT' ? 'source' : 'destination';
}

/** Whether the nat table still has to be asked about a packet: only the first packet of a connection is looked up there. */
export function wantsNat({ tracked }: AnySkb, end: End): boolean {
  if (!tracked || tracked.state !== 'NEW' || tracked.direction !== 'original') return false;
  return end === 'source' ? !tracked.entry.sourceDone : !tracked.entry.destinationDone;
}

/** nf_nat_setup_info: a rule of the nat table chose a new end for the connection; undefined keeps the one it has. */
export function setupNat(world: World, skb: AnySkb, hook: Hook, target: NatTarget | undefined): boolean {
  const { tracked, netns } = skb;
  if (!tracked) return true;
  const end = manipAt(hook);
  const { entry } = tracked;
  const wanted = inverted(entry.reply);
  const range = target && rangeOf(world, skb, hook, target, wanted[end]);
  if (target && !range) return false;
  const chosen = range ? choose(world, skb, wanted, end, range) : uniqueAsIs(world, skb, wanted, end);
  const changed = chosen[end] !== wanted[end] || portOf(chosen, end) !== portOf(wanted, end);
  const reply = changed ? inverted(chosen) : entry.reply;
  const next = copied(entry);
  next.reply = reply;
  if (end === 'source') {
    next.sourceDone = true;
    next.sourceNat ||= changed;
  } else {
    next.destinationDone = true;
    next.destinationNat ||= changed;
  }
  update(world, netns, tracked, next);
  return true;
}

/** Even without a rule two connections must not share a tuple: the later one gets another port (nf_nat_alloc_null_binding). */
function uniqueAsIs(world: World, skb: AnySkb, tuple: Tuple, end: End): Tuple {
  return end === 'source' && taken(world, skb, tuple) ? withFreePort(world, skb, tuple, end, {}) : tuple;
}

function portOf(tuple: Tuple, end: End): number {
  return end === 'source' ? tuple.sourcePort : tuple.destinationPort;
}

/** The addresses and ports a target allows; undefined when MASQUERADE finds no address, which drops the packet. */
function rangeOf(world: World, skb: AnySkb, hook: Hook, target: NatTarget, before: IpAddress): NatRange | undefined {
  const { range } = target;
  if (target.target === 'NETMAP') return only({}, mapped(before, target));
  if (target.target === 'MASQUERADE') return only(range, masquerade(world, skb));
  return target.target === 'REDIRECT' ? only(range, ownAddress(world, skb, hook)) : range;
}

function only(range: NatRange, address: IpAddress | undefined): NatRange | undefined {
  if (address === undefined) return undefined;
  // Written out: what is spread and extended at once is slow in V8 (see state/epoch.ts).
  const { minPort, maxPort, basePort } = range;
  return { minAddress: address, maxAddress: address, minPort, maxPort, basePort };
}

function mapped(before: IpAddress, { range, mask }: Extract<NatTarget, { target: 'NETMAP' }>): IpAddress {
  const { minAddress = before } = range;
  if (typeof before === 'number' && typeof minAddress === 'number' && typeof mask === 'number') {
    return ipv4((minAddress & mask) | (before & ~mask));
  }
  if (typeof before === 'number' || typeof minAddress === 'number' || typeof mask === 'number') return before;
  const host = numberOf6(before) ^ numberOf6(networkOf6(before, mask.prefixLength));
  return addressFromNumber6(numberOf6(networkOf6(minAddress, mask.prefixLength)) | host);
}

/** The address of the device that the packet leaves by (nf_nat_masquerade_ipv4, nf_nat_masquerade_ipv6). */
function masquerade(world: World, { out, netns, nextHop, packet }: AnySkb): IpAddress | undefined {
  if (!out) return undefined;
  if (packet.kind === 'ipv6') return selectSource6(world, netns, packet.destination, out);
  return addressOn(world, netns, out.ifindex, typeof nextHop === 'number' ? nextHop : undefined);
}

/** This host itself: loopback for its own packets, otherwise an address of the device they came in on (nf_nat_redirect.c). */
function ownAddress(world: World, { in: from, packet }: AnySkb, hook: Hook): IpAddress | undefined {
  if (packet.kind === 'ipv4') return hook === 'OUTPUT' ? ipv4(0x7f000001) : from?.addresses4[0]?.address;
  return hook === 'OUTPUT' ? IPV6_LOOPBACK : from && firstUsable6(from, packet.destination);
}

/** get_unique_tuple: an address of the range, the port kept when it may be and nobody else has it. */
function choose(world: World, skb: AnySkb, tuple: Tuple, end: End, range: NatRange): Tuple {
  const address = addressFrom(range, tuple, end);
  const { minPort, maxPort, basePort } = range;
  const shifted = end === 'destination' && minPort !== undefined && basePort !== undefined;
  const moved: Tuple = {
    protocol: tuple.protocol,
    source: end === 'source' ? address : tuple.source,
    destination: end === 'destination' ? address : tuple.destination,
    sourcePort: tuple.sourcePort,
    destinationPort: shifted ? tuple.destinationPort - basePort + minPort : tuple.destinationPort,
  };
  const port = portOf(moved, end);
  const fits = minPort === undefined || (port >= minPort && port <= (maxPort ?? minPort));
  if (fits && !(end === 'source' && taken(world, skb, moved))) return moved;
  return withFreePort(world, skb, moved, end, range);
}

/** find_best_ips_proto: spread over the range by the packet's own addresses, so that a host keeps its address. */
function addressFrom({ minAddress, maxAddress = minAddress }: NatRange, tuple: Tuple, end: End): IpAddress {
  if (minAddress === undefined || maxAddress === undefined) return tuple[end];
  if (minAddress === maxAddress) return minAddress;
  const hash = (Math.imul(bitsOf(tuple.source), 0x9e3779b1) ^ Math.imul(bitsOf(tuple.destination), 0x85ebca6b)) >>> 0;
  if (typeof minAddress === 'number' && typeof maxAddress === 'number') {
    const count = maxAddress - minAddress + 1;
    return count <= 1 ? minAddress : ipv4(minAddress + (hash % count));
  }
  const first = numberOf6(minAddress as Ipv6);
  const count6 = numberOf6(maxAddress as Ipv6) - first + 1n;
  return count6 <= 1n ? minAddress : addressFromNumber6(first + (BigInt(hash) % count6));
}

function bitsOf(address: IpAddress): number {
  return typeof address === 'number' ? address : Number(BigInt.asUintN(32, numberOf6(address)));
}

/** nf_nat_l4proto_unique_tuple: a free port of the range, or of the port's own class when none is given. */
function withFreePort(world: World, skb: AnySkb, tuple: Tuple, end: End, { minPort, maxPort }: NatRange): Tuple {
  const icmp = isIcmp(tuple);
  const key = end === 'source' || icmp ? 'sourcePort' : 'destinationPort';
  const port = tuple[key];
  const [low, high] =
    minPort !== undefined
      ? [minPort, maxPort ?? minPort]
      : icmp
        ? [0, 0xffff]
        : end === 'destination'
          ? [port, port]
          : port < 512
            ? [1, 511]
            : port < 1024
              ? [600, 1023]
              : [1024, 0xffff];
  const size = high - low + 1;
  const offset = world.random() % size;
  for (let i = 0; i < Math.min(size, MOST_TRIED); i++) {
    const candidate = { ...tuple, [key]: low + ((offset + i) % size) };
    if (!taken(world, skb, candidate)) return candidate;
  }
  return { ...tuple, [key]: low + offset };
}

const MOST_TRIED = 128;

/** nf_nat_used_tuple: whether answers to this tuple would be taken for another connection's. */
function taken(world: World, { netns, tracked }: AnySkb, tuple: Tuple): boolean {
  const other = find(world, netns, inverted(tuple));
  return other !== undefined && other.id !== tracked?.entry.id;
}

/** nf_nat_packet: changes the packet as its connection says; an answer is changed back. */
export function applyNat(world: World, skb: AnySkb, hook: Hook): void {
  const { tracked, packet } = skb;
  if (!tracked) return;
  const end = manipAt(hook);
  const { entry, direction } = tracked;
  if (!needsManip(entry, end, direction)) return;
  const target = inverted(direction === 'original' ? entry.reply : entry.original);
  skb.packet =
    tracked.state === 'RELATED' && 'quoted' in packet.payload
      ? manipError(skb, tracked, end, target)
      : rewriteEnd(packet, end, target);
  if (world.recorder) traceNat(world, skb, packet, end);
}

function traceNat(world: World, skb: AnySkb, packet: AnySkb['packet'], end: End): void {
  trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({
    type: 'nat',
    end,
    before: endText(packet, end),
    after: endText(skb.packet, end),
  }));
}

/** The status bit of the end, swapped for answers: what DNAT did to the destination is undone at the source. */
function needsManip(entry: ConntrackEntry, end: End, direction: Tracked['direction']): boolean {
  const own = direction === 'original' ? end : end === 'source' ? 'destination' : 'source';
  return own === 'source' ? entry.sourceNat : entry.destinationNat;
}

/**
 * nf_nat_icmp_reply_translation: the error's own end changes as its connection's does, also when a router in between made it; what it quotes
 * travelled the other way, so there it is the other end.
 */
function manipError({ packet }: AnySkb, { entry, direction }: Tracked, end: End, target: Tuple): AnySkb['packet'] {
  const other: End = end === 'source' ? 'destination' : 'source';
  const quoted = direction === 'reply' ? entry.original : entry.reply;
  return { ...rewriteQuoted(packet, other, quoted), [end]: target[end] };
}
