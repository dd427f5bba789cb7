import type { ConntrackEntry } from '../../kernel/netfilter/conntrack';
import type { Counter } from '../../kernel/netfilter/model';
import { isIcmp, type Tuple } from '../../kernel/netfilter/tuple';
import { formatIp } from '../../packet/ipv6-address';

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [47, 'gre'],
  [58, 'icmpv6'],
]);

/** One connection as libnetfilter_conntrack writes it (NFCT_O_DEFAULT), with `-o extended` and `-o id`. */
export function formatEntry(entry: ConntrackEntry, nowUs: number, output: ReadonlySet<string>): string {
  const { original, reply, seenReply, assured, tcp, mark, id, counters } = entry;
  const { protocol } = original;
  const seconds = Math.max(0, Math.trunc((entry.expiresUs - nowUs) / 1_000_000));
  const parts = [
    ...(output.has('extended') ? [typeof original.source === 'number' ? 'ipv4     2' : 'ipv6     10'] : []),
    `${(NAMES.get(protocol) ?? 'unknown').padEnd(8)} ${protocol} ${seconds}`,
    ...(tcp === undefined ? [] : [tcp]),
    formatTuple(original, counters?.original),
    ...(seenReply ? [] : ['[UNREPLIED]']),
    formatTuple(reply, counters?.reply),
    ...(assured ? ['[ASSURED]'] : []),
    `mark=${mark} use=1`,
    ...(output.has('id') ? [`id=${id}`] : []),
  ];
  return `${parts.join(' ')}\n`;
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
