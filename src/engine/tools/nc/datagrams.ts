import { DroppedByRule, KernelError, strerror } from '../../kernel/errno';
import { closeSocket, readable, receive } from '../../kernel/socket';
import { connectUdpSocket, openUdpSocket, sendUdp } from '../../kernel/udp';
import { IPV6_ANY } from '../../packet/ipv6-address';
import { toBytes, wholeCharacters } from '../http/bytes';
import { waitFor } from '../http/exchange';
import type { Process } from '../tool';
import { placeOf, readPort, resolve, succeeded, type Resolved, type Settings } from './target';

/** Seconds that -v gives a port to refuse, one more datagram each (UDP_SCAN_TIMEOUT). */
const SCAN_SECONDS = 3;
/** How much standard input goes into one datagram. */
const CHUNK = 16_384;
const SECOND_US = 1_000_000;

/** `nc -u HOST PORT`: false when the port refused, or cannot be reached. */
export async function exchangeDatagrams(
  process: Process,
  settings: Settings,
  host: string,
  to: Resolved & { readonly port: number },
): Promise<boolean> {
  const { has, value } = settings;
  const { world, netns } = process;
  const place = placeOf(host, to.address);
  let socket: number | undefined;
  try {
    socket = openUdpSocket(world, netns, {
      ...(value('s') !== undefined && { address: (await resolve(process, value('s') ?? '', '0', settings)).address }),
      ...(value('p') !== undefined && { port: readPort(process, value('p') ?? '', 'udp') }),
      ...(typeof to.address === 'string' && value('s') === undefined && { address: IPV6_ANY }),
    });
    connectUdpSocket(world, socket, to);
    const connection = { socket, to };
    if (has('v') && !(await probe(process, settings, connection))) return false;
    if (has('v')) process.err(succeeded(process, settings, place, to.port, 'udp'));
    if (!has('z')) await converse(process, settings, connection);
    return true;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    if (has('v')) process.err(`nc: connect to ${place} port ${to.port} (udp) failed: ${strerror(error.errno)}\n`);
    return false;
  } finally {
    if (socket !== undefined) closeSocket(world, socket);
  }
}

interface Connection {
  readonly socket: number;
  readonly to: Resolved & { readonly port: number };
}

/** udptest(): two datagrams at once, then one a second; only a refusal says that a port is closed. */
async function probe(process: Process, { idleSeconds }: Settings, connection: Connection): Promise<boolean> {
  const { world } = process;
  const { socket } = connection;
  const refused = (): boolean => readable(world, socket);
  const count = 2 + (idleSeconds === undefined ? SCAN_SECONDS : idleSeconds);
  for (let i = 0; i < count; i++) {
    // The first two follow each other as fast as the program can write; the answer to the first may be there already.
    if (i > 0) await process.wait(() => false, world.nowUs + (i === 1 ? 100 : SECOND_US));
    if (i > 0 && refused()) return false;
    if (!send(world, connection, 'X')) return false;
  }
  return !process.signal.aborted;
}

/** False when a rule dropped it (EPERM). */
function send(world: Process['world'], { socket, to }: Connection, data: string): boolean {
  try {
    sendUdp(world, socket, { destination: to.address, port: to.port, data });
    return true;
  } catch (error) {
    if (!(error instanceof DroppedByRule)) throw error;
    return false;
  }
}

/** readwrite(): standard input goes out in datagrams; what comes back is shown until a timer, a refusal or the user ends it. */
async function converse(
  process: Process,
  { has, quitAfter, idleSeconds }: Settings,
  connection: Connection,
): Promise<void> {
  const { world } = process;
  const { socket } = connection;
  const input = has('d') ? '' : toBytes(process.stdin);
  for (let at = 0; at < input.length; at += CHUNK) send(world, connection, input.slice(at, at + CHUNK));
  const quitAtUs = quitAfter === undefined || quitAfter === Infinity ? Infinity : world.nowUs + quitAfter * SECOND_US;
  let partial = '';
  for (;;) {
    const idleUs = idleSeconds === undefined ? Infinity : world.nowUs + idleSeconds * SECOND_US;
    if (!(await waitFor(process, () => readable(world, socket), Math.min(quitAtUs, idleUs)))) return;
    const payload = receive(world, socket)?.packet.payload;
    // An error about what was sent ends it, without a word.
    if (payload?.kind !== 'udp') return;
    const { text, rest } = wholeCharacters(partial + payload.data);
    partial = rest;
    if (text !== '') process.out(text);
  }
}
