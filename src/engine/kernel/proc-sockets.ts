import { ipv6Words, type IpAddress } from '../packet/ipv6-address';
import type { NetnsId, SocketRecord, TcpSocketRecord, TcpSocketState, UdpSocketRecord } from './records';
import type { World } from './world';

/** /proc/net/tcp, udp and their like of IPv6 (net/ipv4/tcp_ipv4.c get_tcp4_sock, net/ipv4/udp.c udp4_format_sock, net/ipv6). */

type Inet = TcpSocketRecord | UdpSocketRecord;

/** enum tcp_states of include/net/tcp_states.h. */
const STATE: Readonly<Record<TcpSocketState, number>> = {
  ESTAB: 1,
  'SYN-SENT': 2,
  'SYN-RECV': 3,
  'FIN-WAIT-1': 4,
  'FIN-WAIT-2': 5,
  'TIME-WAIT': 6,
  CLOSED: 7,
  'CLOSE-WAIT': 8,
  'LAST-ACK': 9,
  LISTEN: 10,
  CLOSING: 11,
};
/** Every line of IPv4 is as long, its newline included. */
const WIDTH = { tcp: 150, udp: 128 } as const;
const FIRST_INODE = 20_000;

export function procTcp(world: World, netns: NetnsId): string {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  return lines(head, WIDTH.tcp, socketsOf(world, netns, 'tcp', false), tcpLine);
}

export function procTcp6(world: World, netns: NetnsId): string {
  const head = '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'; // prettier-ignore
  return lines(head, 0, socketsOf(world, netns, 'tcp', true), tcpLine);
}

export function procUdp(world: World, netns: NetnsId): string {
  const head = '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops'; // prettier-ignore
  return lines(head, WIDTH.udp, socketsOf(world, netns, 'udp', false), udpLine);
}

export function procUdp6(world: World, netns: NetnsId): string {
  const head = '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops'; // prettier-ignore
  return lines(head, 0, socketsOf(world, netns, 'udp', true), udpLine);
}

function lines<S extends Inet>(
  head: string,
  width: number,
  sockets: readonly S[],
  line: (socket: S, index: number) => string,
): string {
  return [head, ...sockets.map(line)].map((text) => `${text.padEnd(width - 1)}\n`).join('');
}

/** Listeners come first, as the kernel walks its tables. */
function socketsOf<Type extends Inet['type']>(
  world: World,
  netns: NetnsId,
  type: Type,
  inet6: boolean,
): readonly Extract<SocketRecord, { type: Type }>[] {
  const found = [...world.sockets.values()].filter(
    (socket): socket is Extract<SocketRecord, { type: Type }> =>
      socket.type === type && socket.netns === netns && ofInet6(socket) === inet6,
  );
  const rank = (socket: SocketRecord): number => (socket.type === 'tcp' && socket.state !== 'LISTEN' ? 1 : 0);
  return found.sort((a, b) => rank(a) - rank(b));
}

function ofInet6({ inet6, address }: Inet): boolean {
  return inet6 === true || typeof address === 'string';
}

function tcpLine(socket: TcpSocketRecord, index: number): string {
  const { state, outbox, inbox, backlog, id } = socket;
  const listens = state === 'LISTEN';
  const queues = `${hex(outbox.length, 8)}:${hex(listens ? backlog.length : inbox.length, 8)}`;
  const start = `${String(index).padStart(4)}: ${ends(socket)} ${hex(STATE[state], 2)} ${queues}`;
  if (state === 'TIME-WAIT') return `${start} 03:00000000 00000000     0        0 0 3 ${pointer(id)}`;
  const rest = listens ? '100 0 0 10 0' : '20 4 30 10 -1';
  return `${start} 00:00000000 00000000     0        0 ${FIRST_INODE + id} 1 ${pointer(id)} ${rest}`;
}

function udpLine(socket: UdpSocketRecord, index: number): string {
  const start = `${String(index).padStart(5)}: ${ends(socket)} ${hex(socket.remote ? 1 : 7, 2)} 00000000:00000000`;
  return `${start} 00:00000000 00000000     0        0 ${FIRST_INODE + socket.id} 2 ${pointer(socket.id)} 0`;
}

function ends(socket: Inet): string {
  const inet6 = ofInet6(socket);
  const { address, port, remote } = socket;
  const far = remote ?? { address: (inet6 ? '::' : 0) as IpAddress, port: 0 };
  return `${addressHex(address, inet6)}:${hex(port, 4)} ${addressHex(far.address, inet6)}:${hex(far.port, 4)}`;
}

/** Words of 32 bits as a little-endian machine prints them; an address of IPv4 in a socket of IPv6 is mapped. */
function addressHex(address: IpAddress, inet6: boolean): string {
  if (typeof address === 'number') {
    const own = little(address);
    if (!inet6) return own;
    return address === 0 ? '0'.repeat(32) : `0000000000000000FFFF0000${own}`;
  }
  const words = ipv6Words(address);
  return [0, 2, 4, 6].map((i) => little((words[i] ?? 0) * 0x10000 + (words[i + 1] ?? 0))).join('');
}

function little(word: number): string {
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24].map((byte) => hex(byte, 2)).join('');
}

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, '0');
}

/** %pK: a hashed pointer, which means nothing. */
function pointer(id: number): string {
  return ((id * 0x9e3779b1) >>> 0).toString(16).padStart(16, '0');
}
