import { hasPorts, TCP_FLAG, type IpPacket } from '../../packet/frame';
import { inPrefix6, isMulticast6, type IpAddress } from '../../packet/ipv6-address';
import { icmpv6Numbers } from '../../packet/ipv6-frame';
import { addressType } from '../fib-table';
import { reversePathMatches } from './reverse-path';
import { textMatches } from './text-match';
import { setMatches } from '../ipset/packet';
import type { World } from '../world';
import { addressTypesMatch } from './address-type';
import { hopsOf, inAddressRange, serviceOf } from './headers';
import { icmpNumbers } from './icmp-numbers';
import { headersMatch } from './ipv6-headers';
import type {
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
import { hashlimitMatches } from './hashlimit';
import { u32Matches } from './u32';
import { limitAllows, nthAllows, quotaAllows } from './match-state';
import { rareMatches } from './rare-match';
import { recentMatches } from './recent';
import { timeMatches } from './time-of-day';
import type { AnySkb } from './skb';
import { protocolOf } from './tuple';

/** Whether a rule applies to a packet: its selector and every match, in order (ipt_do_table). */
export function ruleMatches(world: World, skb: AnySkb, rule: RuleRecord): boolean {
  if (!selects(skb, rule.selector)) return false;
  const { matches: asked } = rule;
  for (let index = 0; index < asked.length; index++) {
    const match = asked[index];
    if (match && match.match !== 'comment' && !matches(world, skb, rule.id, index, match)) return false;
  }
  return true;
}

/** Whether what was found is what a condition asks for; no condition asks for nothing. Every rule that a packet meets comes here: no closures. */
function as(condition: Inverted | undefined, found: boolean): boolean {
  return condition === undefined || found !== condition.inverted;
}

/** Whether a packet has what a rule without `-m` asks for. */
export function selects({ packet, in: from, out }: AnySkb, selector: Selector): boolean {
  const { source, destination, protocol, fragment, source6, destination6 } = selector;
  return (
    as(source, source !== undefined && inMask(packet.source, source)) &&
    as(destination, destination !== undefined && inMask(packet.destination, destination)) &&
    as(source6, source6 !== undefined && inMask(packet.source, source6)) &&
    as(destination6, destination6 !== undefined && inMask(packet.destination, destination6)) &&
    (selector.in === undefined || as(selector.in, deviceFits(from?.name, selector.in.name))) &&
    (selector.out === undefined || as(selector.out, deviceFits(out?.name, selector.out.name))) &&
    as(protocol, protocol !== undefined && (protocol.number === 0 || protocolOf(packet) === protocol.number)) &&
    as(fragment, fragment !== undefined && (packet.fragment?.offset ?? 0) > 0)
  );
}

function inMask(address: IpAddress, network: Masked | Prefix6): boolean {
  if (typeof address === 'number') return 'mask' in network && ((address ^ network.address) & network.mask) === 0;
  return 'prefixLength' in network && inPrefix6(address, network.address, network.prefixLength);
}

/** Whether a device has this name, or one that begins so. */
export function deviceFits(name: string | undefined, pattern: string | undefined): boolean {
  if (name === undefined || pattern === undefined) return false;
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function inRange(port: number, { from, to }: PortRange): boolean {
  return from <= port && port <= to;
}

/** What a later fragment has where others have a transport header. */
const NO_HEADER = { kind: 'none' } as const;

function visiblePayload({ payload, fragment }: IpPacket): IpPacket['payload'] | typeof NO_HEADER {
  return fragment !== undefined && fragment.offset > 0 ? NO_HEADER : payload;
}

/** Whether a packet has what a match asks for, the one at this place of the rule; some remember that they were asked. */
export function matches(world: World, skb: AnySkb, rule: number, index: number, match: Match): boolean {
  const payload = visiblePayload(skb.packet);
  switch (match.match) {
    case 'tcp': {
      if (payload.kind !== 'tcp') return false;
      const { sourcePorts, destinationPorts, flags } = match;
      return (
        as(sourcePorts, sourcePorts !== undefined && inRange(payload.sourcePort, sourcePorts)) &&
        as(destinationPorts, destinationPorts !== undefined && inRange(payload.destinationPort, destinationPorts)) &&
        as(flags, flags !== undefined && (payload.flags & flags.mask) === flags.set) &&
        as(match.option, match.option !== undefined && tcpOptions(payload.flags).includes(match.option.kind))
      );
    }
    case 'udp': {
      if (payload.kind !== 'udp') return false;
      const { sourcePorts, destinationPorts } = match;
      return (
        as(sourcePorts, sourcePorts !== undefined && inRange(payload.sourcePort, sourcePorts)) &&
        as(destinationPorts, destinationPorts !== undefined && inRange(payload.destinationPort, destinationPorts))
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
    case 'addrtype':
      return addressTypesMatch(world, skb, match);
    case 'statistic':
      return match.mode === 'random'
        ? (world.random() & 0x7fffffff) < match.probability !== match.inverted
        : nthAllows(world, skb.netns, { rule, index }, match) !== match.inverted;
    case 'mac':
      return (skb.sourceMac === match.source) !== match.inverted;
    case 'iprange': {
      const { source, destination } = match;
      return (
        as(source, source !== undefined && inAddressRange(skb.packet.source, source)) &&
        as(destination, destination !== undefined && inAddressRange(skb.packet.destination, destination))
      );
    }
    case 'rpfilter':
      return reversePathMatches(world, skb, match);
    case 'hashlimit':
      return hashlimitMatches(world, skb, { rule, index }, match);
    case 'u32':
      return u32Matches(world, skb, match);
    case 'helper':
      return match.inverted;
    case 'cpu':
      return (match.cpu === 0) !== match.inverted;
    case 'devgroup': {
      const { source, destination } = match;
      return (
        as(source, source !== undefined && groupFits(skb.in, source)) &&
        as(destination, destination !== undefined && groupFits(skb.out, destination))
      );
    }
    case 'string':
      return textMatches(world, skb, match);
    case 'limit':
      return limitAllows(world, skb.netns, { rule, index }, match);
    case 'icmp6': {
      if (payload.kind !== 'icmpv6') return false;
      const { type, code } = icmpv6Numbers(payload);
      return (type === match.type && (match.code === undefined || code === match.code)) !== match.inverted;
    }
    case 'eui64':
    case 'frag':
    case 'rt':
    case 'mh':
    case 'ipv6header':
      return headersMatch(skb, match);
    case 'length':
      return inRange(skb.packet.length, match) !== match.inverted;
    case 'hl':
    case 'ttl': {
      const ttl = hopsOf(skb.packet);
      if (match.compare === 'eq') return (ttl === match.value) !== match.inverted;
      return match.compare === 'lt' ? ttl < match.value : ttl > match.value;
    }
    case 'dscp':
      return (serviceOf(skb.packet) >>> 2 === match.value) !== match.inverted;
    case 'tos':
      return ((serviceOf(skb.packet) & match.mask) === match.value) !== match.inverted;
    case 'pkttype':
      return (packetType(world, skb) === match.type) !== match.inverted;
    case 'owner':
      return ownerMatches(skb, match);
    case 'quota':
      return quotaAllows(world, skb.netns, { rule, index }, match, skb.packet.length) !== match.inverted;
    case 'time':
      return timeMatches(world, match);
    case 'connlimit':
      return connectionsAllow(world, skb, { rule, index }, match);
    case 'recent':
      return recentMatches(world, skb, match);
    case 'set':
      return setMatches(world, skb, match.lookup) !== match.inverted;
    case 'physdev':
      return physdevMatches(skb, match);
    case 'connbytes':
    case 'socket':
    case 'tcpmss':
    case 'sctp':
    case 'policy':
    case 'realm':
    case 'esp':
    case 'ah':
    case 'ecn':
    case 'cgroup':
      return rareMatches(world, skb, match.test);
  }
}

/** devgroup_mt (net/netfilter/xt_devgroup.c). */
function groupFits(device: AnySkb['in'], { value, mask }: { readonly value: number; readonly mask: number }): boolean {
  return (((device?.group ?? 0) ^ value) & mask) === 0;
}

/** physdev_mt (net/netfilter/xt_physdev.c): a packet that did not come by a bridge has no ports, and meets inverted questions only. */
function physdevMatches({ bridged }: AnySkb, match: Extract<Match, { match: 'physdev' }>): boolean {
  const { in: wantedIn, out: wantedOut, isIn, isOut, isBridged } = match;
  if (!bridged) return [wantedIn, wantedOut, isIn, isOut, isBridged].every((asked) => asked?.inverted !== false);
  const [inPort, outPort] = [bridged.in.name, bridged.out?.name];
  return (
    as(isBridged, outPort !== undefined) &&
    as(isIn, true) &&
    as(isOut, outPort !== undefined) &&
    as(wantedIn, deviceFits(inPort, wantedIn?.name)) &&
    (wantedOut === undefined || (outPort !== undefined && deviceFits(outPort, wantedOut.name) !== wantedOut.inverted))
  );
}

/** pkttype_mt: what came over lo, or was made here, has a type by its destination. */
function packetType(world: World, { packet, netns }: AnySkb): 'unicast' | 'broadcast' | 'multicast' {
  if (packet.kind === 'ipv6') return isMulticast6(packet.destination) ? 'multicast' : 'unicast';
  const type = addressType(world, netns, packet.destination);
  return type === 'multicast' || type === 'broadcast' ? type : 'unicast';
}

/** owner_mt: every program here is root's; what the kernel sends by itself has a socket of its own, but nobody owns it. */
function ownerMatches(skb: AnySkb, { uid, gid, socket }: Extract<Match, { match: 'owner' }>): boolean {
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

function portsOf(
  which: 'source' | 'destination' | 'either',
  { sourcePort, destinationPort }: { readonly sourcePort: number; readonly destinationPort: number },
): readonly number[] {
  if (which === 'either') return [sourcePort, destinationPort];
  return [which === 'source' ? sourcePort : destinationPort];
}

function stateFits({ tracked, untracked }: AnySkb, any: readonly ConntrackState[]): boolean {
  const state = untracked ? 'UNTRACKED' : (tracked?.state ?? 'INVALID');
  if (any.includes(state)) return true;
  return (
    (any.includes('SNAT') && tracked?.entry.sourceNat === true) ||
    (any.includes('DNAT') && tracked?.entry.destinationNat === true)
  );
}

/** xt_conntrack_mt: every criterion given must hold. A packet without connection matches only questions about its state. */
function conntrackMatches(world: World, skb: AnySkb, match: Extract<Match, { match: 'conntrack' }>): boolean {
  const { states, statuses, expires, protocol, direction } = match;
  if (!as(states, states !== undefined && stateFits(skb, states.any))) return false;
  const { tracked } = skb;
  // Nearly every rule asks for the state alone.
  if (asksForStateOnly(match)) return true;
  if (!tracked) return false;
  const { entry } = tracked;
  const { original, reply } = entry;
  const secondsLeft = Math.floor((entry.expiresUs - world.nowUs) / 1_000_000);
  const address = (wanted: (Inverted & (Masked | Prefix6)) | undefined, value: IpAddress): boolean =>
    as(wanted, wanted !== undefined && inMask(value, wanted));
  const port = (wanted: (Inverted & PortRange) | undefined, value: number): boolean =>
    as(wanted, wanted !== undefined && inRange(value, wanted));
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
    as(protocol, protocol?.number === original.protocol) &&
    as(statuses, statuses !== undefined && statusFits(tracked, statuses.any)) &&
    (direction === undefined || direction === tracked.direction.toUpperCase())
  );
}

function asksForStateOnly(match: Extract<Match, { match: 'conntrack' }>): boolean {
  return (
    match.originalSource === undefined &&
    match.originalDestination === undefined &&
    match.replySource === undefined &&
    match.replyDestination === undefined &&
    match.protocol === undefined &&
    match.originalSourcePorts === undefined &&
    match.originalDestinationPorts === undefined &&
    match.replySourcePorts === undefined &&
    match.replyDestinationPorts === undefined &&
    match.statuses === undefined &&
    match.expires === undefined &&
    match.direction === undefined
  );
}

function statusFits({ entry, confirmed }: NonNullable<AnySkb['tracked']>, any: readonly ConntrackStatus[]): boolean {
  const has: readonly ConntrackStatus[] = [
    ...(entry.seenReply ? ['SEEN_REPLY' as const] : []),
    ...(entry.assured ? ['ASSURED' as const] : []),
    ...(confirmed ? ['CONFIRMED' as const] : []),
  ];
  return any.length === 0 ? has.length === 0 : any.some((status) => has.includes(status));
}
