import type { DropCause, DropReason } from '../walk/step';
import { formatIpv4, inPrefix, isGroupMac, MAC_BROADCAST, type Ipv4 } from '../packet/address';
import type { EthernetFrame, Ipv4Packet, VlanTag } from '../packet/frame';
import { receiveArp } from './arp';
import { deliverToArpSockets } from './arp-socket';
import { countRx, countRxDropped } from './counters';
import { DroppedByRule, KernelError, MessageTooLong, type ErrnoName } from './errno';
import { lookup, lookupOutput, selectSource, type FibQuery, type FibResult } from './fib';
import { candidates, describeRoute } from './fib-candidates';
import { ruleText } from './policy-rule-text';
import { addressType } from './fib-table';
import { inputFlow, outputFlow } from './flow';
import { reassemble, sendInPieces } from './fragments';
import { deliverLocally, sendIcmpError } from './icmp';
import { forwardingOn, reversePathKeys, sourceProblem, routesLocalnet } from './input-policy';
import { receiveIpv6 } from './ipv6/input';
import { isMember } from './multicast';
import { tunnelJoined } from './vxlan/group';
import { selectPath } from './multipath';
import { mayReportNoRoute } from './icmp-limits';
import { typeOf } from './link/types';
import { loopbackMac, neighbourOutput } from './neighbour';
import { filters, runHook } from './netfilter/hooks';
import { sendReject } from './netfilter/reject';
import { attached, newSkb, type Skb, type Tracked } from './netfilter/skb';
import { tap } from './packet-socket';
import type { DeviceId, DeviceRecord, NetnsId } from './records';
import { sendRedirect, wantsRedirect } from './redirect';
import { exceptionFor, gatewayOf, pathMtu, type HopResult } from './route-exceptions';
import { readSysctl } from './sysctl-store';
import { headOf, trace } from './trace';
import { fitsDevice, frameLength, transmit } from './transmit';
import type { World } from './world';

/**
 * The way of a packet through a host: receive → (bridge | route) → deliver or forward → neighbour → transmit. Every decision is here
 * or in a file this one calls, and each can emit one step of a walk.
 */

/** The `frame-arrives` event: a frame came in on a device. */
export function receiveFrame(world: World, id: DeviceId, frame: EthernetFrame, counted: number | false = 0): void {
  const device = world.devices.get(id);
  if (!device) return;
  if (!device.up) {
    trace(world, frame.packetId, device.netns, device, () => ({
      type: 'drop',
      reason: 'DEV_READY',
      detail: 'the device is down',
      cause: { code: 'device-down' },
    }));
    return;
  }
  if (device.kind.type === 'nic' && !fitsDevice(device, frame)) {
    countRxDropped(world, id);
    trace(world, frame.packetId, device.netns, device, () => ({
      type: 'drop',
      reason: 'PKT_TOO_BIG',
      detail: `a frame of ${frameLength(frame)} bytes is more than a card with an MTU of ${device.mtu} takes in`,
      cause: { code: 'too-big', bytes: frameLength(frame), mtu: device.mtu },
    }));
    return;
  }
  const { headerLength = 14, countsMulticast = false } = typeOf(device);
  if (counted !== false) {
    countRx(
      world,
      id,
      frameLength(frame) - 14 + headerLength + counted,
      countsMulticast && isGroupMac(frame.destination),
    );
  }
  receiveCore(world, world.device(id), frame);
}

/** __netif_receive_skb_core: the devices that stand on this one and its master may take the frame; the rest goes to the network layer. */
export function receiveCore(world: World, device: DeviceRecord, frame: EthernetFrame): void {
  if (world.tapped) tap(world, device, frame, 'in');
  let rest: EthernetFrame | undefined = frame;
  for (const id of device.uppers ?? NOBODY) {
    const upper = world.device(id);
    const type = typeOf(upper);
    if (type.receiveFromLower) rest = type.receiveFromLower(world, upper, device, rest);
    if (!rest) return;
  }
  if (device.master !== undefined) {
    const master = world.device(device.master);
    const type = typeOf(master);
    if (type.receiveOnPort) rest = type.receiveOnPort(world, master, device, rest);
  }
  if (rest) receiveL3(world, device, rest);
}

