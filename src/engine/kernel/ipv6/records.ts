import type { Ipv6 } from '../../packet/address';
import type { Ipv6Packet } from '../../packet/ipv6-frame';
import type { CowMap } from '../../state/cow-map';
import type { RouteMetrics, RouteType } from '../records';
import type { RuleRecord } from '../rule-records';

/** The records of IPv6 in a namespace, part of what kernel/records.ts describes. */

/** What a namespace keeps for IPv6; replaced as a whole on write. */
export interface Inet6Record {
  /** Table id (255 local, 254 main …) → its routes. The local and the main table always exist. */
  readonly tables: ReadonlyMap<number, RouteTable6>;
  /** Policy rules, once somebody changed the default ones. */
  readonly rules?: readonly RuleRecord[];
  /** Labels for choosing source addresses, once somebody changed the default ones. */
  readonly labels?: readonly AddressLabel[];
  /** What ICMPv6 taught about single destinations (struct rt6_exception). */
  readonly exceptions: ReadonlyMap<Ipv6, RouteException6>;
  /** Datagrams of which not every fragment has come. */
  readonly reassembly: ReadonlyMap<string, Reassembly6>;
  /** Routes that are not the kernel's own, by the device they lead to: a device without any loses its few at once. */
  readonly userRoutes: ReadonlyMap<number, number>;
}

/** A label for the addresses of a prefix (struct ip6addrlbl_entry), on one device or on all. */
export interface AddressLabel {
  readonly prefix: Ipv6;
  readonly prefixLength: number;
  readonly ifindex?: number;
  readonly label: number;
}

/** One routing table: fib.ts finds the longest match by trying `lengths` in order, `prefixKey6` of the destination in `byPrefix` for each. */
export interface RouteTable6 {
  /** `prefixKey6(network, length)` → the routes of that prefix by metric, the older first. */
  readonly byPrefix: CowMap<string, readonly Route6Record[]>;
  /** Prefix lengths present, longest first. */
  readonly lengths: readonly number[];
  /** How many keys of `byPrefix` have each length. */
  readonly counts: ReadonlyMap<number, number>;
}

export type Route6Type = RouteType | 'anycast' | 'multicast';
/** ICMPV6_ROUTER_PREF_*, as `pref` says it. */
export type RouterPreference = 'low' | 'medium' | 'high';

export interface Nexthop6 {
  readonly via?: Ipv6;
  readonly ifindex: number;
  readonly onlink: boolean;
  readonly weight: number;
  readonly linkdown: boolean;
  readonly dead: boolean;
}

/** A route (struct fib6_info); several next hops are its siblings. */
export interface Route6Record {
  readonly destination: Ipv6;
  readonly prefixLength: number;
  readonly type: Route6Type;
  readonly table: number;
  readonly protocol: string;
  readonly metric: number;
  readonly preferredSource?: Ipv6;
  readonly nexthops: readonly Nexthop6[];
  readonly metrics?: RouteMetrics;
  readonly preference: RouterPreference;
  readonly expiresUs?: number;
  /** It came with an address or a device that is still there, and is found by it. */
  readonly own?: true;
}

/** A path MTU or a better next hop that ICMPv6 taught about one destination. */
export interface RouteException6 {
  readonly destination: Ipv6;
  readonly mtu?: number;
  readonly gateway?: Ipv6;
  readonly ifindex: number;
  readonly expiresUs?: number;
}

/** A datagram being put together again (struct frag_queue). */
export interface Reassembly6 {
  readonly startedUs: number;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  readonly total?: number;
  readonly first?: { readonly packet: Ipv6Packet; readonly packetId: number };
}
