import { ipv4, type Ipv4, type Ipv6 } from '../../packet/address';
import { hasPorts, TCP_FLAG } from '../../packet/frame';
import { inPrefix6, isMulticast6 } from '../../packet/ipv6-address';
import { icmpv6Numbers, type Ipv6Packet } from '../../packet/ipv6-frame';
import { addressType } from '../fib-table';
import { setMatches } from '../ipset/packet';
import { lookup } from '../fib';
import type { World } from '../world';
import type {
  AddressType,
  ConntrackState,
  ConntrackStatus,
  Inverted,
  Masked,
  Match,
  PortRange,
  Prefix6,
  RuleRecord,
  Selector,
} from './model';
import { connectionsAllow } from './connlimit';
import { limitAllows, nthAllows, quotaAllows, type MatchPlace } from './match-state';
import { recentMatches } from './recent';
import { timeMatches } from './time-of-day';
import type { Skb } from './skb';
import { protocolOf } from './tuple';

/** Whether a rule applies to a packet: its selector and every match, in order (ipt_do_table). */
export function ruleMatches(world: World, skb: Skb, rule: RuleRecord): boolean {
  return (
    selects(skb, rule.selector) &&
    rule.matches.every((match, index) => matches(world, skb, { rule: rule.id, index }, match))
  );
}

function holds(condition: Inverted | undefined, value: () => boolean): boolean {
  return condition === undefined || value() !== condition.inverted;
}

function selects({ packet, packet6, in: from, out }: Skb, selector: Selector): boolean {
  const { source, destination, protocol, fragment, source6, destination6 } = selector;
  const number = packet6 ? protocolOf6(packet6) : protocolOf(packet);
  const within = (address: Ipv6 | undefined, net: Prefix6 | undefined): boolean =>
    address !== undefined && net !== undefined && inPrefix6(address, net.address, net.prefixLength);
  return (
    holds(source, () => source !== undefined && inMask(packet.source, source)) &&
    holds(destination, () => destination !== undefined && inMask(packet.destination, destination)) &&
    holds(source6, () => within(packet6?.source, source6)) &&
    holds(destination6, () => within(packet6?.destination, destination6)) &&
    holds(selector.in, () => deviceFits(from?.name, selector.in?.name)) &&
    holds(selector.out, () => deviceFits(out?.name, selector.out?.name)) &&
    holds(protocol, () => protocol?.number === 0 || number === protocol?.number) &&
    holds(fragment, () => (packet.fragment?.offset ?? 0) > 0)
  );
}

function inMask(address: Ipv4, { address: network, mask }: Masked): boolean {
  return ((address ^ network) & mask) === 0;
}

