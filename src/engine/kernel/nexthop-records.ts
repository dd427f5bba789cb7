import type { Ipv4 } from '../packet/address';
import type { Nexthop, Scope } from './records';

/** A next-hop object (struct nexthop of include/net/nexthop.h). */
export interface NexthopObject {
  readonly id: number;
  /** rt_protos, as RouteRecord has it. */
  readonly protocol: string;
  /** Only for forwarding tables of bridges and VXLANs. */
  readonly fdb: boolean;
  readonly target: NexthopTarget;
}

export type NexthopTarget =
  | { readonly type: 'hop'; readonly hop: Nexthop; readonly scope: Scope }
  | { readonly type: 'blackhole' }
  | { readonly type: 'group'; readonly members: readonly GroupMember[] };

export interface GroupMember {
  readonly id: number;
  readonly weight: number;
}

/** What a request says. `id` 0 or undefined: the kernel gives one. */
export interface NexthopRequest {
  readonly id?: number;
  readonly via?: Ipv4;
  readonly device?: string;
  readonly onlink?: boolean;
  readonly blackhole?: boolean;
  readonly fdb?: boolean;
  readonly group?: readonly GroupMember[];
  readonly protocol?: string;
}
