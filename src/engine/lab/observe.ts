import { openNetlink } from '../kernel/netlink-socket';
import type { LinkInfo, RouteInfo } from '../kernel/netlink';
import type { NetnsId } from '../kernel/records';
import type { World } from '../kernel/world';
import type { ClusterObservation } from './observe-cluster';

/** What a lab, or a live machine, looks like at one moment; trees and hovers are made from it. */
export interface LabObservation {
  readonly hosts: readonly HostObservation[];
  /** The lab's Kubernetes cluster, where there is one and somebody shows it. */
  readonly cluster?: ClusterObservation;
}

export interface HostObservation {
  readonly name: string;
  /** The root namespace first, then named ones. */
  readonly namespaces: readonly NetnsObservation[];
}

export interface NetnsObservation {
  /** Empty for the root namespace. */
  readonly name: string;
  readonly links: readonly LinkInfo[];
  /** Routes of table main. */
  readonly routes: readonly RouteInfo[];
  readonly forwarding: boolean;
}

const TABLE_MAIN = 254;

/** Reads every host of a world; writes nothing. */
export function observe(world: World): LabObservation {
  return {
    hosts: Array.from(world.hosts.values(), (host) => ({
      name: host.id,
      namespaces: [
        observeNetns(world, '', host.rootNetns),
        ...Array.from(host.netnsNames, ([name, id]) => observeNetns(world, name, id)),
      ],
    })),
  };
}

function observeNetns(world: World, name: string, id: NetnsId): NetnsObservation {
  const netlink = openNetlink(world, id);
  return {
    name,
    links: netlink.links(),
    routes: netlink.routes(TABLE_MAIN),
    forwarding: netlink.sysctl('net.ipv4.ip_forward') === '1',
  };
}
