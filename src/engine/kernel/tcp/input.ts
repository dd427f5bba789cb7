import { TCP_FLAG, type IpPacket, type TcpSegment } from '../../packet/frame';
import { isLinkLocal6 } from '../../packet/ipv6-address';
import { unreachableErrno } from '../icmp-errno';
import { boundFits } from '../ip-send';
import { noSocket } from '../nearby-sockets';
import { countMib, MIB } from '../mib';
import type { DeviceRecord, NetnsId, TcpSocketRecord } from '../records';
import { wakeOwner } from '../socket-owner';
import { trace } from '../trace';
import type { World } from '../world';
import { breakConnection, push, startTimer, startTimeWait } from './output';
import { sendQuietly, sendReset } from './segment';

const { ACK, FIN, RST, SYN } = TCP_FLAG;

/** tcp_v4_rcv and tcp_v6_rcv: a segment for this host. Answers with a reset when no socket wants it. */
export function deliverTcp(world: World, device: DeviceRecord, packet: IpPacket, packetId: number): boolean {
  const { netns } = device;
  const { payload } = packet;
  if (payload.kind !== 'tcp') return false;
  countMib(world, netns, MIB.inSegs);
  const isNew = (payload.flags & (SYN | ACK | RST)) === SYN;
  const connection = findConnection(world, netns, packet, payload);
  // tcp_timewait_state_process: a new connection may begin where an old one waits only for its time to be over.
  if (connection?.state === 'TIME-WAIT' && isNew) world.removeSocket(connection.id);
  else if (connection) {
    const { state, inbox, ended, error } = connection;
    const socket = world.writeSocket(connection.id);
    if (socket.type === 'tcp') receiveSegment(world, socket, payload);
    const now = world.sockets.get(connection.id);
    // A mere acknowledgement is no news for a program (sk_data_ready, sk_state_change).
    const same = now?.type === 'tcp' && now.state === state && now.inbox === inbox && now.ended === ended;
    if (!same || now.error !== error) wakeOwner(world, socket);
    return true;
  }
  const listener = findListener(world, netns, packet, payload);
  if (listener && isNew) {
    openConnection(world, listener, packet, payload, { packetId, ifindex: device.ifindex });
    return true;
  }
  trace(world, packetId, netns, device, () => ({
    type: 'drop',
    reason: 'NO_SOCKET',
    detail: `no program on this host listens on TCP port ${payload.destinationPort}`,
    cause: noSocket(world, packet, netns),
  }));
  sendReset(world, netns, packet, packetId, 'TCP reset: nobody listens on that port');
  return false;
}

function findConnection(
  world: World,
  netns: NetnsId,
  { source, destination }: Pick<IpPacket, 'source' | 'destination'>,
  { sourcePort, destinationPort }: Pick<TcpSegment, 'sourcePort' | 'destinationPort'>,
): TcpSocketRecord | undefined {
  let waiting: TcpSocketRecord | undefined;
  for (const id of world.tcpSocketsOn(netns, destinationPort)) {
    const socket = world.sockets.get(id);
    if (socket?.type !== 'tcp' || !socket.remote) continue;
    const { remote } = socket;
    if (remote.port !== sourcePort || remote.address !== source || socket.address !== destination) continue;
    if (socket.state === 'TIME-WAIT') waiting = socket;
    else if (socket.state !== 'CLOSED') return socket;
  }
  return waiting;
}

function findListener(
  world: World,
  netns: NetnsId,
  { destination }: IpPacket,
  { destinationPort }: TcpSegment,
): TcpSocketRecord | undefined {
  let best: TcpSocketRecord | undefined;
  for (const id of world.tcpSocketsOn(netns, destinationPort)) {
    const socket = world.sockets.get(id);
    if (socket?.type !== 'tcp' || socket.state !== 'LISTEN') continue;
    const fits = boundFits(socket, destination);
    if (fits === 'exact') best = socket;
    else if (fits === 'any' && (best === undefined || (best.address !== destination && socket.address === 0))) {
      best = socket;
    }
  }
  return best;
}

/** tcp_conn_request: a connection in SYN-RECV, and the SYN, ACK. */
function openConnection(
  world: World,
  listener: TcpSocketRecord,
  { source, destination }: IpPacket,
  segment: TcpSegment,
  { packetId, ifindex }: { readonly packetId: number; readonly ifindex: number },
): void {
  const id = world.allocateId();
  const sequence = world.random();
  const { netns, port, program } = listener;
  world.addSocket({
    id,
    netns,
    ...(program && { program }),
    type: 'tcp',
    state: 'SYN-RECV',
    address: destination,
    ...(listener.inet6 && { inet6: true as const }),
    ...(typeof source === 'string' && isLinkLocal6(source) && { boundIfindex: ifindex }),
    port,
    remote: { address: source, port: segment.sourcePort },
    listener: listener.id,
    backlog: [],
    unacknowledged: sequence,
    sendNext: (sequence + 1) >>> 0,
    receiveNext: (segment.sequence + 1) >>> 0,
    outbox: '',
    inbox: '',
    closing: false,
    ended: false,
    error: undefined,
    retries: 0,
    timer: 0,
  });
  const socket = world.writeSocket(id);
  if (socket.type === 'tcp') sendQuietly(world, socket, { sequence, flags: SYN | ACK }, packetId);
  startTimer(world, id);
}

