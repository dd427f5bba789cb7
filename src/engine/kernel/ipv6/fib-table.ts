import type { Ipv6 } from '../../packet/address';
import { compareIpv6, commonBits, prefixKey6 } from '../../packet/ipv6-address';
import { TABLE_LOCAL, TABLE_MAIN } from '../fib-table';
import { notify } from '../notices';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { routeInfo6 } from './route-info';
import type { Inet6Record, Route6Record, RouteTable6 } from './records';

/** A namespace that has no IPv6 routes yet; its tables are made with their first one. */
export const NO_INET6: Inet6Record = {
  tables: new Map(),
  exceptions: new Map(),
  reassembly: new Map(),
  userRoutes: new Map(),
};

/** The routes of one prefix, by metric. */
export function routesOf6(
  world: World,
  netns: NetnsId,
  table: number,
  network: Ipv6,
  prefixLength: number,
): readonly Route6Record[] {
  return world.netns(netns).inet6.tables.get(table)?.byPrefix.get(prefixKey6(network, prefixLength)) ?? [];
}

/** Replaces the routes of one prefix; an empty list removes it. Creates the table when it does not exist. */
export function setRoutes6(
  world: World,
  netns: NetnsId,
  table: number,
  network: Ipv6,
  prefixLength: number,
  list: readonly Route6Record[],
): void {
  const ns = world.writeNetns(netns);
  const old = ns.inet6.tables.get(table);
  const key = prefixKey6(network, prefixLength);
  const byPrefix = old ? world.writable(old.byPrefix) : world.newMap<string, readonly Route6Record[]>();
  const before = byPrefix.get(key) ?? [];
  if (world.watched) tellRoutes(world, netns, before, list);
  if (list.length > 0) byPrefix.set(key, list);
  else byPrefix.delete(key);
  const change = (list.length > 0 ? 1 : 0) - (before.length > 0 ? 1 : 0);
  const userRoutes = countUserRoutes(ns.inet6.userRoutes, before, list);
  if (old && change === 0 && byPrefix === old.byPrefix && userRoutes === ns.inet6.userRoutes) return;
  const counts = change === 0 && old ? old.counts : withCount(old?.counts, prefixLength, change);
  const lengths = change === 0 && old ? old.lengths : lengthsOf(counts, old?.lengths);
  const tables = new Map(ns.inet6.tables).set(table, { byPrefix, lengths, counts });
  ns.inet6 = { ...ns.inet6, tables, userRoutes };
}

/** RTM_NEWROUTE and RTM_DELROUTE for what is another route than before; a carrier that comes or goes is none. */
function tellRoutes(
  world: World,
  netns: NetnsId,
  before: readonly Route6Record[],
  after: readonly Route6Record[],
): void {
  const same = (a: Route6Record, b: Route6Record): boolean => identity(a) === identity(b);
  const tell = (route: Route6Record, deleted: boolean): void =>
    notify(world, netns, () => ({ type: 'route6', deleted, route: routeInfo6(world, netns, route) }));
  const fresh = after.filter((route) => !before.some((other) => same(other, route)));
  for (const route of before) {
    // What is replaced, or gets another hop, is told of as it is now.
    const lives = after.some((other) => same(other, route)) || fresh.some(({ metric }) => metric === route.metric);
    if (!lives) tell(route, true);
  }
  for (const route of fresh) tell(route, false);
}

function identity({ type, metric, protocol, nexthops, preferredSource, metrics }: Route6Record): string {
  const hops = nexthops.map(({ via, ifindex, weight }) => `${via ?? ''}%${ifindex}*${weight}`);
  return JSON.stringify([type, metric, protocol, hops, preferredSource, metrics]);
}

function withCount(
  counts: ReadonlyMap<number, number> | undefined,
  length: number,
  change: number,
): ReadonlyMap<number, number> {
  const next = new Map(counts);
  const count = (next.get(length) ?? 0) + change;
  if (count > 0) next.set(length, count);
  else next.delete(length);
  return next;
}

function lengthsOf(counts: ReadonlyMap<number, number>, before: readonly number[] = []): readonly number[] {
  if (before.length === counts.size) return before;
  return [...counts.keys()].sort((a, b) => b - a);
}

function countUserRoutes(
  counts: ReadonlyMap<number, number>,
  before: readonly Route6Record[],
  after: readonly Route6Record[],
): ReadonlyMap<number, number> {
  const own = (route: Route6Record): boolean => route.own === true;
  if ((counts.size === 0 || before.every(own)) && after.every(own)) return counts;
  const next = new Map(counts);
  const count = (routes: readonly Route6Record[], by: 1 | -1): void => {
    for (const route of routes) {
      if (own(route)) continue;
      for (const { ifindex } of route.nexthops) next.set(ifindex, (next.get(ifindex) ?? 0) + by);
    }
  };
  count(before, -1);
  count(after, 1);
  return next;
}

/** Makes a table exist (fib6_new_table). */
export function ensureTable6(world: World, netns: NetnsId, table: number): void {
  const { tables } = world.netns(netns).inet6;
  if (tables.has(table)) return;
  const ns = world.writeNetns(netns);
  const fresh: RouteTable6 = { byPrefix: world.newMap(), lengths: [], counts: new Map() };
  ns.inet6 = { ...ns.inet6, tables: new Map(tables).set(table, fresh) };
}

/** fib6_tables_init: these two are there from the start. */
export function tableExists6(world: World, netns: NetnsId, table: number): boolean {
  return table === TABLE_LOCAL || table === TABLE_MAIN || world.netns(netns).inet6.tables.has(table);
}

/** Routes in the order of a dump: the tree is walked left, right, then the node itself, so the longer of two nested prefixes comes first. */
export function routesInOrder6(table: RouteTable6): readonly Route6Record[] {
  const prefixes = [...table.byPrefix.values()];
  prefixes.sort(([a], [b]) => (a && b ? order(a, b) : 0));
  return prefixes.flat();
}

function order(a: Route6Record, b: Route6Record): number {
  const shared = commonBits(a.destination, b.destination);
  const nested = shared >= Math.min(a.prefixLength, b.prefixLength);
  return nested ? b.prefixLength - a.prefixLength : compareIpv6(a.destination, b.destination);
}
