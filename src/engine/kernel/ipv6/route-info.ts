import { findDevice } from '../link/registry';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { ignoresLinkdown6 } from './fib';
import type { Route6Info } from './netlink';
import type { Route6Record } from './records';

/** A route of IPv6 as the kernel tells of it (net/ipv6/route.c rt6_fill_node). */
export function routeInfo6(world: World, netns: NetnsId, { expiresUs, own: _own, ...route }: Route6Record): Route6Info {
  return {
    ...route,
    nexthops: route.nexthops.map((hop) => ({
      ...hop,
      device: findDevice(world, netns, hop.ifindex)?.name,
      // fib_nexthop_info: a next hop whose device ignores it without carrier is as good as dead.
      dead: hop.dead || (hop.linkdown && ignoresLinkdown6(world, netns, hop)),
    })),
    ...(expiresUs !== undefined && { expiresSeconds: secondsLeft(world, expiresUs) }),
  };
}

export function secondsLeft(world: World, untilUs: number): number {
  return Math.trunc((untilUs - world.nowUs) / 1_000_000);
}
