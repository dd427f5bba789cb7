import { formatIpv4, type Ipv4 } from '../packet/address';
import type { Ipv4Packet } from '../packet/frame';
import { connectRoute, sendFromHost, type SendOptions } from './datapath';
import { KernelError } from './errno';
import { addressOn, lookupOutput, selectSource } from './fib';
import { addressType } from './fib-table';
import { requireDevice } from './link/registry';
import type { NetnsId, ReceivedPacket } from './records';
import { deliverRawTcp } from './raw';
import { deliverTcpError } from './tcp/input';
import { beginPacket, trace } from './trace';
import { deliverUdp, deliverUdpError } from './udp';
import type { World } from './world';

/** The socket calls programs make, on the simulated kernel (socket(2), icmp(7)). */

/**
 * Opens an ICMP echo socket; `identifier` undefined lets the kernel choose one, as for a ping socket. Throws ENODEV for an unknown `device`
 * (SO_BINDTODEVICE).
 */
export function openIcmpSocket(
  world: World,
  netns: NetnsId,
  options: { readonly identifier?: number; readonly device?: string } = {},
): number {
  const { identifier, device } = options;
  const boundIfindex = device === undefined ? undefined : requireDevice(world, netns, device).ifindex;
  const id = world.allocateId();
  world.addSocket({ id, netns, type: 'icmp', identifier: identifier ?? id & 0xffff, boundIfindex, queue: [] });
  return id;
}

export function closeSocket(world: World, socket: number): void {
  world.removeSocket(socket);
}

export interface EchoRequest {
  readonly destination: Ipv4;
  /** Bound source address; undefined lets the kernel choose. */
  readonly source?: Ipv4;
  /** undefined takes the namespace's default. */
  readonly ttl?: number;
  readonly tos?: number;
  /** Bytes after the ICMP header: 56 unless `ping -s`. */
  readonly dataLength: number;
  readonly sequence: number;
  /** IP_MTU_DISCOVER (`ping -M`); `want` when it was not set (net.ipv4.ip_no_pmtu_disc is 0). */
  readonly discovery?: SendOptions['discovery'];
  /** `ping -b`: SO_BROADCAST is set. */
  readonly broadcast?: boolean;
  /** IP_MULTICAST_LOOP (`ping -L` switches it off): this host gets what it sends to groups it is in. */
  readonly multicastLoop?: boolean;
}

/**
 * sendto(2) of one echo request. Throws what sendto would: ENETUNREACH, EHOSTUNREACH, EACCES (prohibit route, or a broadcast
 * address without SO_BROADCAST), EINVAL (blackhole), EMSGSIZE, ENOBUFS.
 */
export function sendEcho(world: World, socket: number, request: EchoRequest): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'icmp') throw new KernelError('EBADF');
  const { netns, identifier, boundIfindex: oif } = record;
  const { destination, dataLength } = request;
  // raw_sendmsg looks at the length first, and leaves nothing in the error queue.
  if (dataLength + 8 > 0xffff) throw new KernelError('EMSGSIZE');
  if (!request.broadcast && addressType(world, netns, destination) === 'broadcast' && destination !== 0) {
    throw new KernelError('EACCES');
  }
  const source = request.source;
  const packetId = beginPacket(
    world,
    () => `ICMP echo request ${source === undefined ? 'from here' : formatIpv4(source)} → ${formatIpv4(destination)}`,
  );
  trace(world, packetId, netns, undefined, () => ({
    type: 'originate',
    source,
    destination,
    what: 'ICMP echo request',
  }));
  sendFromHost(
    world,
    netns,
    {
      kind: 'ipv4',
      ...(source !== undefined && { source }),
      destination,
      ttl: request.ttl,
      tos: request.tos ?? 0,
      id: world.random() & 0xffff,
      length: 28 + dataLength,
      payload: {
        kind: 'icmp',
        type: 'echo-request',
        id: identifier,
        sequence: request.sequence,
        dataLength,
        sentUs: world.nowUs,
      },
    },
    packetId,
    { oif, discovery: request.discovery ?? 'want', multicastLoop: request.multicastLoop ?? true },
  );
}

