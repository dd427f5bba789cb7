import { TCP_FLAG, type IpPacket } from '../../packet/frame';
import type { CowMap } from '../../state/cow-map';
import type { NetnsId } from '../records';
import { readSysctl } from '../sysctl-store';
import { trace } from '../trace';
import type { World } from '../world';
import { tellDestroyed, tellStored } from './conntrack-events';
import type { Counter } from './model';
import type { AnySkb, Tracked } from './skb';
import { nextTcpState, TCP_TIMEOUT_SYSCTL, type TcpState } from './tcp-tracking';
import { inverted, sameTuple, tupleKey, tupleOf, tupleText, type Tuple } from './tuple';

/** A connection the kernel follows (struct nf_conn, net/netfilter/nf_conntrack_core.c). */
export interface ConntrackEntry {
  readonly id: number;
  readonly original: Tuple;
  /** What answers look like; NAT changes it. */
  readonly reply: Tuple;
  /** An answer was seen. */
  readonly seenReply: boolean;
  readonly assured: boolean;
  readonly sourceNat: boolean;
  readonly destinationNat: boolean;
  /** The nat table was asked, whether or not it changed anything. */
  readonly sourceDone: boolean;
  readonly destinationDone: boolean;
  readonly mark: number;
  readonly tcp: TcpState | undefined;
  readonly expiresUs: number;
  /** Packets and bytes each way, when nf_conntrack_acct was on as it began. */
  readonly counters: { readonly original: Counter; readonly reply: Counter } | undefined;
}

/** The table: each direction's key leads to the connection. */
export interface ConntrackRecord {
  readonly entries: CowMap<number, ConntrackEntry>;
  readonly byTuple: CowMap<string, number>;
}

/** nf_conntrack_in: finds or starts the connection of a packet. An ICMP error is RELATED to the one it reports on. */
export function track(world: World, skb: AnySkb): void {
  const { packet, netns } = skb;
  if (packet.payload.kind === 'icmpv6' && NEVER_TRACKED.has(packet.payload.type)) {
    skb.untracked = true;
    return;
  }
  const tuple = tupleOf(packet);
  const found = tuple ? known(world, netns, tuple) : relatedTo(world, netns, packet);
  if (found) {
    skb.tracked = found;
    if (tuple) refresh(world, skb, found);
  } else if (tuple) skb.tracked = begin(world, netns, packet, tuple);
  if (world.recorder) traceTracked(world, skb);
}

function traceTracked(world: World, { tracked, packetId, netns, in: from }: AnySkb): void {
  trace(world, packetId, netns, from, () => ({
    type: 'conntrack',
    state: tracked?.state ?? 'INVALID',
    direction: tracked?.direction ?? 'original',
    ...(tracked && { original: tupleText(tracked.entry.original), reply: tupleText(tracked.entry.reply) }),
  }));
}

/** Neighbour discovery belongs to no connection (nf_conntrack_icmpv6_error). */
const NEVER_TRACKED: ReadonlySet<string> = new Set(['neighbour-solicitation', 'neighbour-advertisement']);

function known(world: World, netns: NetnsId, tuple: Tuple): Tracked | undefined {
  const entry = find(world, netns, tuple);
  if (!entry) return undefined;
  const direction = sameTuple(entry.original, tuple) ? 'original' : 'reply';
  const state = direction === 'reply' || entry.seenReply ? 'ESTABLISHED' : 'NEW';
  return { entry, direction, state, confirmed: true };
}

/** What a packet over lo carries is its own copy, and its connection may have gone on meanwhile. */
export function current(world: World, netns: NetnsId, tracked: Tracked): Tracked {
  return { ...tracked, entry: world.netns(netns).conntrack.entries.get(tracked.entry.id) ?? tracked.entry };
}

/** The live connection with this tuple in either direction. */
export function find(world: World, netns: NetnsId, tuple: Tuple): ConntrackEntry | undefined {
  return findByKey(world, netns, tupleKey(tuple));
}

function findByKey(world: World, netns: NetnsId, key: string): ConntrackEntry | undefined {
  const { entries, byTuple } = world.netns(netns).conntrack;
  const id = byTuple.get(key);
  const entry = id === undefined ? undefined : entries.get(id);
  if (!entry || entry.expiresUs > world.nowUs) return entry;
  deleteConnection(world, netns, entry);
  return undefined;
}

