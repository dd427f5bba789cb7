import type { Ipv4Packet } from '../packet/frame';
import type { Owned } from '../state/epoch';
import { icmpNumbers } from './netfilter/icmp-numbers';
import type { NetnsId } from './records';
import type { World } from './world';

/** The counters of a namespace that /proc/net/snmp and /proc/net/netstat show (include/net/snmp.h); each is an index. */
export const MIB = {
  inReceives: 0,
  inHdrErrors: 1,
  inAddrErrors: 2,
  forwDatagrams: 3,
  inDelivers: 4,
  outRequests: 5,
  outNoRoutes: 6,
  reasmReqds: 7,
  reasmOKs: 8,
  reasmFails: 9,
  fragOKs: 10,
  fragFails: 11,
  fragCreates: 12,
  outTransmits: 13,
  icmpIn: 14,
  icmpOut: 15,
  activeOpens: 16,
  passiveOpens: 17,
  attemptFails: 18,
  estabResets: 19,
  inSegs: 20,
  outSegs: 21,
  retransSegs: 22,
  outRsts: 23,
  udpIn: 24,
  udpNoPorts: 25,
  udpOut: 26,
  inNoRoutes: 27,
  inOctets: 28,
  outOctets: 29,
  inNoEct: 30,
} as const;

/** Where the counters by ICMP type begin, in and out. */
const ICMP_IN = 32;
const ICMP_OUT = 64;
const SIZE = 96;

/** The counters, which their epoch alone may write in place. */
export interface MibRecord extends Owned {
  readonly counts: number[];
}

/** SNMP_INC_STATS and SNMP_ADD_STATS. */
export function countMib(world: World, netns: NetnsId, index: number, by = 1): void {
  const counts = countsOf(world, netns);
  counts[index] = (counts[index] ?? 0) + by;
}

function countsOf(world: World, netns: NetnsId): number[] {
  const { mib } = world.netns(netns);
  if (mib && world.owns(mib)) return mib.counts;
  const counts = mib ? mib.counts.slice() : new Array<number>(SIZE).fill(0);
  world.writeNetns(netns).mib = world.owned({ counts });
  return counts;
}

/** ip_rcv_core: a packet has come in. */
export function countIpIn(world: World, netns: NetnsId, packet: Ipv4Packet): void {
  const counts = countsOf(world, netns);
  counts[MIB.inReceives] = (counts[MIB.inReceives] ?? 0) + 1;
  counts[MIB.inOctets] = (counts[MIB.inOctets] ?? 0) + packet.length;
  if ((packet.tos & 3) === 0) counts[MIB.inNoEct] = (counts[MIB.inNoEct] ?? 0) + 1;
}

/** ip_finish_output2: a packet leaves. */
export function countIpOut(world: World, netns: NetnsId, packet: Ipv4Packet): void {
  const counts = countsOf(world, netns);
  counts[MIB.outTransmits] = (counts[MIB.outTransmits] ?? 0) + 1;
  counts[MIB.outOctets] = (counts[MIB.outOctets] ?? 0) + packet.length;
}

/** ip_local_deliver_finish, and icmp_rcv's and icmp_out_count's by type. */
export function countDelivered(world: World, netns: NetnsId, { payload }: Ipv4Packet): void {
  countMib(world, netns, MIB.inDelivers);
  if (payload.kind !== 'icmp') return;
  countMib(world, netns, MIB.icmpIn);
  countMib(world, netns, ICMP_IN + icmpNumbers(payload).type);
}

/** __ip_local_out: this host has made a packet. */
export function countMade(world: World, netns: NetnsId, { payload }: Pick<Ipv4Packet, 'payload'>): void {
  countMib(world, netns, MIB.outRequests);
  if (payload.kind !== 'icmp') return;
  countMib(world, netns, MIB.icmpOut);
  countMib(world, netns, ICMP_OUT + icmpNumbers(payload).type);
}

/** A counter's value. */
export function mibValue(world: World, netns: NetnsId, index: number): number {
  return world.netns(netns).mib?.counts[index] ?? 0;
}

/** How many ICMP messages of a type came or went. */
export function icmpCount(world: World, netns: NetnsId, way: 'in' | 'out', type: number): number {
  return mibValue(world, netns, (way === 'in' ? ICMP_IN : ICMP_OUT) + type);
}
