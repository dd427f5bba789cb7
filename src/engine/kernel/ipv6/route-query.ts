import type { Ipv6 } from '../../packet/address';
import { IPV6_ANY, IPV6_LOOPBACK } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import type { RuleFlow } from '../fib-rules';
import { TABLE_MAIN } from '../fib-table';
import { findDevice, requireDevice } from '../link/registry';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { exceptionFor6, liveExceptions6 } from './exceptions';
import { lookup6, type Hop6Result } from './fib';
import { routesInOrder6, tableExists6 } from './fib-table';
import type { Route6Answer, Route6Info, Route6Query } from './netlink';
import type { Route6Record } from './records';
import { routeInfo6, secondsLeft } from './route-info';
import { selectSource6 } from './source';

/** What is asked about routes of IPv6 (net/ipv6/route.c inet6_rtm_getroute, net/ipv6/ip6_fib.c inet6_dump_fib). */

/** Routes of one table, or of all: main before local, as the kernel's table hash orders them. Throws ENOENT for a table nobody ever used. */
export function listRoutes6(world: World, netns: NetnsId, table?: number): readonly Route6Info[] {
  const { tables } = world.netns(netns).inet6;
  if (table !== undefined && !tableExists6(world, netns, table)) {
    throw new KernelError('ENOENT', 'ipv6: FIB table does not exist');
  }
  const ids = table === undefined ? [...tables.keys()].sort((a, b) => (a % 256) - (b % 256) || b - a) : [table];
  return ids.flatMap((id) => {
    const found = tables.get(id);
    return found
      ? routesInOrder6(found)
          .filter((route) => lives(world, route))
          .map((route) => routeInfo6(world, netns, route))
      : [];
  });
}

function lives(world: World, { expiresUs = Infinity }: Route6Record): boolean {
  return expiresUs > world.nowUs;
}

/**
 * RTM_GETROUTE: what the kernel would do with a packet it sends, or with one that came in on `inputDevice`. Throws ENETUNREACH, EHOSTUNREACH
 * (unreachable), EACCES (prohibit), EINVAL (blackhole), ENODEV.
 */
export function queryRoute6(world: World, netns: NetnsId, query: Route6Query): Route6Answer {
  const { source, mark } = query;
  const oif = query.outputDevice === undefined ? undefined : requireDevice(world, netns, query.outputDevice).ifindex;
  const iif = query.inputDevice === undefined ? undefined : requireDevice(world, netns, query.inputDevice).ifindex;
  // ip6_route_output: the unspecified address means this host.
  const destination = query.destination === IPV6_ANY && iif === undefined ? IPV6_LOOPBACK : query.destination;
  // ip6_route_output_flags: a device asked for counts strictly while there is no source.
  const strict = oif !== undefined && iif === undefined && source === undefined;
  const result = lookup6(world, netns, { destination, source, oif: iif ?? oif, iif, mark, strict, ...flowOf(query) });
  if ('hop' in result) return answer(world, netns, query, result);
  const error = { none: 'ENETUNREACH', unreachable: 'EHOSTUNREACH', prohibit: 'EACCES', blackhole: 'EINVAL' } as const;
  throw new KernelError(error[result.kind]);
}

/** What only policy rules look at. */
function flowOf({ tos, uid, protocol, sourcePort, destinationPort }: Route6Query): Partial<RuleFlow<Ipv6>> {
  return { tos, uid, protocol, sourcePort, destinationPort };
}

function answer(world: World, netns: NetnsId, query: Route6Query, { kind, route, hop }: Hop6Result): Route6Answer {
  const { destination } = query;
  const own = findDevice(world, netns, hop.ifindex);
  const exception = kind === 'local' ? undefined : exceptionFor6(world, netns, destination);
  const mtu = exception?.mtu === undefined ? {} : { mtu: { value: exception.mtu } };
  const expiresUs = exception?.expiresUs ?? route.expiresUs;
  const via = exception?.gateway ?? hop.via;
  const source =
    query.inputDevice === undefined
      ? (route.preferredSource ?? selectSource6(world, netns, destination, own))
      : undefined;
  return {
    type: route.type,
    destination,
    ...(via !== undefined && { via }),
    device: kind === 'local' ? 'lo' : (own?.name ?? ''),
    table: route.table,
    protocol: route.protocol,
    ...(source !== undefined && { source }),
    metric: route.metric,
    metrics: { ...route.metrics, ...mtu },
    preference: route.preference,
    ...(expiresUs !== undefined && { expiresSeconds: secondsLeft(world, expiresUs) }),
    linkdown: hop.linkdown,
    route: routeInfo6(world, netns, route),
  };
}

/** `ip -6 route show cache`: a line for every destination that ICMPv6 taught something about. */
export function listCachedRoutes6(world: World, netns: NetnsId): readonly Route6Answer[] {
  return liveExceptions6(world, netns).flatMap(({ destination }) => {
    const result = lookup6(world, netns, { destination });
    return 'hop' in result && result.route.table === TABLE_MAIN ? [answer(world, netns, { destination }, result)] : [];
  });
}