const NOBODY: readonly DeviceId[] = [];
const NO_TAGS: readonly VlanTag[] = [];

/** The network layer's half of receiving: frames for other MACs are dropped, ARP and IPv4 go their ways. */
function receiveL3(world: World, device: DeviceRecord, frame: EthernetFrame): void {
  if (frame.destination !== device.mac && !isGroupMac(frame.destination)) {
    trace(world, frame.packetId, device.netns, device, () => ({
      type: 'drop',
      reason: 'OTHERHOST',
      detail: `the frame is for ${frame.destination}, this device is ${device.mac}`,
      cause: { code: 'other-host', to: frame.destination, own: device.mac },
    }));
    return;
  }
  // A tag that no VLAN device took: only VLAN 0, which is none, goes on.
  const [tag] = frame.tags ?? NO_TAGS;
  if (tag && tag.id !== 0) {
    trace(world, frame.packetId, device.netns, device, () => ({
      type: 'drop',
      reason: 'OTHERHOST',
      detail: `the frame is tagged for VLAN ${tag.id}, and no device of that VLAN stands on ${device.name}`,
      cause: { code: 'unknown-vlan', vlan: tag.id },
    }));
    return;
  }
  trace(world, frame.packetId, device.netns, device, () => ({
    type: 'receive',
    from: frame.source,
    to: frame.destination,
  }));
  if (frame.payload.kind === 'arp') {
    if (world.netns(device.netns).arpSockets.length > 0) deliverToArpSockets(world, device, frame);
    receiveArp(world, device, frame.payload, frame.packetId, frame.destination === device.mac);
  } else if (frame.payload.kind === 'ipv6') {
    receiveIpv6(world, device, frame, frame.payload);
  } else if (frame.payload.kind === 'ipv4') {
    const skb = newSkb(frame.payload, frame.packetId, device.netns, {
      device,
      sourceMac: frame.source,
      destinationMac: frame.destination,
    });
    if (frame.kept) Object.assign(skb, frame.kept);
    if (skb.bridged || prerouting(world, device, skb)) receiveIpv4(world, device, skb);
  }
}

/** NF_INET_PRE_ROUTING. Conntrack sees whole datagrams only (nf_defrag_ipv4). */
export function prerouting(world: World, device: DeviceRecord, skb: Skb): boolean {
  if (!filters(world, device.netns)) return true;
  if (world.netns(device.netns).netfilter.usesConntrack && skb.packet.fragment) {
    const whole = reassemble(world, device, skb.packet, skb.packetId);
    if (!whole) return false;
    skb.packet = whole.packet;
  }
  const result = runHook(world, skb, 'PREROUTING');
  if (!result.pass && result.verdict.verdict === 'REJECT') sendReject(world, device, skb, result.verdict.with);
  return result.pass;
}

