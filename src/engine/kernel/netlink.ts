import type { GroupMemberships } from './multicast-groups';
import type { BridgeStpInfo, PortStpInfo } from './stp/info';
import type { Ipv4, Ipv6, Mac } from '../packet/address';
import type { BondSlave } from './link/bond';
import type { KindAttributes } from './link/types';
import type { IpAddress } from '../packet/ipv6-address';
import type { AddressLabel } from './ipv6/records';
import type { NewRoute6, Route6Answer, Route6Info, Route6Query } from './ipv6/netlink';
import type {
  BridgePort,
  DeviceCounters,
  DeviceKind,
  FdbEntry,
  Ipv4AddressRecord,
  Ipv6AddressRecord,
  NeighbourState,
  NetnsId,
  Nexthop,
  OffloadLimits,
  Operstate,
  RouteMetrics,
  RouteRecord,
  RouteType,
  Scope,
} from './records';
import type { NexthopObject, NexthopRequest } from './nexthop-records';
import type { RuleInfo, RuleRequest } from './rule-config';
import type { RuleFamily } from './rule-records';

/**
 * The only door of the simulated kernel for tools: one socket is bound to one namespace, like an AF_NETLINK socket.
 * Every method that changes something throws `KernelError` with Linux's errno and extended-ack text when the kernel would
 * refuse. `openNetlink(world, netns)` in netlink-socket.ts makes one.
 */
export interface NetlinkSocket {
  readonly netns: NetnsId;

  // --- links (rtnetlink(7) RTM_*LINK, net/core/rtnetlink.c)
  /** All links in ifindex order. */
  links(): readonly LinkInfo[];
  /** The link with this name or ifindex, or undefined. */
  link(nameOrIndex: string | number): LinkInfo | undefined;
  /** Whether there is such a link: what `link` answers costs more to put together. */
  hasLink(nameOrIndex: string | number): boolean;
  addLink(request: NewLink): void;
  /** Applies the given changes in the order the kernel does (do_setlink). */
  setLink(name: string, changes: LinkChanges): void;
  /** Further names of a device (RTM_NEWLINKPROP, RTM_DELLINKPROP). */
  addAltNames(device: string, names: readonly string[]): void;
  deleteAltNames(device: string, names: readonly string[]): void;
  deleteLink(name: string): void;

  /** The multicast groups of every device. */
  groups(): readonly GroupMemberships[];
  /** SIOCADDMULTI and SIOCDELMULTI; without a group the zero one is meant. Throw ENODEV and ENOENT. */
  addLinkGroup(device: string, mac?: Mac): void;
  deleteLinkGroup(device: string, mac?: Mac): void;

  // --- addresses (net/ipv4/devinet.c, net/ipv6/addrconf.c)
  addAddress(device: string, request: NewAddress): void;
  deleteAddress(device: string, request: AddressSelector): void;

  // --- routes (net/ipv4/fib_*.c)
  /** Routes of one table (254 main, 255 local …) or of all tables, in the order `ip route show` prints. */
  routes(table?: number, mustExist?: boolean): readonly RouteInfo[];
  /** Whether somebody ever used this table; a fresh namespace has none at all. */
  hasTable(table: number): boolean;
  addRoute(request: NewRoute, mode: 'add' | 'append' | 'prepend' | 'replace' | 'change'): void;
  deleteRoute(request: NewRoute): void;
  /** What ICMP taught beyond the routes (RTM_F_CLONED dump). */
  cachedRoutes(): readonly CachedRoute[];
  /** What the kernel would do with a packet (RTM_GETROUTE); throws ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL as it would. */
  getRoute(request: RouteQuery): RouteAnswer;

  // --- next-hop objects (net/ipv4/nexthop.c)
  /** By number. */
  nexthops(): readonly NexthopObject[];
  addNexthop(request: NexthopRequest, mode: 'add' | 'replace'): void;
  /** Throws ENOENT. */
  deleteNexthop(id: number | undefined): void;

  // --- policy rules (net/core/fib_rules.c, net/ipv4/fib_rules.c)
  /** Rules in the order they are asked. */
  rules(family?: RuleFamily): readonly RuleInfo[];
  /** Throws EINVAL with a reason, EEXIST when there is such a rule unless `exclusive` is false. */
  addRule(request: RuleRequest, exclusive?: boolean, family?: RuleFamily): void;
  /** Removes the first rule that has everything the request names. Throws ENOENT. */
  deleteRule(request: RuleRequest, family?: RuleFamily): void;
  // --- routes of IPv6 (net/ipv6/route.c, ip6_fib.c)
  /** Routes of one table or of all, in the order `ip -6 route show` prints. Throws ENOENT for a table nobody ever used. */
  routes6(table?: number): readonly Route6Info[];
  addRoute6(request: NewRoute6, mode: 'add' | 'append' | 'prepend' | 'replace' | 'change'): void;
  deleteRoute6(request: NewRoute6): void;
  /** What ICMPv6 taught beyond the routes. */
  cachedRoutes6(): readonly Route6Answer[];
  getRoute6(request: Route6Query): Route6Answer;

