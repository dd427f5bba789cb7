import type { EthernetFrame } from '../packet/frame';
import { isGroupMac, MAC_BROADCAST } from '../packet/address';
import { KernelError } from './errno';
import { typeOf } from './link/types';
import type { DeviceRecord, NetnsId, PacketSocketRecord } from './records';
import type { World } from './world';

/** packet(7) with SOCK_RAW for ETH_P_ALL, as libpcap opens it: a copy of every frame that a device sends or takes in. */

export type CapturedFrame = PacketSocketRecord['arrived'][number];

/** socket(2) and bind(2) to a device; 0 is every device of the namespace. Throws ENODEV and, for a device that is down, ENETDOWN. */
export function openPacketSocket(world: World, netns: NetnsId, ifindex: number): number {
  if (ifindex !== 0) {
    const id = world.netns(netns).devices.get(ifindex);
    if (id === undefined) throw new KernelError('ENODEV');
    if (!world.device(id).up) throw new KernelError('ENETDOWN');
  }
  const id = world.allocateId();
  world.addSocket({ id, netns, type: 'packet', ifindex, arrived: [] });
  const ns = world.writeNetns(netns);
  ns.packetSockets = [...(ns.packetSockets ?? []), id];
  world.tapped = true;
  return id;
}

export function closePacketSocket(world: World, socket: number): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'packet') return;
  world.removeSocket(socket);
  if (!world.namespaces.has(record.netns)) return;
  const ns = world.writeNetns(record.netns);
  ns.packetSockets = (ns.packetSockets ?? []).filter((id) => id !== socket);
}

/** Everything that waits, the oldest first (recvmsg(2) until it would block). */
export function takeCaptured(world: World, socket: number): readonly CapturedFrame[] {
  const record = world.sockets.get(socket);
  if (record?.type !== 'packet' || record.arrived.length === 0) return [];
  const { arrived } = record;
  const writable = world.writeSocket(socket);
  if (writable.type === 'packet') writable.arrived = [];
  return arrived;
}

/** poll(2) POLLIN. */
export function hasCaptured(world: World, socket: number): boolean {
  const record = world.sockets.get(socket);
  return record?.type === 'packet' && record.arrived.length > 0;
}

/** dev_queue_xmit_nit and the taps of __netif_receive_skb_core. While nobody ever listened in this lab a frame pays one comparison. */
export function tap(world: World, device: DeviceRecord, frame: EthernetFrame, way: 'in' | 'out'): void {
  const sockets = world.netns(device.netns).packetSockets;
  if (!sockets || sockets.length === 0) return;
  for (const id of sockets) {
    const socket = world.sockets.get(id);
    if (socket?.type !== 'packet' || (socket.ifindex !== 0 && socket.ifindex !== device.ifindex)) continue;
    const writable = world.writeSocket(id);
    if (writable.type !== 'packet') continue;
    const captured: CapturedFrame = {
      frame,
      atUs: world.nowUs,
      ifindex: device.ifindex,
      device: device.name,
      mtu: device.mtu,
      hardware: hardwareOf(device),
      virtual: device.kind.type !== 'nic',
      to: way === 'out' ? 'outgoing' : kindOf(device, frame),
    };
    writable.arrived = [...writable.arrived, captured];
  }
}

/** eth_type_trans: whom a frame that came in is for (PACKET_*). */
function kindOf({ mac }: DeviceRecord, { destination }: EthernetFrame): CapturedFrame['to'] {
  if (destination === mac) return 'host';
  if (destination === MAC_BROADCAST) return 'broadcast';
  return isGroupMac(destination) ? 'multicast' : 'other';
}

/** How a device's frames begin: with an Ethernet header, or at once with the IP packet. */
function hardwareOf(device: DeviceRecord): 'ethernet' | 'loopback' | 'ip' {
  if (device.kind.type === 'loopback') return 'loopback';
  return typeOf(device).hardware ? 'ip' : 'ethernet';
}
