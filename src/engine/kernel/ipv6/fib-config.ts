import { networkOf6, IPV6_ANY } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import { TABLE_LOCAL, TABLE_MAIN } from '../fib-table';
import { findDevice } from '../link/registry';
import type { NetnsId } from '../records';
import { convertMetrics, hasMetrics } from '../route-metrics';
import type { World } from '../world';
import { forgetExceptions6 } from './exceptions';
import { ensureTable6, routesOf6, setRoutes6, tableExists6 } from './fib-table';
import { isLocal6 } from './fib';
import type { NewRoute6 } from './netlink';
import { isRejecting, nexthopsOf } from './nexthops';
import type { Nexthop6, Route6Record } from './records';

/** Adding and removing routes of IPv6 (net/ipv6/route.c ip6_route_add, net/ipv6/ip6_fib.c fib6_add_rt2node). */

export type Route6Mode = 'add' | 'append' | 'prepend' | 'replace' | 'change';

/** IP6_RT_PRIO_USER */
const USER_METRIC = 1024;

/** RTM_NEWROUTE. Throws EEXIST, ENOENT (change without such a route), and what is wrong with the next hops. */
export function addRoute6(world: World, netns: NetnsId, request: NewRoute6, mode: Route6Mode): void {
  const table = tableOf(request);
  if (mode === 'change' && !tableExists6(world, netns, table)) throw new KernelError('ENOBUFS');
  const route = buildRoute(world, netns, request, table);
  ensureTable6(world, netns, table);
  const { destination, prefixLength } = route;
  const list = routesOf6(world, netns, table, destination, prefixLength);
  const next = withRoute(list, route, mode);
  if (next === 'ENOENT') throw new KernelError(next, 'Can not replace route - no match found');
  if (next === 'EEXIST') throw new KernelError(next);
  setRoutes6(world, netns, table, destination, prefixLength, next);
  forgetExceptions6(world, netns);
}

function tableOf({ table, type }: NewRoute6): number {
  return table ?? (type === 'local' || type === 'anycast' ? TABLE_LOCAL : TABLE_MAIN);
}

function buildRoute(world: World, netns: NetnsId, request: NewRoute6, table: number): Route6Record {
  const { prefixLength, preferredSource } = request;
  if (prefixLength > 128) throw new KernelError('EINVAL', 'Invalid prefix length');
  const type = request.type ?? 'unicast';
  const nexthops = nexthopsOf(world, netns, request);
  if (preferredSource !== undefined && !hasAddress(world, netns, preferredSource)) {
    throw new KernelError('EINVAL', 'Invalid source address');
  }
  return {
    destination: networkOf6(request.destination, prefixLength),
    prefixLength,
    type,
    table,
    protocol: request.protocol ?? 'boot',
    metric: request.metric === undefined || request.metric === 0 ? USER_METRIC : request.metric,
    preferredSource,
    nexthops,
    metrics: convertMetrics(request.metrics),
    preference: request.preference ?? 'medium',
    ...(request.expiresSeconds !== undefined && { expiresUs: world.nowUs + request.expiresSeconds * 1_000_000 }),
  };
}

/** ipv6_chk_addr: an address that this host has, tentative ones aside. */
function hasAddress(world: World, netns: NetnsId, address: Route6Record['destination']): boolean {
  return isLocal6(world, netns, address);
}

/** rt6_qualify_for_ecmp: only routes over gateways share a destination. */
function mayShare({ nexthops, type }: Route6Record): boolean {
  return type === 'unicast' && nexthops.every((hop) => hop.via !== undefined);
}

/** fib6_add_rt2node: where among the routes of its prefix a new one goes, or why it does not. */
function withRoute(
  list: readonly Route6Record[],
  route: Route6Record,
  mode: Route6Mode,
): readonly Route6Record[] | 'EEXIST' | 'ENOENT' {
  const same = list.filter((other) => other.metric === route.metric);
  if (mode === 'change' || mode === 'replace') return replaced(list, same, route, mode);
  if (mode === 'add' && same.length > 0) return 'EEXIST';
  if (same.some((other) => sharesHop(other, route))) return 'EEXIST';
  const sibling = mayShare(route) ? same.find(mayShare) : undefined;
  if (sibling) {
    const merged = { ...sibling, nexthops: [...sibling.nexthops, ...route.nexthops] };
    return list.map((other) => (other === sibling ? merged : other));
  }
  const at = list.findIndex((other) => other.metric > route.metric);
  return at < 0 ? [...list, route] : [...list.slice(0, at), route, ...list.slice(at)];
}