  /** Labels for choosing source addresses (net/ipv6/addrlabel.c). */
  addressLabels(): readonly AddressLabel[];
  /** Throws EEXIST, EINVAL. */
  addAddressLabel(entry: AddressLabel): void;
  /** Throws ESRCH. */
  deleteAddressLabel(entry: AddressLabel): void;
  /** The lower half of addresses made from router advertisements. Throws EINVAL with a reason. */
  setToken(device: string, token: Ipv6): void;

  // --- neighbours (net/core/neighbour.c)
  neighbours(): readonly NeighbourInfo[];
  addNeighbour(request: NewNeighbour, mode: 'add' | 'change' | 'replace'): void;
  deleteNeighbour(device: string, address: IpAddress): void;

  /** Addresses answered for on behalf of others (NTF_PROXY), in the kernel's order. */
  proxyNeighbours(): readonly ProxyNeighbour[];
  addProxyNeighbour(entry: ProxyNeighbour): void;
  /** Throws ENOENT. */
  deleteProxyNeighbour(entry: ProxyNeighbour): void;

  // --- bridge (net/bridge/)
  /** Forwarding entries of every bridge, or of one, in the order `bridge fdb show` prints them. */
  bridgeFdb(bridge?: string): readonly FdbInfo[];
  addFdb(request: FdbRequest, mode: 'add' | 'append' | 'replace'): void;
  deleteFdb(request: Omit<FdbRequest, 'state'>): void;
  /** VLANs of ports and bridges, in the order `bridge vlan show` lists them. */
  bridgeVlans(): readonly PortVlans[];
  addBridgeVlans(change: BridgeVlanChange): void;
  deleteBridgeVlans(change: BridgeVlanChange): void;
  setBridgePort(device: string, changes: Partial<Omit<BridgePort, 'bridge' | 'portNumber'>>): void;
  /** RTM_DELNEIGH with NLM_F_BULK: removes every entry that fits. Throws EOPNOTSUPP for a device without a table. */
  flushFdb(request: FdbFlush): void;

  // --- named namespaces of this host (ip-netns(8))
  namespaces(): readonly { readonly name: string; readonly netns: NetnsId; readonly nsid?: number }[];
  addNamespace(name: string): void;
  /** unshare(CLONE_NEWNET): a namespace that only its programs keep. */
  createNamespace(): NetnsId;
  /** The last program that was started in such a namespace has ended: it goes, unless it has a name or something still runs there. */
  releaseNamespace(netns: NetnsId): void;
  /** Gives a namespace that exists another name. Throws EEXIST. */
  attachNamespace(name: string, netns: NetnsId): void;
  deleteNamespace(name: string): void;
  /** RTM_NEWNSID: numbers another namespace; undefined lets the kernel choose. Throws EEXIST. */
  setNamespaceId(netns: NetnsId, nsid: number | undefined): void;

  // --- sysctl (Documentation/networking/ip-sysctl.rst); names are dotted
  /** The value, or undefined when there is no such key in this namespace. */
  sysctl(name: string): string | undefined;
  setSysctl(name: string, value: string): void;
  /** All keys of this namespace in the order `sysctl -a` prints them. */
  sysctlNames(): readonly string[];
}

