import type { Ipv6 } from '../../packet/address';
import type { EthernetFrame } from '../../packet/frame';
import { groupMac6, IPV6_ANY, IPV6_LOOPBACK, isMulticast6 } from '../../packet/ipv6-address';
import type { Ipv6Packet } from '../../packet/ipv6-frame';
import { DroppedByRule, KernelError, MessageTooLong, type ErrnoName } from '../errno';
import { neighbourOutput } from '../neighbour';
import { filters6, runHook6 } from '../netfilter/hooks';
import { attached, newSkb, type Skb6, type Tracked } from '../netfilter/skb';
import type { DeviceRecord, NetnsId } from '../records';
import { readSysctl } from '../sysctl-store';
import { headOf, trace } from '../trace';
import { transmit } from '../transmit';
import type { World } from '../world';
import { conf6 } from './addrconf';
import { exceptionFor6 } from './exceptions';
import { candidates6, lookup6, noRoute6, type Fib6Query, type Fib6Result, type Hop6Result } from './fib';
import { sendInPieces6 } from './fragments';
import { outputFlow6 } from './flow';
import { isMember6 } from './groups';
import { sendIcmpv6Error } from './icmp';
import { deliverLocally6 } from './input';
import { sendReject6 } from './reject';
import { selectSource6 } from './source';

/** The way out of a host for packets it makes itself (net/ipv6/ip6_output.c, net/ipv6/route.c ip6_route_output). */

export interface Send6Options {
  /** SO_BINDTODEVICE or the scope of the destination. */
  readonly oif?: number;
  /** The socket is bound to `oif`; otherwise routes through it are merely preferred. */
  readonly strict?: boolean;
  /** IPV6_MTU_DISCOVER: `do` and `probe` never fragment; `want` and `dont` do when a packet is larger than the path takes. */
  readonly discovery?: 'do' | 'probe' | 'want' | 'dont';
  /** IPV6_MULTICAST_LOOP; off unless set. */
  readonly multicastLoop?: boolean;
  /** The connection of the packet that the kernel reports on, which its answer belongs to (nf_ct_attach). */
  readonly about?: Tracked | undefined;
}

/** Where a packet that this host made goes. */
export interface Output6Path {
  readonly result: Hop6Result;
  readonly out: DeviceRecord;
  readonly mtu: number;
  /** The gateway; undefined when the destination itself is the neighbour. */
  readonly nextHop: Ipv6 | undefined;
}

/** Most bytes that the length field of a header can say, with the header itself. */
const IPV6_MAX_LENGTH = 65535 + 40;

const SEND_ERRNO: Readonly<Record<'none' | 'unreachable' | 'prohibit' | 'blackhole', ErrnoName>> = {
  none: 'ENETUNREACH',
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
  blackhole: 'EINVAL',
};

/**
 * ip6_route_output: the route of a packet that this host makes. Throws ENETUNREACH, EHOSTUNREACH (unreachable), EACCES (prohibit), EINVAL (blackhole);
 * the packet's walk then ends here.
 */
export function routeOutput6(world: World, netns: NetnsId, query: Fib6Query, packetId: number): Output6Path {
  const result = lookup6(world, netns, query);
  traceRoute6(world, packetId, netns, query, result);
  const out = 'hop' in result ? outputDevice6(world, netns, result) : undefined;
  if (out && 'hop' in result) {
    const exception = exceptionFor6(world, netns, query.destination);
    const mtu = Math.min(exception?.mtu ?? Infinity, result.route.metrics?.mtu?.value ?? linkMtu(world, out));
    return { result, out, mtu, nextHop: exception?.gateway ?? result.hop.via };
  }
  const kind = 'hop' in result ? 'none' : result.kind;
  trace(world, packetId, netns, undefined, () => ({
    type: 'drop',
    reason: 'IP_OUTNOROUTES',
    detail: kind === 'none' ? `no route to ${query.destination}` : `the route is a ${kind} route`,
    cause: noRoute6(world, netns, 'hop' in result ? { kind: 'none' } : result, query.destination),
  }));
  // ip6_dst_lookup_tail chooses a source before it looks at the route's error.
  const homeless =
    query.source === undefined && selectSource6(world, netns, query.destination, undefined) === undefined;
  throw new KernelError(homeless ? 'EADDRNOTAVAIL' : SEND_ERRNO[kind]);
}

