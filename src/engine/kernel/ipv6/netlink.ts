import type { Ipv6 } from '../../packet/address';
import type { RouteMetrics } from '../records';
import type { Nexthop6, Route6Record, Route6Type, RouterPreference } from './records';

/** What tools ask the kernel about IPv6 routes, part of NetlinkSocket. */

/** A route as shown: next hop devices carry their names too. */
export type Route6Info = Omit<Route6Record, 'nexthops' | 'expiresUs' | 'own'> & {
  readonly nexthops: readonly (Nexthop6 & { readonly device?: string })[];
  readonly expiresSeconds?: number;
};

export interface NewRoute6 {
  readonly destination: Ipv6;
  readonly prefixLength: number;
  readonly type?: Route6Type;
  readonly table?: number;
  readonly protocol?: string;
  readonly metric?: number;
  readonly preferredSource?: Ipv6;
  readonly metrics?: RouteMetrics;
  readonly preference?: RouterPreference;
  readonly expiresSeconds?: number;
  readonly nexthops: readonly {
    readonly via?: Ipv6;
    readonly device?: string;
    readonly onlink?: boolean;
    readonly weight?: number;
  }[];
}

export interface Route6Query {
  readonly destination: Ipv6;
  readonly source?: Ipv6;
  readonly inputDevice?: string;
  readonly outputDevice?: string;
  readonly mark?: number;
  readonly tos?: number | undefined;
  readonly uid?: number | undefined;
  readonly protocol?: number | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
}

/** The route a packet would take, as the kernel shows it: the table's own record with the device and the source chosen. */
export interface Route6Answer {
  readonly type: Route6Type;
  readonly destination: Ipv6;
  readonly via?: Ipv6;
  readonly device: string;
  readonly table: number;
  readonly protocol: string;
  readonly source?: Ipv6;
  readonly metric: number;
  readonly metrics?: RouteMetrics;
  readonly preference: RouterPreference;
  readonly expiresSeconds?: number;
  readonly linkdown: boolean;
  /** The route of the table that matched (`fibmatch`). */
  readonly route: Route6Info;
}
