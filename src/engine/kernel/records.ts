import type { BpfMaps } from './bpf/records';
import type { IpvsRecord } from './ipvs/model';
import type { ContainerRoot, NodeEvent } from './containers/records';
import type { KernelMessage } from './kernel-log';
import type { StpTimer } from './stp/state';
import type { Owned } from '../state/epoch';
import type { CowMap } from '../state/cow-map';
import type { PathMap } from '../state/path-map';
import type { ArpPacket, EthernetFrame, IpPacket, Ipv4Packet } from '../packet/frame';
import type { Ipv4, Ipv6, Mac } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';
import type { Ipv4ConfCache } from './ipv4-conf';
import type { MibRecord } from './mib';
import type { ConntrackRecord } from './netfilter/conntrack';
import type { MatchState } from './netfilter/match-state';
import type { LookupCache } from './fib-lookup';
import type { SetRecord } from './ipset/model';
import type { Inet6Record } from './ipv6/records';
import type { NetfilterRecord } from './netfilter/model';
import type { RecentList } from './netfilter/recent';
import type { NexthopObject } from './nexthop-records';
import type { ProcessRecord } from './process-records';
import type { RuleRecord } from './rule-records';

/**
 * The records a simulated lab is made of. They refer to each other by id, never by object, so that a fork can clone one
 * without touching the rest. Read them through `World`; write only what a `World.write…` method handed out.
 */

export type {
  BridgePort,
  BridgePortFlag,
  BridgeSetting,
  DeviceCounters,
  DeviceKind,
  DeviceRecord,
  FdbEntry,
  OffloadLimits,
  Operstate,
} from './device-records';
export type {
  ArpSocketRecord,
  IcmpSocketRecord,
  PacketSocketRecord,
  ReceivedPacket,
  SocketRecord,
  TcpSocketRecord,
  TcpSocketState,
  UdpSocketRecord,
} from './socket-records';

export type HostId = string;
export type NetnsId = number;
export type DeviceId = number;
export type SwitchId = string;

export interface HostRecord extends Owned {
  readonly id: HostId;
  hostname: string;
  /** The namespace a login shell is in. */
  readonly rootNetns: NetnsId;
  /** Names under /run/netns → namespace, oldest first (`ip netns` lists them newest first, as readdir of a tmpfs does). */
  netnsNames: CowMap<string, NetnsId>;
  /** The host's files by absolute path; only the shell's filesystem reads and writes it. */
  files: PathMap<FileNode>;
  /** The kernel's messages, the oldest first; undefined while there never was one. */
  kernelLog?: readonly KernelMessage[];
  /** Its processes, besides the programs that the lab runs itself; see processes.ts. */
  processes?: readonly ProcessRecord[];
  /** What makes it a container of a node instead of a host of the lab. */
  readonly container?: ContainerRoot;
  /** Files of its image that it has removed. */
  removed?: CowMap<string, true>;
}

/** One inode of a host's filesystem. */
export type FileNode =
  | { readonly type: 'file'; readonly content: string | Uint8Array; readonly mode: number; readonly mtimeUs: number }
  | { readonly type: 'directory'; readonly mode: number; readonly mtimeUs: number }
  | { readonly type: 'symlink'; readonly target: string; readonly mode: number; readonly mtimeUs: number };

