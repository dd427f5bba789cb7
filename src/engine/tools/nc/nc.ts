import { KernelError, strerror } from '../../kernel/errno';
import { closeTcp, finishTcp, listenTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import { openUdpSocket } from '../../kernel/udp';
import type { Ipv4 } from '../../packet/address';
import { IPV6_ANY } from '../../packet/ipv6-address';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { toBytes, wholeCharacters } from '../http/bytes';
import { openConnection, waitFor } from '../http/exchange';
import { becomeService, servicePid } from '../services/start';
import type { Process } from '../tool';
import { NC } from './declaration';
import { exchangeDatagrams } from './datagrams';
import { socketLine } from './peer-name';
import { placeOf, portsOf, readPort, resolve, succeeded, type Resolved, type Settings } from './target';

const SUMMARY = `\tCommand Summary:
\t\t-4\t\tUse IPv4
\t\t-6\t\tUse IPv6
\t\t-b\t\tAllow broadcast
\t\t-C\t\tSend CRLF as line-ending
\t\t-D\t\tEnable the debug socket option
\t\t-d\t\tDetach from stdin
\t\t-F\t\tPass socket fd
\t\t-h\t\tThis help text
\t\t-I length\tTCP receive buffer length
\t\t-i interval\tDelay interval for lines sent, ports scanned
\t\t-k\t\tKeep inbound sockets open for multiple connects
\t\t-l\t\tListen mode, for inbound connects
\t\t-M ttl\t\tOutgoing TTL / Hop Limit
\t\t-m minttl\tMinimum incoming TTL / Hop Limit
\t\t-N\t\tShutdown the network socket after EOF on stdin
\t\t-n\t\tSuppress name/port resolutions
\t\t-O length\tTCP send buffer length
\t\t-P proxyuser\tUsername for proxy authentication
\t\t-p port\t\tSpecify local port for remote connects
\t\t-q secs\t\tquit after EOF on stdin and delay of secs
\t\t-r\t\tRandomize remote ports
\t\t-S\t\tEnable the TCP MD5 signature option
\t\t-s sourceaddr\tLocal source address
\t\t-T keyword\tTOS value
\t\t-t\t\tAnswer TELNET negotiation
\t\t-U\t\tUse UNIX domain socket
\t\t-u\t\tUDP mode
\t\t-V rtable\tSpecify alternate routing table
\t\t-v\t\tVerbose
\t\t-W recvlimit\tTerminate after receiving a number of packets
\t\t-w timeout\tTimeout for connects and final net reads
\t\t-X proto\tProxy protocol: "4", "5" (SOCKS) or "connect"
\t\t-x addr[:port]\tSpecify proxy address and port
\t\t-Z\t\tDCCP mode
\t\t-z\t\tZero-I/O mode [used for scanning]
\tPort numbers can be individual or ranges: lo-hi [inclusive]
`;

const USAGE = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
\t  [destination] [port]
`;

const NO_PORT = 'nc: missing port number\n';

/** nc(1) of netcat-openbsd 1.219. */
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
  if (given.has('h')) throw new ExitError(0, `OpenBSD netcat (Debian patchlevel 1.219-1)\n${USAGE}${SUMMARY}`);
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
  return given.has('l') ? listen(process, settings) : connect(process, settings);
}

/** `nc -l 80`, `nc -l 10.0.0.1 80`, `nc -l -p 80`, `nc -l -s 10.0.0.1 -p 80`. */
async function listen(process: Process, settings: Settings): Promise<number> {
  const { operands, value, has } = settings;
  const [first, second, ...more] = operands;
  if (more.length > 0) throw new ExitError(1, USAGE);
  const portText = value('p') ?? second ?? first;
  const hostText = value('s') ?? (value('p') === undefined ? (second === undefined ? undefined : first) : first);
  if (has('z')) throw new ExitError(1, 'nc: cannot use -z and -l\n');
  if (portText === undefined) throw new ExitError(1, NO_PORT);
  const port = readPort(process, portText, has('u') ? 'udp' : 'tcp');
  const any = has('6') ? IPV6_ANY : (0 as Ipv4);
  const address = hostText === undefined ? any : (await resolve(process, hostText, portText, settings)).address;
  const { world, netns } = process;
  const pid = servicePid(process);
  const bound = { address, port, program: { pid, name: process.argv[0] ?? 'nc' } } as const;
  let listener: number;
  try {
    listener = has('u') ? openUdpSocket(world, netns, bound) : listenTcp(world, netns, { ...bound, backlog: 1 });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `nc: ${strerror(error.errno)}\n`);
  }
  if (has('v')) process.err(socketLine(process.files, has('u') ? 'Bound' : 'Listening', address, port, has('n')));
  if (has('u')) {
    return becomeService(process, pid, {
      kind: 'netcat-datagrams',
      socket: listener,
      connected: false,
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

async function connect(process: Process, settings: Settings): Promise<number> {
  const { operands, has } = settings;
  const [host, ...portWords] = operands;
  if (host === undefined) throw new ExitError(1, USAGE);
  if (portWords.length === 0) throw new ExitError(1, NO_PORT);
  let status = 1;
  // Debian's nc takes several ports and ranges.
  for (const port of portWords.flatMap((words) => portsOf(process, words, has('u') ? 'udp' : 'tcp'))) {
    const to = await resolve(process, host, String(port), settings);
    if (has('u')) {
      if (await exchangeDatagrams(process, settings, host, { ...to, port })) status = 0;
      continue;
    }
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

async function attempt(
  process: Process,
  settings: Settings,
  host: string,
  { address, ifindex }: Resolved,
  port: number,
): Promise<number | undefined> {
  const { world } = process;
  const { has, value, idleSeconds } = settings;
  const source =
    value('s') === undefined ? undefined : (await resolve(process, value('s') ?? '', '0', { has })).address;
  const sourcePort = value('p') === undefined ? undefined : readPort(process, value('p') ?? '', 'tcp');
  const deadline = idleSeconds === undefined ? Infinity : world.nowUs + idleSeconds * 1_000_000;
  const options = {
    ...(source !== undefined && { source }),
    ...(sourcePort !== undefined && { sourcePort }),
    ...(ifindex !== undefined && { ifindex }),
  };
  const result = await openConnection(process, { address, port }, options, deadline);
  const place = placeOf(host, address);
  const say = (words: string): void => {
    if (has('v')) process.err(words);
  };
  if (result.type === 'open') {
    say(succeeded(process, settings, place, port, 'tcp'));
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
