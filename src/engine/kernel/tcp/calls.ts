import { countMib, MIB } from '../mib';
import type { Ipv4 } from '../../packet/address';
import { TCP_FLAG } from '../../packet/frame';
import { isLinkLocal6, type IpAddress } from '../../packet/ipv6-address';
import { DroppedByRule, KernelError } from '../errno';
import { sourceTowards } from '../ip-send';
import { canBind, isV6only, takePort } from '../ports';
import type { NetnsId, TcpSocketRecord } from '../records';
import { beginPacket } from '../trace';
import type { World } from '../world';
import { push, startTimer } from './output';
import { sendSegment } from './segment';

/** tcp(7): the socket calls programs make. Nothing blocks: callers let virtual time pass until the state they wait for. */

const IPPROTO_TCP = 6;

type Program = TcpSocketRecord['program'];

const FRESH = {
  type: 'tcp',
  listener: undefined,
  backlog: [],
  receiveNext: 0,
  outbox: '',
  inbox: '',
  closing: false,
  ended: false,
  error: undefined,
  retries: 0,
  timer: 0,
} as const;

/** socket(2), bind(2) and listen(2). Throws EADDRINUSE, EADDRNOTAVAIL. */
export function listenTcp(
  world: World,
  netns: NetnsId,
  options: {
    readonly address?: IpAddress;
    readonly v6only?: true;
    readonly port: number;
    readonly program?: Program;
    /** The backlog of listen(2). */
    readonly backlog?: number;
  },
): number {
  const address = options.address ?? (0 as Ipv4);
  if (!canBind(world, netns, address)) throw new KernelError('EADDRNOTAVAIL');
  const v6only = isV6only({ address, v6only: options.v6only });
  const port = takePort(world, netns, 'tcp', { address, v6only, reuse: true }, options.port);
  const id = world.allocateId();
  const { program } = options;
  world.addSocket({
    ...FRESH,
    id,
    netns,
    state: 'LISTEN',
    address,
    ...(v6only && { v6only }),
    ...(options.backlog !== undefined && { mayWait: options.backlog }),
    ...(typeof address === 'string' && { inet6: true as const }),
    port,
    remote: undefined,
    unacknowledged: 0,
    sendNext: 0,
    ...(program && { program }),
  });
  return id;
}

/** connect(2) without waiting: the SYN is sent. Throws ENETUNREACH and what else the route says, EADDRNOTAVAIL, EADDRINUSE. */
export function connectTcp(
  world: World,
  netns: NetnsId,
  to: { readonly address: IpAddress; readonly port: number },
  options: {
    readonly source?: IpAddress;
    readonly sourcePort?: number;
    readonly program?: Program;
    /** The scope of a link-local address, or SO_BINDTODEVICE. */
    readonly ifindex?: number | undefined;
  } = {},
): number {
  if (options.source !== undefined && !canBind(world, netns, options.source)) {
    throw new KernelError('EADDRNOTAVAIL');
  }
  const packetId = beginPacket(world, () => 'connect');
  const { address: destination, port: destinationPort } = to;
  const { source, ifindex: oif } = options;
  // tcp_v6_connect: a link-local address says nothing without its link.
  if (typeof destination === 'string' && isLinkLocal6(destination) && oif === undefined)
    throw new KernelError('EINVAL');
  const flow = { oif, source, protocol: IPPROTO_TCP, destinationPort };
  const address = sourceTowards(world, netns, destination, packetId, flow);
  const port = takePort(world, netns, 'tcp', { address }, options.sourcePort ?? 0);
  const id = world.allocateId();
  const sequence = world.random();
  const { program } = options;
  world.addSocket({
    ...FRESH,
    id,
    netns,
    state: 'SYN-SENT',
    address,
    ...(typeof address === 'string' && { inet6: true as const }),
    ...(oif !== undefined && { boundIfindex: oif }),
    port,
    remote: to,
    unacknowledged: sequence,
    sendNext: (sequence + 1) >>> 0,
    ...(program && { program }),
  });
  countMib(world, netns, MIB.activeOpens);
  try {
    sendSegment(world, tcpSocket(world, id), { sequence, flags: TCP_FLAG.SYN });
  } catch (error) {
    // tcp_connect: what a rule drops is sent once more, as if it had got lost.
    if (!(error instanceof DroppedByRule)) throw error;
  }
  startTimer(world, id);
  return id;
}

/** The record of a TCP socket. Throws EBADF. */
export function tcpSocket(world: World, id: number): TcpSocketRecord {
  const socket = world.sockets.get(id);
  if (socket?.type !== 'tcp') throw new KernelError('EBADF');
  return socket;
}

/** accept(2): the oldest connection that waits, or undefined. */
export function acceptTcp(world: World, listener: number): number | undefined {
  const [first, ...rest] = tcpSocket(world, listener).backlog;
  if (first === undefined) return undefined;
  const writable = world.writeSocket(listener);
  if (writable.type === 'tcp') writable.backlog = rest;
  const child = world.writeSocket(first);
  if (child.type === 'tcp') child.listener = undefined;
  return first;
}

/** write(2). Throws ENOTCONN when the connection is not open for writing, and the error that broke it. */
export function writeTcp(world: World, id: number, data: string): void {
  const { state, error, closing } = tcpSocket(world, id);
  if (error !== undefined) throw new KernelError(error);
  if (closing || (state !== 'ESTAB' && state !== 'CLOSE-WAIT')) throw new KernelError('ENOTCONN');
  const writable = world.writeSocket(id);
  if (writable.type === 'tcp') writable.outbox += data;
  push(world, id);
}

/** read(2): everything that arrived; `end` when the other side has finished and nothing is left. */
export function readTcp(world: World, id: number): { readonly data: string; readonly end: boolean } {
  const { inbox: data, ended, state } = tcpSocket(world, id);
  if (data !== '') {
    const writable = world.writeSocket(id);
    if (writable.type === 'tcp') writable.inbox = '';
  }
  return { data, end: ended || state === 'CLOSED' || state === 'TIME-WAIT' };
}

/** shutdown(2) for writing: a FIN follows what is still to be sent. */
export function finishTcp(world: World, id: number): void {
  const { state } = tcpSocket(world, id);
  if (state !== 'ESTAB' && state !== 'CLOSE-WAIT' && state !== 'SYN-RECV') return;
  const writable = world.writeSocket(id);
  if (writable.type !== 'tcp' || writable.closing) return;
  writable.closing = true;
  push(world, id);
}

/** close(2): a listener's waiting connections are reset by going away; a connection finishes on its own. */
export function closeTcp(world: World, id: number): void {
  const socket = world.sockets.get(id);
  if (socket?.type !== 'tcp') return;
  const { state } = socket;
  if (state === 'LISTEN') {
    for (const waiting of socket.backlog) world.removeSocket(waiting);
    world.removeSocket(id);
  } else if (state === 'SYN-SENT' || state === 'CLOSED') world.removeSocket(id);
  else finishTcp(world, id);
}
