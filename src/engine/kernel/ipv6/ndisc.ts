import type { Ipv6, Mac } from '../../packet/address';
import { IPV6_ANY, isMulticast6 } from '../../packet/ipv6-address';
import type {
  Icmpv6Redirect,
  Ipv6Packet,
  NeighbourAdvertisement,
  NeighbourDiscovery,
  NeighbourSolicitation,
} from '../../packet/ipv6-frame';
import { TABLE_LOCAL } from '../fib-table';
import { updateNeighbour } from '../neighbour';
import { neighbourKey } from '../neighbour-config';
import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { dadFailed } from './dad';
import { routesOf6 } from './fib-table';
import { advertise, isFromLink, traceDiscovery } from './ndisc-send';
import { isProxied6 } from './proxy';
import { takeRedirect6 } from './redirect';

/** What a host does with the messages of neighbour discovery (RFC 4861, net/ipv6/ndisc.c ndisc_rcv). */
export function receiveDiscovery(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  message: NeighbourDiscovery | Icmpv6Redirect,
  packetId: number,
  sourceMac: Mac | undefined,
): void {
  if (!isFromLink(packet)) return;
  switch (message.type) {
    case 'neighbour-solicitation':
      return receiveSolicitation(world, device, packet, message, packetId, sourceMac);
    case 'neighbour-advertisement':
      return receiveAdvertisement(world, device, packet, message, packetId);
    case 'redirect':
      return takeRedirect6(world, device, packet, message, packetId);
  }
}

/** ndisc_recv_ns */
function receiveSolicitation(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  message: NeighbourSolicitation,
  packetId: number,
  sourceMac: Mac | undefined,
): void {
  const { target } = message;
  const { source, destination } = packet;
  if (isMulticast6(target) || !device.arp) return;
  const forDuplicates = source === IPV6_ANY;
  const own = device.addresses6.find((a) => a.address === target);
  if (own?.tentativeUntilUs !== undefined) {
    traceDiscovery(world, device, packetId, message, source, false);
    // Two hosts ask for the same address at once: neither may have it.
    // The nonce tells this device's own question that a hairpin brought back (RFC 7527); here its address does.
    if (forDuplicates && sourceMac !== device.mac) dadFailed(world, device, target, packetId);
    return;
  }
  const proxied = !own && (isAnycastOn(world, device, target) || isProxied6(world, device, target));
  const answered = own !== undefined || proxied;
  traceDiscovery(world, device, packetId, message, source, answered);
  if (!answered) return;
  // To a question for one host only the answer needs no MAC, and changes none.
  const asked = isMulticast6(destination);
  const said = { override: own !== undefined && asked, withMac: asked, causedBy: packetId };
  if (forDuplicates) return advertise(world, device, target, undefined, said);
  const mac = message.sourceMac ?? sourceMac;
  if (mac === undefined) return;
  // Who asks for us by multicast is a neighbour of ours from now on; by unicast only if we knew.
  const create = asked || message.sourceMac !== undefined;
  updateNeighbour(world, device, source, mac, 'STALE', { create, override: true });
  advertise(world, world.device(device.id), target, { address: source, mac }, said);
}

/** A router's subnet anycast address. */
function isAnycastOn(world: World, { netns, ifindex }: DeviceRecord, target: Ipv6): boolean {
  const routes = routesOf6(world, netns, TABLE_LOCAL, target, 128);
  return routes.some(({ type, nexthops }) => type === 'anycast' && nexthops[0]?.ifindex === ifindex);
}

/** ndisc_recv_na */
function receiveAdvertisement(
  world: World,
  device: DeviceRecord,
  packet: Ipv6Packet,
  message: NeighbourAdvertisement,
  packetId: number,
): void {
  const { target, targetMac, solicited, override, router } = message;
  if (isMulticast6(target) || (isMulticast6(packet.destination) && solicited)) return;
  traceDiscovery(world, device, packetId, message, packet.source, true);
  const own = device.addresses6.find((a) => a.address === target);
  if (own) {
    if (own.tentativeUntilUs !== undefined) dadFailed(world, device, target, packetId);
    return;
  }
  // Without a MAC the one that is known stays.
  const mac = targetMac ?? world.netns(device.netns).neighbours.get(neighbourKey(device.ifindex, target))?.mac;
  if (mac === undefined) return;
  const news = { create: false, override: override ? true : 'weakly', router } as const;
  updateNeighbour(world, device, target, mac, solicited ? 'REACHABLE' : 'STALE', news);
}
