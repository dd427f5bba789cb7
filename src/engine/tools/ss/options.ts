import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Process } from '../tool';
import { SS } from './declaration';
import type { SocketState } from './sockets';
import { USAGE, VERSION } from './texts';

/** What the command line of ss asks for. */
export interface SsOptions {
  readonly flags: ReadonlySet<string>;
  readonly netns?: string;
  /** Which tables; each of the ones that the simulator has not is always empty. */
  readonly tables: ReadonlySet<string>;
  /** IPv4 sockets are among those asked for. */
  readonly ipv4: boolean;
  /** Sockets of IPv6 are shown. */
  readonly ipv6: boolean;
  readonly states: ReadonlySet<SocketState>;
  readonly filter: readonly string[];
  /** Nothing but -s was asked for. */
  readonly summaryOnly: boolean;
}

const ALL: readonly SocketState[] = [
  'ESTAB',
  'SYN-SENT',
  'SYN-RECV',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'UNCONN',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
];

function without(...states: readonly SocketState[]): readonly SocketState[] {
  return ALL.filter((state) => !states.includes(state));
}

const CONNECTED = without('LISTEN', 'UNCONN', 'TIME-WAIT', 'SYN-RECV');

/** scan_state, in lower case. */
const STATES: ReadonlyMap<string, readonly SocketState[]> = new Map<string, readonly SocketState[]>([
  ...ALL.map((state) => [state.toLowerCase(), [state]] as const).filter(
    ([name]) => !['estab', 'unconn', 'listen'].includes(name),
  ),
  ['established', ['ESTAB']],
  ['listening', ['LISTEN']],
  ['unconnected', ['UNCONN']],
  ['close', ['UNCONN']],
  ['closed', ['UNCONN']],
  ['syn-rcv', ['SYN-RECV']],
  ['all', ALL],
  ['connected', without('UNCONN', 'LISTEN')],
  ['synchronized', without('UNCONN', 'LISTEN', 'SYN-SENT')],
  ['bucket', ['SYN-RECV', 'TIME-WAIT']],
  ['big', without('SYN-RECV', 'TIME-WAIT')],
]);

const INET = ['tcp', 'mptcp', 'udp', 'dccp', 'sctp', 'raw'] as const;
const UNIX = ['unix_dgram', 'unix_stream', 'unix_seqpacket'] as const;
const PACKET = ['packet_raw', 'packet_dgram'] as const;
const VSOCK = ['vsock_stream', 'vsock_dgram'] as const;
const TABLES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['all', [...INET, ...UNIX, ...PACKET, ...VSOCK, 'netlink', 'xdp']],
  ['inet', INET],
  ['unix', UNIX],
  ['u_str', ['unix_stream']],
  ['u_dgr', ['unix_dgram']],
  ['u_seq', ['unix_seqpacket']],
  ['packet', PACKET],
  ['p_raw', ['packet_raw']],
  ['p_dgr', ['packet_dgram']],
  ['vsock', VSOCK],
  ['v_str', ['vsock_stream']],
  ['v_dgr', ['vsock_dgram']],
  ...[...INET, ...UNIX, ...PACKET, ...VSOCK, 'netlink', 'tipc', 'xdp'].map((name) => [name, [name]] as const),
]);
/** Tables by the family that -f, -4, -x … name. */
const FAMILIES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['inet', INET],
  ['inet6', INET],
  ['unix', UNIX],
  ['link', PACKET],
  ['netlink', ['netlink']],
  ['vsock', VSOCK],
  ['tipc', ['tipc']],
  ['xdp', ['xdp']],
]);
const TABLE_FLAGS: ReadonlyMap<string, string> = new Map([
  ['t', 'tcp'],
  ['u', 'udp'],
  ['w', 'raw'],
  ['d', 'dccp'],
  ['S', 'sctp'],
  ['M', 'mptcp'],
]);
const FAMILY_FLAGS: ReadonlyMap<string, string> = new Map([
  ['4', 'inet'],
  ['6', 'inet6'],
  ['0', 'link'],
  ['x', 'unix'],
]);
const DATAGRAM: ReadonlySet<string> = new Set(['udp', 'raw']);
const REFUSED: ReadonlySet<string> = new Set(['m', 'i', 'E', 'K', 'D', 'F']);

