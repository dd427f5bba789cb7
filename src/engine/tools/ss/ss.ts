import type { NetnsId } from '../../kernel/records';
import { formatIp, IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { nameOfAddress } from '../resolver/name-files';
import { serviceOfPort } from '../resolver/services';
import type { Process } from '../tool';
import { renderColumns, type Row } from './columns';
import { SS } from './declaration';
import { parseFilter } from './filter';
import { readCommandLine, type SsOptions } from './options';
import { FIRST_INODE, listSockets, type SocketInfo } from './sockets';
import { summary } from './summary';
import { timerText } from './timer';

/** ss(8) of iproute2 6.1, for the sockets of this namespace. */
export const ss: Program = {
  ...SS,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const options = readCommandLine(process);
  if (!options) return 0;
  const sockets = listSockets(process.world, findNamespace(process, options.netns));
  if (options.flags.has('s')) process.out(summary(sockets));
  if (options.summaryOnly) return 0;
  const { tables, states, ipv4, ipv6, flags } = options;
  for (const [what, none] of [
    ['socket tables', tables.size === 0],
    ['socket states', states.size === 0],
  ] as const) {
    if (none) throw new ExitError(0, `ss: no ${what} to show with such filter.\n`);
  }
  const wanted = parseFilter(process, options.filter) ?? (() => true);
  const rows = sockets
    .filter(
      (socket) =>
        (socket.inet6 ? ipv6 : ipv4) && tables.has(socket.table) && states.has(socket.state) && wanted(socket),
    )
    .map((socket) => rowOf(process, socket, options));
  const hidden = new Set<number>();
  if (tables.size === 1) hidden.add(0);
  if (states.size === 1) hidden.add(1);
  process.out(renderColumns(rows, hidden, !flags.has('H')));
  return 0;
}

function findNamespace(process: Process, name: string | undefined): NetnsId {
  if (name === undefined) return process.netns;
  const found = process
    .netlink()
    .namespaces()
    .find((namespace) => namespace.name === name);
  if (found) return found.netns;
  throw new ExitError(1, `Cannot open network namespace "${name}": No such file or directory\n`);
}

function rowOf(process: Process, socket: SocketInfo, { flags }: SsOptions): Row {
  const { local, peer, state, table } = socket;
  const address = (value: IpAddress): string =>
    `${(flags.has('r') && nameOfAddress(process.files, value)) || addressText(socket, value)}${scopeText(process, socket)}:`;
  const port = (value: number): string => portText(process, value, table, flags.has('n'));
  return [
    table === 'raw' ? rawName(local.port) : table,
    state,
    String(socket.receiveQueue).padEnd(6),
    String(socket.sendQueue).padEnd(6),
    address(local.address),
    port(local.port),
    address(peer.address),
    port(peer.port),
    extras(process, socket, flags),
  ];
}

/** inet_addr_print: `*` is every address of both families, and an IPv4 address in a socket of IPv6 is mapped. */
function addressText({ inet6, v6only }: SocketInfo, address: IpAddress): string {
  if (!inet6) return formatIp(address);
  if (address === IPV6_ANY) return v6only ? '[::]' : '*';
  return typeof address === 'number' ? `[::ffff:${formatIp(address)}]` : `[${address}]`;
}

function scopeText(process: Process, { ifindex }: SocketInfo): string {
  const link = ifindex === undefined ? undefined : process.netlink().link(ifindex);
  return link ? `%${link.name}` : '';
}

function rawName(protocol: number): string {
  return protocol === 1 ? 'icmp' : protocol === 58 ? 'ipv6-icmp' : 'tcp';
}

/** resolve_service: ports that the kernel hands out have no names. */
function portText(process: Process, port: number, table: SocketInfo['table'], numeric: boolean): string {
  if (port === 0) return '*';
  if (numeric) return String(port);
  if (table === 'raw') return rawName(port);
  return (port >= 32768 && port <= 60999 ? undefined : serviceOfPort(process.files, port, table)) ?? String(port);
}

/** What follows the peer: users (-p), timer (-o), identity and shutdown (-e). */
function extras(process: Process, socket: SocketInfo, flags: ReadonlySet<string>): string {
  let text = '';
  const { program, timer, id } = socket;
  if (program && (flags.has('p') || flags.has('T'))) text += ` users:(("${program.name}",pid=${program.pid},fd=3))`;
  if (timer && (flags.has('o') || flags.has('e') || flags.has('b'))) {
    const milliseconds = Math.max(0, Math.trunc((timer.dueUs - process.world.nowUs) / 1000));
    text += ` timer:(${timer.name},${timerText(milliseconds)},${timer.retries})`;
  }
  if (flags.has('e')) text += ` ino:${FIRST_INODE + id} sk:${id.toString(16)} ${shutdownText(socket)}`;
  return text;
}

/** `-` where this direction was shut down. */
function shutdownText({ state }: SocketInfo): string {
  const received = ['CLOSE-WAIT', 'LAST-ACK', 'CLOSING', 'TIME-WAIT'].includes(state) ? '-' : '<';
  const sent = ['FIN-WAIT-1', 'FIN-WAIT-2', 'LAST-ACK', 'CLOSING', 'TIME-WAIT'].includes(state) ? '-' : '>';
  return `${received}-${sent}`;
}
