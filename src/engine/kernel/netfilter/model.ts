import type { Ipv4, Ipv6, Mac } from '../../packet/address';
import type { IpAddress } from '../../packet/ipv6-address';
import type { CowMap } from '../../state/cow-map';
import type { PathCounts } from './decisions/path-counts';
import type { NftRecord } from '../nftables/model';
import type { RareTest } from './rare-match';

/**
 * Rules of the packet filter as iptables(8) and iptables-extensions(8) name them. Plain readonly values: a table is replaced as a whole, as
 * iptables-restore does, so that a fork shares it. Counters live beside the rules (NetfilterRecord.counters), by rule id.
 */

export type TableName = 'raw' | 'mangle' | 'nat' | 'filter' | 'security';
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

export interface TableRecord {
  readonly name: TableName;
  /** In the order they were made, built-in chains first. */
  readonly chains: ReadonlyMap<string, ChainRecord>;
  /** Built-in chains that somebody renamed (`-E`): nf_tables still sends packets through them, but iptables knows them no more. */
  readonly foreign?: readonly ChainRecord[];
}

export interface ChainRecord {
  readonly name: string;
  /** Key of the policy's counters. */
  readonly id: number;
  /** Only built-in chains have one. */
  readonly hook?: Hook;
  /** What becomes of a packet at the end of a built-in chain. */
  readonly policy?: 'ACCEPT' | 'DROP';
  /** A built-in chain the kernel does not have yet: iptables makes it when a command first names it. It has no rules and accepts. */
  readonly absent?: true;
  /** What the policy decides is counted. nf_tables counts only after -P, -Z or iptables-restore; before, listings show zeros. */
  readonly counted?: true;
  readonly rules: readonly RuleRecord[];
}

export interface RuleRecord {
  /** Key of the rule's counters; from World.allocateId(). */
  readonly id: number;
  readonly selector: Selector;
  /** `-m …`, in the order given. */
  readonly matches: readonly Match[];
  /** `-j` or `-g`; undefined: the rule only counts. */
  readonly target?: Target;
}

/** Something that `!` may stand in front of. */
export interface Inverted {
  readonly inverted: boolean;
}

/** What stands in every rule without `-m`: `-s -d -i -o -p -f`. */
export interface Selector {
  readonly source?: Inverted & Masked;
  readonly destination?: Inverted & Masked;
  /** The same in a rule of ip6tables. */
  readonly source6?: Inverted & Prefix6;
  readonly destination6?: Inverted & Prefix6;
  /** A trailing `+` matches any ending. */
  readonly in?: Inverted & { readonly name: string };
  readonly out?: Inverted & { readonly name: string };
  /** A protocol number: 1 icmp, 6 tcp, 17 udp. */
  readonly protocol?: Inverted & { readonly number: number };
  /** `-f`: second and later fragments. */
  readonly fragment?: Inverted;
}

export interface Masked {
  readonly address: Ipv4;
  /** Any 32 bits, not only a prefix. */
  readonly mask: Ipv4;
}

/** Addresses of one family from the first to the last. */
export interface AddressRange {
  readonly from: IpAddress;
  readonly to: IpAddress;
}

