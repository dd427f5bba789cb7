import { inPrefix, ipv4, maskOf, networkOf, type Ipv4 } from '../packet/address';
import { insertRoute } from './fib-config';
import { sharedNexthops } from './fib-info';
import { routeInfo } from './fib-list';
import { aliases, setAliases, TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import { notify } from './notices';
import type { DeviceId, DeviceRecord, Ipv4AddressRecord, RouteRecord, RouteType } from './records';
import type { World } from './world';

/**
 * The routes the kernel itself makes for the addresses of a device (net/ipv4/fib_frontend.c fib_add_ifaddr): `local` for the address, and while the
 * device is up the connected prefix and its broadcast address.
 */
export function connectedRoutes(device: DeviceRecord, list: readonly Ipv4AddressRecord[]): readonly RouteRecord[] {
  if (list.length === 0) return NO_ROUTES;
  const routes: RouteRecord[] = [];
  for (const address of list) addRoutesOf(device, list, address, routes);
  return routes;
}

const NO_ROUTES: readonly RouteRecord[] = [];

function addRoutesOf(
  device: DeviceRecord,
  list: readonly Ipv4AddressRecord[],
  entry: Ipv4AddressRecord,
  routes: RouteRecord[],
): void {
  const { address, prefixLength, broadcast, secondary } = entry;
  const primary = secondary ? list.find((other) => !other.secondary && sameSubnet(other, entry)) : entry;
  if (!primary) return;
  const source = primary.address;
  const prefix = networkOf(entry.peer ?? address, prefixLength);
  routes.push(kernelRoute(device, 'local', address, 32, source, 0));
  if (!device.up) return;
  if (broadcast !== undefined && broadcast !== 0 && broadcast !== 0xffffffff)
    routes.push(kernelRoute(device, 'broadcast', broadcast, 32, source, 0));
  const inZeronet = prefix >>> 24 === 0;
  if (inZeronet || secondary || (prefix === address && prefixLength === 32)) return;
  if (!entry.noprefixroute) {
    const type = device.kind.type === 'loopback' ? 'local' : 'unicast';
    routes.push(kernelRoute(device, type, prefix, prefixLength, source, entry.metric ?? 0));
  }
  if (prefixLength < 31)
    routes.push(kernelRoute(device, 'broadcast', ipv4(prefix | ~maskOf(prefixLength)), 32, source, 0));
}

/** Whether two addresses of a device share a subnet, which makes the later one secondary. */
export function sameSubnet(
  a: Ipv4AddressRecord,
  b: Pick<Ipv4AddressRecord, 'address' | 'peer' | 'prefixLength'>,
): boolean {
  return a.prefixLength === b.prefixLength && inPrefix(b.peer ?? b.address, a.peer ?? a.address, a.prefixLength);
}

/** Adds kernel routes; one that is there already (two addresses may want the same) stays as it is. */
export function installRoutes(world: World, device: DeviceId, routes: readonly RouteRecord[]): void {
  const { netns } = world.device(device);
  for (const route of routes) {
    if (insertRoute(world, netns, route, 'append') !== undefined) continue;
    notify(world, netns, () => ({ type: 'route', deleted: false, route: routeInfo(world, netns, route) }));
  }
}

/** Removes the kernel routes in `before` that are not in `after` any more. */
export function withdrawRoutes(
  world: World,
  device: DeviceId,
  before: readonly RouteRecord[],
  after: readonly RouteRecord[],
): void {
  const { netns } = world.device(device);
  const kept = new Set(after.map(identity));
  // fib_del_ifaddr: the address itself goes last.
  const own = before.filter(({ type }) => type === 'local');
  for (const route of [...before.filter((one) => !own.includes(one)), ...own]) {
    if (kept.has(identity(route))) continue;
    const { table, destination, prefixLength } = route;
    const list = aliases(world, netns, table, destination, prefixLength);
    const at = list.findIndex((other) => identity(other) === identity(route));
    if (at >= 0) {
      const rest = list.filter((_, i) => i !== at);
      setAliases(world, netns, table, destination, prefixLength, rest);
      notify(world, netns, () => ({ type: 'route', deleted: true, route: routeInfo(world, netns, route) }));
    }
  }
}

function identity(route: RouteRecord): string {
  const { table, type, destination, prefixLength, preferredSource, metric, protocol, nexthops } = route;
  return [table, type, destination, prefixLength, preferredSource, metric, protocol, nexthops[0]?.ifindex].join('/');
}

function kernelRoute(
  device: DeviceRecord,
  type: RouteType,
  destination: Ipv4,
  prefixLength: number,
  preferredSource: Ipv4,
  metric: number,
): RouteRecord {
  const host = type === 'local';
  return {
    destination,
    prefixLength,
    tos: 0,
    type,
    table: type === 'unicast' ? TABLE_MAIN : TABLE_LOCAL,
    protocol: 'kernel',
    scope: host ? 'host' : 'link',
    metric,
    preferredSource,
    nexthops: sharedNexthops([
      { ifindex: device.ifindex, onlink: false, weight: 1, linkdown: !host && !device.carrier, dead: false },
    ]),
  };
}
