import { formatIpv4 } from '../packet/address';
import { hasPorts, type IcmpError, type Ipv4Packet } from '../packet/frame';
import { sendFromHost } from './ip-output';
import { KernelError } from './errno';
import { lookup } from './fib';
import { addressType } from './fib-table';
import { reassemble } from './fragments';
import { mayReport } from './icmp-limits';
import { filters, runHook } from './netfilter/hooks';
import { sendReject } from './netfilter/reject';
import type { Skb, Tracked } from './netfilter/skb';
import type { DeviceRecord, NetnsId } from './records';
import { countDelivered, countMib, MIB } from './mib';
import { deliverRaw } from './raw';
import { takeAdvice } from './redirect';
import { noSocket } from './nearby-sockets';
import { deliverToSockets } from './socket';
import { deliverTcp } from './tcp/input';
import { readSysctl } from './sysctl-store';
import { receiveVxlan } from './vxlan/receive';
import { policyEnds } from './policy-ends';
import { receiveTunnel } from './tunnel/receive';
import { beginPacket, trace } from './trace';
import type { World } from './world';

/** ip_local_deliver: the packet is for this host. Echo requests are answered here; the rest goes to sockets. */
export function deliverLocally(world: World, device: DeviceRecord, arrived: Skb): void {
  const { netns } = device;
  const skb = arrived.packet.fragment ? reassembled(world, device, arrived) : arrived;
  if (!skb) return;
  const { packetId } = skb;
  if (filters(world, netns)) {
    const result = runHook(world, skb, 'INPUT');
    if (!result.pass) {
      if (result.verdict.verdict === 'REJECT') sendReject(world, device, skb, result.verdict.with);
      return;
    }
  }
  const { packet } = skb;
  countDelivered(world, netns, packet);
  if (receiveVxlan(world, netns, packet, packetId) || receiveTunnel(world, device, packet, packetId)) return;
  const { payload } = packet;
  const what = describePayload(packet);
  trace(world, packetId, netns, device, () => ({ type: 'deliver', what }));
  if (world.recorder && world.cluster) notePolicies(world, device, packet, packetId);
  if (payload.kind === 'icmp' && payload.type === 'echo-request') return echoReply(world, device, packet, packetId);
  if (payload.kind === 'tcp') {
    deliverRaw(world, netns, packet, device.ifindex);
    deliverTcp(world, device, packet, packetId);
    return;
  }
  const isError = payload.kind === 'icmp' && 'quoted' in payload;
  const taken = deliverToSockets(world, netns, packet, isError ? device.ifindex : inputIfindex(world, device, packet));
  // Advice about a packet counts when its socket is still there, or the kernel itself sent it (icmp_err).
  if (payload.kind === 'icmp' && 'quoted' in payload && (taken || isOwn(world, netns, payload.quoted))) {
    takeAdvice(world, device, packet.source, payload, packetId);
  } else if (!taken) {
    trace(world, packetId, netns, device, () => ({
      type: 'drop',
      reason: 'NO_SOCKET',
      detail: `no program on this host waits for ${what}`,
      cause: noSocket(world, packet, netns),
    }));
    if (payload.kind === 'udp') {
      countMib(world, netns, MIB.udpNoPorts);
      sendIcmpError(world, device, packet, packetId, 'destination-unreachable', 3, undefined, skb.tracked);
    }
  }
}

function reassembled(world: World, device: DeviceRecord, arrived: Skb): Skb | undefined {
  const whole = reassemble(world, device, arrived.packet, arrived.packetId);
  return whole && { ...arrived, ...whole };
}

/** A Pod has received what the cluster's policies forbid: whoever reads the walk is told that nobody keeps them. */
function notePolicies(world: World, device: DeviceRecord, packet: Ipv4Packet, packetId: number): void {
  const cause = world.clusterBehaviour?.ignoredPolicies?.(world, device.netns, policyEnds(packet));
  if (cause?.code !== 'network-policy') return;
  trace(world, packetId, device.netns, device, () => ({ type: 'policy-ignored', cause }));
}

/** inet_iif: what this host sends to an address of its own comes in, for a socket, on the device that has the address. */
function inputIfindex(world: World, { netns, kind, ifindex }: DeviceRecord, { destination }: Ipv4Packet): number {
  if (kind.type !== 'loopback') return ifindex;
  const route = lookup(world, netns, { destination });
  return (route.kind === 'local' ? route.hop.ifindex : undefined) ?? ifindex;
}

/** What the kernel itself sent: answers to pings, and what its tunnels carry. */
function isOwn(world: World, netns: NetnsId, { payload }: Ipv4Packet): boolean {
  if (payload.kind === 'udp') return payload.vxlan !== undefined && world.netns(netns).vxlanPorts.length > 0;
  if (payload.kind === 'ipip' || payload.kind === 'gre') return true;
  return payload.kind === 'icmp' && payload.type === 'echo-reply';
}

