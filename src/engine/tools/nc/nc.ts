import { KernelError, strerror } from '../../kernel/errno';
import { closeTcp, finishTcp, listenTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { Ipv4 } from '../../packet/address';
import { formatIp, IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { toBytes, wholeCharacters } from '../http/bytes';
import { openConnection, waitFor } from '../http/exchange';
import { GAI_ERRORS, getaddrinfo } from '../resolver/getaddrinfo';
import { becomeService, servicePid } from '../services/start';
import { portOfService, serviceOfPort } from '../resolver/services';
import type { Process } from '../tool';
import { NC } from './declaration';
import { socketLine } from './peer-name';

const USAGE = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
\t  [destination] [port]
`;

const NO_PORT = 'nc: missing port number\n';

interface Settings {
  readonly has: (flag: string) => boolean;
  readonly value: (flag: string) => string | undefined;
  readonly operands: readonly string[];
  /** -q, or 0 for -N; undefined: never on its own. */
  readonly quitAfter: number | undefined;
  readonly idleSeconds: number | undefined;
}

/** nc(1) of netcat-openbsd 1.219, for TCP. */
export const nc: Program = {
  ...NC,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

/** The same program under its longer name. */
export const netcat: Program = { ...nc, name: 'netcat' };

function run(process: Process): Promise<number> {
  const { options, operands, error } = parseOptions(NC, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(1, `nc: ${error}\n${USAGE}`);
  const given = new Map(options.map(({ flag, value = '' }) => [flag, value]));
  if (given.has('h')) throw new ExitError(1, `OpenBSD netcat (Debian patchlevel 1.219-1)\n${USAGE}`);
  const seconds = (flag: string, words: string): number | undefined => {
    const text = given.get(flag);
    if (text === undefined) return undefined;
    if (!/^-?\d+$/.test(text) || (flag === 'w' && text.startsWith('-')))
      throw new ExitError(1, `nc: ${words} invalid: ${text}\n`);
    return Number(text);
  };
  const quit = seconds('q', 'quit timer');
  const settings: Settings = {
    has: (flag) => given.has(flag),
    value: (flag) => given.get(flag),
    operands,
    quitAfter: quit === undefined || quit < 0 ? (given.has('N') ? Infinity : undefined) : quit,
    idleSeconds: seconds('w', 'timeout'),
  };
  if (given.has('u')) throw new ExitError(1, 'cka-net: nc -u (UDP) is not simulated yet\n');
  return given.has('l') ? listen(process, settings) : connect(process, settings);
}

/** `nc -l 80`, `nc -l 10.0.0.1 80`, `nc -l -p 80`, `nc -l -s 10.0.0.1 -p 80`. */
function listen(process: Process, settings: Settings): Promise<number> {
  const { operands, value, has } = settings;
  const [first, second] = operands;
  const portText = value('p') ?? second ?? first;
  const hostText = value('s') ?? (value('p') === undefined ? (second === undefined ? undefined : first) : first);
  if (has('z')) throw new ExitError(1, 'nc: cannot use -z and -l\n');
  if (portText === undefined) throw new ExitError(1, NO_PORT);
  const port = readPort(process, portText);
  const any = has('6') ? IPV6_ANY : (0 as Ipv4);
  const address = hostText === undefined ? any : resolve(process, hostText, portText, settings).address;
  const { world, netns } = process;
  const pid = servicePid(process);
  let listener: number;
  try {
    listener = listenTcp(world, netns, {
      address,
      v6only: true,
      port,
      program: { pid, name: process.argv[0] ?? 'nc' },
    });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `nc: ${strerror(error.errno)}\n`);
  }
  if (has('v')) process.err(socketLine(process.files, 'Listening', address, port, has('n')));
  return becomeService(process, pid, {
    kind: 'netcat',
    listener,
    connection: undefined,
    input: has('d') ? '' : toBytes(process.stdin),
    keepOpen: has('k'),
    verbose: has('v'),
    numeric: has('n'),
    quitAfter: settings.quitAfter,
    idleSeconds: settings.idleSeconds,
    quitAtUs: undefined,
    partial: '',
  });
}

function readPort(process: Process, text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : portOfService(process.files, text, 'tcp');
  if (port === undefined) throw new ExitError(1, `nc: port number invalid: ${text}\n`);
  if (port < 1 || port > 65_535)
    throw new ExitError(1, `nc: port number ${port < 1 ? 'too small' : 'too large'}: ${text}\n`);
  return port;
}

interface Resolved {
  readonly address: IpAddress;
  /** The link of a link-local address. */
  readonly ifindex?: number;
}

function resolve(process: Process, host: string, port: string, { has }: Pick<Settings, 'has'>): Resolved {
  const numeric = has('n');
  const netlink = process.netlink();
  const family = has('6') ? 'inet6' : has('4') ? 'inet' : undefined;
  const isDevice = (name: string): boolean => netlink.link(name) !== undefined;
  const found = getaddrinfo(process.files, host, { family, isDevice });
  if (numeric && found.type !== 'error' && !/^[\d.]+$|:/.test(host)) {
    throw new ExitError(1, `nc: getaddrinfo for host "${host}" port ${port}: ${GAI_ERRORS.EAI_NONAME}\n`);
  }
  if (found.type !== 'error') {
    const link = found.type === 'inet6' && found.scope !== undefined ? netlink.link(found.scope) : undefined;
    return { address: found.address, ...(link && { ifindex: link.ifindex }) };
  }
  const error = numeric ? 'EAI_NONAME' : found.error;
  throw new ExitError(1, `nc: getaddrinfo for host "${host}" port ${port}: ${GAI_ERRORS[error]}\n`);
}

async function connect(process: Process, settings: Settings): Promise<number> {
  const { operands, has } = settings;
  const [host, portWords] = operands;
  if (host === undefined) throw new ExitError(1, USAGE);
  if (portWords === undefined) throw new ExitError(1, NO_PORT);
  let status = 1;
  for (const port of portsOf(process, portWords)) {
    const to = resolve(process, host, String(port), settings);
    const socket = await attempt(process, settings, host, to, port);
    if (socket === undefined) continue;
    status = 0;
    try {
      if (!has('z')) await converse(process, settings, socket);
    } finally {
      closeTcp(process.world, socket);
    }
  }
  return process.signal.aborted ? 130 : status;
}

/** build_ports: `80`, `20-25`, `http`. */
function portsOf(process: Process, text: string): readonly number[] {
  const [low = '', high] = /^\d+-\d+$/.test(text) ? text.split('-') : [text];
  const from = readPort(process, low);
  const to = high === undefined ? from : readPort(process, high);
  const [first, last] = from < to ? [from, to] : [to, from];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

async function attempt(
  process: Process,
  { has, value, idleSeconds }: Settings,
  host: string,
  { address, ifindex }: Resolved,
  port: number,
): Promise<number | undefined> {
  const { world } = process;
  const source = value('s') === undefined ? undefined : resolve(process, value('s') ?? '', '0', { has }).address;
  const sourcePort = value('p') === undefined ? undefined : readPort(process, value('p') ?? '');
  const deadline = idleSeconds === undefined ? Infinity : world.nowUs + idleSeconds * 1_000_000;
  const options = {
    ...(source !== undefined && { source }),
    ...(sourcePort !== undefined && { sourcePort }),
    ...(ifindex !== undefined && { ifindex }),
  };
  const result = await openConnection(process, { address, port }, options, deadline);
  const text = formatIp(address);
  const place = host === text ? host : `${host} (${text})`;
  const say = (words: string): void => {
    if (has('v')) process.err(words);
  };
  if (result.type === 'open') {
    const service = (has('n') ? undefined : serviceOfPort(process.files, port, 'tcp')) ?? '*';
    say(`Connection to ${place} ${port} port [tcp/${service}] succeeded!\n`);
    return result.socket;
  }
  if (result.type === 'timeout') {
    closeTcp(world, result.socket);
    if (!process.signal.aborted)
      say(`nc: connect to ${place} port ${port} (tcp) timed out: Operation now in progress\n`);
  } else say(`nc: connect to ${place} port ${port} (tcp) failed: ${strerror(result.errno)}\n`);
  return undefined;
}

/** readwrite(): standard input goes out at once; what arrives is shown until the other side or a timer ends it. */
async function converse(process: Process, { has, quitAfter, idleSeconds }: Settings, socket: number): Promise<void> {
  const { world } = process;
  const input = has('d') ? '' : toBytes(process.stdin);
  if (input !== '') writeTcp(world, socket, input);
  if (quitAfter !== undefined) finishTcp(world, socket);
  const quitAtUs = quitAfter === undefined ? Infinity : world.nowUs + quitAfter * 1_000_000;
  let partial = '';
  for (;;) {
    const idleUs = idleSeconds === undefined ? Infinity : world.nowUs + idleSeconds * 1_000_000;
    const changed = (): boolean => {
      const record = world.sockets.get(socket);
      return record?.type !== 'tcp' || record.inbox !== '' || record.ended;
    };
    const heard = await waitFor(process, changed, Math.min(quitAtUs, idleUs));
    if (!heard || !world.sockets.has(socket)) break;
    const { data, end } = readTcp(world, socket);
    const { text, rest } = wholeCharacters(partial + data);
    partial = rest;
    if (text !== '') process.out(text);
    if (end) break;
  }
  // What has not been acknowledged when the program ends is the kernel's to deliver.
  if (tcpStillSending(process, socket))
    await process.wait(() => !tcpStillSending(process, socket), world.nowUs + 1_000_000);
}

function tcpStillSending({ world }: Process, socket: number): boolean {
  if (!world.sockets.has(socket)) return false;
  const { outbox, state } = tcpSocket(world, socket);
  return outbox !== '' && state === 'ESTAB';
}
