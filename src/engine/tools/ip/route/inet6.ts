import { inPrefix6, IPV6_ANY } from '../../../packet/ipv6-address';
import type { Route6Info } from '../../../kernel/ipv6/netlink';
import type { PrefixWord } from '../../iproute2/address-words';
import type { RouteFilter } from './filter';

/** filter_nlmsg of ip/iproute.c, for IPv6 routes. */
export function route6Passes(route: Route6Info, filter: RouteFilter): boolean {
  const { table, protocol, scope, type, device, metric, root, match, via, source } = filter;
  if (table !== undefined && route.table !== table) return false;
  if (filter.cloned || filter.inputDevice !== undefined) return false;
  if (filter.tos !== undefined && filter.tos !== 0) return false;
  if (protocol !== undefined && route.protocol !== protocol) return false;
  if (scope !== undefined && scope !== 'global') return false;
  if (type !== undefined && type !== route.type) return false;
  if (metric !== undefined && metric !== route.metric) return false;
  if (root && !(isInet6(root) && root.length <= route.prefixLength && inside(route.destination, root))) return false;
  if (match && !(isInet6(match) && match.length >= route.prefixLength && covers(route, match))) return false;
  const gateway = viaOf6(route);
  if (via && !(via.family === 'inet6' && gateway !== undefined && inside(gateway, via))) return false;
  if (source && !inside(route.preferredSource ?? IPV6_ANY, source)) return false;
  // A route with several next hops has no device of its own.
  return device === undefined || (route.nexthops.length === 1 && route.nexthops[0]?.device === device);
}

/** The gateway of a route with one next hop. */
export function viaOf6(route: Route6Info): Route6Info['destination'] | undefined {
  return route.nexthops.length === 1 ? route.nexthops[0]?.via : undefined;
}

/** `default`, or an IPv6 network. */
function isInet6(prefix: PrefixWord): boolean {
  return prefix.family !== 'inet';
}

function inside(address: Route6Info['destination'], prefix: PrefixWord): boolean {
  if (prefix.family === undefined) return true;
  return prefix.family === 'inet6' && inPrefix6(address, prefix.address, prefix.length);
}

function covers(route: Route6Info, prefix: PrefixWord): boolean {
  if (prefix.family === undefined) return route.prefixLength === 0;
  return prefix.family === 'inet6' && inPrefix6(prefix.address, route.destination, route.prefixLength);
}

/** A destination as a line starts with it: `default`, `2001:db8::1` or `2001:db8::/64`. */
export function destinationText6({ destination, prefixLength }: Route6Info): string {
  if (prefixLength === 128) return destination;
  return prefixLength === 0 && destination === IPV6_ANY ? 'default' : `${destination}/${prefixLength}`;
}
