import type { Ipv4, Ipv6 } from '../packet/address';
import type { IpPacket } from '../packet/frame';
import { formatIp, type IpAddress } from '../packet/ipv6-address';
import { IPV6_HEADER } from '../packet/ipv6-frame';
import { connectRoute, sendFromHost, type SendOptions } from './ip-output';
import { KernelError } from './errno';
import { addressOn, lookupOutput, selectSource } from './fib';
import { addressType } from './fib-table';
import { sourceTowards } from './ip-send';
import { sendFromHost6 } from './ipv6/output';
import { requireDevice } from './link/registry';
import type { IcmpSocketRecord, NetnsId, ReceivedPacket } from './records';
import { deliverRaw } from './raw';
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
  options: { readonly identifier?: number; readonly device?: string; readonly inet6?: boolean } = {},
): number {
  const { identifier, device, inet6 } = options;
  const boundIfindex = device === undefined ? undefined : requireDevice(world, netns, device).ifindex;
  const id = world.allocateId();
  const family = inet6 ? { inet6: true as const } : {};
  world.addSocket({
    id,
    netns,
    type: 'icmp',
    ...family,
    identifier: identifier ?? id & 0xffff,
    boundIfindex,
    queue: [],
  });
  return id;
}

export function closeSocket(world: World, socket: number): void {
  world.removeSocket(socket);
}

export interface EchoRequest {
  readonly destination: IpAddress;
  /** Bound source address; undefined lets the kernel choose. */
  readonly source?: IpAddress;
  /** The scope of a link-local destination. */
  readonly scopeId?: number;
  readonly flowLabel?: number;
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
  if (typeof request.destination === 'string') return sendEcho6(world, record, request, request.destination);
  const { netns, identifier, boundIfindex: oif } = record;
  const { destination, source, dataLength } = { ...request, ...ipv4Ends(request) };
  // raw_sendmsg looks at the length first, and leaves nothing in the error queue.
  if (dataLength + 8 > 0xffff) throw new KernelError('EMSGSIZE');
  if (!request.broadcast && addressType(world, netns, destination) === 'broadcast' && destination !== 0) {
    throw new KernelError('EACCES');
  }
  const packetId = beginPacket(
    world,
    () => `ICMP echo request ${source === undefined ? 'from here' : formatIp(source)} → ${formatIp(destination)}`,
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

/** The same for ICMPv6: bound to the device of SO_BINDTODEVICE, or to the scope of the destination. */
function sendEcho6(world: World, record: IcmpSocketRecord, request: EchoRequest, destination: Ipv6): void {
  const { netns, identifier, boundIfindex } = record;
  const { source, dataLength, sequence, ttl, tos, flowLabel } = request;
  const from = source === undefined ? 'from here' : formatIp(source);
  const packetId = beginPacket(world, () => `ICMPv6 echo request ${from} → ${destination}`);
  const what = 'ICMPv6 echo request';
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source, destination, what }));
  const oif = boundIfindex ?? request.scopeId;
  const echo = {
    kind: 'icmpv6',
    type: 'echo-request',
    id: identifier,
    sequence,
    dataLength,
    sentUs: world.nowUs,
  } as const;
  sendFromHost6(
    world,
    netns,
    {
      ...(typeof source === 'string' && { source }),
      destination,
      ...(ttl !== undefined && { hopLimit: ttl }),
      ...(flowLabel !== undefined && { flowLabel }),
      trafficClass: tos ?? 0,
      length: IPV6_HEADER + 8 + dataLength,
      payload: echo,
    },
    packetId,
    {
      oif,
      strict: oif !== undefined,
      discovery: request.discovery ?? 'want',
      multicastLoop: request.multicastLoop ?? true,
    },
  );
}

/** The ends of a request of IPv4. */
function ipv4Ends({ source, destination }: EchoRequest): {
  readonly source: Ipv4 | undefined;
  readonly destination: Ipv4;
} {
  return {
    source: typeof source === 'number' ? source : undefined,
    destination: typeof destination === 'number' ? destination : (0 as Ipv4),
  };
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
  destination: IpAddress,
  options: {
    readonly device?: string;
    readonly source?: IpAddress;
    readonly broadcast?: boolean;
    /** The scope of a link-local destination. */
    readonly scopeId?: number;
  } = {},
): IpAddress {
  const bound = options.device === undefined ? undefined : requireDevice(world, netns, options.device).ifindex;
  const oif = bound ?? options.scopeId;
  // No packet leaves, but when there is no route this is where a walk would have ended.
  const packetId = beginPacket(world, () => `connect to ${formatIp(destination)}`);
  const what = 'a socket is connected';
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source: options.source, destination, what }));
  if (typeof destination === 'string') {
    const chosen = sourceTowards(world, netns, destination, packetId, { oif });
    return options.source ?? chosen;
  }
  const given = typeof options.source === 'number' ? options.source : undefined;
  const query = { destination, source: given, oif, protocol: IPPROTO_UDP, destinationPort: PROBE_PORT };
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
export function deliverToSockets(world: World, netns: NetnsId, packet: IpPacket, ifindex: number): boolean {
  const { payload } = packet;
  if (payload.kind === 'udp') return deliverUdp(world, netns, packet, ifindex);
  if (payload.kind !== 'icmp' && payload.kind !== 'icmpv6') return false;
  const about = 'quoted' in payload ? payload.quoted.payload : payload;
  if (about.kind === 'udp') return deliverUdpError(world, netns, packet, ifindex);
  if (about.kind === 'tcp') {
    const raw = deliverRaw(world, netns, packet, ifindex);
    return deliverTcpError(world, netns, packet) || raw;
  }
  if (!('id' in about)) return false;
  const inet6 = about.kind === 'icmpv6';
  let taken = false;
  for (const socket of world.socketsIn(netns)) {
    if (socket.type !== 'icmp' || socket.identifier !== about.id) continue;
    if ((socket.inet6 === true) !== inet6) continue;
    if (socket.boundIfindex !== undefined && socket.boundIfindex !== ifindex) continue;
    const writable = world.writeSocket(socket.id);
    if ('queue' in writable) writable.queue = [...writable.queue, { packet, atUs: world.nowUs, ifindex }];
    taken = true;
  }
  return taken;
}
