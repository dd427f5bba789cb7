import { inPrefix, type Ipv4 } from '../packet/address';
import { CowMap } from '../state/cow-map';
import { UNSTAMPED } from '../state/epoch';
import { firstTowards, newLookupCache, type TableGroup } from './fib-lookup';
import { prefixKey, type NetnsId, type NetnsRecord, type RouteRecord, type RouteTable, type Scope } from './records';
import { forgetExceptions } from './route-exceptions';
import type { World } from './world';

export const TABLE_LOCAL = 255;
export const TABLE_MAIN = 254;
export const TABLE_DEFAULT = 253;

/** rt_scope_t of rtnetlink.h: the larger, the nearer. */
export const SCOPE_VALUE: Record<Scope, number> = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 };

/** The aliases of one prefix in a table: tos descending, then metric ascending, then age. */
export function aliases(
  world: World,
  netns: NetnsId,
  table: number,
  network: Ipv4,
  prefixLength: number,
): readonly RouteRecord[] {
  const found = world.netns(netns).routes.get(table);
  return found?.byPrefix.get(prefixKey(network, prefixLength)) ?? NO_ALIASES;
}

const NO_ALIASES: readonly RouteRecord[] = [];

/** Replaces the aliases of one prefix; an empty list removes the prefix. Creates the table when it does not exist. */
export function setAliases(
  world: World,
  netns: NetnsId,
  table: number,
  network: Ipv4,
  prefixLength: number,
  list: readonly RouteRecord[],
): void {
  ensureTable(world, netns, table);
  const ns = world.writeNetns(netns);
  const target = writeTable(world, ns, table);
  const { byPrefix, counts } = target;
  const key = prefixKey(network, prefixLength);
  const before = byPrefix.get(key) ?? NO_ALIASES;
  forgetExceptions(world, netns, before, list);
  ns.nexthopCounts = world.writable(ns.nexthopCounts);
  countNexthops(ns.nexthopCounts, before, -1);
  countNexthops(ns.nexthopCounts, list, 1);
  if (list.length > 0) byPrefix.set(key, list);
  else byPrefix.delete(key);
  const change = (list.length > 0 ? 1 : 0) - (before.length > 0 ? 1 : 0);
  if (change === 0) return;
  const count = (counts[prefixLength] ?? 0) + change;
  counts[prefixLength] = count;
  // The first of its length, or the last.
  if (count === (change > 0 ? 1 : 0)) target.lengths = lengthsOf(counts);
}

/** A table to be changed: what lookups knew of it is void. */
function writeTable(world: World, ns: NetnsRecord, table: number): RouteTable {
  const known = ns.routes.get(table) ?? newTable(world);
  const own = world.writableRecord(known);
  if (own !== known) own.counts = [...known.counts];
  own.byPrefix = world.writable(own.byPrefix);
  own.lookups = newLookupCache();
  ns.routes = world.writable(ns.routes);
  ns.routes.set(table, own);
  return own;
}

function newTable(world: World): RouteTable {
  const counts = new Array<number>(33).fill(0);
  return world.newRecord({ epoch: UNSTAMPED, byPrefix: CowMap.none(), lengths: [], counts, lookups: newLookupCache() });
}

function countNexthops(counts: CowMap<number, number>, routes: readonly RouteRecord[], by: 1 | -1): void {
  for (const { nexthops } of routes) {
    for (const { ifindex } of nexthops) {
      if (ifindex !== undefined) counts.set(ifindex, (counts.get(ifindex) ?? 0) + by);
    }
  }
}

/**
 * fib_new_table: a table exists from the first attempt to use it, and for ever; the local table brings main along. Deleting from a table that does
 * not exist is a different error from deleting a route that does not.
 */