export interface LinkInfo {
  /** The simulator's own number of the device, by which records name it; undefined for a live target. */
  readonly id?: number;
  readonly ifindex: number;
  readonly name: string;
  readonly kind: DeviceKind;
  /** STP of a bridge, and of a bridge's port. */
  readonly bridgeStp?: BridgeStpInfo | undefined;
  readonly portStp?: PortStpInfo | undefined;
  /** IFLA_INFO_KIND and IFLA_INFO_SLAVE_KIND: what `type` says of it and of its master. */
  readonly infoKind?: string;
  readonly masterKind?: string;
  /** IFLA_INET6_TOKEN; undefined is `::`. */
  readonly token6?: Ipv6 | undefined;
  /** Flags as `ip link` prints them between < >, in its order (NO-CARRIER, LOOPBACK, BROADCAST, …, UP, LOWER_UP). */
  readonly flags: readonly string[];
  readonly mtu: number;
  readonly qdisc: string;
  readonly operstate: Operstate;
  /** Undefined when a live target did not tell. */
  readonly altNames?: readonly string[];
  readonly dormantMode?: boolean;
  readonly offload?: OffloadLimits;
  readonly group: string;
  readonly txQueueLength: number;
  readonly queues?: { readonly tx?: number; readonly rx?: number };
  readonly tsoMaxSize?: number;
  readonly mtuRange?: { readonly min: number; readonly max: number };
  /** ARPHRD name ('loopback', 'ether') and number. */
  readonly linkType: string;
  readonly hardware?: number;
  readonly mac: Mac;
  readonly broadcast: Mac;
  readonly alias?: string;
  readonly promiscuity: number;
  readonly allmulticast: number;
  /** `name@peer`: the peer's name when it is in the same namespace, otherwise `if<index>` and its nsid or namespace name. */
  readonly peer?: {
    readonly ifindex: number;
    readonly name?: string;
    readonly nsid?: number;
    readonly netnsName?: string;
  };
  /** Of a tunnel: the device that its own packets leave by. */
  readonly underlayIfindex?: number;
  readonly master?: { readonly ifindex: number; readonly name: string };
  readonly port?: BridgePort;
  readonly slave?: BondSlave;
  readonly addresses4: readonly Ipv4AddressRecord[];
  readonly addresses6: readonly Ipv6AddressRecord[];
  readonly counters: DeviceCounters;
  /** How often the carrier came or went; undefined when a live target did not tell. */
  readonly carrierChanges?: number;
  readonly up: boolean;
}

/** RTM_NEWLINK; what only one kind understands has a name of its own, see link/types.ts. */
export interface NewLink extends KindAttributes {
  /** Undefined lets the kernel choose (veth0, br0 style: `veth%d`). */
  readonly name?: string;
  readonly type: string;
  /** IFLA_LINK: the device it stands on. */
  readonly link?: string;
  readonly mac?: Mac;
  readonly mtu?: number;
  readonly txQueueLength?: number;
  readonly queues?: { readonly tx?: number; readonly rx?: number };
  readonly ifindex?: number;
  readonly master?: string;
  readonly up?: boolean;
  /** Put the new device into this namespace. */
  readonly netns?: NetnsId;
}

export interface LinkChanges extends KindAttributes {
  /** IFLA_INFO_KIND that goes with a kind's attributes; EOPNOTSUPP when the device is another. */
  readonly kind?: string;
  readonly name?: string;
  readonly up?: boolean;
  readonly mtu?: number;
  readonly mac?: Mac;
  readonly broadcast?: Mac;
  readonly txQueueLength?: number;
  readonly netns?: NetnsId;
  /** A device that takes ports, or null for `nomaster`. */
  readonly master?: string | null;
  readonly arp?: boolean;
  readonly multicast?: boolean;
  readonly allmulticast?: boolean;
  readonly promiscuous?: boolean;
  readonly dynamic?: boolean;
  readonly trailersOff?: boolean;
  /** IFLA_LINKMODE: dormant or default. */
  readonly dormantMode?: boolean;
  readonly operstate?: Operstate;
  readonly protodown?: boolean;
  readonly offload?: OffloadLimits;
  readonly alias?: string;
  readonly group?: number;
  /** Only a dummy device lets a user change its carrier. */
  readonly carrier?: boolean;
}

export type NewAddress = {
  readonly scope?: Scope;
  readonly label?: string;
  readonly validSeconds?: number;
  readonly preferredSeconds?: number;
  readonly noprefixroute?: boolean;
  readonly metric?: number;
  readonly mode: 'add' | 'replace' | 'change';
} & (
  | {
      readonly family: 'inet';
      readonly address: Ipv4;
      readonly prefixLength: number;
      readonly peer?: Ipv4;
      readonly broadcast?: Ipv4;
    }
  | {
      readonly family: 'inet6';
      readonly address: Ipv6;
      readonly prefixLength: number;
      readonly peer?: Ipv6;
      readonly nodad?: boolean;
      readonly optimistic?: boolean;
      readonly home?: boolean;
      readonly mngtmpaddr?: boolean;
    }
);

export type AddressSelector =
  | {
      readonly family: 'inet';
      readonly address: Ipv4;
      readonly prefixLength?: number;
      readonly peer?: Ipv4;
      readonly label?: string;
    }
  | { readonly family: 'inet6'; readonly address: Ipv6; readonly prefixLength?: number };

/** A route as shown: nexthop devices carry their names too. */
export type RouteInfo = Omit<RouteRecord, 'nexthops'> & {
  readonly nexthops: readonly (Nexthop & { readonly device?: string })[];
};

