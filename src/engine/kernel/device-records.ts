import type { DevicePrograms } from './bpf/records';
import type { PortStp } from './stp/state';
import type { Owned } from '../state/epoch';
import type { Ipv6, Mac } from '../packet/address';
import type { BridgeVlans } from './bridge-vlan';
import type { BondSlave } from './link/bond';
import type { DeviceKind } from './link/types';
import type { DeviceId, Ipv4AddressRecord, Ipv6AddressRecord, NetnsId } from './records';

/** The records of network devices, part of what records.ts describes. What a device is (DeviceKind) is listed in link/types.ts. */
export type { DeviceKind };

export interface DeviceCounters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txErrors: number;
  readonly txDropped: number;
  readonly multicast: number;
  /** Of a tunnel: packets without a way to its other end, and those whose way led into the tunnel itself. */
  readonly carrierErrors?: number;
  readonly collisions?: number;
}

/** Numbers of a bridge by the words of `ip link … type bridge`. */
export type BridgeSetting =
  | 'forward_delay'
  | 'hello_time'
  | 'max_age'
  | 'priority'
  | 'group_fwd_mask'
  | 'vlan_default_pvid'
  | 'vlan_stats_enabled'
  | 'vlan_stats_per_port'
  | 'mcast_snooping'
  | 'no_linklocal_learn'
  | 'mcast_vlan_snooping'
  | 'mcast_router'
  | 'mcast_query_use_ifaddr'
  | 'mcast_querier'
  | 'mcast_hash_elasticity'
  | 'mcast_hash_max'
  | 'mcast_last_member_count'
  | 'mcast_startup_query_count'
  | 'mcast_last_member_interval'
  | 'mcast_membership_interval'
  | 'mcast_querier_interval'
  | 'mcast_query_interval'
  | 'mcast_query_response_interval'
  | 'mcast_startup_query_interval'
  | 'mcast_stats_enabled'
  | 'mcast_igmp_version'
  | 'mcast_mld_version'
  | 'nf_call_iptables'
  | 'nf_call_ip6tables'
  | 'nf_call_arptables';

export interface FdbEntry {
  readonly mac: Mac;
  /** Undefined in a bridge that does not tell VLANs apart. */
  readonly vlan?: number;
  readonly port: DeviceId;
  readonly state: 'learned' | 'permanent' | 'static';
  readonly updatedUs: number;
}

/** The device's role as a bridge port. */
export interface BridgePort {
  /** What STP knows of the port, once it was on. */
  readonly stp?: PortStp;
  readonly bridge: DeviceId;
  readonly portNumber: number;
  readonly state: 'disabled' | 'listening' | 'learning' | 'forwarding' | 'blocking';
  readonly cost: number;
  readonly priority: number;
  readonly hairpin: boolean;
  readonly learning: boolean;
  readonly flood: boolean;
  /** Counts while the bridge filters VLANs. */
  readonly vlans: BridgeVlans;
  /** What was set of the rest. */
  readonly flags?: Readonly<Partial<Record<BridgePortFlag, boolean>>>;
}

/** Switches of a port by the words of `bridge link set`; mcast_flood and bcast_flood are on unless set, the others off. */
export type BridgePortFlag =
  | 'guard'
  | 'root_block'
  | 'fastleave'
  | 'mcast_flood'
  | 'bcast_flood'
  | 'mcast_to_unicast'
  | 'neigh_suppress'
  | 'vlan_tunnel'
  | 'isolated'
  | 'locked';

export interface DeviceRecord extends Owned {
  readonly id: DeviceId;
  netns: NetnsId;
  ifindex: number;
  name: string;
  /** Further names (IFLA_ALT_IFNAME), oldest first; registry.ts finds the device by them too. */
  altNames?: readonly string[];
  kind: DeviceKind;
  mac: Mac;
  mtu: number;
  txQueueLength: number;
  /** `numtxqueues`, `numrxqueues`; undefined when the driver chose. */
  readonly queues?: { readonly tx?: number; readonly rx?: number };
  broadcast: Mac;
  /** IFF_UP: what `ip link set up` sets. */
  up: boolean;
  /** netif_carrier_ok: whether frames can leave; link/carrier.ts keeps it true to the peer, cable or ports. */
  carrier: boolean;
  /** How often the carrier came and went (carrier_up_count, carrier_down_count of sysfs). */
  carrierUps: number;
  carrierDowns: number;
  /**
   * IF_OPER_* as of the last carrier event: like the kernel's, it is not worked out anew when a veth's peer moves away. UNKNOWN until the first
   * event (lo, a bridge that never had a port). A device that is not up shows as DOWN whatever this says.
   */
  operstate: Operstate;
  /** `noop` until the device first came up in this namespace. */
  qdisc: string;
  arp: boolean;
  multicast: boolean;
  allmulticast: boolean;
  promiscuous: boolean;
  /** IFF_DYNAMIC and IFF_NOTRAILERS: flags that only users look at. */
  dynamic?: boolean;
  trailersOff?: boolean;
  /** IF_LINK_MODE_DORMANT: with carrier the device sleeps until it is told to be up. */
  dormantMode?: boolean;
  /** Offload limits that were set (IFLA_GSO_MAX_SIZE …); nothing here segments by them. */
  offload?: OffloadLimits;
  alias?: string;
  group: number;
  /** The device it is a port of (IFLA_MASTER): a bridge or bond. */
  master?: DeviceId;
  /** Set while the master is a bridge. */
  port?: BridgePort;
  /** Set while the master is a bond. */
  slave?: BondSlave;
  /** Devices that stand on this one (VLANs), oldest first; see link/stack.ts. */
  uppers?: readonly DeviceId[];
  /** Extra unicast MACs the device accepts (`bridge fdb add … self`), oldest first. */
  unicastFilter: readonly Mac[];
  /** Multicast groups added by hand (`ip maddress add`), oldest first. */
  linkGroups?: readonly Mac[];
  /** It has been down after it was up: what it joins again, it joins in another order. */
  reopened?: boolean;
  addresses4: readonly Ipv4AddressRecord[];
  addresses6: readonly Ipv6AddressRecord[];
  /** IPv6 is configured since the link became ready (IF_READY); a carrier that comes back does not begin anew. */
  ready6: boolean;
  /** The lower half of the addresses it makes from router advertisements (`ip token`). */
  token6?: Ipv6 | undefined;
  counters: DeviceCounters;
  /** eBPF programs at its tc hooks. */
  programs?: DevicePrograms | undefined;
}

export type Operstate = 'UNKNOWN' | 'NOTPRESENT' | 'DOWN' | 'LOWERLAYERDOWN' | 'TESTING' | 'DORMANT' | 'UP';

/** By the words of `ip link`. */
export type OffloadLimits = Readonly<Partial<Record<'gso_max_size' | 'gso_max_segs' | 'gro_max_size', number>>>;
