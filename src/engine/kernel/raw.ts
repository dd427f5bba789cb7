import type { IpPacket, TcpSegment } from '../packet/frame';
import { endpoint, type IpAddress } from '../packet/ipv6-address';
import type { SendOptions } from './ip-output';
import { KernelError } from './errno';
import { sendIp } from './ip-send';
import { requireDevice } from './link/registry';
import type { NetnsId } from './records';
import { beginPacket, trace } from './trace';
import type { World } from './world';

/** raw(7) for IPPROTO_TCP: sends segments of any form and sees every one that comes from its remote end, which TCP itself gets too. */

/** socket(2) and connect(2). Read with `receive` of socket.ts. */
export function openRawTcp(world: World, netns: NetnsId, remote: IpAddress): number {
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
    readonly source?: IpAddress;
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
  const packetId = beginPacket(world, () => `TCP segment → ${endpoint(destination, segment.destinationPort)}`);
  trace(world, packetId, netns, undefined, () => ({ type: 'originate', source, destination, what: 'TCP segment' }));
  const payload: TcpSegment = { kind: 'tcp', ...segment, data: '' };
  const draft = { source, destination, ttl, tos, length: request.headerLength, payload };
  sendIp(world, netns, draft, packetId, { oif, discovery });
}

/** raw_local_deliver and raw_icmp_error: a segment from a raw socket's remote end, or an error about one to it. */
export function deliverRaw(world: World, netns: NetnsId, packet: IpPacket, ifindex: number): boolean {
  const { payload } = packet;
  if (world.rawSockets === 0) return false;
  const quotes = 'quoted' in payload;
  const about = quotes ? payload.quoted.payload : payload;
  if (about.kind !== 'tcp') return false;
  const remote = quotes ? payload.quoted.destination : packet.source;
  let taken = false;
  for (const socket of world.socketsIn(netns)) {
    if (socket.type !== 'raw' || socket.remote !== remote) continue;
    const writable = world.writeSocket(socket.id);
    if (writable.type === 'raw') writable.queue = [...writable.queue, { packet, atUs: world.nowUs, ifindex }];
    taken = true;
  }
  return taken;
}