/** tcp_rcv_state_process and tcp_rcv_established. */
function receiveSegment(world: World, socket: TcpSocketRecord, segment: TcpSegment): void {
  const has = (bit: number): boolean => (segment.flags & bit) !== 0;
  if (socket.state === 'SYN-SENT') return receiveInSynSent(world, socket, segment);
  if (has(RST)) {
    if (segment.sequence === socket.receiveNext) breakConnection(world, socket, 'ECONNRESET');
    return;
  }
  if (has(SYN)) {
    // The other end did not get our answer and asks again.
    if (socket.state === 'SYN-RECV') sendQuietly(world, socket, { sequence: socket.unacknowledged, flags: SYN | ACK });
    return;
  }
  if (has(ACK) && !takeAcknowledgement(world, socket, segment.acknowledgement)) return;
  takeData(world, socket, segment);
}

function receiveInSynSent(
  world: World,
  socket: TcpSocketRecord,
  { flags, acknowledgement, sequence }: TcpSegment,
): void {
  const forUs = (flags & ACK) !== 0 && acknowledgement === socket.sendNext;
  if (!forUs) return;
  if ((flags & RST) !== 0) return breakConnection(world, socket, 'ECONNREFUSED');
  if ((flags & SYN) === 0) return;
  socket.unacknowledged = acknowledgement;
  socket.receiveNext = (sequence + 1) >>> 0;
  socket.state = 'ESTAB';
  socket.retries = 0;
  sendQuietly(world, socket, { sequence: socket.sendNext, flags: ACK });
}

/** Takes an acknowledgement in; false when the connection is over with it. */
function takeAcknowledgement(world: World, socket: TcpSocketRecord, acknowledgement: number): boolean {
  const acked = (acknowledgement - socket.unacknowledged) >>> 0;
  const outstanding = (socket.sendNext - socket.unacknowledged) >>> 0;
  if (acked === 0 || acked > outstanding) return true;
  socket.unacknowledged = acknowledgement;
  socket.retries = 0;
  if (socket.state === 'SYN-RECV') {
    socket.state = 'ESTAB';
    countMib(world, socket.netns, MIB.passiveOpens);
    joinBacklog(world, socket);
    push(world, socket.id);
    return true;
  }
  socket.outbox = socket.outbox.slice(acked);
  if (acked < outstanding) {
    startTimer(world, socket.id);
    return true;
  }
  if (socket.state === 'FIN-WAIT-1') socket.state = 'FIN-WAIT-2';
  else if (socket.state === 'CLOSING') startTimeWait(world, socket.id);
  else if (socket.state === 'LAST-ACK') {
    world.removeSocket(socket.id);
    return false;
  }
  return true;
}

function joinBacklog(world: World, socket: TcpSocketRecord): void {
  const listener = socket.listener === undefined ? undefined : world.sockets.get(socket.listener);
  if (listener?.type !== 'tcp') return;
  const writable = world.writeSocket(listener.id);
  if (writable.type === 'tcp') writable.backlog = [...writable.backlog, socket.id];
}

/** Data and FIN, in order; what came before is acknowledged again, what comes too early is left for a retransmission. */
function takeData(world: World, socket: TcpSocketRecord, { sequence, data, flags }: TcpSegment): void {
  const fin = (flags & FIN) !== 0;
  if (data === '' && !fin) return;
  if (sequence === socket.receiveNext) {
    socket.inbox += data;
    socket.receiveNext = (sequence + data.length + (fin ? 1 : 0)) >>> 0;
    if (fin) takeFin(world, socket);
  }
  sendQuietly(world, socket, { sequence: socket.sendNext, flags: ACK });
}

function takeFin(world: World, socket: TcpSocketRecord): void {
  socket.ended = true;
  if (socket.state === 'ESTAB') socket.state = 'CLOSE-WAIT';
  else if (socket.state === 'FIN-WAIT-1') socket.state = 'CLOSING';
  else if (socket.state === 'FIN-WAIT-2') startTimeWait(world, socket.id);
}

/** tcp_v4_err and tcp_v6_err: an error about a SYN ends the attempt; one about an open connection is only advice. */
export function deliverTcpError(world: World, netns: NetnsId, packet: IpPacket): boolean {
  const { payload } = packet;
  if (!('quoted' in payload) || payload.quoted.payload.kind !== 'tcp') return false;
  const { quoted } = payload;
  const { sourcePort, destinationPort } = payload.quoted.payload;
  const ends = { source: quoted.destination, destination: quoted.source };
  const socket = findConnection(world, netns, ends, { sourcePort: destinationPort, destinationPort: sourcePort });
  if (!socket) return false;
  const error = unreachableErrno(packet)?.errno;
  if (socket.state !== 'SYN-SENT' || error === undefined) return true;
  const writable = world.writeSocket(socket.id);
  if (error !== 'EMSGSIZE' && writable.type === 'tcp') breakConnection(world, writable, error);
  return true;
}
