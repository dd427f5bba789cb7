import { formatIpv4, type Ipv4 } from '../packet/address';
import type { Ipv4Packet, TcpSegment } from '../packet/frame';
import { sendFromHost, type SendOptions } from './datapath';
import { KernelError } from './errno';
import { requireDevice } from './link/registry';
import type { NetnsId } from './records';
import { beginPacket, trace } from './trace';
import type { World } from './world';

/** raw(7) for IPPROTO_TCP: sends segments of any form and sees every one that comes from its remote end, which TCP itself gets too. */

/** socket(2) and connect(2). Read with `receive` of socket.ts. */
export function openRawTcp(world: World, netns: NetnsId, remote: Ipv4): number {
  const id = world.allocateId();
  world.addSocket({ id, netns, type: 'raw', remote, queue: [] });
  return id;
}

/** send(2) of one segment. Throws what sendFromHost throws, ENODEV. */
export function sendRawTcp(
  world: World,
  socket: number,
  request: {
    readonly segment: Omit<TcpSegment, 'kind' | 'data'>;
    /** Bytes of header, options included. */
    readonly headerLength: number;
    readonly source?: Ipv4;
    readonly device?: string;
    readonly ttl: number;
    readonly tos: number;
    readonly discovery: SendOptions['discovery'];
  },
): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'raw') throw new KernelError('EBADF');
  const { netns, remote: destination } = record;
  const { segment, source, ttl, tos, discovery } = request;
  const oif = request.device === undefined ? undefined : requireDevice(world, netns, request.device).ifindex;
  const packetId = beginPacket(world, () => `TCP segment → ${formatIpv4(destination)}:${segment.destinationPort}`);
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source, destination, what: 'TCP segment' }));
  sendFromHost(
    world,
    netns,
    {
      kind: 'ipv4',
      ...(source !== undefined && { source }),
      destination,
      ttl,
      tos,
      id: world.random() & 0xffff,
      length: 20 + request.headerLength,
      payload: { kind: 'tcp', ...segment, data: '' },
    },
    packetId,
    { oif, discovery },
  );
}

/** raw_local_deliver and raw_icmp_error: a segment from a raw socket's remote end, or an error about one to it. */
export function deliverRawTcp(world: World, netns: NetnsId, packet: Ipv4Packet, ifindex: number): boolean {
  const { payload } = packet;
  const quotes = payload.kind === 'icmp' && 'quoted' in payload;
  const about = quotes ? payload.quoted.payload : payload;
  if (about.kind !== 'tcp') return false;
  const remote = quotes ? payload.quoted.destination : packet.source;
  let taken = false;
  for (const socket of world.sockets.values()) {
    if (socket.type !== 'raw' || socket.netns !== netns || socket.remote !== remote) continue;
    const writable = world.writeSocket(socket.id);
    if (writable.type === 'raw') writable.queue = [...writable.queue, { packet, atUs: world.nowUs, ifindex }];
    taken = true;
  }
  return taken;
}
