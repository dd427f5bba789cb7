import { networkOf, type Ipv4 } from '../packet/address';
import { KernelError } from './errno';
import { sharedNexthops } from './fib-info';
import { routeInfo } from './fib-list';
import { checkNexthops, noNexthops } from './fib-nexthop';
import { addressType, aliases, ensureTable, SCOPE_VALUE, setAliases, TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import { findDevice } from './link/registry';
import { routeHops } from './nexthop-objects';
import type { NewRoute } from './netlink';
import { notify } from './notices';
import type { NetnsId, RouteRecord, RouteType, Scope } from './records';
import { convertMetrics, hasMetrics, sameMetrics } from './route-metrics';
import type { World } from './world';

export type RouteMode = 'add' | 'append' | 'prepend' | 'replace' | 'change';

/** fib_props: route types that need no next hop because using them is an error. */
const ERROR_TYPES: ReadonlySet<RouteType> = new Set<RouteType>(['blackhole', 'unreachable', 'prohibit', 'throw']);
/** fib_props[].scope: the widest scope a route of a type may have. */
const WIDEST_SCOPE: Partial<Record<RouteType, Scope>> = { local: 'host', broadcast: 'link' };

/**
 * RTM_NEWROUTE (net/ipv4/fib_trie.c fib_table_insert). Throws EINVAL "Invalid prefix for given prefix length", "Invalid scope", …; ENETUNREACH
 * "Nexthop has invalid gateway"; ENETDOWN "Device for nexthop is not up"; ENODEV; EEXIST; ENOENT (change without such a route).
 */
export function addRoute(world: World, netns: NetnsId, given: NewRoute, mode: RouteMode): void {
  const request = withoutNullGateways(given);
  checkPrefix(request.destination, request.prefixLength);
  ensureTable(world, netns, tableOf(request));
  const route = buildRoute(world, netns, request);
  const refused = insertRoute(world, netns, route, mode);
  if (refused) throw new KernelError(refused);
  notify(world, netns, () => ({ type: 'route', deleted: false, route: routeInfo(world, netns, route) }));
}

/** Puts a complete route into its table by the rules of `mode`; answers why not, undefined when it is in. */
export function insertRoute(
  world: World,
  netns: NetnsId,
  route: RouteRecord,
  mode: RouteMode,
): 'EEXIST' | 'ENOENT' | undefined {
  const { table, destination, prefixLength } = route;
  const list = aliases(world, netns, table, destination, prefixLength);
  const next = withRoute(list, route, mode);
  if (typeof next === 'string') return next;
  if (next !== list) setAliases(world, netns, table, destination, prefixLength, next);
  return undefined;
}

/** The aliases of a prefix after inserting one (fib_table_insert): sorted by tos descending and metric ascending. */
function withRoute(
  list: readonly RouteRecord[],
  route: RouteRecord,
  mode: RouteMode,
): readonly RouteRecord[] | 'EEXIST' | 'ENOENT' {
  if (list.length === 0) return mode === 'change' ? 'ENOENT' : [route];
  const samePlace = (other: RouteRecord): boolean => other.tos === route.tos && other.metric === route.metric;
  const first = list.findIndex(samePlace);
  if (first < 0) {
    if (mode === 'change') return 'ENOENT';
    const after = (other: RouteRecord): boolean =>
      other.tos < route.tos || (other.tos === route.tos && other.metric > route.metric);
    const before = list.findIndex(after);
    return insertAt(list, before < 0 ? list.length : before, route);
  }
  if (mode === 'add') return 'EEXIST';
  const twin = list.findIndex((other) => samePlace(other) && sameRoute(other, route));
  if (mode === 'replace' || mode === 'change') {
    if (twin === first) return list;
    return twin >= 0 ? 'EEXIST' : list.map((other, i) => (i === first ? route : other));
  }
  if (twin >= 0) return 'EEXIST';
  const end = first + list.filter(samePlace).length;
  return insertAt(list, mode === 'append' ? end : first, route);
}

/**
 * RTM_DELROUTE: removes the first route that has every property the request names. Throws ESRCH "No such process", or with
 * "FIB table does not exist" when the table has never had a route.
 */
export function deleteRoute(world: World, netns: NetnsId, given: NewRoute): void {
  const request = withoutNullGateways(given);
  const { destination, prefixLength } = request;
  const table = tableOf(request);
  checkPrefix(destination, prefixLength);
  if (!world.netns(netns).routes.has(table)) throw new KernelError('ESRCH', 'FIB table does not exist');
  const list = aliases(world, netns, table, destination, prefixLength);
  const at = list.findIndex((route) => matchesDeletion(world, netns, route, request));
  const gone = list[at];
  if (!gone) throw new KernelError('ESRCH');
  setAliases(
    world,
    netns,
    table,
    destination,
    prefixLength,
    list.filter((_, i) => i !== at),
  );
  notify(world, netns, () => ({ type: 'route', deleted: true, route: routeInfo(world, netns, gone) }));
}

function buildRoute(world: World, netns: NetnsId, request: NewRoute): RouteRecord {
  const type = request.type ?? 'unicast';
  const scope = request.scope ?? defaultScope(type, request);
  const table = tableOf(request);
  const widest = WIDEST_SCOPE[type];
  if (widest && SCOPE_VALUE[scope] < SCOPE_VALUE[widest]) throw new KernelError('EINVAL', 'Invalid scope');
  const shared = request.nhid === undefined ? undefined : routeHops(world, netns, request, scope);
  const own = ERROR_TYPES.has(type) ? noNexthops : checkNexthops;
  const nexthops = shared?.nexthops ?? own(world, netns, request, scope, table);
  const { preferredSource } = request;
  if (preferredSource !== undefined && addressType(world, netns, preferredSource) !== 'local') {
    const local = type === 'local' && preferredSource === request.destination;
    if (!local) throw new KernelError('EINVAL', 'Invalid prefsrc address');
  }
  return {
    destination: request.destination,
    prefixLength: request.prefixLength,
    tos: request.tos ?? 0,
    type: shared?.type ?? type,
    table,
    protocol: request.protocol ?? 'boot',
    scope,
    metric: request.metric ?? 0,
    preferredSource,
    nexthops: sharedNexthops(nexthops),
    metrics: convertMetrics(request.metrics),
    nhid: request.nhid,
    realms: request.realms || undefined,
  };
}

/** rtm_to_fib_config: a gateway 0.0.0.0 is none. */
function withoutNullGateways(request: NewRoute): NewRoute {
  if (!request.nexthops.some(({ via }) => via === 0)) return request;
  return { ...request, nexthops: request.nexthops.map((hop) => (hop.via === 0 ? { ...hop, via: undefined } : hop)) };
}

function tableOf({ table, type }: NewRoute): number {
  // fib_new_table: RT_TABLE_UNSPEC is main.
  if (table === 0) return TABLE_MAIN;
  return table ?? (type === 'local' || type === 'broadcast' ? TABLE_LOCAL : TABLE_MAIN);
}

/** The scope iproute2 fills in when the user names none (ip/iproute.c). */
function defaultScope(type: RouteType, request: NewRoute): Scope {
  if (type === 'local') return 'host';
  if (type === 'broadcast') return 'link';
  if (type === 'unicast' && request.nexthops.length === 1 && request.nexthops[0]?.via === undefined) return 'link';
  return 'global';
}

function checkPrefix(destination: Ipv4, prefixLength: number): void {
  if (prefixLength > 32) throw new KernelError('EINVAL', 'Invalid prefix length');
  if (networkOf(destination, prefixLength) !== destination) {
    throw new KernelError('EINVAL', 'Invalid prefix for given prefix length');
  }
}

function insertAt(list: readonly RouteRecord[], at: number, route: RouteRecord): readonly RouteRecord[] {
  return [...list.slice(0, at), route, ...list.slice(at)];
}

/** fib_find_info: two routes of one prefix are the same when everything but link state agrees. */
function sameRoute(a: RouteRecord, b: RouteRecord): boolean {
  return (
    a.type === b.type &&
    a.protocol === b.protocol &&
    a.scope === b.scope &&
    a.preferredSource === b.preferredSource &&
    a.nhid === b.nhid &&
    (a.realms ?? 0) === (b.realms ?? 0) &&
    sameMetrics(a.metrics, b.metrics) &&
    a.nexthops.length === b.nexthops.length &&
    a.nexthops.every((hop, i) => {
      const other = b.nexthops[i];
      return (
        other !== undefined &&
        hop.via === other.via &&
        hop.ifindex === other.ifindex &&
        hop.onlink === other.onlink &&
        hop.weight === other.weight
      );
    })
  );
}

function matchesDeletion(world: World, netns: NetnsId, route: RouteRecord, request: NewRoute): boolean {
  const { type, scope, metric, preferredSource, protocol, nexthops } = request;
  if (route.tos !== (request.tos ?? 0)) return false;
  if (type !== undefined && route.type !== type) return false;
  if (scope !== undefined && scope !== 'nowhere' && route.scope !== scope) return false;
  if (metric !== undefined && metric !== 0 && route.metric !== metric) return false;
  if (preferredSource !== undefined && route.preferredSource !== preferredSource) return false;
  if (protocol !== undefined && route.protocol !== protocol) return false;
  if (request.nhid !== undefined && route.nhid !== request.nhid) return false;
  if (!hasMetrics(route.metrics, request.metrics)) return false;
  if (nexthops.length === 0) return true;
  if (request.realms && route.realms !== request.realms) return false;
  if (nexthops.length > 1 && nexthops.length !== route.nexthops.length) return false;
  return nexthops.every((wanted, i) => {
    const hop = route.nexthops[i];
    if (!hop) return wanted.via === undefined && wanted.device === undefined;
    if (wanted.device !== undefined && findDevice(world, netns, wanted.device)?.ifindex !== hop.ifindex) return false;
    return wanted.via === undefined || wanted.via === hop.via;
  });
}