/** nf_conntrack_inet_error: an ICMP error goes the way of the answer to what it quotes. */
function relatedTo(world: World, netns: NetnsId, { payload }: IpPacket): Tracked | undefined {
  // A redirect of IPv6 is no error (RFC 4443 2.1).
  if ((payload.kind !== 'icmp' && payload.kind !== 'icmpv6') || !('quoted' in payload)) return undefined;
  if (payload.kind === 'icmpv6' && payload.type === 'redirect') return undefined;
  const quoted = tupleOf(payload.quoted);
  // What is quoted may be translated already, so it is known by what answers to it look like (nf_conntrack_inet_error).
  const answers = quoted && inverted(quoted);
  const entry = answers && find(world, netns, answers);
  if (!entry) return undefined;
  const direction = sameTuple(entry.original, answers) ? 'original' : 'reply';
  return { entry, direction, state: 'RELATED', confirmed: true };
}

/** init_conntrack; an echo reply nobody asked for, or TCP that does not begin with SYN and is not picked up, is INVALID. */
function begin(world: World, netns: NetnsId, packet: IpPacket, tuple: Tuple): Tracked | undefined {
  const { payload } = packet;
  if ((payload.kind === 'icmp' || payload.kind === 'icmpv6') && payload.type !== 'echo-request') return undefined;
  const tcp = payload.kind === 'tcp' ? nextTcpState(undefined, payload.flags, 'original') : undefined;
  if (payload.kind === 'tcp' && tcp === undefined) return undefined;
  const entry: ConntrackEntry = {
    id: world.allocateId(),
    original: tuple,
    reply: inverted(tuple),
    seenReply: false,
    assured: false,
    sourceNat: false,
    destinationNat: false,
    sourceDone: false,
    destinationDone: false,
    mark: 0,
    tcp,
    expiresUs: world.nowUs + timeoutUs(world, netns, tuple.protocol, tcp, false),
    counters:
      readSysctl(world, netns, ACCOUNTING) === '1'
        ? { original: { packets: 1, bytes: packet.length }, reply: NOTHING }
        : undefined,
  };
  return { entry, direction: 'original', state: 'NEW', confirmed: false };
}

/** The protocol's part of a packet: TCP state, answers seen, a new timeout. */
function refresh(world: World, skb: AnySkb, tracked: Tracked): void {
  const { netns, packet } = skb;
  const { entry, direction } = tracked;
  const { payload } = packet;
  // nf_conntrack_tcp_packet: a connection that was only ever reset is forgotten at once.
  if (payload.kind === 'tcp' && (payload.flags & TCP_FLAG.RST) !== 0 && !entry.seenReply && tracked.confirmed) {
    deleteConnection(world, netns, entry);
    const gone = copied(entry);
    gone.seenReply = true;
    tracked.entry = gone;
    return;
  }
  const seenReply = entry.seenReply || direction === 'reply';
  const tcp = payload.kind === 'tcp' ? (nextTcpState(entry.tcp, payload.flags, direction) ?? entry.tcp) : undefined;
  const assured =
    entry.assured ||
    (tcp === undefined ? payload.kind === 'udp' && entry.seenReply && seenReply : tcp === 'ESTABLISHED' && seenReply);
  const next = copied(entry);
  next.seenReply = seenReply;
  next.assured = assured;
  next.tcp = tcp ?? entry.tcp;
  next.expiresUs = world.nowUs + timeoutUs(world, netns, entry.original.protocol, tcp, assured);
  next.counters = entry.counters && counted(entry.counters, direction, packet.length);
  tracked.entry = next;
  if (tracked.confirmed) replace(world, netns, next);
}

/** An entry to be changed: written out, because every packet of a connection makes one, and a spread costs ten times as much. */
export function copied(entry: ConntrackEntry): { -readonly [Key in keyof ConntrackEntry]: ConntrackEntry[Key] } {
  return {
    id: entry.id,
    original: entry.original,
    reply: entry.reply,
    seenReply: entry.seenReply,
    assured: entry.assured,
    sourceNat: entry.sourceNat,
    destinationNat: entry.destinationNat,
    sourceDone: entry.sourceDone,
    destinationDone: entry.destinationDone,
    mark: entry.mark,
    tcp: entry.tcp,
    expiresUs: entry.expiresUs,
    counters: entry.counters,
  };
}

/** The new state of a connection that is in the table, under the same tuples. */
function replace(world: World, netns: NetnsId, entry: ConntrackEntry): void {
  const { conntrack } = world.netns(netns);
  if (!conntrack.entries.has(entry.id) || world.netns(netns).conntrackListeners) return store(world, netns, entry);
  const entries = world.writable(conntrack.entries);
  const ns = world.writeNetns(netns);
  entries.set(entry.id, entry);
  if (entries !== conntrack.entries) ns.conntrack = { entries, byTuple: conntrack.byTuple };
}

const ACCOUNTING = 'net.netfilter.nf_conntrack_acct';
const NOTHING: Counter = { packets: 0, bytes: 0 };

