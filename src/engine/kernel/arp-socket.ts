import { formatIpv4, isGroupMac, MAC_BROADCAST, type Mac } from '../packet/address';
import type { ArpPacket, EthernetFrame } from '../packet/frame';
import { KernelError } from './errno';
import type { ArpSocketRecord, DeviceRecord, NetnsId } from './records';
import { beginPacket, headOf, trace } from './trace';
import { transmit } from './transmit';
import type { World } from './world';

/** packet(7), as far as arping needs it: SOCK_DGRAM for ETH_P_ARP, bound to one device. */

type ReceivedArp = ArpSocketRecord['arrived'][number];

/** socket(2) and bind(2) to a device. */
export function openArpSocket(world: World, netns: NetnsId, ifindex: number): number {
  const id = world.allocateId();
  world.addSocket({ id, netns, type: 'arp', ifindex, arrived: [] });
  const ns = world.writeNetns(netns);
  ns.arpSockets = [...ns.arpSockets, id];
  return id;
}

export function closeArpSocket(world: World, socket: number): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'arp') return;
  world.removeSocket(socket);
  if (!world.namespaces.has(record.netns)) return;
  const ns = world.writeNetns(record.netns);
  ns.arpSockets = ns.arpSockets.filter((id) => id !== socket);
}

/** sendto(2) of one ARP packet. Throws ENXIO when the device is gone and ENETDOWN when it is down (packet_sendmsg). */
export function sendArp(world: World, socket: number, arp: Omit<ArpPacket, 'kind'>, destination: Mac): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'arp') throw new KernelError('EBADF');
  const id = world.netns(record.netns).devices.get(record.ifindex);
  const device = id === undefined ? undefined : world.device(id);
  if (!device) throw new KernelError('ENXIO');
  if (!device.up) throw new KernelError('ENETDOWN');
  const { op, senderIp, targetIp } = arp;
  const packetId = beginPacket(world, () =>
    op === 'request'
      ? `ARP who has ${formatIpv4(targetIp)}? tell ${formatIpv4(senderIp)}`
      : `ARP ${formatIpv4(senderIp)} is at ${arp.senderMac}`,
  );
  const what = op === 'request' ? 'ARP request' : 'ARP reply';
  trace(world, packetId, device.netns, device, () => ({
    type: 'originate',
    source: senderIp,
    destination: targetIp,
    what,
  }));
  const payload: ArpPacket = { kind: 'arp', ...arp };
  world.recorder?.head(packetId, headOf(payload));
  transmit(world, device.id, { source: device.mac, destination, packetId, payload });
}

/** Copies an ARP packet that came in on a device to the sockets bound to it (packet_rcv). */
export function deliverToArpSockets(world: World, device: DeviceRecord, frame: EthernetFrame): void {
  const { payload, destination } = frame;
  if (payload.kind !== 'arp') return;
  for (const id of world.netns(device.netns).arpSockets) {
    const socket = world.sockets.get(id);
    if (socket?.type !== 'arp' || socket.ifindex !== device.ifindex) continue;
    const to = destination === MAC_BROADCAST ? 'broadcast' : isGroupMac(destination) ? 'multicast' : 'host';
    const writable = world.writeSocket(id);
    if (writable.type === 'arp') writable.arrived = [...writable.arrived, { arp: payload, to, atUs: world.nowUs }];
  }
}

/** recvfrom(2): the oldest packet that waits. */
export function receiveArpPacket(world: World, socket: number): ReceivedArp | undefined {
  const record = world.sockets.get(socket);
  const first = record?.type === 'arp' ? record.arrived[0] : undefined;
  if (!first) return undefined;
  const writable = world.writeSocket(socket);
  if (writable.type === 'arp') writable.arrived = writable.arrived.slice(1);
  return first;
}

/** poll(2) POLLIN. */
export function arpArrived(world: World, socket: number): boolean {
  const record = world.sockets.get(socket);
  return record?.type === 'arp' && record.arrived.length > 0;
}
