import { IPV6_LOOPBACK, isLinkLocal6, isMulticast6 } from '../../packet/ipv6-address';
import type { EthernetFrame } from '../../packet/frame';
import type { Ipv6 } from '../../packet/address';
import type { Ipv6Packet } from '../../packet/ipv6-frame';
import { ruleText } from '../policy-rule-text';
import { noSocket } from '../nearby-sockets';
import { neighbourOutput } from '../neighbour';
import { filters6, runHook6 } from '../netfilter/hooks';
import { newSkb, type Skb6 } from '../netfilter/skb';
import type { DeviceRecord } from '../records';
import { deliverRaw } from '../raw';
import { deliverToSockets } from '../socket';
import { readSysctl } from '../sysctl-store';
import { deliverTcp } from '../tcp/input';
import { trace } from '../trace';
import type { World } from '../world';
import type { DropCause, DropReason } from '../../walk/step';
import { hasInet6 } from './addrconf';
import { takeAdvice6 } from './exceptions';
import { lookup6, noRoute6, type Fib6Result } from './fib';
import { inputFlow6 } from './flow';
import { reassemble6, sendInPieces6 } from './fragments';
import { isMember6 } from './groups';
import { describe6, echoReply6, sendIcmpv6Error } from './icmp';
import { receiveDiscovery } from './ndisc';
import { linkMtu, traceRoute6 } from './output';
import { answersAsProxy } from './proxy';
import type { Nexthop6, Route6Record } from './records';
import { sendReject6 } from './reject';
import { sendRedirect6 } from './redirect';

/** The way of an IPv6 packet into and through a host (net/ipv6/ip6_input.c, ip6_output.c ip6_forward). */

/** ipv6_rcv: what is nonsense on a wire ends here; the rest is routed. */
export function receiveIpv6(world: World, device: DeviceRecord, frame: EthernetFrame, packet: Ipv6Packet): void {
  const { netns } = device;
  if (!world.recorder && isForOthers(world, device, packet)) return;
  const drop = dropper(world, device, frame.packetId);
  if (!hasInet6(world, device))
    return drop('IPV6DISABLED', `IPv6 is switched off on ${device.name}`, { code: 'no-inet6' });
  const loopback = device.kind.type === 'loopback';
  if (isMulticast6(packet.source)) return drop('IP_INHDR', `the source ${packet.source} is a group`);
  if (!loopback && (packet.source === IPV6_LOOPBACK || packet.destination === IPV6_LOOPBACK)) {
    return drop('IP_INHDR', 'a loopback address on the wire (martian)', { code: 'loopback-on-wire' });
  }
  const skb: Skb6 = newSkb(packet, frame.packetId, netns, { device, sourceMac: frame.source });
  if (frame.kept) Object.assign(skb, frame.kept);
  if (!prerouting6(world, device, skb)) return;
  routeInput(world, device, skb);
}

/** Most of what a bridge floods asks for somebody else; where no rules see it and nobody records, it has no effect at all. */
function isForOthers(world: World, device: DeviceRecord, { destination }: Ipv6Packet): boolean {
  return isMulticast6(destination) && !filters6(world, device.netns) && !isMember6(world, device, destination);
}

/** NF_INET_PRE_ROUTING. Conntrack sees whole datagrams only (nf_defrag_ipv6); what was forwarded in pieces leaves in pieces. */
function prerouting6(world: World, device: DeviceRecord, skb: Skb6): boolean {
  if (!filters6(world, device.netns)) return true;
  if (world.netns(device.netns).netfilter.usesConntrack6 && skb.packet.fragment) {
    const whole = reassemble6(world, device, skb.packet, skb.packetId);
    if (!whole) return false;
    skb.packet = whole.packet;
    skb.largestFragment = whole.largest;
  }
  return runHook6(world, skb, 'PREROUTING').pass;
}

type Drop = (reason: DropReason, detail: string, cause?: DropCause) => void;

function dropper(world: World, device: DeviceRecord, packetId: number): Drop {
  return (reason, detail, cause) =>
    trace(world, packetId, device.netns, device, () => ({ type: 'drop', reason, detail, ...(cause && { cause }) }));
}

