import { countMib, MIB } from './mib';
import type { Ipv4 } from '../packet/address';
import type { IpPacket, UdpDatagram } from '../packet/frame';
import { endpoint, type IpAddress } from '../packet/ipv6-address';
import type { SendOptions } from './ip-output';
import { KernelError } from './errno';
import { addressType } from './fib-table';
import { boundFits, isAny, sendIp, sourceTowards } from './ip-send';
import { requireDevice } from './link/registry';
import { canBind, isV6only, takePort } from './ports';
import type { NetnsId, UdpSocketRecord } from './records';
import { wakeOwner } from './socket-owner';
import { beginPacket, trace } from './trace';
import type { World } from './world';

/** udp(7): sockets of the User Datagram Protocol. Read with `receive` of socket.ts; errors about what was sent arrive there too. */

/** socket(2) and bind(2). Port 0 takes a free one. Throws EADDRINUSE, EADDRNOTAVAIL. */
export function openUdpSocket(
  world: World,
  netns: NetnsId,
  options: {
    readonly address?: IpAddress;
    readonly v6only?: true;
    readonly port?: number;
    readonly program?: UdpSocketRecord['program'];
  } = {},
): number {
  const address = options.address ?? (0 as Ipv4);
  if (!canBind(world, netns, address)) throw new KernelError('EADDRNOTAVAIL');
  const v6only = isV6only({ address, v6only: options.v6only });
  const port = takePort(world, netns, 'udp', { address, v6only }, options.port ?? 0);
  const id = world.allocateId();
  world.addSocket({
    id,
    netns,
    type: 'udp',
    address,
    ...(v6only && { v6only }),
    ...(typeof address === 'string' && { inet6: true as const }),
    port,
    queue: [],
    ...(options.program && { program: options.program }),
  });
  return id;
}

export interface Datagram {
  readonly destination: IpAddress;
  readonly port: number;
  /** One character per byte. */
  readonly data: string;
  /** IP_PKTINFO: the address to send from, of a socket that is bound to every address. */
  readonly source?: IpAddress;
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
  if (typeof destination === 'number' && data.length + 8 > 0xffff - 20) throw new KernelError('EMSGSIZE');
  if (typeof destination === 'number' && addressType(world, netns, destination) === 'broadcast')
    throw new KernelError('EACCES');
  const oif = datagram.device === undefined ? undefined : requireDevice(world, netns, datagram.device).ifindex;
  const to = endpoint(destination, datagram.port);
  const packetId = beginPacket(world, () => `UDP from port ${port} → ${to}`);
  const source = isAny(address) ? datagram.source : address;
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source, destination, what: 'UDP datagram' }));
  const payload: UdpDatagram = { kind: 'udp', sourcePort: port, destinationPort: datagram.port, data };
  const { ttl, tos } = datagram;
  const draft = { source, destination, ttl, tos, length: 8 + data.length, payload };
  sendIp(world, netns, draft, packetId, { oif, discovery: datagram.discovery ?? 'want' });
  if (typeof destination === 'number') countMib(world, netns, MIB.udpOut);
}

/**
 * connect(2): from now on the socket sends to one peer and hears only that one, and an ICMP error about what it sent comes to it. Throws EBADF, and
 * what the route says.
 */
export function connectUdpSocket(
  world: World,
  id: number,
  to: { readonly address: IpAddress; readonly port: number; readonly ifindex?: number },
): void {
  const record = world.sockets.get(id);
  if (record?.type !== 'udp') throw new KernelError('EBADF');
  const { netns, address } = record;
  const packetId = beginPacket(world, () => `connect to ${endpoint(to.address, to.port)}`);
  const what = 'a socket is connected';
  trace(world, packetId, netns, undefined, () => ({
    type: 'originate',
    source: undefined,
    destination: to.address,
    what,
  }));
  const flow = { oif: to.ifindex, protocol: IPPROTO_UDP, destinationPort: to.port };
  const source = isAny(address) ? sourceTowards(world, netns, to.address, packetId, flow) : address;
  const writable = world.writeSocket(id);
  if (writable.type !== 'udp') return;
  writable.address = source;
  writable.remote = { address: to.address, port: to.port };
}

const IPPROTO_UDP = 17;

/** udp_rcv: the datagram goes to the socket that fits best. False when the port is closed. */
export function deliverUdp(world: World, netns: NetnsId, packet: IpPacket, ifindex: number): boolean {
  const { payload, destination } = packet;
  if (payload.kind !== 'udp') return false;
  const from = { address: packet.source, port: payload.sourcePort };
  return enqueue(world, netns, payload.destinationPort, destination, from, packet, ifindex);
}

/** udp_err: an ICMP error goes to the socket whose datagram it quotes. */
export function deliverUdpError(world: World, netns: NetnsId, packet: IpPacket, ifindex: number): boolean {
  const { payload } = packet;
  if (!('quoted' in payload) || payload.quoted.payload.kind !== 'udp') return false;
  const { quoted } = payload;
  const { sourcePort, destinationPort } = payload.quoted.payload;
  const to = { address: quoted.destination, port: destinationPort };
  return enqueue(world, netns, sourcePort, quoted.source, to, packet, ifindex);
}

function enqueue(
  world: World,
  netns: NetnsId,
  port: number,
  address: IpAddress,
  peer: { readonly address: IpAddress; readonly port: number },
  packet: IpPacket,
  ifindex: number,
): boolean {
  let best: UdpSocketRecord | undefined;
  for (const socket of world.socketsIn(netns)) {
    if (socket.type !== 'udp' || socket.port !== port) continue;
    const { remote } = socket;
    if (remote && (remote.address !== peer.address || remote.port !== peer.port)) continue;
    const fits = boundFits(socket, address);
    if (remote && fits) {
      best = socket;
      break;
    }
    if (fits === 'exact') best = socket;
    else if (fits === 'any') best = best?.address === address ? best : betterOf(best, socket);
  }
  if (!best) return false;
  if (packet.kind === 'ipv4' && packet.payload.kind === 'udp') countMib(world, netns, MIB.udpIn);
  const writable = world.writeSocket(best.id);
  if (writable.type === 'udp') writable.queue = [...writable.queue, { packet, atUs: world.nowUs, ifindex }];
  wakeOwner(world, best);
  return true;
}

/** Of two sockets for every address the one of IPv4 alone fits IPv4 better (compute_score). */
function betterOf(best: UdpSocketRecord | undefined, socket: UdpSocketRecord): UdpSocketRecord {
  return best === undefined || socket.address === 0 ? socket : best;
}