export interface NetnsRecord extends Owned {
  readonly id: NetnsId;
  readonly host: HostId;
  /** Its name under /run/netns; undefined for a host's root namespace. */
  readonly name?: string;
  /** Device ids by ifindex, in no particular order; links() sorts. */
  devices: CowMap<number, DeviceId>;
  /** The same devices by name, so that a lookup by name costs the same in a namespace of two thousand devices. */
  deviceNames: CowMap<string, DeviceId>;
  nextIfindex: number;
  /** Peer namespace ids (`link-netnsid`): nsid ↔ namespace, as this namespace numbers them. */
  nsids: CowMap<number, NetnsId>;
  /** No smaller number is free. */
  freeNsid: number;
  /** The same, reversed. */
  nsidOf: CowMap<NetnsId, number>;
  /** Namespaces that have a number for this one. */
  nsidHolders: CowMap<NetnsId, true>;
  /** Table id (255 local, 254 main, 253 default, …) → its routes; see fib.ts for lookup order. */
  routes: CowMap<number, RouteTable>;
  /** Next-hop objects by number, and the number given last; undefined while there never was one. */
  nexthopObjects?: { readonly lastId: number; readonly byId: ReadonlyMap<number, NexthopObject> };
  /** Policy rules by priority, once somebody changed them; undefined: the three of a fresh namespace. */
  rules?: readonly RuleRecord[];
  /** ifindex → how many next hops of those routes lead there; a device without any is left alone when it changes. */
  nexthopCounts: CowMap<number, number>;
  /** Routes of IPv6 and what it knows beyond them. */
  inet6: Inet6Record;
  neighbours: CowMap<string, NeighbourRecord>;
  /** Addresses this namespace answers ARP or neighbour solicitations for on behalf of others (struct pneigh_entry); without a device, on every one. */
  proxies: CowMap<string, { readonly address: IpAddress; readonly ifindex?: number }>;
  /** What ICMP taught about the way to single destinations; route-exceptions.ts. */
  exceptions: CowMap<Ipv4, RouteException>;
  /** Hosts that ICMP messages went to, so that they are not sent too often; icmp-limits.ts. */
  peers: CowMap<IpAddress, PeerRecord>;
  /** Datagrams of which not every fragment has come; fragments.ts. */
  reassembly: CowMap<string, ReassemblyRecord>;
  /** VXLAN devices whose packets go through this namespace, and the UDP ports they share while they are up; vxlan/port.ts. */
  vxlans: readonly DeviceId[];
  /** IP-in-IP and GRE devices whose packets go through this namespace; tunnel/receive.ts. */
  ipTunnels: readonly DeviceId[];
  vxlanPorts: readonly { readonly port: number; readonly socket: number; readonly devices: readonly DeviceId[] }[];
  /** Sockets that see ARP packets, which few programs open; arp-socket.ts. */
  arpSockets: readonly number[];
  /** Sockets that see every frame; packet-socket.ts. */
  packetSockets?: readonly number[];
  /** What was counted for /proc/net/snmp. */
  mib: MibRecord | undefined;
  /** Sockets that are told of connections. */
  conntrackListeners?: readonly number[] | undefined;
  /** Values that differ from the defaults in sysctl.ts, by dotted name (`net.ipv4.ip_forward`). */
  sysctls: CowMap<string, string>;
  /** What those of `net.ipv4.conf` amount to. */
  ipv4Conf: Ipv4ConfCache;
  /** The packet filter (iptables). */
  netfilter: NetfilterRecord;
  conntrack: ConntrackRecord;
  /** Addresses that a program here answers ARP for (a speaker of MetalLB), though the host does not have them. */
  announced: ReadonlySet<Ipv4> | undefined;
  /** Virtual services (ipvsadm); undefined where nobody has made one. */
  ipvs: IpvsRecord | undefined;
  /** What programs at the tc hooks look up (Cilium); undefined where there are none. */
  bpf?: BpfMaps | undefined;
  /** What `limit`, `statistic` and their like remember, by rule and place in it. */
  matchState: CowMap<string, MatchState>;
  /** The lists of `-m recent`, by name. */
  recent: CowMap<string, RecentList>;
  /** Sets of addresses and ports that rules look up (ipset), by name; replaced on write. */
  ipsets: ReadonlyMap<string, SetRecord>;
  /** Deleted but kept while a process or device of it lives; never listed. */
  doomed: boolean;
}

/**
 * One routing table. fib-table.ts alone writes it; fib-lookup.ts finds the longest match. `ip route show` order (net/ipv4/fib_trie.c: by network,
 * then longest prefix, then tos descending, then metric) is made when somebody lists the table.
 */
export interface RouteTable extends Owned {
  /** `prefixKey(network, length)` → the aliases of that prefix: tos descending, then metric ascending, then age. */
  byPrefix: CowMap<number, readonly RouteRecord[]>;
  /** Prefix lengths present, longest first. */
  lengths: readonly number[];
  /** How many keys of `byPrefix` have each length 0–32. */
  counts: number[];
  /** What lookups derived from this version of the table; fib-lookup.ts. */
  lookups: LookupCache;
}

/** The key of a prefix in `RouteTable.byPrefix`; `network` must have no host bits. */
export function prefixKey(network: Ipv4, prefixLength: number): number {
  return network * 64 + prefixLength;
}

