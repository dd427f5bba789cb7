import type { NetnsId } from '../records';
import type { World } from '../world';
import type { ConntrackEntry } from './conntrack';

/** nfnetlink sockets that listen to the groups of connections (net/netfilter/nf_conntrack_netlink.c: NFNLGRP_CONNTRACK_*). */

/** What happened to a connection. */
export interface ConntrackEvent {
  readonly type: 'NEW' | 'UPDATE' | 'DESTROY';
  readonly entry: ConntrackEntry;
  /** Its mark is part of the news. */
  readonly marked: boolean;
  readonly atUs: number;
  /** The process that asked for it; undefined when a packet or its age did. */
  readonly by: number | undefined;
}

/** Opens a socket that is told of every connection of the namespace. */
export function openConntrackEvents(world: World, netns: NetnsId): number {
  const id = world.allocateId();
  world.addSocket({ id, netns, type: 'conntrack-events', arrived: [] });
  const ns = world.writeNetns(netns);
  ns.conntrackListeners = [...(ns.conntrackListeners ?? []), id];
  return id;
}

export function closeConntrackEvents(world: World, socket: number): void {
  const record = world.sockets.get(socket);
  if (record?.type !== 'conntrack-events') return;
  world.removeSocket(socket);
  if (!world.namespaces.has(record.netns)) return;
  const ns = world.writeNetns(record.netns);
  const left = (ns.conntrackListeners ?? []).filter((id) => id !== socket);
  ns.conntrackListeners = left.length > 0 ? left : undefined;
}

/** Everything that waits, the oldest first. */
export function takeConntrackEvents(world: World, socket: number): readonly ConntrackEvent[] {
  const record = world.sockets.get(socket);
  if (record?.type !== 'conntrack-events' || record.arrived.length === 0) return [];
  const { arrived } = record;
  const writable = world.writeSocket(socket);
  if (writable.type === 'conntrack-events') writable.arrived = [];
  return arrived;
}

export function hasConntrackEvents(world: World, socket: number): boolean {
  const record = world.sockets.get(socket);
  return record?.type === 'conntrack-events' && record.arrived.length > 0;
}

/** A connection is stored, for the first time or changed. What only lives longer is no news. */
export function tellStored(
  world: World,
  listeners: readonly number[],
  before: ConntrackEntry | undefined,
  entry: ConntrackEntry,
  by: number | undefined,
): void {
  if (!before) return tell(world, listeners, { type: 'NEW', entry, marked: by !== undefined, atUs: world.nowUs, by });
  const marked = before.mark !== entry.mark;
  const changed =
    marked || before.tcp !== entry.tcp || before.seenReply !== entry.seenReply || before.assured !== entry.assured;
  if (changed || by !== undefined) tell(world, listeners, { type: 'UPDATE', entry, marked, atUs: world.nowUs, by });
}

/** A connection is gone. */
export function tellDestroyed(
  world: World,
  listeners: readonly number[],
  entry: ConntrackEntry,
  by: number | undefined,
): void {
  tell(world, listeners, { type: 'DESTROY', entry, marked: false, atUs: world.nowUs, by });
}

function tell(world: World, listeners: readonly number[], event: ConntrackEvent): void {
  for (const id of listeners) {
    const socket = world.sockets.has(id) ? world.writeSocket(id) : undefined;
    if (socket?.type === 'conntrack-events') socket.arrived = [...socket.arrived, event];
  }
}
