import { formatIpv4 } from '../packet/address';
import { fullIpv6, type IpAddress } from '../packet/ipv6-address';
import { connections, type ConntrackEntry } from './netfilter/conntrack';
import { isIcmp, type Tuple } from './netfilter/tuple';
import type { Counter } from './netfilter/model';
import type { NetnsId } from './records';
import type { World } from './world';

/** The files of conntrack under /proc/net (net/netfilter/nf_conntrack_standalone.c). */

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [47, 'gre'],
  [58, 'icmpv6'],
]);

/** ct_seq_show: the file itself holds one more reference to each connection. */
export function procConntrack(world: World, netns: NetnsId): string {
  return connections(world, netns)
    .map((entry) => `${lineOf(world, entry)}\n`)
    .join('');
}

function lineOf(
  world: World,
  { original, reply, seenReply, assured, tcp, mark, expiresUs, counters }: ConntrackEntry,
): string {
  const { protocol, source } = original;
  const family = typeof source === 'number' ? 'ipv4     2' : 'ipv6     10';
  const seconds = Math.max(0, Math.trunc((expiresUs - world.nowUs) / 1_000_000));
  return [
    `${family} ${(PROTOCOLS.get(protocol) ?? 'unknown').padEnd(8)} ${protocol} ${seconds}`,
    ...(tcp === undefined ? [] : [tcp]),
    tupleText(original, counters?.original),
    ...(seenReply ? [] : ['[UNREPLIED]']),
    tupleText(reply, counters?.reply),
    ...(assured ? ['[ASSURED]'] : []),
    `mark=${mark} zone=0 use=2`,
  ].join(' ');
}

function tupleText(tuple: Tuple, counted: Counter | undefined): string {
  const { source, destination, sourcePort, destinationPort } = tuple;
  const ends = `src=${full(source)} dst=${full(destination)}`;
  const inside = isIcmp(tuple)
    ? `type=${destinationPort >>> 8} code=${destinationPort & 255} id=${sourcePort}`
    : `sport=${sourcePort} dport=${destinationPort}`;
  return `${ends} ${inside}${counted ? ` packets=${counted.packets} bytes=${counted.bytes}` : ''}`;
}

function full(address: IpAddress): string {
  return typeof address === 'number' ? formatIpv4(address) : fullIpv6(address);
}

/** Two lines of a machine with two processors; the kernel counts only what went wrong. */
const HEAD = 'entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n'; // prettier-ignore
const PROCESSORS = 2;

/** ct_cpu_seq_show. */
export function procConntrackStatistics(world: World, netns: NetnsId): string {
  const entries = connections(world, netns).length.toString(16).padStart(8, '0');
  const zeros = (count: number): string => Array<string>(count).fill('00000000').join(' ');
  return HEAD + `${entries}  ${zeros(12)}  ${zeros(4)}\n`.repeat(PROCESSORS);
}
