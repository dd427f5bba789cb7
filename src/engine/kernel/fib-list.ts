import { KernelError } from './errno';
import { ignoresLinkdown } from './fib';
import { routesInOrder, TABLE_MAIN } from './fib-table';
import { findDevice } from './link/registry';
import type { RouteInfo } from './netlink';
import type { NetnsId, RouteRecord } from './records';
import type { World } from './world';

/**
 * Routes of one table, or of all (main before local, as the kernel's table hash orders them), with device names. Throws ENOENT "ipv4: FIB table
 * does not exist" for a table that nobody ever used; for main only
 * when it `mustExist`.
 */
export function listRoutes(world: World, netns: NetnsId, table?: number, mustExist = false): readonly RouteInfo[] {
  const { routes: tables } = world.netns(netns);
  if (table !== undefined && (table !== TABLE_MAIN || mustExist) && !tables.has(table)) {
    throw new KernelError('ENOENT', 'ipv4: FIB table does not exist');
  }
  const ids = table === undefined ? [...tables.keys()].sort((a, b) => (a % 256) - (b % 256) || b - a) : [table];
  const names = new Map<number, string | undefined>();
  return ids.flatMap((id) => {
    const found = tables.get(id);
    return found ? routesInOrder(found).map((route) => routeInfo(world, netns, route, names)) : [];
  });
}

/** A route as shown, with the names of its devices; `names` remembers them for the next route. */
export function routeInfo(
  world: World,
  netns: NetnsId,
  route: RouteRecord,
  names = new Map<number, string | undefined>(),
): RouteInfo {
  const nameOf = (ifindex: number | undefined): string | undefined => {
    if (ifindex === undefined) return undefined;
    if (!names.has(ifindex)) names.set(ifindex, findDevice(world, netns, ifindex)?.name);
    return names.get(ifindex);
  };
  return {
    ...route,
    nexthops: route.nexthops.map((hop) => ({
      ...hop,
      device: nameOf(hop.ifindex),
      // fib_nexthop_info: a next hop whose device ignores it without carrier is as good as dead.
      dead: hop.dead || (hop.linkdown && ignoresLinkdown(world, netns, hop)),
    })),
  };
}
