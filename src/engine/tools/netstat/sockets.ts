import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { showInet } from '../nettools/inet-names';
import { serviceOfPort } from '../resolver/services';
import { FIRST_INODE, listSockets, type SocketInfo, type SocketState } from '../ss/sockets';
import type { Process } from '../tool';
import { formatGroups } from './groups';
import { PROTOCOLS, type NetstatOptions, type Protocol } from './options';

/** Words for the states of /proc/net/tcp. */
const STATE_WORDS: Readonly<Record<SocketState, string>> = {
  ESTAB: 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'TIME-WAIT': 'TIME_WAIT',
  UNCONN: 'CLOSE',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};
/** TCP_CLOSE of include/net/tcp_states.h, which raw sockets are always in. */
const RAW_STATE = 7;
/** Longest address and port that are shown whole without -W. */
const SHORT_LENGTH = 22;

/** Prints the lists of sockets; returns the exit status. */
export function showSockets(process: Process, options: NetstatOptions): number {
  const { protocols, flags } = options;
  const wanted = new Set<Protocol>(protocols ?? PROTOCOLS);
  if (wanted.size > 0) {
    process.out(internetHeader(options));
    const sockets = listSockets(process.world, process.netns);
    for (const protocol of PROTOCOLS) {
      if (!wanted.has(protocol)) continue;
      if (protocol === 'sctp') checkSctp(process, options);
      const wantedSockets = sockets.filter((socket) => socket.table === protocol && isWanted(socket, options));
      // /proc/net/tcp is read before /proc/net/tcp6.
      for (const inet6 of [false, true]) {
        for (const socket of wantedSockets) {
          if (socket.inet6 === inet6) process.out(formatSocket(process, socket, options));
        }
      }
    }
  }
  if (flags.has('g')) process.out(formatGroups(process.netlink().groups(), options));
  if (options.unix) process.out(unixHeader(options));
  return 0;
}

/** The kernel has no /proc/net/sctp: netstat says so when asked for it, or when it is to be verbose. */
function checkSctp(process: Process, { protocols, flags, byFamily }: NetstatOptions): void {
  const complaint = "netstat: no support for `AF INET (sctp)' on this system.\n";
  if (byFamily) return;
  if (protocols) throw new ExitError(1, complaint);
  if (flags.has('v')) process.err(complaint);
}

function isWanted(socket: SocketInfo, { flags, inet, inet6 }: NetstatOptions): boolean {
  const { table, peer } = socket;
  if (!(socket.inet6 ? inet6 : inet)) return false;
  if (flags.has('a')) return true;
  // TCP looks at the peer's port, the others at its address.
  const connected = table === 'tcp' ? peer.port !== 0 : peer.address !== 0 && peer.address !== '::';
  return connected !== flags.has('l');
}

function which(flags: ReadonlySet<string>): string {
  if (flags.has('a')) return '(servers and established)';
  return flags.has('l') ? '(only servers)' : '(w/o servers)';
}

function internetHeader({ flags, extend }: NetstatOptions): string {
  return (
    `Active Internet connections ${which(flags)}\n` +
    'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ' +
    (extend > 0 ? ' User       Inode     ' : '') +
    (flags.has('p') ? ' PID/Program name    ' : '') +
    (flags.has('o') ? ' Timer' : '') +
    '\n'
  );
}

/** No program of the simulator has a Unix domain socket. */
function unixHeader({ flags }: NetstatOptions): string {
  const program = flags.has('p') ? ' PID/Program name    ' : '';
  return (
    `Active UNIX domain sockets ${which(flags)}\n` +
    `Proto RefCnt Flags       Type       State         I-Node  ${program} Path\n`
  );
}

function formatSocket(process: Process, socket: SocketInfo, { flags, extend }: NetstatOptions): string {
  const { table, receiveQueue, sendQueue, local, peer, state, program, id, inet6 } = socket;
  // The kernel's /proc/net/tcp says nothing of how long a listener's queue may get.
  const sending = state === 'LISTEN' ? 0 : sendQueue;
  const word =
    table === 'tcp' ? STATE_WORDS[state] : table === 'raw' ? String(RAW_STATE) : state === 'ESTAB' ? 'ESTABLISHED' : '';
  const end = ({ address, port }: SocketInfo['local']): string =>
    endpoint(process, address, port, table, flags).padEnd(23);
  let line =
    `${`${table}${inet6 ? '6' : ''}`.padEnd(5)} ${String(receiveQueue).padStart(6)} ${String(sending).padStart(6)} ` +
    `${end(local)} ${end(peer)} ${word.padEnd(11)}`;
  if (extend > 0)
    line += ` ${(flags.has('numeric-users') ? '0' : 'root').padEnd(10)} ${String(FIRST_INODE + id).padEnd(10)}`;
  if (flags.has('p')) line += ` ${(program ? `${program.pid}/${program.name}` : '-').slice(0, 19).padEnd(20)}`;
  if (flags.has('o')) line += ` ${timer(process, socket)}`;
  return `${line}\n`;
}

/** addr_do_one: `ADDRESS:PORT`, the address cut so that both fit, unless -W. */
function endpoint(
  process: Process,
  address: IpAddress,
  port: number,
  table: SocketInfo['table'],
  flags: ReadonlySet<string>,
): string {
  const host =
    typeof address === 'string'
      ? address
      : address === 0
        ? formatIp(address)
        : showInet(process.files, address, address, { numeric: flags.has('numeric-hosts'), host: true });
  const service = portText(process, port, table, flags.has('numeric-ports'));
  if (flags.has('W') || host.length + service.length <= SHORT_LENGTH) return `${host}:${service}`;
  const portLength = Math.min(service.length, SHORT_LENGTH - 4);
  return `${host.slice(0, SHORT_LENGTH - portLength)}:${service.slice(0, portLength)}`;
}

function portText(process: Process, port: number, table: SocketInfo['table'], numeric: boolean): string {
  if (port === 0) return '*';
  return (numeric || table === 'raw' ? undefined : serviceOfPort(process.files, port, table)) ?? String(port);
}

function timer(process: Process, { timer: running }: SocketInfo): string {
  if (!running) return 'off (0.00/0/0)';
  const seconds = Math.max(0, running.dueUs - process.world.nowUs) / 1_000_000;
  return `${running.name} (${seconds.toFixed(2)}/${running.retries}/0)`;
}