/** A network of IPv6. */
export interface Prefix6 {
  readonly address: Ipv6;
  readonly prefixLength: number;
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export type ConntrackState = 'INVALID' | 'NEW' | 'ESTABLISHED' | 'RELATED' | 'UNTRACKED' | 'SNAT' | 'DNAT';

export type ConntrackStatus = 'EXPECTED' | 'SEEN_REPLY' | 'ASSURED' | 'CONFIRMED';

export type AddressType = 'UNSPEC' | 'UNICAST' | 'LOCAL' | 'BROADCAST' | 'ANYCAST' | 'MULTICAST' | 'BLACKHOLE' | 'UNREACHABLE' | 'PROHIBIT' | 'THROW' | 'NAT' | 'XRESOLVE'; // prettier-ignore

export type Match =
  | {
      readonly match: 'tcp';
      readonly sourcePorts?: Inverted & PortRange;
      readonly destinationPorts?: Inverted & PortRange;
      /** Bits FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32. */
      readonly flags?: Inverted & { readonly mask: number; readonly set: number };
      /** `--tcp-option`: the kind of a TCP option. */
      readonly option?: Inverted & { readonly kind: number };
    }
  | {
      readonly match: 'udp';
      readonly sourcePorts?: Inverted & PortRange;
      readonly destinationPorts?: Inverted & PortRange;
    }
  /** ICMPv6. `code` undefined: any code. */
  | ({ readonly match: 'icmp6'; readonly type: number; readonly code?: number } & Inverted)
  | ({ readonly match: 'hl'; readonly compare: 'eq' | 'lt' | 'gt'; readonly value: number } & Inverted)
  /** The interface identifier of the source is that of the sender's MAC. */
  | { readonly match: 'eui64' }
  | {
      readonly match: 'frag';
      readonly id?: Inverted & PortRange;
      readonly length?: Inverted & { readonly value: number };
      readonly reserved?: true;
      readonly first?: true;
      readonly more?: boolean;
    }
  /** A routing header. */
  | {
      readonly match: 'rt';
      readonly type?: Inverted & { readonly value: number };
      readonly segmentsLeft?: Inverted & PortRange;
      readonly length?: Inverted & { readonly value: number };
      readonly reserved?: true;
      readonly addresses?: readonly Ipv6[];
      readonly notStrict?: true;
    }
  /** Mobility messages. */
  | ({ readonly match: 'mh' } & PortRange & Inverted)
  /** Which headers a packet has, as bits (enum MASK_* of ip6t_ipv6header.h). */
  | ({ readonly match: 'ipv6header'; readonly flags: number; readonly soft?: true } & Inverted)
  /** `code` undefined: any code. Type 255 is any type. */
  | ({ readonly match: 'icmp'; readonly type: number; readonly code?: number } & Inverted)
  | ({
      readonly match: 'multiport';
      readonly which: 'source' | 'destination' | 'either';
      readonly ports: readonly PortRange[];
    } & Inverted)
  | {
      readonly match: 'conntrack';
      readonly states?: Inverted & { readonly any: readonly ConntrackState[] };
      readonly originalSource?: Inverted & (Masked | Prefix6);
      readonly originalDestination?: Inverted & (Masked | Prefix6);
      readonly replySource?: Inverted & (Masked | Prefix6);
      readonly replyDestination?: Inverted & (Masked | Prefix6);
      readonly protocol?: Inverted & { readonly number: number };
      readonly originalSourcePorts?: Inverted & PortRange;
      readonly originalDestinationPorts?: Inverted & PortRange;
      readonly replySourcePorts?: Inverted & PortRange;
      readonly replyDestinationPorts?: Inverted & PortRange;
      /** Empty: NONE. */
      readonly statuses?: Inverted & { readonly any: readonly ConntrackStatus[] };
      /** Seconds left to live. */
      readonly expires?: Inverted & PortRange;
      readonly direction?: 'ORIGINAL' | 'REPLY';
    }
  /** `-m state --state`: prints differently, means the same. */
  | ({ readonly match: 'state'; readonly any: readonly ConntrackState[] } & Inverted)
  | { readonly match: 'comment'; readonly text: string }
  | ({ readonly match: 'mark' | 'connmark'; readonly value: number; readonly mask: number } & Inverted)
  | {
      readonly match: 'addrtype';
      readonly source?: Inverted & { readonly types: readonly AddressType[] };
      readonly destination?: Inverted & { readonly types: readonly AddressType[] };
      readonly limitIn?: boolean;
      readonly limitOut?: boolean;
    }
  /** `probability` is of 2^31, as the kernel keeps it. */
  | ({ readonly match: 'statistic'; readonly mode: 'random'; readonly probability: number } & Inverted)
  | ({ readonly match: 'statistic'; readonly mode: 'nth'; readonly every: number; readonly packet: number } & Inverted)
  | ({ readonly match: 'mac'; readonly source: Mac } & Inverted)
  | {
      readonly match: 'iprange';
      readonly source?: Inverted & AddressRange;
      readonly destination?: Inverted & AddressRange;
    }
  /** `averageUs`: virtual microseconds per packet. */
  /** The way back to the sender, by the device it came in on. */
  | ({
      readonly match: 'rpfilter';
      readonly loose: boolean;
      readonly validMark: boolean;
      readonly acceptLocal: boolean;
    } & Inverted)
  /** Bytes in the packet, one character each. */
  | ({
      readonly match: 'string';
      readonly pattern: string;
      readonly algorithm: string;
      readonly from: number;
      readonly to: number;
      readonly ignoreCase: boolean;
    } & Inverted)
  | { readonly match: 'limit'; readonly averageUs: number; readonly burst: number }
  /** `average`: virtual microseconds for each packet, or bytes for each second. Masks that are not given tell every address apart. */
  | {
      readonly match: 'hashlimit';
      readonly above: boolean;
      readonly bytes: boolean;
      readonly average: number;
      readonly burst: number;
      readonly mode: readonly HashlimitPart[];
      readonly sourceMask?: number;
      readonly destinationMask?: number;
      readonly name: string;
      readonly size?: number;
      readonly max?: number;
      readonly gcIntervalMs?: number;
      readonly expireMs: number;
    }
  /** Every test: a number of 32 bits, where it starts and what is done with it, and the ranges one of which it must be in. */
  | ({
      readonly match: 'u32';
      readonly tests: readonly {
        readonly location: readonly { readonly operator?: '&' | '<<' | '>>' | '@'; readonly number: number }[];
        readonly values: readonly PortRange[];
      }[];
    } & Inverted)
  /** Connections that a helper expected; there are none here. */
  | ({ readonly match: 'helper'; readonly name: string } & Inverted)
  | ({ readonly match: 'cpu'; readonly cpu: number } & Inverted)
  | {
      readonly match: 'devgroup';
      readonly source?: Inverted & { readonly value: number; readonly mask: number };
      readonly destination?: Inverted & { readonly value: number; readonly mask: number };
    }
  /** The length of the whole packet. */
  | ({ readonly match: 'length' } & PortRange & Inverted)
  | ({ readonly match: 'ttl'; readonly compare: 'eq' | 'lt' | 'gt'; readonly value: number } & Inverted)
  /** The upper six bits of the type of service. */
  | ({ readonly match: 'dscp'; readonly value: number } & Inverted)
  | ({ readonly match: 'tos'; readonly value: number; readonly mask: number } & Inverted)
  | ({ readonly match: 'pkttype'; readonly type: 'unicast' | 'broadcast' | 'multicast' | 'otherhost' } & Inverted)
  | {
      readonly match: 'owner';
      readonly uid?: Inverted & PortRange;
      readonly gid?: Inverted & PortRange;
      readonly socket?: Inverted;
      readonly supplementary?: true;
    }
  | ({ readonly match: 'quota'; readonly bytes: number } & Inverted)
  /** Dates in seconds since 1970, times of day in seconds; bit 1 of the days is Monday, or the first. */
  | {
      readonly match: 'time';
      readonly dateStart: number;
      readonly dateStop: number;
      readonly dayStart: number;
      readonly dayStop: number;
      readonly weekdays: number;
      readonly monthdays: number;
      readonly kernelTimezone?: true;
      readonly contiguous?: true;
    }
  | {
      readonly match: 'connlimit';
      readonly limit: number;
      readonly above: boolean;
      readonly prefixLength: number;
      readonly side: 'source' | 'destination';
    }
  | ({
      readonly match: 'recent';
      readonly action: 'set' | 'rcheck' | 'update' | 'remove';
      readonly name: string;
      readonly side: 'source' | 'destination';
      readonly mask: Ipv4 | Ipv6;
      readonly seconds?: number;
      readonly hitcount?: number;
      readonly reap?: true;
      readonly ttl?: true;
    } & Inverted)
  /** What few rules ask; the texts are those of -L and -S. */
  | {
      readonly match: 'connbytes' | 'socket' | 'tcpmss' | 'sctp' | 'policy' | 'realm' | 'esp' | 'ah' | 'ecn' | 'cgroup';
      readonly test: RareTest;
      readonly listed: string;
      readonly saved: string;
    }
  /** An address or more of the packet is in an IP set. */
  | ({ readonly match: 'set'; readonly lookup: SetLookup } & Inverted)
  | {
      readonly match: 'physdev';
      readonly in?: Inverted & { readonly name: string };
      readonly out?: Inverted & { readonly name: string };
      readonly isIn?: Inverted;
      readonly isOut?: Inverted;
      readonly isBridged?: Inverted;
    };

export type HashlimitPart = 'srcip' | 'srcport' | 'dstip' | 'dstport';

/** Which set, and which ends of the packet make up the element to look for. */
export interface SetLookup {
  readonly set: string;
  readonly directions: readonly ('src' | 'dst')[];
  readonly returnNomatch?: true;
  readonly keepCounters?: true;
  readonly keepSubcounters?: true;
  readonly packets?: CounterCondition;
  readonly bytes?: CounterCondition;
}

export interface CounterCondition {
  readonly compare: 'eq' | 'ne' | 'lt' | 'gt';
  readonly value: number;
}

/** What `-j SET` changes. */
export interface SetChange {
  readonly set: string;
  readonly directions: readonly ('src' | 'dst')[];
}

export type RejectWith =
  | 'icmp-net-unreachable'
  | 'icmp-host-unreachable'
  | 'icmp-proto-unreachable'
  | 'icmp-port-unreachable'
  | 'icmp-net-prohibited'
  | 'icmp-host-prohibited'
  | 'icmp-admin-prohibited'
  | 'icmp6-no-route'
  | 'icmp6-adm-prohibited'
  | 'icmp6-addr-unreachable'
  | 'icmp6-port-unreachable'
  | 'icmp6-policy-fail'
  | 'icmp6-reject-route'
  | 'tcp-reset';

/** Addresses and ports that NAT may choose from; nothing given keeps what the packet has. */
export interface NatRange {
  readonly minAddress?: IpAddress;
  readonly maxAddress?: IpAddress;
  readonly minPort?: number;
  readonly maxPort?: number;
  /** `/PORT` after a range of ports: the port that the range's first one stands for (DNAT). */
  readonly basePort?: number;
  readonly random?: boolean;
  readonly fullyRandom?: boolean;
  readonly persistent?: boolean;
}

export type Target =
  | { readonly target: 'ACCEPT' | 'DROP' | 'RETURN' }
  /** `ct`: written `-j CT --notrack`, which means the same. */
  | { readonly target: 'NOTRACK'; readonly ct?: true }
  | { readonly target: 'REJECT'; readonly with: RejectWith }
  | { readonly target: 'LOG'; readonly prefix?: string; readonly level?: number; readonly options: readonly string[] }
  /** New mark: `(mark & ~mask) ^ value` (--set-xmark). */
  | { readonly target: 'MARK'; readonly value: number; readonly mask: number }
  | { readonly target: 'CONNMARK'; readonly action: 'set'; readonly value: number; readonly mask: number }
  | {
      readonly target: 'CONNMARK';
      readonly action: 'save' | 'restore';
      readonly nfmask: number;
      readonly ctmask: number;
    }
  | { readonly target: 'DNAT' | 'SNAT' | 'MASQUERADE' | 'REDIRECT'; readonly range: NatRange }
  /** `mask`: which bits of the address become those of the range; a prefix length for IPv6. */
  | { readonly target: 'NETMAP'; readonly range: NatRange; readonly mask: Ipv4 | { readonly prefixLength: number } }
  | { readonly target: 'TTL'; readonly action: 'set' | 'inc' | 'dec'; readonly value: number }
  | { readonly target: 'HL'; readonly action: 'set' | 'inc' | 'dec'; readonly value: number }
  /** New type of service: `(tos & ~mask) ^ value`. */
  | { readonly target: 'TOS'; readonly value: number; readonly mask: number }
  | { readonly target: 'DSCP'; readonly value: number }
  /** Without a size: what fits the path. */
  | { readonly target: 'TCPMSS'; readonly mss?: number }
  | { readonly target: 'CLASSIFY'; readonly major: number; readonly minor: number }
  | {
      readonly target: 'NFLOG';
      readonly prefix?: string;
      readonly group?: number;
      readonly size?: number;
      readonly threshold?: number;
    }
  /** A program decides; no program listens here. */
  /** Hands the packet to a proxy's transparent socket at this place, and gives it a mark. */
  | {
      readonly target: 'TPROXY';
      readonly port: number;
      readonly address: string;
      readonly value: number;
      readonly mask: number;
    }
  | {
      readonly target: 'NFQUEUE';
      readonly first: number;
      readonly last: number;
      readonly bypass: boolean;
      readonly fanout: boolean;
    }
  | { readonly target: 'TRACE' | 'CHECKSUM' }
  | { readonly target: 'AUDIT'; readonly type: 'accept' | 'drop' | 'reject' }
  | {
      readonly target: 'SET';
      readonly add?: SetChange & { readonly exist?: true; readonly timeout?: number };
      readonly del?: SetChange;
      readonly map?: SetChange & { readonly mark?: true; readonly prio?: true; readonly queue?: true };
    }
  | { readonly target: 'jump' | 'goto'; readonly chain: string };

export interface Counter {
  readonly packets: number;
  readonly bytes: number;
}

/** What a namespace keeps for its packet filter. */
export interface NetfilterRecord {
  /** Tables that somebody has used; iptables-save prints only those. */
  readonly tables: ReadonlyMap<TableName, TableRecord>;
  /** The tables of IPv6, where ip6tables works. */
  readonly tables6: ReadonlyMap<TableName, TableRecord>;
  /** Rule or chain id → what it counted, in both families. */
  readonly counters: CowMap<number, Counter>;
  /** What packets counted on ways through decision trees that are not added to the counters yet, by tree. */
  readonly paths: CowMap<number, PathCounts>;
  /** Connections of a family are followed only while some rule of that family needs it (nf_ct_netns_get). */
  readonly usesConntrack: boolean;
  readonly usesConntrack6: boolean;
  /** Tables of nftables; undefined where nobody has made one. */
  readonly nft?: NftRecord;
}

/** The built-in chains of each table, in the order iptables-save prints them. */
export const BUILTIN_CHAINS: Readonly<Record<TableName, readonly Hook[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};