/** The MTU of a device as IPv6 sees it. */
export function linkMtu(world: World, device: DeviceRecord): number {
  const own = Number(conf6(world, device, 'mtu'));
  return own >= 1280 && own < device.mtu ? own : device.mtu;
}

/** The device a route leads out of: lo for this host's own addresses. */
function outputDevice6(world: World, netns: NetnsId, { kind, hop }: Hop6Result): DeviceRecord | undefined {
  const id = world.netns(netns).devices.get(kind === 'local' ? 1 : hop.ifindex);
  return id === undefined ? undefined : world.device(id);
}

/**
 * ip6_xmit: sends a packet that this host made; without a source the kernel chooses one. Throws what the route says, EADDRNOTAVAIL without any source,
 * EMSGSIZE, ENOBUFS when the device dropped it, EPERM when a rule did. Answers the source that was used.
 */
export function sendFromHost6(
  world: World,
  netns: NetnsId,
  draft: Omit<Ipv6Packet, 'kind' | 'source' | 'hopLimit' | 'flowLabel' | 'fragment'> & {
    readonly source?: Ipv6;
    readonly hopLimit?: number;
    readonly flowLabel?: number;
  },
  packetId: number,
  options: Send6Options = {},
): Ipv6 {
  const { length } = draft;
  // ip6_datagram_send: the unspecified address means this host.
  const destination = draft.destination === IPV6_ANY ? IPV6_LOOPBACK : draft.destination;
  const { oif, strict, discovery = 'want' } = options;
  const query: Fib6Query = { ...outputFlow6(draft, destination), oif, strict };
  const path = routeOutput6(world, netns, query, packetId);
  const source =
    draft.source ??
    path.result.route.preferredSource ??
    selectSource6(world, netns, destination, sourceDevice(world, netns, path));
  if (source === undefined) throw new KernelError('EADDRNOTAVAIL');
  const never = discovery === 'do' || discovery === 'probe';
  const most = discovery === 'probe' ? linkMtu(world, path.out) : path.mtu;
  if (length > (never ? most : IPV6_MAX_LENGTH)) throw new MessageTooLong(most);
  const group = isMulticast6(destination);
  const packet: Ipv6Packet = {
    ...draft,
    kind: 'ipv6',
    source,
    destination,
    flowLabel: draft.flowLabel ?? flowLabelOf(world, netns, source, draft),
    hopLimit: draft.hopLimit ?? (group ? 1 : hopLimitOf(world, netns, path)),
  };
  world.recorder?.head(packetId, headOf(packet));
  const filtered = filters6(world, netns)
    ? hooks(world, netns, packet, packetId, query, path, options)
    : { packet, path, kept: undefined };
  const { out, result, nextHop = filtered.packet.destination } = filtered.path;
  if (result.kind === 'discard') return discardOut(world, netns, out, filtered.packet, packetId, result);
  let sent = true;
  sendInPieces6(world, out, filtered.packet, packetId, most, (piece, id) => {
    if (!leave(world, out, result, nextHop, piece, id, filtered.kept)) sent = false;
  });
  if (!sent) throw new KernelError('ENOBUFS');
  // ip6_finish_output2: this host hears what it says to a group that it is in.
  if (group && options.multicastLoop && isMember6(world, out, destination)) {
    deliverLocally6(world, out, newSkb(filtered.packet, packetId, netns, { device: out }));
  }
  return source;
}

/** ip6_pkt_discard_out: what this host sent goes no further than lo, and it tells itself so. */
function discardOut(
  world: World,
  netns: NetnsId,
  out: DeviceRecord,
  packet: Ipv6Packet,
  packetId: number,
  result: Hop6Result,
): Ipv6 {
  const { source, destination } = packet;
  trace(world, packetId, netns, out, () => ({
    type: 'drop',
    reason: 'IP_OUTNOROUTES',
    detail: 'the route leads over lo to another host',
    cause: noRoute6(world, netns, result, destination),
  }));
  sendIcmpv6Error(world, out, packet, packetId, 'destination-unreachable', 0);
  return source;
}

/** The device whose addresses come first as a source: for a local destination the one that has it. */
export function sourceDevice(
  world: World,
  netns: NetnsId,
  { result }: Pick<Output6Path, 'result'>,
): DeviceRecord | undefined {
  const id = world.netns(netns).devices.get(result.hop.ifindex);
  return id === undefined ? undefined : world.device(id);
}