function replaced(
  list: readonly Route6Record[],
  same: readonly Route6Record[],
  route: Route6Record,
  mode: 'change' | 'replace',
): readonly Route6Record[] | 'ENOENT' {
  const old = same.find((other) => mayShare(other) === mayShare(route)) ?? same[0];
  if (old) return list.map((other) => (other === old ? route : other));
  if (mode === 'change') return 'ENOENT';
  const at = list.findIndex((other) => other.metric > route.metric);
  return at < 0 ? [...list, route] : [...list.slice(0, at), route, ...list.slice(at)];
}

function sharesHop(a: Route6Record, b: Route6Record): boolean {
  const match = (x: Nexthop6, y: Nexthop6): boolean => x.ifindex === y.ifindex && x.via === y.via;
  return a.nexthops.some((x) => b.nexthops.some((y) => match(x, y)));
}

/**
 * RTM_DELROUTE (ip6_route_del): the first route of the prefix that has every property the request names. Throws ESRCH, with "FIB table does not exist"
 * when nobody ever used the table, and ENOENT for `::/0` where only the built-in "no route" is.
 */
export function deleteRoute6(world: World, netns: NetnsId, request: NewRoute6): void {
  const table = tableOf(request);
  if (!tableExists6(world, netns, table)) throw new KernelError('ESRCH', 'FIB table does not exist');
  const { prefixLength } = request;
  const destination = networkOf6(request.destination, prefixLength);
  const list = routesOf6(world, netns, table, destination, prefixLength);
  const found = list.find((route) => fits(world, netns, route, request));
  if (!found) throw new KernelError(meansNullEntry(list, request) ? 'ENOENT' : 'ESRCH');
  const [hop] = request.nexthops;
  const one = request.nexthops.length === 1 && hop?.via !== undefined && found.nexthops.length > 1;
  const rest = one ? found.nexthops.filter((known) => !hopFits(world, netns, known, hop)) : [];
  const left = rest.length > 0 ? { ...found, nexthops: rest } : undefined;
  const next = list.map((route) => (route === found ? left : route)).filter((route) => route !== undefined);
  setRoutes6(world, netns, table, destination, prefixLength, next);
  forgetExceptions6(world, netns);
}

/** The root of a table without a default route holds the entry that says "unreachable", which nobody can delete. */
function meansNullEntry(list: readonly Route6Record[], request: NewRoute6): boolean {
  const { destination, prefixLength, nexthops, metric, protocol } = request;
  if (prefixLength !== 0 || destination !== IPV6_ANY || list.length > 0) return false;
  return nexthops.length === 0 && metric === undefined && protocol === undefined;
}

function fits(world: World, netns: NetnsId, route: Route6Record, request: NewRoute6): boolean {
  const { metric, protocol, nexthops, type } = request;
  if (metric !== undefined && metric !== 0 && route.metric !== metric) return false;
  if (protocol !== undefined && route.protocol !== protocol) return false;
  if (type !== undefined && type !== 'unicast' && isRejecting(type) !== isRejecting(route.type)) return false;
  if (!hasMetrics(route.metrics, request.metrics)) return false;
  if (nexthops.length > 1 && nexthops.length !== route.nexthops.length) return false;
  return nexthops.every((wanted) => route.nexthops.some((hop) => hopFits(world, netns, hop, wanted)));
}

function hopFits(world: World, netns: NetnsId, hop: Nexthop6, wanted: NewRoute6['nexthops'][number]): boolean {
  if (wanted.device !== undefined && findDevice(world, netns, wanted.device)?.ifindex !== hop.ifindex) return false;
  return wanted.via === undefined || wanted.via === hop.via;
}
