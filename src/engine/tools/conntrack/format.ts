import type { ConntrackEntry } from '../../kernel/netfilter/conntrack';
import type { Counter } from '../../kernel/netfilter/model';
import { isIcmp, type Tuple } from '../../kernel/netfilter/tuple';
import { formatIp } from '../../packet/ipv6-address';
import { formatSave, formatXml } from './other-formats';

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [47, 'gre'],
  [58, 'icmpv6'],
]);

export function protocolName(protocol: number): string {
  return NAMES.get(protocol) ?? 'unknown';
}

export function secondsLeft({ expiresUs }: ConntrackEntry, nowUs: number): number {
  return Math.max(0, Math.trunc((expiresUs - nowUs) / 1_000_000));
}

/** How a connection of a list is shown: how many hold it, and what -o save calls it. */
interface Listed {
  readonly use?: number;
  readonly command?: string;
}

/** One connection of a list in the form that -o asks for. */
export function entryText(
  entry: ConntrackEntry,
  nowUs: number,
  output: ReadonlySet<string>,
  { use = 1, command = '-A' }: Listed = {},
): string {
  if (output.has('save')) return `${formatSave(entry, nowUs, command)}\n`;
  if (output.has('xml')) return `${formatXml(entry, nowUs, { use, mark: true })}\n`;
  return `${formatEvent(entry, nowUs, output, { mark: true, destroyed: false, use })}\n`;
}

/** What of a connection is told. */
interface Told {
  readonly mark: boolean;
  /** Counters come with the end only, and the time that was left only when there was some; undefined in a list. */
  readonly destroyed: boolean;
  /** References; undefined in an event. */
  readonly use?: number;
}

/** One connection as libnetfilter_conntrack writes it (NFCT_O_DEFAULT), with `-o extended` and `-o id`. */
export function formatEvent(
  entry: ConntrackEntry,
  nowUs: number,
  output: ReadonlySet<string>,
  { mark, destroyed, use }: Told,
): string {
  const { original, reply, seenReply, assured, tcp, id } = entry;
  const counters = destroyed || use !== undefined ? entry.counters : undefined;
  const { protocol } = original;
  const seconds = secondsLeft(entry, nowUs);
  return [
    ...(output.has('extended') ? [typeof original.source === 'number' ? 'ipv4     2' : 'ipv6     10'] : []),
    `${protocolName(protocol).padEnd(8)} ${protocol}`,
    ...(destroyed && seconds === 0 ? [] : [String(seconds)]),
    ...(tcp === undefined ? [] : [tcp]),
    formatTuple(original, counters?.original),
    ...(seenReply ? [] : ['[UNREPLIED]']),
    formatTuple(reply, counters?.reply),
    ...(assured ? ['[ASSURED]'] : []),
    ...(mark ? [`mark=${entry.mark}`] : []),
    ...(use === undefined ? [] : [`use=${use}`]),
    ...(output.has('id') ? [`id=${id}`] : []),
  ].join(' ');
}

function formatTuple(
  { protocol, source, destination, sourcePort, destinationPort }: Tuple,
  counted: Counter | undefined,
): string {
  const ends = `src=${formatIp(source)} dst=${formatIp(destination)}`;
  const inside = isIcmp({ protocol })
    ? `type=${destinationPort >>> 8} code=${destinationPort & 255} id=${sourcePort}`
    : `sport=${sourcePort} dport=${destinationPort}`;
  return `${ends} ${inside}${counted ? ` packets=${counted.packets} bytes=${counted.bytes}` : ''}`;
}
