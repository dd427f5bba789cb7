import type { Ipv6 } from '../../packet/address';
import { isLinkLocal6 } from '../../packet/ipv6-address';
import { IPV6_HEADER, IPV6_MIN_MTU, type Icmpv6Redirect, type Ipv6Packet } from '../../packet/ipv6-frame';
import { mayRedirect } from '../icmp-limits';
import { neighbourKey } from '../neighbour-config';
import type { DeviceRecord } from '../records';
import { beginPacket, trace } from '../trace';
import type { World } from '../world';
import { conf6 } from './addrconf';
import { rememberException } from './exceptions';
import { lookup6 } from './fib';
import { forwards6 } from './groups';
import { quietly } from './icmp';
import { sendFromHost6 } from './output';
import { usableLinkLocal } from './source';

/** Redirects (RFC 4861 8): a router tells a host of a better first hop on the same link. */

const MESSAGE = 40;

/** ndisc_send_redirect: the packet leaves by the device it came in on, so its sender could go there directly. */
export function sendRedirect6(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  packetId: number,
  target: Ipv6,
): void {
  const { netns } = device;
  const { source: to, destination } = packet;
  const source = usableLinkLocal(device);
  if (source === undefined || (target !== destination && !isLinkLocal6(target))) return;
  if (!mayRedirect(world, netns, to)) return;
  const known = world.netns(netns).neighbours.get(neighbourKey(device.ifindex, target));
  const targetMac = known?.mac;
  const message: Icmpv6Redirect = {
    kind: 'icmpv6',
    type: 'redirect',
    target,
    destination,
    ...(targetMac !== undefined && { targetMac }),
    quoted: packet,
  };
  const id = beginPacket(world, () => `ICMPv6 redirect of ${destination} to ${target}`, packetId);
  const length = Math.min(IPV6_HEADER + MESSAGE + 8 + packet.length, IPV6_MIN_MTU);
  const draft = { source, destination: to, hopLimit: 255, trafficClass: 0, length, payload: message };
  quietly(() => sendFromHost6(world, netns, draft, id, { oif: device.ifindex, strict: true }));
}

/** rt6_do_redirect: believed when it comes from the gateway in use, on a host that takes redirects. */
export function takeRedirect6(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  { target, destination }: Icmpv6Redirect,
  packetId: number,
): void {
  if (forwards6(world, device) || conf6(world, device, 'accept_redirects') === '0') return;
  const route = lookup6(world, device.netns, { destination, oif: device.ifindex });
  if (!('hop' in route) || route.hop.via !== packet.source) return;
  rememberException(world, device.netns, { destination, gateway: target, ifindex: device.ifindex });
  trace(world, packetId, device.netns, device, () => ({ type: 'learn', destination, gateway: target }));
}
