import type { Mac } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';

/**
 * Linux's own names for why a packet ended (include/net/dropreason-core.h of Linux 6.18), without the SKB_DROP_REASON_ prefix: those that a
 * simulated kernel can come to. `perf trace -e skb:kfree_skb`, dropwatch and pwru print the same words.
 */
export type DropReason =
  | 'NOT_SPECIFIED'
  | 'NO_SOCKET'
  | 'NETFILTER_DROP'
  | 'OTHERHOST'
  | 'IP_INHDR'
  | 'IP_RPFILTER'
  | 'UNICAST_IN_L2_MULTICAST'
  | 'IP_NOPROTO'
  | 'IP_OUTNOROUTES'
  | 'IPV6DISABLED'
  | 'NEIGH_CREATEFAIL'
  | 'NEIGH_FAILED'
  | 'NEIGH_QUEUEFULL'
  | 'QDISC_DROP'
  | 'TC_INGRESS'
  | 'TC_EGRESS'
  | 'UNHANDLED_PROTO'
  | 'DEV_HDR'
  | 'DEV_READY'
  | 'INVALID_PROTO'
  | 'IP_INADDRERRORS'
  | 'IP_INNOROUTES'
  | 'IP_LOCAL_SOURCE'
  | 'IP_INVALID_SOURCE'
  | 'IP_LOCALNET'
  | 'IP_INVALID_DEST'
  | 'PKT_TOO_BIG'
  | 'FRAG_REASM_TIMEOUT'
  | 'VXLAN_INVALID_HDR'
  | 'VXLAN_VNI_NOT_FOUND'
  | 'MAC_INVALID_SOURCE'
  | 'VXLAN_ENTRY_EXISTS'
  | 'NO_TX_TARGET'
  | 'IP_TUNNEL_ECN'
  | 'TUNNEL_TXINFO'
  | 'LOCAL_MAC'
  | 'ARP_PVLAN_DISABLE'
  | 'MAC_IEEE_MAC_CONTROL'
  | 'BRIDGE_INGRESS_STP_STATE';

/** A socket that listens on the port a packet asked for, or that its program has elsewhere. */
export interface Listener {
  /** 0 and `::` are every address. */
  readonly address: IpAddress;
  readonly port: number;
  readonly program?: { readonly pid: number; readonly name: string };
}

/**
 * The facts behind a drop, one kind for each decision that Linux's reason alone does not tell apart. What is said about it, and what would cure it,
 * is made from these.
 */
export type DropCause =
  | { readonly code: 'no-route'; readonly destination: IpAddress }
  /** A route of type blackhole, unreachable or prohibit. */
  | {
      readonly code: 'refusing-route';
      readonly kind: 'blackhole' | 'unreachable' | 'prohibit';
      readonly destination: IpAddress;
      readonly route: string;
      readonly table: string;
    }
  /** A policy rule of type blackhole, unreachable or prohibit. */
  | { readonly code: 'refusing-rule'; readonly destination: IpAddress; readonly rule: string }
  | { readonly code: 'not-forwarding'; readonly destination: IpAddress }
  | { readonly code: 'ttl'; readonly destination: IpAddress }
  | { readonly code: 'loopback-on-wire' }
  | { readonly code: 'own-source'; readonly source: IpAddress }
  | { readonly code: 'reverse-path'; readonly source: IpAddress; readonly keys: readonly string[] }
  | { readonly code: 'no-neighbour'; readonly address: IpAddress }
  | { readonly code: 'no-inet6' }
  | { readonly code: 'not-member'; readonly group: IpAddress }
  | { readonly code: 'beyond-link'; readonly source: IpAddress }
  | { readonly code: 'device-down' }
  | { readonly code: 'no-carrier' }
  | { readonly code: 'bridge-port'; readonly bridge: string; readonly state: string }
  | { readonly code: 'too-big'; readonly bytes: number; readonly mtu: number }
  | {
      readonly code: 'rule';
      readonly table: string;
      readonly chain: string;
      readonly number: number;
      readonly rule: string;
      readonly target: 'DROP' | 'REJECT';
    }
  /** Network policies select the Pod for this direction, and none of them allows the packet. */
  | {
      readonly code: 'network-policy';
      readonly direction: 'ingress' | 'egress';
      readonly namespace: string;
      readonly pod: string;
      readonly policies: readonly string[];
      /** The other end: `namespace/pod`, or an address. */
      readonly peer: string;
      readonly protocol: string;
      readonly port?: number;
    }
  | { readonly code: 'policy'; readonly table: string; readonly chain: string }
  /** Nobody waits for it; `listeners` are the sockets that come near: another address of the port, or another port. */
  | {
      readonly code: 'no-socket';
      readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6';
      readonly port: number;
      readonly listeners: readonly Listener[];
    }
  | { readonly code: 'other-host'; readonly to: Mac; readonly own: Mac }
  /** A tagged frame, and no device of that VLAN where it came in. */
  | { readonly code: 'unknown-vlan'; readonly vlan: number }
  /** A bridge with vlan_filtering: the port is no member of the frame's VLAN; 0 when the frame has none and the port no PVID. */
  | { readonly code: 'vlan-filtered'; readonly bridge: string; readonly vlan: number }
  | { readonly code: 'frame-loop' }
  /** A sysctl tells the kernel not to answer echo requests. */
  | { readonly code: 'echo-ignored'; readonly key: string }
  /** A VXLAN device knows no tunnel end for a MAC, and has none for all others. */
  | { readonly code: 'no-remote'; readonly mac: Mac }
  /** No VXLAN device of this host has the VNI; `known` are those that it has on that port. */
  | { readonly code: 'unknown-vni'; readonly vni: number; readonly known: readonly number[] }
  /** The way to a tunnel's other end leads into the tunnel; `podRange`: a cluster's Pods have a range that holds addresses of its nodes. */
  | { readonly code: 'tunnel-loop'; readonly podRange?: string }
  /** A tunnel's local address is not one of this host. */
  | { readonly code: 'tunnel-source'; readonly source: IpAddress };
