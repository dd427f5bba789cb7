import { formatIpv4, type Ipv4 } from '../packet/address';
import type { Ipv4Packet } from '../packet/frame';
import { sendFromHost, type SendOptions } from './datapath';
import { KernelError } from './errno';
import { addressType } from './fib-table';
import { requireDevice } from './link/registry';
import { canBind, takePort } from './ports';
import type { NetnsId, UdpSocketRecord } from './records';
import { beginPacket, trace } from './trace';
import type { World } from './world';

/** udp(7): sockets of the User Datagram Protocol. Read with `receive` of socket.ts; errors about what was sent arrive there too. */

/** socket(2) and bind(2). Port 0 takes a free one. Throws EADDRINUSE, EADDRNOTAVAIL. */
export function openUdpSocket(
  world: World,
  netns: NetnsId,
  options: {
    readonly address?: Ipv4;
    readonly port?: number;
    readonly program?: UdpSocketRecord['program'];
  } = {},
): number {
  const address = options.address ?? (0 as Ipv4);
  if (!canBind(world, netns, address)) throw new KernelError('EADDRNOTAVAIL');
  const port = takePort(world, netns, 'udp', address, options.port ?? 0);
  const id = world.allocateId();
  world.addSocket({
    id,
    netns,
    type: 'udp',
    address,
    port,
    queue: [],
    ...(options.program && { program: options.program }),
  });
  return id;
}

export interface Datagram {
  readonly destination: Ipv4;
  readonly port: number;
  /** One character per byte. */
  readonly data: string;
  readonly ttl?: number;
  readonly tos?: number;
  /** SO_BINDTODEVICE. */
  readonly device?: string;
  readonly discovery?: SendOptions['discovery'];
}

/** sendto(2). Throws EBADF, EMSGSIZE, EACCES (broadcast), ENETUNREACH, EHOSTUNREACH, EINVAL, ENODEV, EPERM as the datapath does. */
export function sendUdp(world: World, socket: number, datagram: Datagram): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'udp') throw new KernelError('EBADF');
  const { netns, address, port } = record;
  const { destination, data } = datagram;
  if (data.length + 8 > 0xffff - 20) throw new KernelError('EMSGSIZE');
  if (addressType(world, netns, destination) === 'broadcast') throw new KernelError('EACCES');
  const oif = datagram.device === undefined ? undefined : requireDevice(world, netns, datagram.device).ifindex;
  const to = `${formatIpv4(destination)}:${datagram.port}`;
  const packetId = beginPacket(world, () => `UDP from port ${port} → ${to}`);
  const source = address === 0 ? undefined : address;
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source, destination, what: 'UDP datagram' }));
  sendFromHost(
    world,
    netns,
    {
      kind: 'ipv4',
      ...(source !== undefined && { source }),
      destination,
      ...(datagram.ttl !== undefined && { ttl: datagram.ttl }),
      tos: datagram.tos ?? 0,
      id: world.random() & 0xffff,
      length: 28 + data.length,
      payload: { kind: 'udp', sourcePort: port, destinationPort: datagram.port, data },
    },
    packetId,
    { oif, discovery: datagram.discovery ?? 'want' },
  );
}

/** udp_rcv: the datagram goes to the socket that fits best. False when the port is closed. */
export function deliverUdp(world: World, netns: NetnsId, packet: Ipv4Packet, ifindex: number): boolean {
  const { payload, destination } = packet;
  if (payload.kind !== 'udp') return false;
  return enqueue(world, netns, payload.destinationPort, destination, packet, ifindex);
}

/** udp_err: an ICMP error goes to the socket whose datagram it quotes. */
export function deliverUdpError(world: World, netns: NetnsId, packet: Ipv4Packet, ifindex: number): boolean {
  const { payload } = packet;
  if (payload.kind !== 'icmp' || !('quoted' in payload) || payload.quoted.payload.kind !== 'udp') return false;
  const { quoted } = payload;
  return enqueue(world, netns, payload.quoted.payload.sourcePort, quoted.source, packet, ifindex);
}

function enqueue(
  world: World,
  netns: NetnsId,
  port: number,
  address: Ipv4,
  packet: Ipv4Packet,
  ifindex: number,
): boolean {
  let best: UdpSocketRecord | undefined;
  for (const socket of world.sockets.values()) {
    if (socket.netns !== netns || socket.type !== 'udp' || socket.port !== port) continue;
    if (socket.address === address) best = socket;
    else if (socket.address === 0) best ??= socket;
  }
  if (!best) return false;
  const writable = world.writeSocket(best.id);
  if (writable.type === 'udp') writable.queue = [...writable.queue, { packet, atUs: world.nowUs, ifindex }];
  return true;
}
