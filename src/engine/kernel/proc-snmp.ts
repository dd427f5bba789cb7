import { icmpCount, MIB, mibValue } from './mib';
import type { NetnsId } from './records';
import { readSysctl } from './sysctl-store';
import type { World } from './world';

/** /proc/net/snmp and /proc/net/netstat (net/ipv4/proc.c): a line of names and one of values for each protocol. */

type Named = readonly (readonly [name: string, value: number])[];

const TYPES = [
  ['DestUnreachs', 3],
  ['TimeExcds', 11],
  ['ParmProbs', 12],
  ['SrcQuenchs', 4],
  ['Redirects', 5],
  ['Echos', 8],
  ['EchoReps', 0],
  ['Timestamps', 13],
  ['TimestampReps', 14],
  ['AddrMasks', 17],
  ['AddrMaskReps', 18],
] as const;

export function procSnmp(world: World, netns: NetnsId): string {
  return linesOf(snmpOf(world, netns));
}

/** Protocol by protocol. */
export function snmpOf(world: World, netns: NetnsId): ReadonlyMap<string, Named> {
  const of = (index: number): number => mibValue(world, netns, index);
  const forwarding = readSysctl(world, netns, 'net.ipv4.ip_forward') === '1' ? 1 : 2;
  const ttl = Number(readSysctl(world, netns, 'net.ipv4.ip_default_ttl'));
  const ip: Named = [
    ['Forwarding', forwarding], ['DefaultTTL', ttl], ['InReceives', of(MIB.inReceives)], ['InHdrErrors', of(MIB.inHdrErrors)],
    ['InAddrErrors', of(MIB.inAddrErrors)], ['ForwDatagrams', of(MIB.forwDatagrams)], ['InUnknownProtos', 0], ['InDiscards', 0],
    ['InDelivers', of(MIB.inDelivers)], ['OutRequests', of(MIB.outRequests)], ['OutDiscards', 0], ['OutNoRoutes', of(MIB.outNoRoutes)],
    ['ReasmTimeout', of(MIB.reasmFails)], ['ReasmReqds', of(MIB.reasmReqds)], ['ReasmOKs', of(MIB.reasmOKs)], ['ReasmFails', of(MIB.reasmFails)],
    ['FragOKs', of(MIB.fragOKs)], ['FragFails', of(MIB.fragFails)], ['FragCreates', of(MIB.fragCreates)], ['OutTransmits', of(MIB.outTransmits)],
  ]; // prettier-ignore
  const byType = (way: 'in' | 'out', prefix: string): Named =>
    TYPES.map(([name, type]) => [`${prefix}${name}`, icmpCount(world, netns, way, type)]);
  const icmp: Named = [
    ['InMsgs', of(MIB.icmpIn)], ['InErrors', 0], ['InCsumErrors', 0], ...byType('in', 'In'),
    ['OutMsgs', of(MIB.icmpOut)], ['OutErrors', 0], ['OutRateLimitGlobal', 0], ['OutRateLimitHost', 0], ...byType('out', 'Out'),
  ]; // prettier-ignore
  const messages: Named = (['in', 'out'] as const).flatMap((way) =>
    Array.from({ length: 32 }, (_none, type): Named[number] => [
      `${way === 'in' ? 'In' : 'Out'}Type${type}`,
      icmpCount(world, netns, way, type),
    ]).filter(([, count]) => count > 0),
  );
  const tcp: Named = [
    ['RtoAlgorithm', 1], ['RtoMin', 200], ['RtoMax', 120_000], ['MaxConn', -1],
    ['ActiveOpens', of(MIB.activeOpens)], ['PassiveOpens', of(MIB.passiveOpens)], ['AttemptFails', of(MIB.attemptFails)],
    ['EstabResets', of(MIB.estabResets)], ['CurrEstab', established(world, netns)], ['InSegs', of(MIB.inSegs)], ['OutSegs', of(MIB.outSegs)],
    ['RetransSegs', of(MIB.retransSegs)], ['InErrs', 0], ['OutRsts', of(MIB.outRsts)], ['InCsumErrors', 0],
  ]; // prettier-ignore
  const udp = (counts: readonly number[]): Named =>
    ['InDatagrams', 'NoPorts', 'InErrors', 'OutDatagrams', 'RcvbufErrors', 'SndbufErrors', 'InCsumErrors', 'IgnoredMulti', 'MemErrors'].map((name, i) => [name, counts[i] ?? 0]); // prettier-ignore
  return new Map<string, Named>([
    ['Ip', ip],
    ['Icmp', icmp],
    ...(messages.length > 0 ? [['IcmpMsg', messages] as const] : []),
    ['Tcp', tcp],
    ['Udp', udp([of(MIB.udpIn), of(MIB.udpNoPorts), 0, of(MIB.udpOut)])],
    ['UdpLite', udp([])],
  ]);
}

/** Connections in ESTABLISHED or CLOSE-WAIT. */
function established(world: World, netns: NetnsId): number {
  let count = 0;
  for (const socket of world.socketsIn(netns)) {
    if (socket.type === 'tcp' && (socket.state === 'ESTAB' || socket.state === 'CLOSE-WAIT')) count++;
  }
  return count;
}

const IP_EXT = 'InNoRoutes InTruncatedPkts InMcastPkts OutMcastPkts InBcastPkts OutBcastPkts InOctets OutOctets InMcastOctets OutMcastOctets InBcastOctets OutBcastOctets InCsumErrors InNoECTPkts InECT1Pkts InECT0Pkts InCEPkts ReasmOverlaps'.split(' '); // prettier-ignore

/** What is counted of IpExt; all other counters of these files stay 0 here. */
export function ipExtOf(world: World, netns: NetnsId): Named {
  const counted = new Map<string, number>([
    ['InNoRoutes', MIB.inNoRoutes],
    ['InOctets', MIB.inOctets],
    ['OutOctets', MIB.outOctets],
    ['InNoECTPkts', MIB.inNoEct],
  ]);
  return IP_EXT.map((name) => {
    const index = counted.get(name);
    return [name, index === undefined ? 0 : mibValue(world, netns, index)];
  });
}

const TCP_EXT = 'SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts PruneCalled RcvPruned OfoPruned OutOfWindowIcmps LockDroppedIcmps ArpFilter TW TWRecycled TWKilled PAWSActive PAWSEstab BeyondWindow TSEcrRejected PAWSOldAck PAWSTimewait DelayedACKs DelayedACKLocked DelayedACKLost ListenOverflows ListenDrops TCPHPHits TCPPureAcks TCPHPAcks'.split(' '); // prettier-ignore

export function procNetstat(world: World, netns: NetnsId): string {
  const nothing = (names: readonly string[]): Named => names.map((name) => [name, 0]);
  return linesOf(new Map([['TcpExt', nothing(TCP_EXT)], ['IpExt', ipExtOf(world, netns)]])); // prettier-ignore
}

function linesOf(protocols: ReadonlyMap<string, Named>): string {
  return Array.from(protocols, ([name, counters]) => {
    const names = counters.map(([counter]) => counter).join(' ');
    return `${name}: ${names}\n${name}: ${counters.map(([, value]) => value).join(' ')}\n`;
  }).join('');
}
