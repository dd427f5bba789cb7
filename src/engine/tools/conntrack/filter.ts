import type { ConntrackEntry } from '../../kernel/netfilter/conntrack';
import { TCP_TIMEOUT_SYSCTL, type TcpState } from '../../kernel/netfilter/tcp-tracking';
import { isIcmp } from '../../kernel/netfilter/tuple';
import { inPrefix, parseIpv4 } from '../../packet/address';
import { inPrefix6, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { atoi, strtol } from '../clib/numbers';
import { ExitError } from '../clib/exit';
import { PROGRAM } from './texts';

export type Wanted = (entry: ConntrackEntry) => boolean;

/** exit_error(PARAMETER_PROBLEM, …). */
export function refuse(message: string): ExitError {
  return new ExitError(2, `${PROGRAM}: ${message}\nTry \`conntrack -h' or 'conntrack --help' for more information.\n`);
}

const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['gre', 47],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ...[1, 6, 17, 47, 58].map((number) => [String(number), number] as const),
]);
/** Protocols that the real program knows and the simulator has no packets of. */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set(['udplite', 'sctp', 'dccp']);

const STATUS: ReadonlyMap<string, Wanted> = new Map<string, Wanted>([
  ['ASSURED', ({ assured }) => assured],
  ['SEEN_REPLY', ({ seenReply }) => seenReply],
  ['UNSET', () => true],
  ['CONFIRMED', () => true],
  ['FIXED_TIMEOUT', () => false],
  ['OFFLOAD', () => false],
  ['HW_OFFLOAD', () => false],
]);

const ADDRESS_OPTIONS = new Map<string, readonly ['original' | 'reply', 'source' | 'destination']>([
  ['s', ['original', 'source']],
  ['d', ['original', 'destination']],
  ['r', ['reply', 'source']],
  ['q', ['reply', 'destination']],
]);
const PORT_OPTIONS = new Map<string, readonly ['original' | 'reply', 'sourcePort' | 'destinationPort']>([
  ['sport', ['original', 'sourcePort']],
  ['orig-port-src', ['original', 'sourcePort']],
  ['dport', ['original', 'destinationPort']],
  ['orig-port-dst', ['original', 'destinationPort']],
  ['reply-port-src', ['reply', 'sourcePort']],
  ['reply-port-dst', ['reply', 'destinationPort']],
  ['icmp-id', ['original', 'sourcePort']],
  ['icmpv6-id', ['original', 'sourcePort']],
]);

/** Options about an echo's identifier, by the protocol that has them. */
const ID_OPTIONS: ReadonlyMap<string, number> = new Map([
  ['icmp-id', 1],
  ['icmpv6-id', 58],
]);

/** NAT changed an end; ICMP's tuples always look as if it did, because its type differs (filter_nat of conntrack.c). */
function natted({ original, sourceNat, destinationNat }: ConntrackEntry, end: 'source' | 'destination'): boolean {
  return isIcmp(original) || (end === 'source' ? sourceNat : destinationNat);
}

/** What one option asks of a connection; undefined when it is no filter. `protocol` is that of -p, which makes port options known. */
export function filterOf(flag: string, value: string, protocol: number | undefined): Wanted | undefined {
  const address = ADDRESS_OPTIONS.get(flag);
  if (address) return addressFilter(address, value);
  const port = PORT_OPTIONS.get(flag);
  if (port) {
    const [direction, key] = port;
    const number = atoi(value) & 0xffff;
    return knownFor(
      flag,
      ID_OPTIONS.has(flag) ? protocol === ID_OPTIONS.get(flag) : protocol === 6 || protocol === 17,
      (entry) => entry[direction][key] === number,
    );
  }
  switch (flag) {
    case 'p': {
      const number = protocolNumber(value);
      return (entry) => entry.original.protocol === number;
    }
    case 'f':
      if (value !== 'ipv4' && value !== 'ipv6') throw refuse(`\`${value}' unsupported protocol`);
      return (entry) => (typeof entry.original.source === 'number') === (value === 'ipv4');
    case 'u':
      return statusFilter(value);
    case 'm': {
      const wanted = readMark(value);
      return (entry) => (entry.mark & wanted.mask) >>> 0 === wanted.value;
    }
    case 'n':
      return (entry) => natted(entry, 'source');
    case 'g':
      return (entry) => natted(entry, 'destination');
    case 'j':
      return (entry) => natted(entry, 'source') || natted(entry, 'destination');
    case 'state':
      return knownFor(flag, protocol === 6, stateFilter(value));
    case 'icmpv6-type':
      return knownFor(flag, protocol === 58, (entry) => entry.original.destinationPort >>> 8 === atoi(value));
    case 'icmpv6-code':
      return knownFor(flag, protocol === 58, (entry) => (entry.original.destinationPort & 255) === atoi(value));
    case 'icmp-type':
      return knownFor(flag, protocol === 1, (entry) => entry.original.destinationPort >>> 8 === atoi(value));
    case 'icmp-code':
      return knownFor(flag, protocol === 1, (entry) => (entry.original.destinationPort & 255) === atoi(value));
    default:
      return undefined;
  }
}

