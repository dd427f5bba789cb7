import type { DropCause, DropReason } from '../walk/step';
import { formatIpv4, inPrefix, isGroupMac, type Ipv4 } from '../packet/address';
import { copyOf } from '../packet/copy';
import type { EthernetFrame, VlanTag } from '../packet/frame';
import { receiveArp } from './arp';
import { deliverToArpSockets } from './arp-socket';
import { runProgram } from './bpf/programs';
import { countRx, countRxDropped } from './counters';
import { lookup, type FibResult } from './fib';
import { addressType } from './fib-table';
import { inputFlow } from './flow';
import { reassemble, sendInPieces } from './fragments';
import { deliverLocally, sendIcmpError } from './icmp';
import { forwardingOn, reversePathKeys, sourceProblem, routesLocalnet } from './input-policy';
import { receiveIpv6 } from './ipv6/input';
import { countIpIn, countIpOut, countMib, MIB } from './mib';
import { isMember } from './multicast';
import { tunnelJoined } from './vxlan/group';
import { selectPath } from './multipath';
import { mayReportNoRoute } from './icmp-limits';
import { typeOf } from './link/types';
import { neighbourOutput } from './neighbour';
import { filters, runHook } from './netfilter/hooks';
import { sendReject } from './netfilter/reject';
import { newSkb, type Skb } from './netfilter/skb';
import { tap } from './packet-socket';
import type { DeviceId, DeviceRecord } from './records';
import { sendRedirect, wantsRedirect } from './redirect';
import { exceptionFor, gatewayOf, pathMtu } from './route-exceptions';
import { trace } from './trace';
import { fitsDevice, frameLength } from './transmit';
import type { World } from './world';
import { noRoute, outputDevice, traceRoute } from './ip-route-trace';

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
  const program = device.programs?.ingress;
  let rest = program === undefined ? frame : runProgram(world, device, program, frame);
  if (!rest) return;
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
    countIpIn(world, device.netns, frame.payload);
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
    countMib(world, netns, MIB.inAddrErrors);
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
    if (result.kind === 'none') countMib(world, netns, MIB.inNoRoutes);
    // net/ipv4/route.c ip_error; a blackhole says nothing.
    const code = NO_ROUTE_CODE.get(result.kind);
    if (code !== undefined && mayReportNoRoute(world, netns, packet.source)) {
      sendIcmpError(world, device, packet, packetId, 'destination-unreachable', code, undefined, skb.tracked);
    }
    return;
  }
  if (packet.ttl <= 1) {
    countMib(world, netns, MIB.inHdrErrors);
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
    countMib(world, netns, MIB.fragFails);
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
  const onward = copyOf(packet);
  onward.ttl--;
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
  countMib(world, netns, MIB.forwDatagrams);
  sendInPieces(world, out, skb.packet, packetId, mtu, (piece, id) => {
    countIpOut(world, netns, piece);
    neighbourOutput(world, out, nextHop, piece, id);
  });
}