export type RouteType = 'unicast' | 'local' | 'broadcast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw';
export type Scope = 'global' | 'site' | 'link' | 'host' | 'nowhere';

export interface Nexthop {
  readonly via?: Ipv4;
  readonly ifindex?: number;
  /** nh_scope host: the gateway is an address of this namespace, so packets go to their destination itself. */
  readonly viaHere?: true;
  readonly onlink: boolean;
  readonly weight: number;
  /** RTNH_F_LINKDOWN and RTNH_F_DEAD as `ip route` prints them. */
  readonly linkdown: boolean;
  readonly dead: boolean;
  /** Had no carrier, and its device ignored it for that, when the hops of its route last divided the traffic among them (fib_rebalance). */
  readonly passedOver?: true;
}

export interface RouteRecord {
  readonly destination: Ipv4;
  readonly prefixLength: number;
  readonly tos: number;
  readonly type: RouteType;
  readonly table: number;
  /** rt_protos: 'kernel', 'boot', 'static', … or a number as text. */
  readonly protocol: string;
  readonly scope: Scope;
  readonly metric: number;
  readonly preferredSource?: Ipv4;
  readonly nexthops: readonly Nexthop[];
  readonly metrics?: RouteMetrics;
  /** The next-hop object it uses, whose hops `nexthops` repeats. */
  readonly nhid?: number;
  /** Source realm << 16 | destination realm. */
  readonly realms?: number;
}

/** Numbers a route may carry, by the words of `ip route`, in the order it prints them. */
export type RouteMetric =
  | 'mtu'
  | 'window'
  | 'rtt'
  | 'rttvar'
  | 'ssthresh'
  | 'cwnd'
  | 'advmss'
  | 'reordering'
  | 'hoplimit'
  | 'initcwnd'
  | 'rto_min'
  | 'initrwnd'
  | 'quickack'
  | 'fastopen_no_cookie';

/** Only `mtu lock` means something here: ICMP does not change it, and packets leave without the DF flag. */
export type RouteMetrics = Readonly<Partial<Record<RouteMetric, { readonly value: number; readonly locked?: true }>>>;

export interface Ipv4AddressRecord {
  readonly family: 'inet';
  readonly address: Ipv4;
  readonly prefixLength: number;
  /** The far end of a point-to-point address (`peer`). */
  readonly peer?: Ipv4;
  readonly broadcast?: Ipv4;
  readonly scope: Scope;
  readonly label: string;
  readonly secondary: boolean;
  readonly noprefixroute: boolean;
  readonly metric?: number;
  /** Seconds; undefined means forever. */
  readonly validSeconds?: number;
  readonly preferredSeconds?: number;
  readonly setAtUs: number;
}

export interface Ipv6AddressRecord {
  readonly family: 'inet6';
  readonly address: Ipv6;
  readonly prefixLength: number;
  /** The far end of a point-to-point address (`peer`). */
  readonly peer?: Ipv6;
  readonly scope: Scope;
  /** Duplicate address detection still running until this virtual time; undefined once permanent. */
  readonly tentativeUntilUs?: number;
  /** Somebody else has it: it stays tentative for ever (IFA_F_DADFAILED). */
  readonly dadFailed?: boolean;
  /** Added without duplicate address detection (IFA_F_NODAD). */
  readonly nodad?: boolean;
  readonly noprefixroute?: boolean;
  readonly home?: boolean;
  readonly mngtmpaddr?: boolean;
  readonly optimistic?: boolean;
  /** Metric of the route to its network. */
  readonly metric?: number;
  readonly kernelMade: boolean;
  readonly validSeconds?: number;
  readonly preferredSeconds?: number;
  readonly setAtUs: number;
}

export type NeighbourState =
  'INCOMPLETE' | 'REACHABLE' | 'STALE' | 'DELAY' | 'PROBE' | 'FAILED' | 'NOARP' | 'PERMANENT';

