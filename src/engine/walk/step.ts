import type { Ipv4, Mac } from '../packet/address';

/**
 * The packet walk as data (architecture, rule 6): every decision of the datapath is one typed step. Words and pictures are made
 * from it at the edge. Drop reasons are Linux's own (include/net/dropreason-core.h), without the SKB_DROP_REASON_ prefix.
 */
export type DropReason =
  | 'IP_INNOROUTES'
  | 'IP_OUTNOROUTES'
  | 'IP_INADDRERRORS'
  | 'IP_RPFILTER'
  | 'OTHERHOST'
  | 'NEIGH_FAILED'
  | 'NEIGH_QUEUEFULL'
  | 'DEV_READY'
  | 'PKT_TOO_BIG'
  | 'IP_FORWARDING_DISABLED'
  | 'TTL_EXPIRED'
  | 'NO_SOCKET'
  | 'BRIDGE_INGRESS_STP_STATE'
  | 'NO_CARRIER'
  | 'UNICAST_IN_L2_MULTICAST'
  | 'NETFILTER_DROP'
  | 'NOT_SPECIFIED';

/** Where a step happened: host, namespace name ('' for the root namespace), and device when there is one. */
export interface StepPlace {
  readonly host: string;
  readonly netns: string;
  readonly device?: string;
}

export interface RouteCandidate {
  readonly prefix: string;
  readonly table: string;
  readonly text: string;
  /** Why it was not chosen; undefined for the chosen one. */
  readonly rejected?: 'less-specific' | 'higher-metric' | 'link-down' | 'dead';
}

export type WalkStep = StepPlace & { readonly atUs: number } & (
    | {
        readonly type: 'originate';
        readonly source: Ipv4 | undefined;
        readonly destination: Ipv4;
        readonly what: string;
      }
    | {
        readonly type: 'route';
        readonly destination: Ipv4;
        readonly result: 'unicast' | 'local' | 'broadcast' | 'unreachable' | 'blackhole' | 'prohibit' | 'none';
        readonly chosen?: RouteCandidate;
        readonly rejected: readonly RouteCandidate[];
        readonly via?: Ipv4;
        readonly out?: string;
      }
    | {
        readonly type: 'neighbour';
        readonly address: Ipv4;
        readonly mac?: Mac;
        readonly result: 'hit' | 'resolving' | 'resolved' | 'failed';
      }
    | {
        readonly type: 'arp';
        readonly op: 'request' | 'reply';
        readonly sender: Ipv4;
        readonly target: Ipv4;
        readonly answered: boolean;
      }
    /** What conntrack makes of the packet (enum ip_conntrack_info). */
    | {
        readonly type: 'conntrack';
        readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';
        readonly direction: 'original' | 'reply';
      }
    /** A rule applied; `number` counts from 1 in its chain, `rule` is its text as `iptables -S` shows it. */
    | {
        readonly type: 'rule';
        readonly hook: string;
        readonly table: string;
        readonly chain: string;
        readonly number: number;
        readonly rule: string;
        readonly verdict: string;
      }
    /** No rule of a built-in chain decided. */
    | {
        readonly type: 'policy';
        readonly table: string;
        readonly chain: string;
        readonly verdict: 'ACCEPT' | 'DROP';
      }
    /** NAT changed an end of the packet: `10.0.0.1:80`. */
    | {
        readonly type: 'nat';
        readonly end: 'source' | 'destination';
        readonly before: string;
        readonly after: string;
      }
    | { readonly type: 'transmit'; readonly to: Mac }
    | { readonly type: 'receive'; readonly from: Mac; readonly to: Mac }
    | {
        readonly type: 'bridge';
        readonly bridge: string;
        readonly decision: 'forward' | 'flood' | 'local';
        readonly ports: readonly string[];
      }
    | {
        readonly type: 'switch';
        readonly name: string;
        readonly decision: 'forward' | 'flood';
        readonly ports: readonly string[];
      }
    | { readonly type: 'forward'; readonly ttl: number }
    | { readonly type: 'fragment'; readonly mtu: number; readonly pieces: number }
    | { readonly type: 'reassemble'; readonly pieces: number }
    /** ICMP taught this host a path MTU or a better gateway towards a destination. */
    | { readonly type: 'learn'; readonly destination: Ipv4; readonly mtu?: number; readonly gateway?: Ipv4 }
    | { readonly type: 'deliver'; readonly what: string }
    | { readonly type: 'reply'; readonly what: string; readonly replyPacketId: number }
    | { readonly type: 'drop'; readonly reason: DropReason; readonly detail: string }
  );

export interface PacketWalk {
  readonly packetId: number;
  /** The packet this one answers or reports on (reply, ICMP error, ARP on behalf of). */
  readonly causedBy?: number;
  /** One line: `ICMP echo request 192.168.1.10 → 192.168.2.10`. */
  readonly summary: string;
  readonly steps: readonly WalkStep[];
}

/** Receives steps while a command runs; a world without one records nothing and pays nothing. */
export interface WalkRecorder {
  begin(packetId: number, summary: string, causedBy?: number): void;
  step(packetId: number, step: WalkStep): void;
}
