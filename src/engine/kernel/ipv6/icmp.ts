import { isLinkLocal6, isMulticast6 } from '../../packet/ipv6-address';
import { IPV6_HEADER, IPV6_MIN_MTU, type Icmpv6Echo, type Icmpv6Error, type Ipv6Packet } from '../../packet/ipv6-frame';
import { KernelError } from '../errno';
import { mayReport6 } from '../icmp-limits';
import type { Tracked } from '../netfilter/skb';
import type { DeviceRecord } from '../records';
import { readSysctl } from '../sysctl-store';
import { beginPacket, trace } from '../trace';
import type { World } from '../world';
import { isLocal6, leadsHere6, lookup6 } from './fib';
import { sendFromHost6 } from './output';

/** ICMPv6 (RFC 4443, net/ipv6/icmp.c): what the kernel answers by itself. */

const ICMP_HEADER = 8;

/** icmpv6_echo_reply: answers from the address that was asked, or a better one when that was a group. */
export function echoReply6(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  echo: Icmpv6Echo,
  packetId: number,
): void {
  const { netns } = device;
  const { source, destination } = packet;
  const ignores = (key: string): boolean => readSysctl(world, netns, `net.ipv6.icmp.${key}`) === '1';
  const group = isMulticast6(destination);
  if (ignores('echo_ignore_all') || (group && ignores('echo_ignore_multicast'))) return;
  const own = !group && leadsHere6(world, netns, destination);
  const reply = beginPacket(world, () => `ICMPv6 echo reply ${destination} → ${source}`, packetId);
  trace(world, packetId, netns, device, () => ({ type: 'reply', what: 'ICMPv6 echo reply', replyPacketId: reply }));
  quietly(() =>
    sendFromHost6(
      world,
      netns,
      {
        ...(own && { source: destination }),
        destination: source,
        trafficClass: packet.trafficClass,
        length: packet.length,
        payload: { ...echo, type: 'echo-reply' },
      },
      reply,
      { oif: device.ifindex },
    ),
  );
}

/**
 * icmp6_send: reports on `packet` to its source, unless the rules forbid it (RFC 4443 2.4: never about an error, a group, or from nobody) or it got
 * too many reports lately. `info` is the next link's MTU for packet too big.
 */
export function sendIcmpv6Error(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  packetId: number,
  type: Icmpv6Error['type'],
  code: number,
  info?: number,
  about?: Tracked,
): boolean {
  const { netns } = device;
  const { source, destination, payload } = packet;
  if (payload.kind === 'icmpv6' && 'quoted' in payload) return false;
  if (source === '::' || isMulticast6(source)) return false;
  if (isMulticast6(destination) && type !== 'packet-too-big') return false;
  if (!withinLimit(world, device, packet, type)) return false;
  const errorId = beginPacket(world, () => `ICMPv6 ${type} (code ${code}) about ${describe6(packet)}`, packetId);
  trace(world, packetId, netns, device, () => ({
    type: 'report',
    error: type,
    code,
    replyPacketId: errorId,
    inet6: true,
  }));
  const message: Icmpv6Error = { kind: 'icmpv6', type, code, quoted: packet, ...(info !== undefined && { info }) };
  return quietly(() =>
    sendFromHost6(
      world,
      netns,
      {
        ...(isLocal6(world, netns, destination) && { source: destination }),
        destination: source,
        trafficClass: 0,
        length: IPV6_HEADER + ICMP_HEADER + Math.min(packet.length, IPV6_MIN_MTU - IPV6_HEADER - ICMP_HEADER),
        payload: message,
      },
      errorId,
      { about, ...(isLinkLocal6(source) && { oif: device.ifindex }) },
    ),
  );
}

/** icmpv6_xrlim_allow: types in net.ipv6.icmp.ratemask may come only so often, wide prefixes more often; this host is never limited. */
function withinLimit(
  world: World,
  { netns }: DeviceRecord,
  { source }: Ipv6Packet,
  type: Icmpv6Error['type'],
): boolean {
  if (type === 'packet-too-big') return true;
  const route = lookup6(world, netns, { destination: source });
  if (route.kind === 'local' || !('route' in route) || !route.route) return true;
  return mayReport6(world, netns, source, route.route.prefixLength);
}

/** The kernel's own answers die silently when there is no way back; the walk has the drop. */
export function quietly(send: () => unknown): boolean {
  try {
    send();
    return true;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return false;
  }
}

/** `ICMPv6 echo request 2001:db8::1 → 2001:db8::2`. */
export function describe6({ source, destination, payload }: Ipv6Packet): string {
  const ends = `${source} → ${destination}`;
  return payload.kind === 'icmpv6'
    ? `ICMPv6 ${payload.type.replaceAll('-', ' ')} ${ends}`
    : `${payload.kind.toUpperCase()} ${source} → [${destination}]:${payload.destinationPort}`;
}