/** One entry of the ARP table or of neighbour discovery's, keyed `${ifindex}/${address}`. */
export interface NeighbourRecord {
  readonly ifindex: number;
  readonly address: IpAddress;
  readonly mac?: Mac;
  readonly state: NeighbourState;
  readonly updatedUs: number;
  readonly usedUs: number;
  readonly confirmedUs: number;
  readonly probes: number;
  /** Packets waiting for the address to resolve (at most 3 in Linux's unres_qlen by bytes; oldest dropped). */
  readonly queue: readonly { readonly packet: IpPacket; readonly packetId: number }[];
  /** It said that it forwards (NTF_ROUTER). */
  readonly router?: boolean;
}

/**
 * What the kernel learned about one destination beyond its route (struct fib_nh_exception): a path MTU, or the gateway a redirect named. It belongs
 * to the next hop of the route it was learned on.
 */
export interface RouteException {
  readonly destination: Ipv4;
  readonly route: Pick<RouteRecord, 'table' | 'destination' | 'prefixLength' | 'tos' | 'metric'>;
  readonly hop: Pick<Nexthop, 'ifindex' | 'via'>;
  readonly mtu?: number;
  /** The MTU was below the least one believed, so packets must not ask for no fragmentation (`mtu lock`). */
  readonly mtuLocked: boolean;
  readonly gateway?: Ipv4;
  /** Undefined after a flush of the cache, which empties entries and leaves them. */
  readonly expiresUs?: number;
  /** Flushed and not used since, so a dump leaves it out. */
  readonly flushed: boolean;
}

/** struct inet_peer: a host that ICMP messages were sent to, and how many more it may get. */
export interface PeerRecord {
  readonly tokensUs: number;
  readonly lastUs: number;
  readonly redirects: number;
}

/** A datagram being put together again (struct ipq). */
export interface ReassemblyRecord {
  readonly startedUs: number;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Bytes of data in all, once the last fragment came. */
  readonly total?: number;
  /** The fragment at offset 0 and the id its walk goes on under. */
  readonly first?: { readonly packet: Ipv4Packet; readonly packetId: number };
}

/** An Ethernet switch between cables: learns like a bridge, has no addresses. */
export interface SwitchRecord extends Owned {
  readonly id: SwitchId;
  ports: readonly DeviceId[];
  fdb: CowMap<Mac, DeviceId>;
}

/** Something due at a moment of virtual time. Plain data, so that a fork can share the queue. */
export type WorldEvent =
  | {
      readonly type: 'frame-arrives';
      readonly device: DeviceId;
      readonly frame: EthernetFrame;
      /** Bytes that its statistics count too many, or false when they miss the frame. */ readonly counted?:
        number | false;
      /** Devices on which it comes in right after that one: a flood is one event. */ readonly more?: DeviceId[];
    }
  | { readonly type: 'proxy-arp'; readonly device: DeviceId; readonly arp: ArpPacket; readonly packetId: number }
  | { readonly type: 'neighbour-timer'; readonly netns: NetnsId; readonly key: string }
  | { readonly type: 'reassembly-timer'; readonly device: DeviceId; readonly key: string; readonly startedUs: number }
  | { readonly type: 'reassembly6-timer'; readonly device: DeviceId; readonly key: string; readonly startedUs: number }
  | { readonly type: 'dad-probe'; readonly device: DeviceId; readonly address: Ipv6 }
  | { readonly type: 'dad-done'; readonly device: DeviceId; readonly address: Ipv6 }
  | { readonly type: 'address-expires'; readonly device: DeviceId }
  | { readonly type: 'tcp-timer'; readonly socket: number; readonly timer: number }
  | { readonly type: 'stp-timer'; readonly device: DeviceId; readonly timer: StpTimer; readonly dueUs: number }
  | { readonly type: 'bond-monitor'; readonly device: DeviceId }
  | { readonly type: 'service-wakes'; readonly pid: number; /** It goes on for ever. */ readonly background?: true }
  | {
      readonly type: 'cluster-wakes';
      readonly component: string;
      /** The one key whose moment has come; undefined: all that are ready. */
      readonly key?: string;
      /** Something that goes on for ever, such as a probe: nobody waits for it. */
      readonly background?: true;
    }
  | { readonly type: 'container-kill'; readonly id: string; readonly atUs: number }
  | { readonly type: 'node-event'; readonly host: HostId; readonly event: NodeEvent; readonly background?: true };

export interface ScheduledEvent {
  readonly atUs: number;
  readonly sequence: number;
  /** Replaced only by the queue, before anybody has seen it. */
  event: WorldEvent;
}