/** nf_ct_acct_add. */
function counted(
  counters: NonNullable<ConntrackEntry['counters']>,
  direction: Tracked['direction'],
  bytes: number,
): NonNullable<ConntrackEntry['counters']> {
  const before = counters[direction];
  return { ...counters, [direction]: { packets: before.packets + 1, bytes: before.bytes + bytes } };
}

const SECOND_US = 1_000_000;

/** Sysctls net.netfilter.nf_conntrack_*_timeout hold seconds. */
function timeoutUs(world: World, netns: NetnsId, protocol: number, tcp: TcpState | undefined, stream: boolean): number {
  const name =
    protocol === 6
      ? TCP_TIMEOUT_SYSCTL[tcp ?? 'SYN_SENT']
      : protocol === 17
        ? stream
          ? UDP_STREAM_TIMEOUT
          : UDP_TIMEOUT
        : (OTHER_TIMEOUTS.get(protocol) ?? GENERIC_TIMEOUT);
  return Number(readSysctl(world, netns, name)) * SECOND_US;
}

const UDP_TIMEOUT = 'net.netfilter.nf_conntrack_udp_timeout';
const UDP_STREAM_TIMEOUT = 'net.netfilter.nf_conntrack_udp_timeout_stream';
const GENERIC_TIMEOUT = 'net.netfilter.nf_conntrack_generic_timeout';
const OTHER_TIMEOUTS: ReadonlyMap<number, string> = new Map([
  [1, 'net.netfilter.nf_conntrack_icmp_timeout'],
  [58, 'net.netfilter.nf_conntrack_icmpv6_timeout'],
]);

/** Changes a packet's connection: in the table when it is there, otherwise only for this packet. */
export function update(world: World, netns: NetnsId, tracked: Tracked, next: ConntrackEntry): void {
  tracked.entry = next;
  if (tracked.confirmed) store(world, netns, next);
}

/** __nf_conntrack_confirm: the packet made it through this host, so its connection is real. False when another one took its tuple. */
export function confirm(world: World, skb: AnySkb): boolean {
  const { tracked, netns } = skb;
  // An answer of the kernel's own does not make the connection it is about real.
  if (!tracked || tracked.confirmed || tracked.direction !== 'original') return true;
  const { entry } = tracked;
  const [key, answers] = [tupleKey(entry.original), tupleKey(entry.reply)];
  if (findByKey(world, netns, key) || findByKey(world, netns, answers)) return false;
  storeByKeys(world, netns, entry, key, answers);
  tracked.confirmed = true;
  return true;
}

/** Puts a connection into the table, or its new state. `by`: the process that asks for it. */
export function store(world: World, netns: NetnsId, entry: ConntrackEntry, by?: number): void {
  storeByKeys(world, netns, entry, tupleKey(entry.original), tupleKey(entry.reply), by);
}

function storeByKeys(
  world: World,
  netns: NetnsId,
  entry: ConntrackEntry,
  key: string,
  answers: string,
  by?: number,
): void {
  const ns = world.writeNetns(netns);
  if (ns.conntrackListeners) tellStored(world, ns.conntrackListeners, ns.conntrack.entries.get(entry.id), entry, by);
  const entries = world.writable(ns.conntrack.entries);
  const byTuple = world.writable(ns.conntrack.byTuple);
  entries.set(entry.id, entry);
  byTuple.set(key, entry.id);
  byTuple.set(answers, entry.id);
  if (entries !== ns.conntrack.entries || byTuple !== ns.conntrack.byTuple) ns.conntrack = { entries, byTuple };
}

/** The live connections of a namespace, the older first. */
export function connections(world: World, netns: NetnsId): readonly ConntrackEntry[] {
  const live = [...world.netns(netns).conntrack.entries.values()].filter((entry) => entry.expiresUs > world.nowUs);
  return live.sort((a, b) => a.id - b.id);
}

/** Takes a connection out of the table. `by`: the process that asks for it. */
export function deleteConnection(world: World, netns: NetnsId, entry: ConntrackEntry, by?: number): void {
  const ns = world.writeNetns(netns);
  if (ns.conntrackListeners && ns.conntrack.entries.has(entry.id)) {
    tellDestroyed(world, ns.conntrackListeners, ns.conntrack.entries.get(entry.id) ?? entry, by);
  }
  const entries = world.writable(ns.conntrack.entries);
  const byTuple = world.writable(ns.conntrack.byTuple);
  entries.delete(entry.id);
  byTuple.delete(tupleKey(entry.original));
  byTuple.delete(tupleKey(entry.reply));
  ns.conntrack = { entries, byTuple };
}