function receiveIpv4(world: World, device: DeviceRecord, skb: Skb): void {
  const { packet, packetId, netns } = skb;
  const query = inputFlow(packet, device.ifindex, skb.mark);
  const loopback = device.kind.type === 'loopback';
  const drop = (reason: DropReason, detail: string, cause?: DropCause): void =>
    trace(world, packetId, netns, device, () => ({ type: 'drop', reason, detail, ...(cause && { cause }) }));
  if (!loopback) {
    const local = inPrefix(packet.destination, LOOPBACK_NET, 8) || inPrefix(packet.source, LOOPBACK_NET, 8);
    if (local && !routesLocalnet(world, device)) {
      return drop('IP_LOCALNET', 'a loopback address on the wire (martian)', { code: 'loopback-on-wire' });
    }
    const problem = sourceProblem(world, device, query);
    if (problem === 'martian') {
      return drop(
        'IP_LOCAL_SOURCE',
        `the source ${formatIpv4(packet.source)} is an address of this host (martian source)`,
        { code: 'own-source', source: packet.source },
      );
    }
    if (problem === 'reverse path') {
      return drop(
        'IP_RPFILTER',
        `rp_filter: the way back to ${formatIpv4(packet.source)} does not lead out of ${device.name}`,
        { code: 'reverse-path', source: packet.source, keys: reversePathKeys(world, device) },
      );
    }
  }
  if (addressType(world, netns, packet.destination) === 'multicast') {
    // Multicast routing is not simulated: for whom no member is here the packet ends.
    if (isMember(device, packet.destination) || tunnelJoined(world, device, packet.destination)) {
      return deliverLocally(world, device, skb);
    }
    return drop('NOT_SPECIFIED', `this host is not in the group ${formatIpv4(packet.destination)}`);
  }
  const result = selectPath(world, netns, lookup(world, netns, query), query, 'elsewhere');
  traceRoute(world, packetId, netns, query, result);
  if (result.kind === 'local' || result.kind === 'broadcast') {
    deliverLocally(world, device, skb);
    return;
  }
  if (!forwardingOn(world, device)) {
    trace(world, packetId, netns, device, () => ({
      type: 'drop',
      // ip_error counts it so where forwarding is off.
      reason: 'IP_INADDRERRORS',
      cause: { code: 'not-forwarding', destination: packet.destination },
      detail: `${formatIpv4(packet.destination)} is not an address of this host, and ip_forward is 0`,
    }));
    return;
  }
  forward(world, device, skb, result);
}

const LOOPBACK_NET = 0x7f000000 as Ipv4;

/** Codes of "destination unreachable" by what the FIB found instead of a route. */
const NO_ROUTE_CODE: ReadonlyMap<FibResult['kind'], number> = new Map([
  ['none', 0],
  ['unreachable', 1],
  ['prohibit', 13],
]);

/** ip_forward(): TTL, route, MTU, then out. */
function forward(world: World, device: DeviceRecord, skb: Skb, result: FibResult): void {
  const { packet, packetId, netns } = skb;
  if (result.kind !== 'unicast') {
    trace(world, packetId, netns, device, () => ({
      type: 'drop',
      // ip_error names a reason for ENETUNREACH alone.
      reason: result.kind === 'none' ? 'IP_INNOROUTES' : 'NOT_SPECIFIED',
      ...noRoute(world, netns, result, packet.destination),
    }));
    // net/ipv4/route.c ip_error; a blackhole says nothing.
    const code = NO_ROUTE_CODE.get(result.kind);
    if (code !== undefined && mayReportNoRoute(world, netns, packet.source)) {
      sendIcmpError(world, device, packet, packetId, 'destination-unreachable', code, undefined, skb.tracked);
    }
    return;
  }
  if (packet.ttl <= 1) {
    trace(world, packetId, netns, device, () => ({
      type: 'drop',
      reason: 'IP_INHDR',
      detail: 'the time to live ran out',
      cause: { code: 'ttl', destination: packet.destination },
    }));
    sendIcmpError(world, device, packet, packetId, 'time-exceeded', 0, undefined, skb.tracked);
    return;
  }
  const out = outputDevice(world, netns, result.hop.ifindex);
  if (!out) return;
  const exception = exceptionFor(world, netns, result, packet.destination);
  const { mtu } = pathMtu(world, result, exception, out, true);
  if (packet.length > mtu && packet.dontFragment) {
    trace(world, packetId, netns, out, () => ({
      type: 'drop',
      reason: 'PKT_TOO_BIG',
      detail: `${packet.length} bytes do not fit the MTU of ${mtu}, and the packet may not be fragmented`,
      cause: { code: 'too-big', bytes: packet.length, mtu },
    }));
    sendIcmpError(world, device, packet, packetId, 'destination-unreachable', 4, mtu, skb.tracked);
    return;
  }
  const nextHop = gatewayOf(result, exception) ?? packet.destination;
  if (wantsRedirect(world, device, result, packet.source)) sendRedirect(world, device, packet, packetId, nextHop);
  const onward = { ...packet, ttl: packet.ttl - 1 };
  trace(world, packetId, netns, device, () => ({ type: 'forward', ttl: onward.ttl }));
  skb.packet = onward;
  skb.out = out;
  skb.nextHop = nextHop;
  if (filters(world, netns)) {
    const result = runHook(world, skb, 'FORWARD');
    if (!result.pass) {
      if (result.verdict.verdict === 'REJECT') sendReject(world, device, skb, result.verdict.with);
      return;
    }
    if (!runHook(world, skb, 'POSTROUTING').pass) return;
  }
  sendInPieces(world, out, skb.packet, packetId, mtu, (piece, id) => neighbourOutput(world, out, nextHop, piece, id));
}