/** Reads the command line as main() of ss.c. Throws ExitError; undefined when there is nothing more to do. */
export function readCommandLine(process: Process): SsOptions | undefined {
  const { options, operands, error } = parseOptions(SS, process.argv.slice(1));
  const flags = new Set<string>();
  const tables = new Set<string>();
  const families = new Set<string>();
  let states = new Set<SocketState>();
  let asked: ReadonlySet<SocketState> | undefined;
  let queried = false;
  let netns: string | undefined;
  const addTable = (name: string): void => {
    tables.add(name);
    for (const state of DATAGRAM.has(name) ? (['ESTAB'] as const) : CONNECTED) states.add(state);
  };
  const addFamily = (name: string): void => {
    families.add(name);
    states = new Set([...states, ...(name === 'link' || name === 'netlink' ? (['UNCONN'] as const) : CONNECTED)]);
  };
  for (const { flag, value = '' } of options) {
    const table = TABLE_FLAGS.get(flag);
    const family = FAMILY_FLAGS.get(flag);
    if (REFUSED.has(flag)) throw new ExitError(2, `cka-net: ss -${flag} is not simulated yet\n`);
    if (table !== undefined) addTable(table);
    else if (family !== undefined) addFamily(family);
    else if (flag === 'a') asked = new Set(ALL);
    else if (flag === 'l') asked = new Set<SocketState>(['LISTEN', 'UNCONN']);
    else if (flag === 'f') {
      if (value === 'help') return print(process, USAGE);
      if (!FAMILIES.has(value)) throw new ExitError(255, `ss: "${value}" is invalid family\n${USAGE}`);
      addFamily(value);
    } else if (flag === 'A') {
      if (!queried) tables.clear();
      queried = true;
      asked ??= new Set(CONNECTED);
      for (const name of value.split(',')) {
        const off = name.startsWith('!');
        const named = TABLES.get(off ? name.slice(1) : name);
        if (!named) throw new ExitError(255, `ss: "${name}" is illegal socket table id\n${USAGE}`);
        for (const one of named)
          if (off) tables.delete(one);
          else addTable(one);
      }
    } else if (flag === 'N') netns = value;
    else if (flag === 'V' || flag === 'h') return print(process, flag === 'V' ? VERSION : USAGE);
    else if (flag === 'Z' || flag === 'z') throw new ExitError(1, 'ss: SELinux is not enabled.\n');
    else flags.add(flag);
  }
  if (error !== undefined) throw new ExitError(255, `ss: ${error}\n${USAGE}`);
  const byDefault = tables.size === 0 && families.size === 0 && !queried;
  const rest = readStates(operands, asked);
  asked = rest.states;
  if (byDefault) {
    asked = asked && asked.size > 0 ? asked : new Set(CONNECTED);
    for (const name of TABLES.get('all') ?? []) tables.add(name);
  }
  for (const name of families) {
    const own = FAMILIES.get(name) ?? [];
    if (!own.some((table) => tables.has(table))) for (const table of own) tables.add(table);
  }
  const ipv4 = families.has('inet') || !families.has('inet6');
  const ipv6 = families.has('inet6') || !families.has('inet');
  if (asked && asked.size > 0) states = new Set(asked);
  const summaryOnly = flags.has('s') && byDefault && operands.length === 0;
  return { flags, tables, ipv4, ipv6, states, filter: rest.filter, summaryOnly, ...(netns !== undefined && { netns }) };
}

function print(process: Process, text: string): undefined {
  process.out(text);
  return undefined;
}

/** `state STATE` and `exclude STATE`, in front of the filter. */
function readStates(
  operands: readonly string[],
  given: ReadonlySet<SocketState> | undefined,
): { readonly states: ReadonlySet<SocketState> | undefined; readonly filter: readonly string[] } {
  let states: ReadonlySet<SocketState> | undefined;
  let i = 0;
  for (; i < operands.length; i += 2) {
    const word = operands[i] ?? '';
    if (word !== 'state' && word !== 'exclude' && word !== 'excl') break;
    const name = operands[i + 1];
    if (name === undefined) throw new ExitError(255, 'Command line is not complete. Try option "help"\n');
    const named = STATES.get(name.toLowerCase());
    if (!named) throw new ExitError(255, `ss: wrong state name: ${name}\n`);
    if (word === 'state') states = new Set([...(states ?? []), ...named]);
    else states = new Set([...(states ?? ALL)].filter((state) => !named.includes(state)));
  }
  return { states: states ?? given, filter: operands.slice(i) };
}
