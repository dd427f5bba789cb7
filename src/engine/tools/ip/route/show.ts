import { KernelError } from '../../../kernel/errno';
import type { Route6Info } from '../../../kernel/ipv6/netlink';
import type { RouteInfo } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import { kernelErrorText } from '../../iproute2/errors';
import type { IpContext } from '../context';
import { matchesEveryRound, reportRound } from '../flush-rounds';
import { readRouteFilter, routePasses, type RouteFilter } from './filter';
import { route6Passes } from './inet6';
import { printCache, printRoute } from './print';
import { printAnswer6, printRoute6 } from './print-inet6';
import { printAddress, printDevice } from './print-parts';

const REFUSED = 2;

/** `ip route show`. */
export function showRoutes(ip: IpContext, reader: ClauseReader): number {
  const filter = readRouteFilter(ip, reader);
  if (typeof filter === 'number') return filter;
  if (filter.cloned) return showCache(ip, filter);
  // A dump of one table without a family is IPv4's; of all tables it is every family's.
  const family = filter.family ?? (filter.table === undefined ? undefined : 'inet');
  const routes = family === undefined || family === 'inet' ? dump(ip, filter, 'Dump') : [];
  if (!routes) return REFUSED;
  const printer = ip.printer();
  for (const route of routes) printRoute(printer, ip, route, filter);
  if (family === undefined || family === 'inet6') {
    const routes6 = dump6(ip, filter, 'Dump');
    if (!routes6) return REFUSED;
    for (const route of routes6) printRoute6(printer, ip, route, filter);
  }
  ip.out(printer.finish());
  return 0;
}

/** `ip route show cache`: what ICMP taught about single destinations. */
function showCache(ip: IpContext, filter: RouteFilter): number {
  const printer = ip.printer();
  const cached = filter.family === 'inet6' ? [] : ip.netlink.cachedRoutes();
  for (const route of cached) {
    if (filter.device !== undefined && filter.device !== route.device) continue;
    printer.openObject();
    const destination = ip.hostText(route.destination);
    printer.field('dst', destination, `${destination} `, 'inet');
    if (route.via !== undefined) printAddress(printer, 'gateway', 'via', ip.hostText(route.via));
    if (filter.device === undefined) printDevice(printer, 'dev', route.device);
    printer.words('flags', [], ' ');
    printCache(printer, route);
    printer.text('\n');
    printer.closeObject();
  }
  for (const route of filter.family === 'inet' ? [] : ip.netlink.cachedRoutes6()) {
    if (filter.device === undefined || filter.device === route.device) printAnswer6(printer, ip, route, '::');
  }
  ip.out(printer.finish());
  return 0;
}

/** `ip route flush`: deletes what matches until nothing does. */
export function flushRoutes(ip: IpContext, reader: ClauseReader): number {
  if (reader.ahead === undefined) {
    ip.err('"ip route flush" requires arguments.\n');
    return 1;
  }
  const filter = readRouteFilter(ip, reader);
  if (typeof filter === 'number') return filter;
  if (filter.family === 'inet6') return flushRoutes6(ip, filter);
  if (filter.cloned) {
    ip.netlink.setSysctl('net.ipv4.route.flush', '-1');
    if (ip.settings.stats > 0) ip.out('*** IPv4 routing cache is flushed.\n');
    return 0;
  }
  for (let round = 0; matchesEveryRound(round); round++) {
    const routes = dump(ip, filter, 'Flush');
    if (!routes) return REFUSED;
    if (routes.length === 0) {
      reportRound(ip, round);
      return 0;
    }
    for (const route of routes) remove(ip, route, filter);
    if (ip.settings.stats > 0) ip.out(`\n*** Round ${round + 1}, deleting ${routes.length} entries ***\n`);
  }
  return 1;
}

/** The routes the filter means; undefined after a complaint when the kernel refused. */
function dump(ip: IpContext, filter: RouteFilter, what: 'Dump' | 'Flush'): readonly RouteInfo[] | undefined {
  try {
    // A main table that the kernel does not have yet is an error only to a flush.
    return ip.netlink.routes(filter.table, what === 'Flush').filter((route) => routePasses(route, filter));
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(`${kernelErrorText(error)}${what} terminated\n`);
    return undefined;
  }
}

/** The same for IPv6, whose kernel has no table but main and local until somebody uses another. */
function dump6(ip: IpContext, filter: RouteFilter, what: 'Dump' | 'Flush'): readonly Route6Info[] | undefined {
  try {
    return ip.netlink.routes6(filter.table).filter((route) => route6Passes(route, filter));
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(`${kernelErrorText(error)}${what} terminated\n`);
    return undefined;
  }
}

/** `ip -6 route flush`: what the kernel keeps for itself stays unless it was asked for (iproute_flush). */
function flushRoutes6(ip: IpContext, filter: RouteFilter): number {
  if (filter.cloned) {
    ip.netlink.setSysctl('net.ipv6.route.flush', '-1');
    return 0;
  }
  for (let round = 0; matchesEveryRound(round); round++) {
    const routes = dump6(ip, filter, 'Flush');
    if (!routes) return REFUSED;
    const gone = routes.filter(({ type }) => type !== 'multicast' || filter.type === 'multicast');
    if (gone.length === 0) {
      reportRound(ip, round);
      return 0;
    }
    for (const { destination, prefixLength, table, metric, protocol } of gone) {
      ip.netlink.deleteRoute6({ destination, prefixLength, table, metric, protocol, nexthops: [] });
    }
    if (ip.settings.stats > 0) ip.out(`\n*** Round ${round + 1}, deleting ${gone.length} entries ***\n`);
  }
  return 1;
}

function remove(ip: IpContext, route: RouteInfo, filter: RouteFilter): void {
  if (ip.settings.stats > 1) {
    const printer = ip.printer();
    printRoute(printer, ip, route, filter);
    ip.out(printer.finish());
  }
  const { destination, prefixLength, type, table, protocol, scope, metric, tos, preferredSource, nexthops, nhid } =
    route;
  ip.netlink.deleteRoute({
    destination,
    prefixLength,
    type,
    table,
    protocol,
    scope,
    metric,
    tos,
    preferredSource,
    nhid,
    nexthops:
      nhid === undefined ? nexthops.map(({ via, device, onlink, weight }) => ({ via, device, onlink, weight })) : [],
  });
}