/** Takes the oldest packet waiting on a socket: an echo reply, or an ICMP error about something it sent. */
export function receive(world: World, socket: number): ReceivedPacket | undefined {
  const record = world.sockets.get(socket);
  const first = record && 'queue' in record ? record.queue[0] : undefined;
  if (!first) return undefined;
  const writable = world.writeSocket(socket);
  if ('queue' in writable) writable.queue = writable.queue.slice(1);
  return first;
}

/** Whether something waits on the socket (poll(2) POLLIN). */
export function readable(world: World, socket: number): boolean {
  const record = world.sockets.get(socket);
  return record !== undefined && 'queue' in record && record.queue.length > 0;
}

/**
 * connect(2) of a UDP socket: no packet, only the route and the source it would use. Throws ENETUNREACH, EHOSTUNREACH, EACCES,
 * EINVAL, ENODEV. ping uses it to find its source address.
 */
export function connectUdp(
  world: World,
  netns: NetnsId,
  destination: Ipv4,
  options: { readonly device?: string; readonly source?: Ipv4; readonly broadcast?: boolean } = {},
): Ipv4 {
  const oif = options.device === undefined ? undefined : requireDevice(world, netns, options.device).ifindex;
  // No packet leaves, but when there is no route this is where a walk would have ended.
  const packetId = beginPacket(world, () => `connect to ${formatIpv4(destination)}`);
  const what = 'a socket is connected';
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source: options.source, destination, what }));
  const query = { destination, source: options.source, oif, protocol: IPPROTO_UDP, destinationPort: PROBE_PORT };
  const { source, result } = connectRoute(world, netns, query, packetId);
  if (result.kind === 'broadcast' && !options.broadcast) throw new KernelError('EACCES');
  return source;
}

const IPPROTO_UDP = 17;
/** Where ping and traceroute pretend to send to. */
const PROBE_PORT = 1025;

/**
 * connect(2) of a UDP socket bound to a device with SO_DONTROUTE: the target counts as being on that link, whatever gateway a route names, so the
 * source is the route's or one of the device's own (0 when it has none). Throws EACCES for a broadcast address.
 */
export function connectOnLink(world: World, netns: NetnsId, destination: Ipv4, device: string): Ipv4 {
  const { ifindex: oif } = requireDevice(world, netns, device);
  const result = lookupOutput(world, netns, { destination, oif });
  if (result.kind === 'broadcast') throw new KernelError('EACCES');
  const direct = result.kind === 'local' || (result.kind === 'unicast' && result.hop.via === undefined);
  const source = direct ? selectSource(world, netns, result, destination) : undefined;
  return source ?? addressOn(world, netns, oif, undefined) ?? (0 as Ipv4);
}

/**
 * Gives a delivered packet to the sockets that want it; false when there is none. `ifindex` is where it came in: for what this host sent to
 * itself that is the device of the address, though an ICMP error counts as coming in on lo (raw_v4_input, raw_icmp_error).
 */
export function deliverToSockets(world: World, netns: NetnsId, packet: Ipv4Packet, ifindex: number): boolean {
  const { payload } = packet;
  if (payload.kind === 'udp') return deliverUdp(world, netns, packet, ifindex);
  if (payload.kind !== 'icmp') return false;
  const about = 'quoted' in payload ? payload.quoted.payload : payload;
  if (about.kind === 'udp') return deliverUdpError(world, netns, packet, ifindex);
  if (about.kind === 'tcp') {
    const raw = deliverRawTcp(world, netns, packet, ifindex);
    return deliverTcpError(world, netns, packet) || raw;
  }
  if ('quoted' in about) return false;
  let taken = false;
  for (const socket of world.sockets.values()) {
    if (socket.type !== 'icmp' || socket.netns !== netns || socket.identifier !== about.id) continue;
    if (socket.boundIfindex !== undefined && socket.boundIfindex !== ifindex) continue;
    const writable = world.writeSocket(socket.id);
    if ('queue' in writable) writable.queue = [...writable.queue, { packet, atUs: world.nowUs, ifindex }];
    taken = true;
  }
  return taken;
}
