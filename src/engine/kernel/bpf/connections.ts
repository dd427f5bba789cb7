import type { Ipv4Packet } from '../../packet/frame';
import { inverted, tupleKey, tupleOf, type Tuple } from '../netfilter/tuple';
import type { NetnsId } from '../records';
import type { World } from '../world';
import type { BpfConnection } from './records';

/**
 * Cilium's own connection tracking (bpf/lib/conntrack.h), beside netfilter's: each endpoint's direction has its entries, made when a packet begins
 * a connection that policy allows; its answers need no other leave.
 */

export type Scope = 'in' | 'out' | 'service';

/** CT_CONNECTION_LIFETIME_TCP, …_NONTCP and CT_SYN_TIMEOUT, in seconds. */
const TCP_SECONDS = 8_000;
const OTHER_SECONDS = 60;

export type Seen =
  | { readonly state: 'new'; readonly tuple: Tuple | undefined }
  | { readonly state: 'established' | 'reply' | 'related'; readonly connection: BpfConnection };

/** ct_lookup4: what is known of a packet that leaves an endpoint ('out') or goes to one ('in'). */
export function lookUp(world: World, netns: NetnsId, packet: Ipv4Packet, scope: 'in' | 'out'): Seen {
  const there = scope === 'in' ? 'out' : 'in';
  const tuple = tupleOf(packet);
  if (!tuple) {
    // An ICMP error belongs to the connection of what it quotes, which went the other way.
    const { payload } = packet;
    const quoted = 'quoted' in payload ? tupleOf(payload.quoted) : undefined;
    const connection = quoted && find(world, netns, there, quoted);
    return connection ? { state: 'related', connection } : { state: 'new', tuple };
  }
  const reply = find(world, netns, there, inverted(tuple));
  if (reply) return { state: 'reply', connection: reply };
  const known = find(world, netns, scope, tuple);
  return known ? { state: 'established', connection: known } : { state: 'new', tuple };
}

export function find(world: World, netns: NetnsId, scope: Scope, tuple: Tuple): BpfConnection | undefined {
  const connection = world.netns(netns).bpf?.connections.get(keyOf(scope, tuple));
  return connection && connection.expiresUs > world.nowUs ? connection : undefined;
}

/** ct_create4 */
export function remember(
  world: World,
  netns: NetnsId,
  scope: Scope,
  tuple: Tuple,
  more: Pick<BpfConnection, 'frontend' | 'backend'> = {},
): void {
  const { bpf } = world.netns(netns);
  if (!bpf) return;
  const connections = world.writable(bpf.connections);
  if (connections.size >= MOST) for (const [key, { expiresUs }] of connections) if (expiresUs <= world.nowUs) connections.delete(key); // prettier-ignore
  const seconds = tuple.protocol === 6 ? TCP_SECONDS : OTHER_SECONDS;
  connections.set(keyOf(scope, tuple), { ...more, expiresUs: world.nowUs + seconds * 1_000_000 });
  if (connections !== bpf.connections) world.writeNetns(netns).bpf = { ...bpf, connections };
}

/** Old entries are looked for when there are so many. */
const MOST = 20_000;

function keyOf(scope: Scope, tuple: Tuple): string {
  return `${scope} ${tupleKey(tuple)}`;
}