/** icmp_echo (net/ipv4/icmp.c): answers from the address that was asked; a broadcast is not answered unless sysctl allows it. */
function echoReply(world: World, device: DeviceRecord, packet: Ipv4Packet, packetId: number): void {
  const { netns } = device;
  const { payload } = packet;
  if (payload.kind !== 'icmp' || payload.type !== 'echo-request') return;
  const unicast = addressType(world, netns, packet.destination) === 'local';
  const key = unicast ? ECHO_IGNORE_ALL : ECHO_IGNORE_BROADCASTS;
  if (readSysctl(world, netns, ECHO_IGNORE_ALL) === '1' || readSysctl(world, netns, key) === '1') {
    const detail = `${key} is set`;
    const cause = { code: 'echo-ignored', key } as const;
    trace(world, packetId, netns, device, () => ({ type: 'drop', reason: 'NOT_SPECIFIED', detail, cause }));
    return;
  }
  const reply = beginPacket(
    world,
    () => `ICMP echo reply ${formatIpv4(packet.destination)} → ${formatIpv4(packet.source)}`,
    packetId,
  );
  trace(world, packetId, netns, device, () => ({ type: 'reply', what: 'ICMP echo reply', replyPacketId: reply }));
  quietly(() =>
    sendFromHost(
      world,
      netns,
      {
        kind: 'ipv4',
        ...(unicast && { source: packet.destination }),
        destination: packet.source,
        tos: packet.tos,
        id: 0,
        length: packet.length,
        payload: { ...payload, type: 'echo-reply' },
      },
      reply,
    ),
  );
}

const ECHO_IGNORE_ALL = 'net.ipv4.icmp_echo_ignore_all';
const ECHO_IGNORE_BROADCASTS = 'net.ipv4.icmp_echo_ignore_broadcasts';

/** Bytes of the offending packet that an ICMP error of Linux quotes at most, so that it stays within 576 bytes. */
const QUOTE_LIMIT = 548;

/** The numbers of the ICMP errors on the wire. */
const TYPE_NUMBER: Readonly<Record<IcmpError['type'], number>> = {
  'destination-unreachable': 3,
  redirect: 5,
  'time-exceeded': 11,
};

/**
 * icmp_send: reports on `packet` to its source, unless the rules forbid it (RFC 1122 3.2.2: never about an ICMP error, a broadcast or a later
 * fragment) or it got too many reports lately. `info` is the next hop's MTU for code 4, the better gateway for a redirect.
 */
export function sendIcmpError(
  world: World,
  device: DeviceRecord,
  packet: Ipv4Packet,
  packetId: number,
  type: IcmpError['type'],
  code: number,
  info?: number,
  about?: Tracked,
): boolean {
  const { netns } = device;
  const { payload } = packet;
  if (payload.kind === 'icmp' && payload.type !== 'echo-request' && payload.type !== 'echo-reply') return false;
  if (packet.source === 0 || addressType(world, netns, packet.destination) === 'broadcast') return false;
  if ((packet.fragment?.offset ?? 0) > 0) return false;
  // Neither path MTU discovery nor this host itself is ever limited (icmpv4_mask_allow, icmpv4_xrlim_allow).
  const limited = !(type === 'destination-unreachable' && code === 4);
  const own = addressType(world, netns, packet.source) === 'local';
  if (limited && !own && !mayReport(world, netns, packet.source, TYPE_NUMBER[type])) return false;
  const errorId = beginPacket(world, () => `ICMP ${type} (code ${code}) about ${describePayload(packet)}`, packetId);
  trace(world, packetId, netns, device, () => ({ type: 'report', error: type, code, replyPacketId: errorId }));
  return quietly(() =>
    sendFromHost(
      world,
      netns,
      {
        kind: 'ipv4',
        // icmp_send answers from the address the packet was for when that is ours, otherwise the route chooses.
        ...(addressType(world, netns, packet.destination) === 'local' && { source: packet.destination }),
        destination: packet.source,
        tos: 0xc0,
        id: 0,
        length: 28 + Math.min(packet.length, QUOTE_LIMIT),
        payload: { kind: 'icmp', type, code, quoted: packet, ...(info !== undefined && { info }) },
      },
      errorId,
      { about },
    ),
  );
}

/** The kernel's own replies die silently when there is no way back; the walk has the drop. */
function quietly(send: () => unknown): boolean {
  try {
    send();
    return true;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return false;
  }
}

/** `ICMP echo request 10.0.0.1 → 10.0.0.2`. */
function describePayload(packet: Ipv4Packet): string {
  const { payload } = packet;
  const ends = `${formatIpv4(packet.source)} → ${formatIpv4(packet.destination)}`;
  if (hasPorts(payload)) return `${payload.kind.toUpperCase()} ${ends}:${payload.destinationPort}`;
  return payload.kind !== 'icmp'
    ? `${payload.kind === 'gre' ? 'GRE' : 'IP-in-IP'} ${ends}`
    : `ICMP ${payload.type.replaceAll('-', ' ')} ${ends}`;
}