export interface SendOptions {
  /** SO_BINDTODEVICE. */
  readonly oif?: number;
  /**
   * IP_MTU_DISCOVER: `do` never fragments and fails with EMSGSIZE, `probe` does too but knows only the device's MTU, `want` forbids routers to,
   * `dont` forbids nobody, which is what the kernel's own answers do.
   */
  readonly discovery?: 'do' | 'probe' | 'want' | 'dont';
  /** The connection of the packet that the kernel reports on, which its answer belongs to (nf_ct_attach). */
  readonly about?: Tracked | undefined;
  /** IP_MULTICAST_LOOP; off unless set. */
  readonly multicastLoop?: boolean;
  /** Routers may not fragment it, though no socket says so: TCP's own answers (tcp_sk_init). */
  readonly dontFragment?: boolean;
}

/** An IPv4 packet's length has 16 bits. */
const IP_MAX_LENGTH = 65535;

/** Why a packet could not be sent, as the errno of sendto(2), by FIB result. */
const SEND_ERRNO: Readonly<Record<'none' | 'unreachable' | 'prohibit' | 'blackhole', ErrnoName>> = {
  none: 'ENETUNREACH',
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
  blackhole: 'EINVAL',
};

/**
 * ip_route_output_key: the route of a packet that this host makes. Throws ENETUNREACH, EHOSTUNREACH (unreachable), EACCES (prohibit) or EINVAL
 * (blackhole); the packet's walk then ends here.
 */
function routeOutput(world: World, netns: NetnsId, query: FibQuery, packetId: number): HopResult {
  const result = selectPath(world, netns, lookupOutput(world, netns, query), query, 'here');
  traceRoute(world, packetId, netns, query, result);
  if ('hop' in result) return result;
  trace(world, packetId, netns, undefined, () => ({
    type: 'drop',
    reason: 'IP_OUTNOROUTES',
    ...noRoute(world, netns, result, query.destination),
  }));
  throw new KernelError(SEND_ERRNO[result.kind]);
}

/**
 * ip_route_connect: the route and the source of a connected socket. Policy rules are asked once more when the source is known, and may refuse then.
 * Throws as routeOutput.
 */
export function connectRoute(
  world: World,
  netns: NetnsId,
  query: FibQuery,
  packetId: number,
): { readonly result: HopResult; readonly source: Ipv4 } {
  const result = routeOutput(world, netns, query, packetId);
  if (query.source !== undefined) return { result, source: query.source };
  const source = selectSource(world, netns, result, query.destination) ?? (0 as Ipv4);
  const again = world.netns(netns).rules ? routeOutput(world, netns, { ...query, source }, packetId) : result;
  return { result: again, source };
}

/**
 * ip_queue_xmit / ip_push_pending_frames: sends a packet that this host made. `source` 0 lets the kernel choose. Throws ENETUNREACH,
 * EHOSTUNREACH, EACCES, EINVAL as the FIB says, EMSGSIZE, ENOBUFS when the device dropped it, and returns the source that was used. Without
 * a `ttl` the route's `hoplimit` or the namespace's default counts (ip4_dst_hoplimit). Throws EPERM when a rule drops it.
 */