/** ip6_make_flowlabel: the packets of a flow have the same label, which means nothing to anybody. */
function flowLabelOf(
  world: World,
  netns: NetnsId,
  source: Ipv6,
  { destination, payload }: Pick<Ipv6Packet, 'destination' | 'payload'>,
): number {
  if (readSysctl(world, netns, 'net.ipv6.auto_flowlabels') === '0') return 0;
  const ports = 'sourcePort' in payload ? `${payload.sourcePort}>${payload.destinationPort}` : '';
  const flow = `${source}>${destination} ${payload.kind} ${ports}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < flow.length; i++) hash = Math.imul(hash ^ flow.charCodeAt(i), 0x01000193) >>> 0;
  return (hash >>> 4) & 0xfffff;
}

/** ip6_dst_hoplimit: the route's, else the device's, which follows the namespace's. */
function hopLimitOf(world: World, netns: NetnsId, { result, out }: Output6Path): number {
  const own = result.route.metrics?.hoplimit?.value;
  return own ?? Number(conf6(world, out, 'hop_limit') ?? readSysctl(world, netns, 'net.ipv6.conf.all.hop_limit'));
}

/** NF_INET_LOCAL_OUT and NF_INET_POST_ROUTING; a packet whose addresses were changed is routed anew in between. */
function hooks(
  world: World,
  netns: NetnsId,
  packet: Ipv6Packet,
  packetId: number,
  query: Fib6Query,
  path: Output6Path,
  { discovery, about }: Send6Options,
): { readonly packet: Ipv6Packet; readonly path: Output6Path; readonly kept: EthernetFrame['kept'] } {
  const skb: Skb6 = newSkb(packet, packetId, netns);
  skb.out = path.out;
  skb.fromSocket = discovery !== undefined;
  skb.tracked = about && attached(about);
  const result = runHook6(world, skb, 'OUTPUT');
  if (!result.pass) {
    if (result.verdict.verdict !== 'REJECT') throw new DroppedByRule(false);
    throw new DroppedByRule(sendReject6(world, path.out, skb, result.verdict.with));
  }
  const { source, destination } = skb.packet;
  const moved = destination !== packet.destination || source !== packet.source || skb.mark !== 0;
  const next = moved ? routeOutput6(world, netns, { ...query, destination, source, mark: skb.mark }, packetId) : path;
  skb.out = next.out;
  skb.nextHop = next.nextHop ?? destination;
  if (next.result.kind !== 'discard' && !runHook6(world, skb, 'POSTROUTING').pass) throw new DroppedByRule(false);
  const { mark, untracked, tracked } = skb;
  return { packet: skb.packet, path: next, kept: { mark, untracked, ...(tracked && { tracked: { ...tracked } }) } };
}

/** The last step of output: a frame to this host, to a group, or to a neighbour. False when the device dropped it. */
function leave(
  world: World,
  out: DeviceRecord,
  { kind }: Hop6Result,
  nextHop: Ipv6,
  packet: Ipv6Packet,
  packetId: number,
  kept: EthernetFrame['kept'],
): boolean {
  if (kind === 'unicast') return neighbourOutput(world, out, nextHop, packet, packetId);
  const frame: Omit<EthernetFrame, 'source' | 'destination'> = { payload: packet, packetId };
  return kind === 'local'
    ? transmit(world, out.id, { ...frame, source: out.mac, destination: out.mac, ...(kept && { kept }) })
    : transmit(world, out.id, { ...frame, source: out.mac, destination: groupMac6(packet.destination) });
}

/** The route step of a walk. */
export function traceRoute6(
  world: World,
  packetId: number,
  netns: NetnsId,
  query: Fib6Query,
  result: Fib6Result,
): void {
  trace(world, packetId, netns, undefined, () => {
    const { chosen, rejected, rule } = candidates6(world, netns, query, result);
    const out = 'hop' in result ? outputDevice6(world, netns, result) : undefined;
    return {
      type: 'route',
      destination: query.destination,
      result: result.kind === 'discard' ? 'unreachable' : result.kind,
      rejected,
      ...(chosen && { chosen }),
      ...(rule !== undefined && { rule }),
      ...('hop' in result && result.hop.via !== undefined && { via: result.hop.via }),
      ...(out && { out: out.name }),
    };
  });
}