function deviceFits(name: string | undefined, pattern: string | undefined): boolean {
  if (name === undefined || pattern === undefined) return false;
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function inRange(port: number, { from, to }: PortRange): boolean {
  return from <= port && port <= to;
}

function matches(world: World, skb: Skb, place: MatchPlace, match: Match): boolean {
  const { payload } = skb.packet;
  switch (match.match) {
    case 'tcp': {
      if (payload.kind !== 'tcp') return false;
      const { sourcePorts, destinationPorts, flags } = match;
      return (
        holds(sourcePorts, () => sourcePorts !== undefined && inRange(payload.sourcePort, sourcePorts)) &&
        holds(
          destinationPorts,
          () => destinationPorts !== undefined && inRange(payload.destinationPort, destinationPorts),
        ) &&
        holds(flags, () => flags !== undefined && (payload.flags & flags.mask) === flags.set) &&
        holds(match.option, () => match.option !== undefined && tcpOptions(payload.flags).includes(match.option.kind))
      );
    }
    case 'udp': {
      if (payload.kind !== 'udp') return false;
      const { sourcePorts, destinationPorts } = match;
      return (
        holds(sourcePorts, () => sourcePorts !== undefined && inRange(payload.sourcePort, sourcePorts)) &&
        holds(
          destinationPorts,
          () => destinationPorts !== undefined && inRange(payload.destinationPort, destinationPorts),
        )
      );
    }
    case 'icmp': {
      if (payload.kind !== 'icmp') return false;
      const { type, code } = icmpNumbers(payload);
      const fits = match.type === 255 || (type === match.type && (match.code === undefined || code === match.code));
      return fits !== match.inverted;
    }
    case 'multiport': {
      if (!hasPorts(payload)) return false;
      const ports = portsOf(match.which, payload);
      return match.ports.some((range) => ports.some((port) => inRange(port, range))) !== match.inverted;
    }
    case 'conntrack':
      return conntrackMatches(world, skb, match);
    case 'state':
      return stateFits(skb, match.any) !== match.inverted;
    case 'comment':
      return true;
    case 'mark':
      return ((skb.mark & match.mask) >>> 0 === match.value) !== match.inverted;
    case 'connmark':
      return (
        skb.tracked !== undefined && ((skb.tracked.entry.mark & match.mask) >>> 0 === match.value) !== match.inverted
      );
    case 'addrtype': {
      const { source, destination, limitIn, limitOut } = match;
      const only = limitIn ? skb.in?.ifindex : limitOut ? skb.out?.ifindex : undefined;
      return (
        holds(source, () => source !== undefined && typeFits(world, skb, skb.packet.source, source.types, only)) &&
        holds(
          destination,
          () => destination !== undefined && typeFits(world, skb, skb.packet.destination, destination.types, only),
        )
      );
    }
    case 'statistic':
      return match.mode === 'random'
        ? (world.random() & 0x7fffffff) < match.probability !== match.inverted
        : nthAllows(world, skb.netns, place, match) !== match.inverted;
    case 'mac':
      return (skb.sourceMac === match.source) !== match.inverted;
    case 'iprange': {
      const { source, destination } = match;
      const between = (address: Ipv4, range: { from: Ipv4; to: Ipv4 }): boolean =>
        range.from <= address && address <= range.to;
      return (
        holds(source, () => source !== undefined && between(skb.packet.source, source)) &&
        holds(destination, () => destination !== undefined && between(skb.packet.destination, destination))
      );
    }
    case 'limit':
      return limitAllows(world, skb.netns, place, match);
    case 'icmp6': {
      const message = skb.packet6?.payload;
      if (message?.kind !== 'icmpv6') return false;
      const { type, code } = icmpv6Numbers(message);
      return (type === match.type && (match.code === undefined || code === match.code)) !== match.inverted;
    }
    case 'length':
      return inRange(skb.packet.length, match) !== match.inverted;
    case 'hl':
    case 'ttl': {
      const { ttl } = skb.packet;
      if (match.compare === 'eq') return (ttl === match.value) !== match.inverted;
      return match.compare === 'lt' ? ttl < match.value : ttl > match.value;
    }
    case 'dscp':
      return (skb.packet.tos >>> 2 === match.value) !== match.inverted;
    case 'tos':
      return ((skb.packet.tos & match.mask) === match.value) !== match.inverted;
    case 'pkttype':
      return (packetType(world, skb) === match.type) !== match.inverted;
    case 'owner':
      return ownerMatches(skb, match);
    case 'quota':
      return quotaAllows(world, skb.netns, place, match, skb.packet.length) !== match.inverted;
    case 'time':
      return timeMatches(world, match);
    case 'connlimit':
      return connectionsAllow(world, skb, place, match);
    case 'recent':
      return recentMatches(world, skb, match);
    case 'set':
      return setMatches(world, skb, match.lookup) !== match.inverted;
    case 'physdev':
      return physdevMatches(skb, match);
  }
}

/** physdev_mt (net/netfilter/xt_physdev.c): a packet that did not come by a bridge has no ports, and meets inverted questions only. */
function physdevMatches({ bridged }: Skb, match: Extract<Match, { match: 'physdev' }>): boolean {
  const { in: wantedIn, out: wantedOut, isIn, isOut, isBridged } = match;
  if (!bridged) return [wantedIn, wantedOut, isIn, isOut, isBridged].every((asked) => asked?.inverted !== false);
  const [inPort, outPort] = [bridged.in.name, bridged.out?.name];
  return (
    holds(isBridged, () => outPort !== undefined) &&
    holds(isIn, () => true) &&
    holds(isOut, () => outPort !== undefined) &&
    holds(wantedIn, () => deviceFits(inPort, wantedIn?.name)) &&
    (wantedOut === undefined || (outPort !== undefined && deviceFits(outPort, wantedOut.name) !== wantedOut.inverted))
  );
}

const PROTOCOL6: Readonly<Record<Ipv6Packet['payload']['kind'], number>> = { icmpv6: 58, tcp: 6, udp: 17 };

function protocolOf6({ payload }: Ipv6Packet): number {
  return PROTOCOL6[payload.kind];
}

/** pkttype_mt: what came over lo, or was made here, has a type by its destination. */
function packetType(world: World, { packet, packet6, netns }: Skb): 'unicast' | 'broadcast' | 'multicast' {
  if (packet6) return isMulticast6(packet6.destination) ? 'multicast' : 'unicast';
  const type = addressType(world, netns, packet.destination);
  return type === 'multicast' || type === 'broadcast' ? type : 'unicast';
}

/** owner_mt: every program here is root's; what the kernel sends by itself has a socket of its own, but nobody owns it. */
function ownerMatches(skb: Skb, { uid, gid, socket }: Extract<Match, { match: 'owner' }>): boolean {
  const owners = [uid, gid];
  if (skb.in) return [...owners, socket].every((asked) => asked === undefined || asked.inverted);
  if (socket?.inverted) return false;
  if (!skb.fromSocket) return owners.every((asked) => asked === undefined || asked.inverted);
  return owners.every((range) => range === undefined || inRange(0, range) !== range.inverted);
}

/** Kinds of the options Linux sends: timestamps always; maximum segment size, window scale and SACK in a SYN. */
function tcpOptions(flags: number): readonly number[] {
  return (flags & TCP_FLAG.SYN) === 0 ? [8] : [2, 3, 4, 8];
}

const ICMP_TYPE = {
  'echo-reply': 0,
  'destination-unreachable': 3,
  redirect: 5,
  'echo-request': 8,
  'time-exceeded': 11,
} as const;

/** Type and code of an ICMP message as numbers. */
export function icmpNumbers(payload: { readonly type: keyof typeof ICMP_TYPE; readonly code?: number }): {
  readonly type: number;
  readonly code: number;
} {
  return { type: ICMP_TYPE[payload.type], code: payload.code ?? 0 };
}

function portsOf(
  which: 'source' | 'destination' | 'either',
  { sourcePort, destinationPort }: { readonly sourcePort: number; readonly destinationPort: number },
): readonly number[] {
  if (which === 'either') return [sourcePort, destinationPort];
  return [which === 'source' ? sourcePort : destinationPort];
}

function stateFits({ tracked, untracked }: Skb, any: readonly ConntrackState[]): boolean {
  const state = untracked ? 'UNTRACKED' : (tracked?.state ?? 'INVALID');
  if (any.includes(state)) return true;
  return (
    (any.includes('SNAT') && tracked?.entry.sourceNat === true) ||
    (any.includes('DNAT') && tracked?.entry.destinationNat === true)
  );
}

/** xt_conntrack_mt: every criterion given must hold. A packet without connection matches only questions about its state. */
function conntrackMatches(world: World, skb: Skb, match: Extract<Match, { match: 'conntrack' }>): boolean {
  const { states, statuses, expires, protocol, direction } = match;
  if (!holds(states, () => states !== undefined && stateFits(skb, states.any))) return false;
  const { tracked } = skb;
  const { match: _match, states: _states, ...others } = match;
  if (!tracked) return Object.values(others).every((criterion) => criterion === undefined);
  const { entry } = tracked;
  const { original, reply } = entry;
  const secondsLeft = Math.floor((entry.expiresUs - world.nowUs) / 1_000_000);
  const address = (wanted: (Inverted & Masked) | undefined, value: Ipv4): boolean =>
    holds(wanted, () => wanted !== undefined && inMask(value, wanted));
  const port = (wanted: (Inverted & PortRange) | undefined, value: number): boolean =>
    holds(wanted, () => wanted !== undefined && inRange(value, wanted));
  return (
    address(match.originalSource, original.source) &&
    address(match.originalDestination, original.destination) &&
    address(match.replySource, reply.source) &&
    address(match.replyDestination, reply.destination) &&
    port(match.originalSourcePorts, original.sourcePort) &&
    port(match.originalDestinationPorts, original.destinationPort) &&
    port(match.replySourcePorts, reply.sourcePort) &&
    port(match.replyDestinationPorts, reply.destinationPort) &&
    port(expires, secondsLeft) &&
    holds(protocol, () => protocol?.number === original.protocol) &&
    holds(statuses, () => statuses !== undefined && statusFits(tracked, statuses.any)) &&
    (direction === undefined || direction === tracked.direction.toUpperCase())
  );
}

function statusFits({ entry, confirmed }: NonNullable<Skb['tracked']>, any: readonly ConntrackStatus[]): boolean {
  const has: readonly ConntrackStatus[] = [
    ...(entry.seenReply ? ['SEEN_REPLY' as const] : []),
    ...(entry.assured ? ['ASSURED' as const] : []),
    ...(confirmed ? ['CONFIRMED' as const] : []),
  ];
  return any.length === 0 ? has.length === 0 : any.some((status) => has.includes(status));
}

/** inet_addr_type, or inet_dev_addr_type when the rule asks about one device. */
function typeFits(
  world: World,
  { netns }: Skb,
  address: Ipv4,
  types: readonly AddressType[],
  ifindex: number | undefined,
): boolean {
  return types.includes(addressTypeOf(world, netns, address, ifindex));
}

function addressTypeOf(world: World, netns: number, address: Ipv4, ifindex: number | undefined): AddressType {
  const type = addressType(world, netns, address);
  if (type === 'multicast') return 'MULTICAST';
  if (type === 'broadcast') return 'BROADCAST';
  if (type === 'local') {
    const here = ifindex === undefined || deviceHas(world, netns, ifindex, address);
    return here ? 'LOCAL' : 'UNICAST';
  }
  const route = lookup(world, netns, { destination: ipv4(address) });
  if (route.kind === 'blackhole') return 'BLACKHOLE';
  if (route.kind === 'unreachable') return 'UNREACHABLE';
  return route.kind === 'prohibit' ? 'PROHIBIT' : 'UNICAST';
}

function deviceHas(world: World, netns: number, ifindex: number, address: Ipv4): boolean {
  const id = world.netns(netns).devices.get(ifindex);
  return id !== undefined && world.device(id).addresses4.some((each) => each.address === address);
}