export interface NewRoute {
  readonly destination: Ipv4;
  readonly prefixLength: number;
  readonly type?: RouteType;
  readonly table?: number;
  readonly protocol?: string;
  readonly scope?: Scope;
  readonly metric?: number;
  readonly tos?: number;
  readonly preferredSource?: Ipv4;
  readonly metrics?: RouteMetrics;
  /** A next-hop object instead of `nexthops`. */
  readonly nhid?: number;
  readonly realms?: number;
  readonly nexthops: readonly {
    readonly via?: Ipv4;
    readonly device?: string;
    readonly onlink?: boolean;
    readonly weight?: number;
  }[];
}

export interface RouteQuery {
  readonly destination: Ipv4;
  readonly source?: Ipv4;
  readonly inputDevice?: string;
  readonly outputDevice?: string;
  readonly tos?: number;
  readonly mark?: number;
  readonly uid?: number;
  /** UDP unless told. */
  readonly protocol?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** RTM_F_FIB_MATCH: the entry of the table is wanted too. */
  readonly fibMatch?: boolean;
}

export interface RouteAnswer {
  readonly type: RouteType | 'multicast';
  readonly destination: Ipv4;
  readonly via?: Ipv4;
  readonly device: string;
  readonly table: number;
  /** The entry of the table, for `fibMatch`; undefined when no table was asked. */
  readonly match?: RouteInfo;
  readonly source: Ipv4;
  /** Those of the route, completed by those of the rule. */
  readonly realms?: number;
  /** RTCF_LOCAL, RTCF_BROADCAST … as `ip route get` prints in its `cache` line. */
  readonly cacheFlags: readonly string[];
  readonly scope: Scope;
  readonly metrics?: RouteMetrics;
  /** Seconds until what ICMP taught about this destination is forgotten. */
  readonly expiresSeconds?: number;
}

/** What ICMP taught about the way to one destination, as `ip route show cache` lists it. */
export type CachedRoute = Pick<
  RouteAnswer,
  'destination' | 'via' | 'device' | 'cacheFlags' | 'metrics' | 'expiresSeconds'
>;

export interface NeighbourInfo {
  readonly device: string;
  readonly ifindex: number;
  readonly address: IpAddress;
  readonly router?: boolean;
  readonly mac?: Mac;
  readonly state: NeighbourState;
  readonly usedSeconds: number;
  readonly confirmedSeconds: number;
  readonly updatedSeconds: number;
  readonly probes: number;
}

/** Without a device the entry counts on every one. */
export interface ProxyNeighbour {
  readonly address: IpAddress;
  readonly device?: string;
}

export interface NewNeighbour {
  readonly device: string;
  readonly address: IpAddress;
  readonly router?: boolean;
  readonly mac?: Mac;
  readonly state: NeighbourState;
}

export interface PortVlans {
  readonly device: string;
  readonly vlans: readonly { readonly id: number; readonly untagged: boolean; readonly pvid: boolean }[];
}

/** IFLA_BRIDGE_VLAN_INFO: VLANs `first` to `last` of a port, or of the bridge device itself. */
export interface BridgeVlanChange {
  readonly device: string;
  readonly target: 'self' | 'master';
  readonly first: number;
  readonly last: number;
  readonly pvid: boolean;
  readonly untagged: boolean;
}

/** Which forwarding entries `bridge fdb flush` means. */
/** RTM_NEWNEIGH and RTM_DELNEIGH of family AF_BRIDGE. What tells of a tunnel's other end means something to a VXLAN device only. */
export interface FdbRequest {
  readonly mac: Mac;
  readonly device: string;
  readonly state: 'permanent' | 'static' | 'dynamic';
  readonly target: 'self' | 'master';
  readonly vlan?: number;
  readonly destination?: Ipv4;
  readonly port?: number;
  readonly vni?: number;
  readonly sourceVni?: number;
  /** A device of the underlay. */
  readonly via?: string;
  readonly flags?: readonly FdbFlag[];
}

export type FdbFlag = 'router' | 'extern_learn' | 'sticky';

export interface FdbFlush {
  readonly device: string;
  readonly target: 'self' | 'master';
  /** Only entries of this port. */
  readonly port?: string;
  /** Only entries of this VLAN. */
  readonly vlan?: number;
  /** Only entries in one of these states. */
  readonly states: readonly FdbEntry['state'][];
}

export interface FdbInfo extends Pick<FdbEntry, 'mac' | 'state'> {
  readonly device: string;
  readonly bridge?: string;
  readonly vlan?: number;
  readonly target: 'self' | 'master';
  readonly ageSeconds: number;
  /** Of a VXLAN device: where the MAC is. */
  readonly destination?: Ipv4;
  readonly port?: number;
  readonly vni?: number;
  readonly sourceVni?: number;
  readonly via?: string;
  readonly flags?: readonly FdbFlag[];
  readonly usedSeconds?: number;
  /** NUD_NOARP beside the state. */
  readonly noarp?: boolean;
}
