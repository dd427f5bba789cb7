import type { NetnsId, SocketRecord, TcpSocketRecord, TcpSocketState } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { Ipv4 } from '../../packet/address';
import { IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';

/** States by the names of ss; UNCONN is TCP_CLOSE. */
export type SocketState = Exclude<TcpSocketState, 'CLOSED'> | 'UNCONN';

export interface Endpoint {
  readonly address: IpAddress;
  readonly port: number;
}

/** A socket as inet_diag reports it (struct sockstat). */
export interface SocketInfo {
  readonly table: 'tcp' | 'udp' | 'raw';
  readonly state: SocketState;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  readonly local: Endpoint;
  readonly peer: Endpoint;
  /** Its family is AF_INET6, also where its addresses are of IPv4. */
  readonly inet6: boolean;
  readonly v6only: boolean;
  /** The device it is bound to. */
  readonly ifindex?: number;
  readonly program?: { readonly pid: number; readonly name: string };
  readonly timer?: { readonly name: 'on' | 'timewait'; readonly dueUs: number; readonly retries: number };
  readonly id: number;
}

const ANY: Endpoint = { address: 0 as Ipv4, port: 0 };
const ANY6: Endpoint = { address: IPV6_ANY, port: 0 };

/** The family of a socket and what it is bound to. */
function familyOf({
  inet6,
  v6only,
  boundIfindex,
}: Pick<TcpSocketRecord, 'inet6' | 'v6only' | 'boundIfindex'>): Pick<SocketInfo, 'inet6' | 'v6only' | 'ifindex'> {
  return {
    inet6: inet6 ?? false,
    v6only: v6only ?? false,
    ...(boundIfindex !== undefined && { ifindex: boundIfindex }),
  };
}

/** net.core.somaxconn: what a server asks for that asks for as much as it may. */
const LISTEN_QUEUE = 4096;
/** What the kernel charges for a small datagram that waits (its truesize). */
const DATAGRAM_CHARGE = 832;
/** Inodes of sockets are numbers that tell nothing; these look like some. */
export const FIRST_INODE = 20_000;
const PROTOCOL = { icmp: 1, tcp: 6, icmpv6: 58 } as const;

/** Sockets of a namespace in the order ss shows them: raw, UDP, TCP listeners, TCP connections; the older first. */
export function listSockets(world: World, netns: NetnsId): readonly SocketInfo[] {
  const found: SocketInfo[] = [];
  for (const socket of world.sockets.values()) {
    if (socket.netns !== netns) continue;
    const info = infoOf(socket);
    if (info) found.push(info);
  }
  const rank = ({ table, state }: SocketInfo): number =>
    table === 'raw' ? 0 : table === 'udp' ? 1 : state === 'LISTEN' ? 2 : 3;
  return found.sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

function infoOf(socket: SocketRecord): SocketInfo | undefined {
  const { id } = socket;
  const program = socket.program && { program: socket.program };
  switch (socket.type) {
    case 'tcp':
      return tcpInfo(socket);
    case 'udp': {
      const { address, port, queue } = socket;
      const charge = queue.length * DATAGRAM_CHARGE;
      const queues = { receiveQueue: charge, sendQueue: 0 };
      const peer = socket.remote ?? (socket.inet6 ? ANY6 : ANY);
      const state = socket.remote ? 'ESTAB' : 'UNCONN';
      const local = { address, port };
      return { table: 'udp', state, ...queues, local, peer, id, ...familyOf(socket), ...program };
    }
    case 'icmp':
    case 'raw': {
      const inet6 = socket.type === 'icmp' ? socket.inet6 === true : typeof socket.remote === 'string';
      const port = socket.type === 'icmp' ? (inet6 ? PROTOCOL.icmpv6 : PROTOCOL.icmp) : PROTOCOL.tcp;
      const any = inet6 ? ANY6 : ANY;
      const queues = { receiveQueue: socket.queue.length * DATAGRAM_CHARGE, sendQueue: 0 };
      const local = { address: any.address, port };
      const family = { inet6, v6only: false };
      return { table: 'raw', state: 'UNCONN', ...queues, local, peer: any, id, ...family, ...program };
    }
    case 'arp':
    case 'packet':
    case 'conntrack-events':
      return undefined;
  }
}

function tcpInfo(socket: TcpSocketRecord): SocketInfo | undefined {
  const { state, address, port, remote, id, backlog, inbox, outbox, ended } = socket;
  // tcp_diag leaves out sockets that are only bound, or whose connection broke.
  if (state === 'CLOSED') return undefined;
  const outstanding = (socket.sendNext - socket.unacknowledged) >>> 0;
  const passive = state === 'TIME-WAIT' || state === 'SYN-RECV';
  const queues =
    state === 'LISTEN'
      ? { receiveQueue: backlog.length, sendQueue: socket.mayWait ?? LISTEN_QUEUE }
      : passive
        ? { receiveQueue: 0, sendQueue: 0 }
        : { receiveQueue: inbox.length + (ended ? 1 : 0), sendQueue: Math.max(outstanding, outbox.length) };
  // Nobody owns a connection before it is accepted, nor one that only waits to be forgotten.
  const owned = socket.listener === undefined && state !== 'TIME-WAIT';
  const { timerDueUs: dueUs, retries } = socket;
  const running = state === 'TIME-WAIT' || (state !== 'LISTEN' && outstanding > 0);
  return {
    table: 'tcp',
    state,
    ...queues,
    local: { address, port },
    peer: remote ?? (socket.inet6 ? ANY6 : ANY),
    id,
    ...familyOf(socket),
    ...(owned && socket.program && { program: socket.program }),
    ...(running &&
      dueUs !== undefined && { timer: { name: state === 'TIME-WAIT' ? 'timewait' : 'on', dueUs, retries } }),
  };
}
