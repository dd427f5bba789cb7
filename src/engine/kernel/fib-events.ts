import type { Ipv4 } from '../packet/address';
import { setAliases } from './fib-table';
import { rebalanced } from './multipath';
import type { DeviceId, NetnsId, Nexthop, RouteRecord } from './records';
import type { World } from './world';

/**
 * What happens to routes when a device or an address changes (net/ipv4/fib_semantics.c: fib_sync_down_dev, fib_sync_up,
 * fib_sync_down_addr).
 */

/** Carrier came or went while the device is up: marks or clears `linkdown` on its next hops. */
export function syncRoutesWithCarrier(world: World, id: DeviceId): void {
  const { netns, ifindex, carrier } = world.device(id);
  const linkdown = !carrier;
  rewriteVia(world, netns, ifindex, (route) => {
    if (route.scope === 'host') return route;
    return withNexthops(route, (hop) =>
      hop.ifindex === ifindex && hop.linkdown !== linkdown ? { ...hop, linkdown } : hop,
    );
  });
}

/**
 * The device went down (host-scope routes stay), lost its last address, or leaves. A route whose every next hop died is removed; of a multipath
 * route the others stay, unless the device leaves.
 */
export function routesDeviceDown(world: World, id: DeviceId, why: 'down' | 'no-address' | 'leaves'): void {
  const { netns, ifindex } = world.device(id);
  rewriteVia(world, netns, ifindex, (route) => {
    if (why === 'down' && route.scope === 'host') return route;
    if (why === 'leaves') return undefined;
    const next = withNexthops(route, (hop) =>
      hop.ifindex === ifindex && !hop.dead ? { ...hop, dead: true, linkdown: true } : hop,
    );
    return next !== route && next.nexthops.every((hop) => hop.dead) ? undefined : next;
  });
}

/** The device came up: next hops of multipath routes that died with it live again. */
export function routesDeviceUp(world: World, id: DeviceId): void {
  const { netns, ifindex, carrier } = world.device(id);
  rewriteVia(world, netns, ifindex, (route) =>
    withNexthops(route, (hop) =>
      hop.ifindex === ifindex && hop.dead ? { ...hop, dead: false, linkdown: !carrier } : hop,
    ),
  );
}

/** An address is gone from the whole namespace: routes that prefer it as source go too. */
export function routesAddressGone(world: World, netns: NetnsId, address: Ipv4): void {
  rewriteRoutes(
    world,
    netns,
    (route) => route.preferredSource === address,
    () => undefined,
  );
}

function withNexthops(route: RouteRecord, change: (hop: Nexthop) => Nexthop): RouteRecord {
  let changed = false;
  for (const hop of route.nexthops) if (change(hop) !== hop) changed = true;
  return changed ? { ...route, nexthops: route.nexthops.map(change) } : route;
}

/** Rewrites the routes that have a next hop on a device. */
function rewriteVia(
  world: World,
  netns: NetnsId,
  ifindex: number,
  change: (route: RouteRecord) => RouteRecord | undefined,
): void {
  if (!world.netns(netns).nexthopCounts.get(ifindex)) return;
  const balance = (route: RouteRecord): RouteRecord | undefined => {
    const next = change(route);
    return next === route || !next ? next : { ...next, nexthops: rebalanced(world, netns, next.nexthops) };
  };
  rewriteRoutes(
    world,
    netns,
    ({ nexthops, nhid }) => nhid === undefined && nexthops.some((hop) => hop.ifindex === ifindex),
    balance,
  );
}

/** Puts the routes of a namespace that `concerned` picks through `change`; undefined removes one. Writes only prefixes that changed. */
export function rewriteRoutes(
  world: World,
  netns: NetnsId,
  concerned: (route: RouteRecord) => boolean,
  change: (route: RouteRecord) => RouteRecord | undefined,
): void {
  for (const [table, { byPrefix }] of world.netns(netns).routes) {
    const writes: (readonly RouteRecord[])[] = [];
    for (const list of byPrefix.values()) {
      for (const route of list) {
        if (!concerned(route) || change(route) === route) continue;
        writes.push(list);
        break;
      }
    }
    for (const list of writes) {
      const [first] = list;
      if (!first) continue;
      const next = list
        .map((route) => (concerned(route) ? change(route) : route))
        .filter((route) => route !== undefined);
      setAliases(world, netns, table, first.destination, first.prefixLength, next);
    }
  }
}
