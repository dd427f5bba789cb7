import type { LinkInfo, NeighbourInfo, RouteInfo } from './netlink';
import type { NexthopObject } from './nexthop-records';
import type { Route6Info } from './ipv6/netlink';
import type { Ipv4AddressRecord, Ipv6AddressRecord, NetnsId } from './records';
import type { RuleInfo } from './rule-config';
import type { World } from './world';

/** What the kernel tells those who listen to rtnetlink's multicast groups (rtnetlink(7) RTNLGRP_*), as `ip monitor` does. */
export type Notice = { readonly deleted: boolean } & (
  | { readonly type: 'link'; readonly link: LinkInfo }
  | { readonly type: 'address'; readonly link: LinkInfo; readonly address: Ipv4AddressRecord | Ipv6AddressRecord }
  | { readonly type: 'route'; readonly route: RouteInfo }
  | { readonly type: 'route6'; readonly route: Route6Info }
  | { readonly type: 'neigh'; readonly entry: NeighbourInfo }
  | { readonly type: 'rule'; readonly rule: RuleInfo }
  | { readonly type: 'nexthop'; readonly object: NexthopObject }
);

/** Tells the monitors of a namespace. While nobody ever listened in this lab it costs one comparison. */
export function notify(world: World, netns: NetnsId, make: () => Notice | undefined): void {
  if (!world.watched) return;
  for (const { pid, state, ended, netns: place } of world.services.values()) {
    if (state.kind !== 'monitor' || ended || place !== netns) continue;
    const notice = make();
    if (!notice) continue;
    const service = world.writeService(pid);
    service.state = { ...state, notices: [...state.notices, notice] };
    world.behaviour?.(world, service);
  }
}