export function sendFromHost(
  world: World,
  netns: NetnsId,
  draft: Omit<Ipv4Packet, 'source' | 'dontFragment' | 'ttl'> & { readonly source?: Ipv4; readonly ttl?: number },
  packetId: number,
  options: SendOptions = {},
): Ipv4 {
  const query = outputFlow(draft, options.oif, 0);
  const path = outputPath(world, netns, query, packetId);
  const { destination, length } = draft;
  const { discovery = 'dont' } = options;
  const most = discovery === 'probe' ? path.out.mtu : path.mtu;
  const never = discovery === 'do' || discovery === 'probe';
  if (length > (never ? most : IP_MAX_LENGTH)) {
    trace(world, packetId, netns, path.out, () => ({
      type: 'drop',
      reason: 'PKT_TOO_BIG',
      detail: `${length} bytes do not fit the MTU of ${most}`,
      cause: { code: 'too-big', bytes: length, mtu: most },
    }));
    throw new MessageTooLong(most);
  }
  const source = draft.source ?? selectSource(world, netns, path.result, destination) ?? (0 as Ipv4);
  const dontFragment =
    never || options.dontFragment === true || (discovery === 'want' && length <= path.mtu && !path.locked);
  const { metrics } = path.result.route;
  const group = addressType(world, netns, destination) === 'multicast';
  const usual = group ? MULTICAST_TTL : metrics?.hoplimit?.value;
  const ttl = draft.ttl ?? usual ?? Number(readSysctl(world, netns, 'net.ipv4.ip_default_ttl'));
  const packet: Ipv4Packet = { ...draft, source, dontFragment, ttl };
  world.recorder?.head(packetId, headOf(packet));
  const filtered = filters(world, netns)
    ? output(world, netns, packet, packetId, query, path, options)
    : { packet, path, kept: undefined };
  const { out, result, nextHop = destination } = filtered.path;
  const mtu = discovery === 'probe' ? out.mtu : filtered.path.mtu;
  let sent = true;
  sendInPieces(world, out, filtered.packet, packetId, mtu, (piece, id) => {
    if (!leave(world, out, result.kind, nextHop, piece, id, filtered.kept)) sent = false;
  });
  if (!sent) throw new KernelError('ENOBUFS');
  // ip_mc_output: this host hears what it says to everybody, and to a group it is in.
  const heard = group ? options.multicastLoop === true && isMember(out, destination) : result.kind === 'broadcast';
  if (heard) deliverLocally(world, out, newSkb(filtered.packet, packetId, netns, { device: out }));
  return source;
}

/** A socket's IP_MULTICAST_TTL while nobody set it: groups stay on the link. */
const MULTICAST_TTL = 1;

/** Where a packet that this host made goes. */
interface OutputPath {
  readonly result: HopResult;
  readonly out: DeviceRecord;
  readonly mtu: number;
  readonly locked: boolean;
  /** The gateway; undefined when the destination itself is the neighbour. */
  readonly nextHop: Ipv4 | undefined;
}

function outputPath(world: World, netns: NetnsId, query: FibQuery, packetId: number): OutputPath {
  const result = routeOutput(world, netns, query, packetId);
  const out = result.kind === 'local' ? loopback(world, netns) : outputDevice(world, netns, result.hop.ifindex);
  if (!out) throw new KernelError('ENETUNREACH');
  const exception = exceptionFor(world, netns, result, query.destination);
  return { result, out, ...pathMtu(world, result, exception, out, false), nextHop: gatewayOf(result, exception) };
}

/**
 * NF_INET_LOCAL_OUT and NF_INET_POST_ROUTING. A packet whose addresses were changed is routed anew in between (ip_route_me_harder). Throws EPERM
 * when a rule drops it.
 */
