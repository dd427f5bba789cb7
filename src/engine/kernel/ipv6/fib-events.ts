import type { Ipv6 } from '../../packet/address';
import type { DeviceId, NetnsId } from '../records';
import type { World } from '../world';
import { setRoutes6 } from './fib-table';
import type { Nexthop6, Route6Record } from './records';

/** What happens to IPv6 routes when a device changes (net/ipv6/route.c fib6_ifdown, fib6_ifup). */

/** Carrier came or went while the device is up: marks or clears `linkdown` on its next hops; local routes do not care. */
export function syncRoutes6WithCarrier(world: World, id: DeviceId): void {
  const { netns, ifindex, carrier, addresses6, ready6 } = world.device(id);
  // A device that never had IPv6 is in nobody's route: a node's hundredth veth must not read the routes of the others.
  const mayHaveRoutes = addresses6.length > 0 || ready6 || (world.netns(netns).inet6.userRoutes.get(ifindex) ?? 0) > 0;
  if (!mayHaveRoutes) return;
  rewrite(world, netns, (route) => {
    if (route.type === 'local' || route.type === 'anycast') return route;
    return withNexthops(route, (hop) =>
      hop.ifindex === ifindex && hop.linkdown === carrier ? { ...hop, linkdown: !carrier } : hop,
    );
  });
}

/** The device went down or is leaving: its routes go; of a multipath route the other next hops stay. */
export function routes6DeviceDown(world: World, id: DeviceId): void {
  const { netns, ifindex } = world.device(id);
  rewrite(world, netns, (route) => {
    const next = withNexthops(route, (hop) =>
      hop.ifindex === ifindex && !hop.dead ? { ...hop, dead: true, linkdown: true } : hop,
    );
    return next !== route && next.nexthops.every((hop) => hop.dead) ? undefined : next;
  });
}

/** The device came up: next hops of multipath routes that died with it live again. */
export function routes6DeviceUp(world: World, id: DeviceId): void {
  const { netns, ifindex, carrier } = world.device(id);
  rewrite(world, netns, (route) =>
    withNexthops(route, (hop) =>
      hop.ifindex === ifindex && hop.dead ? { ...hop, dead: false, linkdown: !carrier } : hop,
    ),
  );
}

/** rt6_remove_prefsrc: an address is gone, and routes that preferred it as source do without. */
export function forgetSource6(world: World, netns: NetnsId, address: Ipv6): void {
  rewrite(world, netns, (route) =>
    route.preferredSource === address ? { ...route, preferredSource: undefined } : route,
  );
}

function withNexthops(route: Route6Record, change: (hop: Nexthop6) => Nexthop6): Route6Record {
  return route.nexthops.every((hop) => change(hop) === hop)
    ? route
    : { ...route, nexthops: route.nexthops.map(change) };
}

/** Puts every route of a namespace through `change`; undefined removes one. Writes only prefixes that changed. */
function rewrite(world: World, netns: NetnsId, change: (route: Route6Record) => Route6Record | undefined): void {
  for (const [table, { byPrefix }] of world.netns(netns).inet6.tables) {
    const changed = [...byPrefix.values()].filter((list) => list.some((route) => change(route) !== route));
    for (const list of changed) {
      const [first] = list;
      if (!first) continue;
      const next = list.map(change).filter((route) => route !== undefined);
      setRoutes6(world, netns, table, first.destination, first.prefixLength, next);
    }
  }
}