/** ip6_rcv_finish: to a group this host is in, to itself, or on. */
function routeInput(world: World, device: DeviceRecord, skb: Skb6): void {
  const { packet, packetId, netns } = skb;
  const { destination } = packet;
  const drop = dropper(world, device, packetId);
  if (isMulticast6(destination)) {
    if (isMember6(world, device, destination)) return deliverLocally6(world, device, skb);
    const cause = { code: 'not-member', group: destination } as const;
    return drop('UNICAST_IN_L2_MULTICAST', `this host is not in the group ${destination}`, cause);
  }
  const query = inputFlow6(packet, device.ifindex, skb.mark);
  const result = lookup6(world, netns, query);
  traceRoute6(world, packetId, netns, query, result);
  if (result.kind === 'local') return deliverLocally6(world, device, skb);
  if (!('hop' in result) || result.kind === 'discard') return refuse6(world, device, skb, result);
  if (readSysctl(world, netns, 'net.ipv6.conf.all.forwarding') === '0') {
    return drop(
      'NOT_SPECIFIED',
      `${destination} is not an address of this host, and net.ipv6.conf.all.forwarding is 0`,
      { code: 'not-forwarding', destination },
    );
  }
  forward6(world, device, skb, result.hop, result.route);
}

/** Codes of "destination unreachable" by what the FIB found instead of a route (ip6_pkt_drop). */
const NO_ROUTE_CODE: ReadonlyMap<Fib6Result['kind'], number> = new Map([
  ['none', 0],
  ['unreachable', 0],
  ['discard', 0],
  ['prohibit', 1],
]);

/** ip6_pkt_discard and ip6_pkt_prohibit: the sender hears of it, whether this host forwards or not; a blackhole says nothing. */
function refuse6(world: World, device: DeviceRecord, skb: Skb6, result: Fib6Result): void {
  const { packet, packetId, netns } = skb;
  const { destination } = packet;
  const none = result.kind === 'none';
  dropper(world, device, packetId)(
    none ? 'IP_INNOROUTES' : 'NOT_SPECIFIED',
    refusal(result, destination),
    noRoute6(world, netns, result, destination),
  );
  const code = NO_ROUTE_CODE.get(result.kind);
  if (code === undefined) return;
  sendIcmpv6Error(world, device, packet, packetId, 'destination-unreachable', code, undefined, skb.tracked);
}

function refusal({ kind, rule, ...found }: Fib6Result, destination: Ipv6): string {
  if (rule && !('route' in found)) return `the policy rule "${ruleText(rule)}" refuses`;
  if (kind === 'none') return `no route to ${destination}`;
  return kind === 'discard' ? 'the route is a route over lo to another host' : `the route is a ${kind} route`;
}