function output(
  world: World,
  netns: NetnsId,
  packet: Ipv4Packet,
  packetId: number,
  query: FibQuery,
  path: OutputPath,
  { discovery, about }: SendOptions,
): { readonly packet: Ipv4Packet; readonly path: OutputPath; readonly kept: EthernetFrame['kept'] } {
  const skb = newSkb(packet, packetId, netns);
  skb.out = path.out;
  skb.fromSocket = discovery !== undefined;
  skb.tracked = about && attached(about);
  const result = runHook(world, skb, 'OUTPUT');
  if (!result.pass) {
    if (result.verdict.verdict !== 'REJECT') throw new DroppedByRule(false);
    const device = loopback(world, netns) ?? path.out;
    throw new DroppedByRule(sendReject(world, device, skb, result.verdict.with));
  }
  const { mark } = skb;
  const { source, destination, tos } = skb.packet;
  // ip_route_me_harder: the source stays what the first route chose, and ports are not looked at.
  const moved = destination !== packet.destination || source !== packet.source || mark !== 0;
  const { oif } = query;
  const next = moved ? outputPath(world, netns, { destination, source, tos, oif, mark }, packetId) : path;
  skb.out = next.out;
  skb.nextHop = next.nextHop ?? destination;
  if (!runHook(world, skb, 'POSTROUTING').pass) throw new DroppedByRule(false);
  return {
    packet: skb.packet,
    path: { ...next, nextHop: next.nextHop ?? skb.packet.destination },
    kept: { mark: skb.mark, untracked: skb.untracked, ...(skb.tracked && { tracked: { ...skb.tracked } }) },
  };
}

/** The last step of output: a frame to this host, to everybody on the link, or to a neighbour. False when the device dropped it. */
function leave(
  world: World,
  out: DeviceRecord,
  kind: HopResult['kind'],
  nextHop: Ipv4,
  packet: Ipv4Packet,
  packetId: number,
  kept: EthernetFrame['kept'],
): boolean {
  if (kind === 'unicast') return neighbourOutput(world, out, nextHop, packet, packetId);
  const destination = kind === 'local' ? loopbackMac(world, out) : MAC_BROADCAST;
  const source = out.mac;
  const local = kind === 'local' && kept;
  return transmit(world, out.id, { source, destination, payload: packet, packetId, ...(local && { kept }) });
}

function loopback(world: World, netns: NetnsId): DeviceRecord | undefined {
  const id = world.netns(netns).devices.get(1);
  return id === undefined ? undefined : world.device(id);
}

function outputDevice(world: World, netns: NetnsId, ifindex: number | undefined): DeviceRecord | undefined {
  const id = ifindex === undefined ? undefined : world.netns(netns).devices.get(ifindex);
  return id === undefined ? undefined : world.device(id);
}

/** What a walk says about a lookup that found no way. */
function noRoute(
  world: World,
  netns: NetnsId,
  result: FibResult,
  destination: Ipv4,
): { readonly detail: string; readonly cause: DropCause } {
  if (result.rule && !('route' in result)) {
    const rule = ruleText(result.rule);
    return { detail: `the policy rule "${rule}" refuses`, cause: { code: 'refusing-rule', destination, rule } };
  }
  if (result.kind === 'none' || 'hop' in result || !result.route) {
    return { detail: `no route to ${formatIpv4(destination)}`, cause: { code: 'no-route', destination } };
  }
  const { kind } = result;
  const { text: route, table } = describeRoute(world, netns, result.route);
  return {
    detail: `the route is a ${kind} route`,
    cause: { code: 'refusing-route', kind, destination, route, table },
  };
}

function traceRoute(world: World, packetId: number, netns: NetnsId, query: FibQuery, result: FibResult): void {
  trace(world, packetId, netns, undefined, () => {
    const { chosen, rejected, rule } = candidates(world, netns, query, result);
    const hop = 'hop' in result ? result.hop : undefined;
    const out = result.kind === 'local' ? loopback(world, netns) : outputDevice(world, netns, hop?.ifindex);
    return {
      type: 'route',
      destination: query.destination,
      result: result.kind,
      rejected,
      ...(chosen && { chosen }),
      ...(rule !== undefined && { rule }),
      ...(hop?.via !== undefined && { via: hop.via }),
      ...(out && { out: out.name }),
    };
  });
}
