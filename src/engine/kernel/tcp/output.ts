import { TCP_FLAG } from '../../packet/frame';
import { countMib, MIB } from '../mib';
import type { TcpSocketRecord } from '../records';
import { readSysctl } from '../sysctl-store';
import type { World } from '../world';
import { segmentSize, sendQuietly } from './segment';

const { ACK, FIN, PSH, SYN } = TCP_FLAG;

/** RFC 6298: one second for a SYN, Linux's least of 200 ms once a connection is open. */
const SYN_RTO_US = 1_000_000;
const RTO_US = 200_000;
const MAX_RTO_US = 120_000_000;
/** TCP_TIMEWAIT_LEN. */
const TIME_WAIT_US = 60_000_000;

/** tcp_push_pending_frames: sends what the outbox holds, and the FIN behind it. */
export function push(world: World, id: number): void {
  const socket = world.writeSocket(id);
  if (socket.type !== 'tcp') return;
  let sent = (socket.sendNext - socket.unacknowledged) >>> 0;
  const size = sent < socket.outbox.length ? segmentSize(world, socket) : 0;
  while (sent < socket.outbox.length) {
    const data = socket.outbox.slice(sent, sent + size);
    const sequence = socket.sendNext;
    socket.sendNext = (sequence + data.length) >>> 0;
    sent += data.length;
    sendQuietly(world, socket, { sequence, flags: ACK | PSH, data });
  }
  if (socket.closing && (socket.state === 'ESTAB' || socket.state === 'CLOSE-WAIT') && sent === socket.outbox.length) {
    socket.state = socket.state === 'ESTAB' ? 'FIN-WAIT-1' : 'LAST-ACK';
    const sequence = socket.sendNext;
    socket.sendNext = (sequence + 1) >>> 0;
    sendQuietly(world, socket, { sequence, flags: ACK | FIN });
  }
  if (socket.sendNext !== socket.unacknowledged) startTimer(world, id);
}

const TIMER_WHEEL_US = 4_000;

/** Starts the retransmission timer anew. */
export function startTimer(world: World, id: number): void {
  const socket = world.writeSocket(id);
  if (socket.type !== 'tcp') return;
  socket.timer++;
  const base = socket.state === 'SYN-SENT' || socket.state === 'SYN-RECV' ? SYN_RTO_US : RTO_US;
  const delayUs = Math.min(base * 2 ** socket.retries, MAX_RTO_US);
  socket.timerDueUs = world.nowUs + delayUs;
  // The kernel's timer wheel is a little late, so that who waits for a whole second does not see the next attempt.
  world.schedule(delayUs + TIMER_WHEEL_US, { type: 'tcp-timer', socket: id, timer: socket.timer });
}

/** TIME-WAIT ends after a minute. */
export function startTimeWait(world: World, id: number): void {
  const socket = world.writeSocket(id);
  if (socket.type !== 'tcp') return;
  socket.state = 'TIME-WAIT';
  socket.timer++;
  socket.timerDueUs = world.nowUs + TIME_WAIT_US;
  world.schedule(TIME_WAIT_US, { type: 'tcp-timer', socket: id, timer: socket.timer });
}

/** The `tcp-timer` event: sends the oldest segment again, or gives up (tcp_write_timeout). */
export function tcpTimer(world: World, id: number, timer: number): void {
  const known = world.sockets.get(id);
  if (known?.type !== 'tcp' || known.timer !== timer) return;
  if (known.state === 'TIME-WAIT') return world.removeSocket(id);
  if (known.sendNext === known.unacknowledged || known.state === 'CLOSED') return;
  if (known.retries >= retriesAllowed(world, known)) {
    const socket = world.writeSocket(id);
    if (socket.type === 'tcp') breakConnection(world, socket, 'ETIMEDOUT');
    return;
  }
  const socket = world.writeSocket(id);
  if (socket.type !== 'tcp') return;
  socket.retries++;
  countMib(world, socket.netns, MIB.retransSegs);
  const sequence = socket.unacknowledged;
  if (socket.state === 'SYN-SENT') sendQuietly(world, socket, { sequence, flags: SYN });
  else if (socket.state === 'SYN-RECV') sendQuietly(world, socket, { sequence, flags: SYN | ACK });
  else if (socket.outbox === '') sendQuietly(world, socket, { sequence, flags: ACK | FIN });
  else
    sendQuietly(world, socket, {
      sequence,
      flags: ACK | PSH,
      data: socket.outbox.slice(0, segmentSize(world, socket)),
    });
  startTimer(world, id);
}

function retriesAllowed(world: World, { netns, state }: TcpSocketRecord): number {
  const name = state === 'SYN-SENT' ? 'tcp_syn_retries' : state === 'SYN-RECV' ? 'tcp_synack_retries' : 'tcp_retries2';
  const usual = { tcp_syn_retries: 6, tcp_synack_retries: 5, tcp_retries2: 15 }[name];
  return Number(readSysctl(world, netns, `net.ipv4.${name}`) ?? usual);
}

/** The connection is over: its owner finds out by the error. One that nobody owns any more goes at once. */
export function breakConnection(world: World, socket: TcpSocketRecord, error: TcpSocketRecord['error']): void {
  // tcp_set_state: what was never open has failed, what was open is reset.
  if (socket.state === 'SYN-SENT' || socket.state === 'SYN-RECV') countMib(world, socket.netns, MIB.attemptFails);
  else if (socket.state === 'ESTAB' || socket.state === 'CLOSE-WAIT') countMib(world, socket.netns, MIB.estabResets);
  if (socket.listener !== undefined || socket.closing) {
    world.removeSocket(socket.id);
    return;
  }
  socket.state = 'CLOSED';
  socket.error = error;
  socket.ended = true;
}