/** ip6_forward: hop limit, scope, MTU, then out. */
function forward6(world: World, device: DeviceRecord, skb: Skb6, hop: Nexthop6, route: Route6Record): void {
  const { packet, packetId, netns } = skb;
  const { source, destination } = packet;
  const drop = dropper(world, device, packetId);
  const id = world.netns(netns).devices.get(hop.ifindex);
  if (id === undefined) return;
  if (packet.hopLimit <= 1) {
    drop('IP_INHDR', 'the hop limit ran out', { code: 'ttl', destination });
    sendIcmpv6Error(world, device, packet, packetId, 'time-exceeded', 0, undefined, skb.tracked);
    return;
  }
  // A neighbour solicited through a proxy is answered there, not forwarded.
  if (answersAsProxy(world, device, skb)) return;
  const out = world.device(id);
  if (isLinkLocal6(source) && !isLinkLocal6(destination)) {
    drop('IP_INADDRERRORS', `${source} means nothing beyond its link`, { code: 'beyond-link', source });
    sendIcmpv6Error(world, device, packet, packetId, 'destination-unreachable', 2, undefined, skb.tracked);
    return;
  }
  const mtu = Math.min(route.metrics?.mtu?.value ?? Infinity, linkMtu(world, out));
  if (packet.length > mtu && (skb.largestFragment ?? Infinity) > mtu) {
    const bytes = packet.length;
    drop('PKT_TOO_BIG', `${bytes} bytes do not fit the MTU of ${mtu}, and routers do not fragment IPv6`, {
      code: 'too-big',
      bytes,
      mtu,
    });
    sendIcmpv6Error(world, device, packet, packetId, 'packet-too-big', 0, mtu, skb.tracked);
    return;
  }
  const nextHop = hop.via ?? destination;
  if (out.id === device.id) sendRedirect6(world, device, packet, packetId, nextHop);
  skb.packet = { ...packet, hopLimit: packet.hopLimit - 1 };
  trace(world, packetId, netns, device, () => ({ type: 'forward', ttl: skb.packet.hopLimit }));
  skb.out = out;
  skb.nextHop = nextHop;
  if (filters6(world, netns)) {
    const filtered = runHook6(world, skb, 'FORWARD');
    if (!filtered.pass) {
      if (filtered.verdict.verdict === 'REJECT') sendReject6(world, device, skb, filtered.verdict.with);
      return;
    }
    if (!runHook6(world, skb, 'POSTROUTING').pass) return;
  }
  sendInPieces6(world, out, skb.packet, packetId, Math.min(mtu, skb.largestFragment ?? mtu), (piece, id) =>
    neighbourOutput(world, out, nextHop, piece, id),
  );
}

/**
 * ip6_input: the packet is for this host. Unlike those of IPv4, fragments pass INPUT one by one. Neighbour discovery and echo requests are answered
 * here; the rest goes to sockets.
 */
export function deliverLocally6(world: World, device: DeviceRecord, arrived: Skb6): void {
  const { netns } = device;
  if (filters6(world, netns)) {
    const result = runHook6(world, arrived, 'INPUT');
    if (!result.pass) {
      if (result.verdict.verdict === 'REJECT') sendReject6(world, device, arrived, result.verdict.with);
      return;
    }
  }
  const whole = reassemble6(world, device, arrived.packet, arrived.packetId);
  if (!whole) return;
  const skb: Skb6 = { ...arrived, packet: whole.packet, packetId: whole.packetId };
  const { packetId } = skb;
  const { packet } = skb;
  const { payload } = packet;
  if (payload.kind === 'icmpv6') {
    switch (payload.type) {
      case 'neighbour-solicitation':
      case 'neighbour-advertisement':
      case 'redirect':
        return receiveDiscovery(world, device, packet, payload, packetId, skb.sourceMac);
      case 'echo-request':
        trace(world, packetId, netns, device, () => ({ type: 'deliver', what: describe6(packet) }));
        return echoReply6(world, device, packet, payload, packetId);
      default:
    }
  }
  const what = describe6(packet);
  trace(world, packetId, netns, device, () => ({ type: 'deliver', what }));
  if (payload.kind === 'tcp') {
    deliverRaw(world, netns, packet, device.ifindex);
    deliverTcp(world, device, packet, packetId);
    return;
  }
  const taken = deliverToSockets(world, netns, packet, inputIfindex(world, device, packet));
  if (payload.kind === 'icmpv6' && 'quoted' in payload) {
    // Advice about a packet counts when its socket is still there, or the kernel itself sent it.
    if (taken || payload.quoted.payload.kind === 'icmpv6') takeAdvice6(world, device, payload, packetId);
  } else if (!taken) {
    const drop = dropper(world, device, packetId);
    drop('NO_SOCKET', `no program on this host waits for ${what}`, noSocket(world, packet, netns));
    if (payload.kind === 'udp')
      sendIcmpv6Error(world, device, packet, packetId, 'destination-unreachable', 4, undefined, skb.tracked);
  }
}

/** inet6_iif: what this host sends to an address of its own comes in, for a socket, on the device that has the address. */
function inputIfindex(world: World, { netns, kind, ifindex }: DeviceRecord, { destination }: Ipv6Packet): number {
  if (kind.type !== 'loopback') return ifindex;
  const route = lookup6(world, netns, { destination });
  return 'hop' in route && route.kind === 'local' ? route.hop.ifindex : ifindex;
}
