import { MAC_ZERO, type Ipv6, type Mac } from '../../packet/address';
import type { IpPacket } from '../../packet/frame';
import { ALL_NODES, groupMac6, IPV6_ANY, isMulticast6, solicitedNode } from '../../packet/ipv6-address';
import { IPV6_HEADER, type Icmpv6Message, type Ipv6Packet, type NeighbourDiscovery } from '../../packet/ipv6-frame';
import type { DeviceRecord } from '../records';
import { beginPacket, headOf, trace } from '../trace';
import { transmit } from '../transmit';
import type { World } from '../world';
import { forwards6 } from './groups';
import { ndiscHook } from './netfilter';
import { usableLinkLocal } from './source';

/** The messages of neighbour discovery that a host sends (RFC 4861, net/ipv6/ndisc.c). They never leave the link: hop limit 255. */

const HOP_LIMIT = 255;
/** The ICMPv6 header with a target address, and one link-layer address option. */
const MESSAGE = 24;
const OPTION = 8;
/** The option `nonce` of a question for duplicates (RFC 7527). */
const NONCE = 8;

/** ndisc_solicit: asks "who has `target`?" on behalf of a packet. `mac` is known when only the answer is to be confirmed. */
export function solicitNeighbour(
  world: World,
  device: DeviceRecord,
  target: Ipv6,
  mac: Mac | undefined,
  packet: IpPacket | undefined,
  causedBy: number | undefined,
): void {
  // The packet's own source when it is this device's, as everybody would answer to it; otherwise its link-local address, without which nobody is asked
  // (ndisc_ns_create).
  const wanted = packet?.kind === 'ipv6' ? packet.source : undefined;
  const own = wanted !== undefined && device.addresses6.some((a) => a.address === wanted) ? wanted : undefined;
  const source = own ?? usableLinkLocal(device);
  if (source === undefined) return;
  const destination = mac === undefined ? solicitedNode(target) : target;
  const what = (): string => `NS who has ${target}? tell ${source}`;
  const length = IPV6_HEADER + MESSAGE + OPTION;
  const message: NeighbourDiscovery = {
    kind: 'icmpv6',
    type: 'neighbour-solicitation',
    target,
    sourceMac: device.mac,
  };
  send(world, device, { source, destination, message, length, mac }, what, causedBy);
}

/** The question of duplicate address detection: from nobody, so that nobody learns from it. */
export function probeAddress(world: World, device: DeviceRecord, target: Ipv6): void {
  const message: NeighbourDiscovery = { kind: 'icmpv6', type: 'neighbour-solicitation', target };
  const length = IPV6_HEADER + MESSAGE + NONCE;
  send(
    world,
    device,
    { source: IPV6_ANY, destination: solicitedNode(target), message, length },
    () => `NS does somebody have ${target}?`,
    undefined,
  );
}

/** ndisc_send_na: tells who asked, or everybody, that `target` is at this device. */
export function advertise(
  world: World,
  device: DeviceRecord,
  target: Ipv6,
  to: { readonly address: Ipv6; readonly mac: Mac } | undefined,
  options: { readonly override: boolean; readonly withMac: boolean; readonly causedBy: number },
): void {
  const message: NeighbourDiscovery = {
    kind: 'icmpv6',
    type: 'neighbour-advertisement',
    target,
    ...(options.withMac && { targetMac: device.mac }),
    router: forwards6(world, device),
    solicited: to !== undefined,
    override: options.override,
  };
  const destination = to?.address ?? ALL_NODES;
  // A proxy answers in its own name, everybody else in that of the address.
  const source = device.addresses6.some((a) => a.address === target) ? target : (usableLinkLocal(device) ?? target);
  const what = (): string => `NA ${target} is at ${device.mac}`;
  const length = IPV6_HEADER + MESSAGE + (options.withMac ? OPTION : 0);
  send(world, device, { source, destination, message, length, mac: to?.mac }, what, options.causedBy);
}

interface Draft {
  readonly source: Ipv6;
  readonly destination: Ipv6;
  readonly message: Icmpv6Message;
  readonly length: number;
  readonly mac?: Mac | undefined;
}

function send(
  world: World,
  device: DeviceRecord,
  { source, destination, message, length, mac }: Draft,
  summary: () => string,
  causedBy: number | undefined,
): void {
  const packetId = beginPacket(world, summary, causedBy);
  const packet: Ipv6Packet = {
    kind: 'ipv6',
    source,
    destination,
    hopLimit: HOP_LIMIT,
    trafficClass: 0,
    flowLabel: 0,
    payload: message,
    length,
  };
  world.recorder?.head(packetId, headOf(packet));
  if (!ndiscHook(world, device, packet, packetId)) return;
  const to = mac ?? (isMulticast6(destination) ? groupMac6(destination) : MAC_ZERO);
  transmit(world, device.id, { source: device.mac, destination: to, payload: packet, packetId });
}

/** Whether a message came in as RFC 4861 wants it: over no router. */
export function isFromLink(packet: Ipv6Packet): boolean {
  return packet.hopLimit === HOP_LIMIT;
}

/** A message in the words of a walk. */
export function traceDiscovery(
  world: World,
  device: DeviceRecord,
  packetId: number,
  message: NeighbourDiscovery,
  sender: Ipv6,
  answered: boolean,
): void {
  const op = message.type === 'neighbour-solicitation' ? 'solicitation' : 'advertisement';
  trace(world, packetId, device.netns, device, () => ({ type: 'nd', op, sender, target: message.target, answered }));
}