export function ensureTable(world: World, netns: NetnsId, table: number): void {
  if (world.netns(netns).routes.has(table)) return;
  const ns = world.writeNetns(netns);
  ns.routes = world.writable(ns.routes);
  for (const id of table === TABLE_LOCAL ? [TABLE_MAIN, TABLE_LOCAL] : [table]) {
    if (!ns.routes.has(id)) ns.routes.set(id, newTable(world));
  }
}

function lengthsOf(counts: readonly number[]): readonly number[] {
  const lengths: number[] = [];
  for (let length = 32; length >= 0; length--) if ((counts[length] ?? 0) > 0) lengths.push(length);
  return lengths;
}

/** Routes of a table in the order `ip route show` prints them: by network, then longest prefix first. */
export function routesInOrder(table: RouteTable): RouteRecord[] {
  const prefixes = [...table.byPrefix.values()];
  prefixes.sort((a, b) => order(a) - order(b));
  return prefixes.flat();
}

function order(list: readonly RouteRecord[]): number {
  const [first] = list;
  return first ? first.destination * 64 + (32 - first.prefixLength) : 0;
}

/**
 * The tables a lookup goes through, by the default policy rules. While nobody adds a rule the kernel keeps local and main in one trie, so
 * the longest prefix of the two wins and local only wins ties (net/ipv4/fib_trie.c fib_trie_table, fib_trie_unmerge).
 */
function lookupOrder(tables: NetnsRecord['routes']): readonly TableGroup[] {
  const local = tables.get(TABLE_LOCAL);
  const main = tables.get(TABLE_MAIN);
  const fallback = tables.get(TABLE_DEFAULT);
  const merged: TableGroup = local && main ? [local, main] : local ? [local] : main ? [main] : [];
  return fallback ? [merged, [fallback]] : [merged];
}

/**
 * The route a next hop is reached by: the longest prefix whose scope is at least `scope`, by the default rules or in table `only`. This is
 * fib_lookup with FIB_LOOKUP_IGNORE_LINKSTATE, as route insertion asks it; packets are looked up by fib.ts.
 */
export function lookupGateway(
  world: World,
  netns: NetnsId,
  gateway: Ipv4,
  scope: number,
  options: {
    readonly oif?: number;
    readonly only?: number;
    /** The tables that policy rules choose; undefined: those of the default rules. */
    readonly groups?: readonly TableGroup[];
  },
): RouteRecord | undefined {
  const { routes } = world.netns(netns);
  const only = options.only === undefined ? undefined : routes.get(options.only);
  const groups: readonly TableGroup[] =
    options.only === undefined ? (options.groups ?? lookupOrder(routes)) : only ? [[only]] : [];
  for (const group of groups) {
    const found = longestMatch(group, gateway, scope, options.oif);
    if (found) return found;
  }
  return undefined;
}

function longestMatch(
  group: TableGroup,
  address: Ipv4,
  scope: number,
  oif: number | undefined,
): RouteRecord | undefined {
  const [first, second] = group;
  const found = firstTowards(first, second, address, (route) => {
    if (route.tos !== 0 || SCOPE_VALUE[route.scope] < scope) return undefined;
    if (route.type === 'throw' || route.nexthops.length === 0) return route;
    return route.nexthops.some((hop) => !hop.dead && (oif === undefined || hop.ifindex === oif)) ? route : undefined;
  });
  return found?.type === 'throw' ? undefined : found;
}

/** inet_addr_type: what an address is to this namespace by its local table. */
export function addressType(
  world: World,
  netns: NetnsId,
  address: Ipv4,
): 'unicast' | 'local' | 'broadcast' | 'multicast' {
  if (address === 0 || address === 0xffffffff) return 'broadcast';
  if (inPrefix(address, 0xe0000000 as Ipv4, 4)) return 'multicast';
  const table = world.netns(netns).routes.get(TABLE_LOCAL);
  const found = table && longestMatch([table], address, 0, undefined);
  return found === undefined || (found.type !== 'local' && found.type !== 'broadcast') ? 'unicast' : found.type;
}
