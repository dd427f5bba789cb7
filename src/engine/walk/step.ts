import type { Ipv4, Ipv6, Mac } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';
import type { DropCause, DropReason } from './drop';
import type { PacketHead } from './head';
import type { DnsFacts } from './dns';
import type { ProxyFacts } from './proxy';
import type { ServiceFacts } from './service';

export type { DropCause, DropReason, Listener } from './drop';
export type { PacketHead } from './head';

/**
 * The packet walk as data (architecture, rule 6): every decision of the datapath is one typed step. Words and pictures are made
 * from it at the edge.
 */

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
        readonly source: IpAddress | undefined;
        readonly destination: IpAddress;
        readonly what: string;
      }
    | {
        readonly type: 'route';
        readonly destination: IpAddress;
        readonly result:
          'unicast' | 'local' | 'broadcast' | 'multicast' | 'unreachable' | 'blackhole' | 'prohibit' | 'none';
        readonly chosen?: RouteCandidate;
        /** The policy rule whose table answered, as `ip rule` shows it; undefined while only the three default rules exist. */
        readonly rule?: string;
        readonly rejected: readonly RouteCandidate[];
        readonly via?: IpAddress;
        readonly out?: string;
      }
    | {
        readonly type: 'neighbour';
        readonly address: IpAddress;
        readonly mac?: Mac;
        /** The entry's NUD state, when there is one. */
        readonly state?: string;
        readonly result: 'hit' | 'resolving' | 'resolved' | 'failed';
      }
    | {
        readonly type: 'arp';
        readonly op: 'request' | 'reply';
        readonly sender: Ipv4;
        readonly target: Ipv4;
        readonly answered: boolean;
        /** Why a request was not answered. */
        readonly why?: 'not-ours' | 'sender-is-ours' | 'reverse-path' | 'arp_ignore' | 'arp_filter' | 'noarp';
      }
    /** Neighbour discovery, which is to IPv6 what ARP is to IPv4. */
    | {
        readonly type: 'nd';
        readonly op: 'solicitation' | 'advertisement';
        readonly sender: Ipv6;
        readonly target: Ipv6;
        readonly answered: boolean;
      }
    /** Somebody else on the link has the address: this device will not use it. */
    | { readonly type: 'duplicate'; readonly address: Ipv6 }
    /** What conntrack makes of the packet (enum ip_conntrack_info). */
    | {
        readonly type: 'conntrack';
        readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';
        readonly direction: 'original' | 'reply';
        /** The connection's two tuples, as conntrack(8) lists them: what it began as, and what its answers look like. */
        readonly original?: string;
        readonly reply?: string;
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
    /** Network policies forbid what is delivered here, and no add-on of the node keeps them. */
    | { readonly type: 'policy-ignored'; readonly cause: Extract<DropCause, { readonly code: 'network-policy' }> }
    /** An eBPF program of Cilium let it pass between two security identities, and says where to. */
    | {
        readonly type: 'program';
        readonly program: string;
        readonly from: string;
        readonly to: string;
        readonly decision: 'endpoint' | 'tunnel' | 'stack';
        readonly out?: string;
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
    /** The packet is for a Kubernetes Service: what a node makes of it. */
    | { readonly type: 'service'; readonly facts: ServiceFacts }
    /** A CoreDNS answers a question. */
    | { readonly type: 'dns'; readonly facts: DnsFacts }
    /** A proxy of an Ingress or a Gateway chose where a request goes, or heard what became of it. */
    | { readonly type: 'proxy'; readonly facts: ProxyFacts }
    | { readonly type: 'transmit'; readonly to: Mac }
    | { readonly type: 'receive'; readonly from: Mac; readonly to: Mac }
    | {
        readonly type: 'bridge';
        readonly bridge: string;
        /** The port it came in on; undefined for what the host itself sends. */
        readonly from?: string;
        /** The sender's MAC, when the bridge learned with this frame behind which port it is; `before` is where it was. */
        readonly learned?: { readonly mac: Mac; readonly before?: string };
        readonly decision: 'forward' | 'flood' | 'local';
        readonly ports: readonly string[];
        /** Ports that were left out, and why. */
        readonly filtered?: readonly {
          readonly port: string;
          readonly why: 'same-port' | 'isolated' | 'state' | 'flood-off' | 'mtu';
        }[];
      }
    | {
        readonly type: 'switch';
        readonly name: string;
        readonly decision: 'forward' | 'flood';
        readonly ports: readonly string[];
      }
    /**
     * The packet becomes the payload of another, which goes its own way to the tunnel's other end; `known` tells whether the receiver's MAC was in the table,
     * `bytes` is the outer packet's length.
     */
    | {
        readonly type: 'encapsulate';
        readonly how: TunnelKind;
        readonly destination: Ipv4;
        readonly bytes: number;
        readonly vni?: number;
        readonly port?: number;
        readonly sourcePort?: number;
        readonly known?: boolean;
        /** A GRE key. */
        readonly key?: number;
      }
    /** The other end takes the packet out again. */
    | {
        readonly type: 'decapsulate';
        readonly how: TunnelKind;
        readonly source: Ipv4;
        readonly vni?: number;
        readonly key?: number;
      }
    | { readonly type: 'forward'; readonly ttl: number }
    | { readonly type: 'fragment'; readonly mtu: number; readonly pieces: number }
    | { readonly type: 'reassemble'; readonly pieces: number }
    /** ICMP taught this host a path MTU or a better gateway towards a destination. */
    | { readonly type: 'learn'; readonly destination: IpAddress; readonly mtu?: number; readonly gateway?: IpAddress }
    | { readonly type: 'deliver'; readonly what: string }
    | { readonly type: 'reply'; readonly what: string; readonly replyPacketId: number }
    /** The packet's sender is told by ICMP what became of it. */
    | {
        readonly type: 'report';
        readonly error: IcmpReport;
        readonly code: number;
        readonly replyPacketId: number;
        readonly inet6?: true;
      }
    /** A program asked for the address of a name; without `address` nobody knew it. `asked` are the services of nsswitch.conf. */
    | {
        readonly type: 'resolve';
        readonly name: string;
        readonly address?: IpAddress;
        readonly asked: readonly string[];
      }
    /** `detail` is English, for a drop whose kind has no `cause` of its own. */
    | {
        readonly type: 'drop';
        readonly reason: DropReason;
        readonly detail: string;
        readonly cause?: DropCause;
        /** What the program that dropped it calls it: Cilium's `Policy denied`. */
        readonly verdict?: string;
      }
  );

export type TunnelKind = 'vxlan' | 'ipip' | 'gre';

export type IcmpReport = Extract<PacketHead, { kind: 'icmp-error' }>['type'];

export interface PacketWalk {
  readonly packetId: number;
  /** The packet this one answers or reports on (reply, ICMP error, ARP on behalf of). */
  readonly causedBy?: number;
  /** One line of English about a packet whose `head` is not known. */
  readonly summary: string;
  /** What it is and between whom, as it left the host that made it. */
  readonly head?: PacketHead;
  readonly steps: readonly WalkStep[];
}

/** Receives steps while a command runs; a world without one records nothing and pays nothing. */
export interface WalkRecorder {
  begin(packetId: number, summary: string, causedBy?: number): void;
  /** What a packet is, once its source is known. */
  head(packetId: number, head: PacketHead): void;
  step(packetId: number, step: WalkStep): void;
}