/** `VALUE[/MASK]`; what is no number is 0. */
export function readMark(text: string): { readonly value: number; readonly mask: number } {
  const [mark = '', mask = '0xffffffff'] = text.split('/');
  return { value: Number(strtol(mark, 0).value), mask: Number(strtol(mask, 0).value) };
}

/** The options of a protocol are there only once -p named it. */
function knownFor(flag: string, known: boolean, filter: Wanted): Wanted {
  if (!known) throw refuse(`unknown option \`--${flag}'`);
  return filter;
}

export function protocolNumber(name: string): number {
  if (OTHER_PROTOCOLS.has(name)) return 255;
  const number = PROTOCOLS.get(name.toLowerCase());
  if (number === undefined) throw refuse(`\`${name}' unsupported protocol`);
  return number;
}

function addressFilter(
  [direction, end]: readonly ['original' | 'reply', 'source' | 'destination'],
  text: string,
): Wanted {
  const { address, bits } = readAddress(text);
  return (entry) => {
    const own = entry[direction][end];
    if (typeof own === 'number') return typeof address === 'number' && inPrefix(own, address, bits);
    return typeof address === 'string' && inPrefix6(own, address, bits);
  };
}

/** An address as an option takes it. */
export function readAddress(text: string): { readonly address: IpAddress; readonly bits: number } {
  const [word = '', length] = text.split('/');
  const address = parseIpv4(word) ?? parseIpv6(word);
  if (address === undefined) throw refuse(`Invalid IP address \`${text}'`);
  const most = typeof address === 'number' ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  if (!Number.isInteger(bits) || bits > most) throw refuse('Invalid netmask');
  return { address, bits };
}

/** The family that an option names by itself or by its address. */
export function familyOf(flag: string, value: string): 'ipv4' | 'ipv6' | undefined {
  if (flag === 'f') return value === 'ipv6' ? 'ipv6' : 'ipv4';
  if (!ADDRESS_OPTIONS.has(flag)) return undefined;
  return typeof readAddress(value).address === 'number' ? 'ipv4' : 'ipv6';
}

function statusFilter(text: string): Wanted {
  const all = text.split(',').map((name) => {
    const instead = { SRC_NAT: 'src-nat', DST_NAT: 'dst-nat' }[name.toUpperCase()];
    if (instead !== undefined) {
      const warning = `WARNING: ignoring ${name.toUpperCase()}, use --${instead} instead\n`;
      throw new ExitError(1, `${warning}${PROGRAM}: Operation failed: invalid parameters\n`);
    }
    const filter = STATUS.get(name.toUpperCase());
    if (!filter) throw refuse(`Bad parameter \`${name}'`);
    return filter;
  });
  return (entry) => all.every((filter) => filter(entry));
}

/** The state that --state names. */
export function tcpStateOf(name: string): TcpState | undefined {
  return (Object.keys(TCP_TIMEOUT_SYSCTL) as TcpState[]).find((state) => state === name);
}

function stateFilter(name: string): Wanted {
  const known = name === 'NONE' || name === 'LISTEN' || tcpStateOf(name) !== undefined;
  if (!known) throw refuse(`unknown TCP state \`${name}'`);
  return ({ tcp }) => tcp === name;
}
