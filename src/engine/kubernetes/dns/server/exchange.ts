import { KernelError, strerror, type ErrnoName } from '../../../kernel/errno';
import { unreachableErrno } from '../../../kernel/icmp-errno';
import type { NetnsId } from '../../../kernel/records';
import { receive } from '../../../kernel/socket';
import { connectUdpSocket, openUdpSocket, sendUdp } from '../../../kernel/udp';
import type { World } from '../../../kernel/world';
import { ipv4 } from '../../../packet/address';
import { decodeDns } from '../../../packet/dns/decode';
import { encodeDns } from '../../../packet/dns/encode';
import type { DnsMessage } from '../../../packet/dns/message';
import { formatIp, IPV6_ANY, type IpAddress } from '../../../packet/ipv6-address';
import type { Exchanged, Upstream } from '../turn';
import { PROGRAM } from './place';
import type { Waiting } from './state';

/** Questions of CoreDNS to other servers, over UDP (plugin/pkg/proxy). */

/** proxy.NewProxy: readTimeout. */
const READ_US = 2_000_000;

type ExchangeWaiting = Extract<Waiting, { type: 'exchange' }>;

/** Sends a question; answers what is waited for, or at once how it failed. */
export function sendQuestion(
  world: World,
  netns: NetnsId,
  pid: number,
  upstream: Upstream,
  message: DnsMessage,
): ExchangeWaiting | Exchanged {
  const { address, port } = upstream;
  const any = typeof address === 'string' ? IPV6_ANY : ipv4(0);
  const id = world.random() & 0xffff;
  const to = place(address, port);
  let socket: number | undefined;
  try {
    socket = openUdpSocket(world, netns, { address: any, program: { pid, name: PROGRAM } });
    connectUdpSocket(world, socket, upstream);
    const own = world.sockets.get(socket);
    const from = own?.type === 'udp' ? place(own.address, own.port) : '';
    sendUdp(world, socket, { destination: address, port, data: encodeDns({ ...message, id }, false) });
    world.schedule(READ_US, { type: 'service-wakes', pid });
    return { type: 'exchange', socket, id, from, to, endsAtUs: world.nowUs + READ_US };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    if (socket !== undefined) world.removeSocket(socket);
    return { type: 'error', text: `dial udp ${to}: connect: ${words(error.errno)}`, atOnce: true };
  }
}

/** The answer to a question, if it has come or will not come any more; the socket is closed then. */
export function takeExchange(world: World, waiting: ExchangeWaiting): Exchanged | undefined {
  const { socket, id, from, to, endsAtUs } = waiting;
  const end = (exchanged: Exchanged): Exchanged => {
    world.removeSocket(socket);
    return exchanged;
  };
  for (
    let heard = world.sockets.has(socket) ? receive(world, socket) : undefined;
    heard;
    heard = receive(world, socket)
  ) {
    const { payload } = heard.packet;
    if (payload.kind === 'udp') {
      const message = decodeDns(payload.data);
      if (message?.id === id && message.flags.qr) return end({ type: 'answer', message });
      continue;
    }
    const error = unreachableErrno(heard.packet);
    if (error?.fatal)
      return end({ type: 'error', text: `read udp ${from}->${to}: read: ${words(error.errno)}`, atOnce: true });
  }
  if (world.nowUs < endsAtUs) return undefined;
  return end({ type: 'error', text: `read udp ${from}->${to}: i/o timeout`, atOnce: false });
}

/** Go's syscall.Errno writes what C does in small letters. */
function words(errno: ErrnoName): string {
  return strerror(errno).toLowerCase();
}

function place(address: IpAddress, port: number): string {
  return typeof address === 'string' ? `[${formatIp(address)}]:${port}` : `${formatIp(address)}:${port}`;
}
