import type { Ipv4, Mac } from './address';
import type { Ipv6Packet } from './ipv6-frame';

/** Packets are readonly plain values: if one can be built, it can be sent. Sizes are in bytes as on the wire. */

export interface ArpPacket {
  readonly kind: 'arp';
  readonly op: 'request' | 'reply';
  readonly senderMac: Mac;
  readonly senderIp: Ipv4;
  readonly targetMac: Mac;
  readonly targetIp: Ipv4;
}

export interface IcmpEcho {
  readonly kind: 'icmp';
  readonly type: 'echo-request' | 'echo-reply';
  readonly id: number;
  readonly sequence: number;
  /** Bytes of data after the 8-byte ICMP header. */
  readonly dataLength: number;
  /** Virtual send time in microseconds, as ping writes it into its data. */
  readonly sentUs: number;
}

/** RFC 792 errors; `quoted` is the packet that caused it. */
export interface IcmpError {
  readonly kind: 'icmp';
  readonly type: 'destination-unreachable' | 'time-exceeded' | 'redirect';
  readonly code: number;
  readonly quoted: Ipv4Packet;
  /** Next-hop MTU (code 4) or gateway (redirect). */
  readonly info?: number;
}

export interface UdpDatagram {
  readonly kind: 'udp';
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly data: string;
  /** A frame inside (RFC 7348), instead of data. */
  readonly vxlan?: { readonly vni: number; readonly frame: EthernetFrame };
}

/** Bits of the TCP header (RFC 9293 3.1). */
export const TCP_FLAG = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 } as const;

export interface TcpSegment {
  readonly kind: 'tcp';
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  /** Bits of TCP_FLAG. */
  readonly flags: number;
  readonly window: number;
  readonly data: string;
}

/** What a tunnel put into an IP packet: IP-in-IP (RFC 2003), or GRE (RFC 2784) with the options of RFC 2890. */
export interface Encapsulated {
  readonly kind: 'ipip' | 'gre';
  /** The whole frame is inside (gretap); otherwise only what it carries. */
  readonly ethernet: boolean;
  readonly frame: EthernetFrame;
  readonly key?: number;
  readonly sequence: boolean;
  readonly checksum: boolean;
}

export type Ipv4Payload = IcmpEcho | IcmpError | UdpDatagram | TcpSegment | Encapsulated;

/** Whether a payload has ports. */
export function hasPorts<T extends { readonly kind: string }>(
  payload: T,
): payload is Extract<T, { readonly sourcePort: number }> {
  return 'sourcePort' in payload;
}

export interface Ipv4Packet {
  readonly kind: 'ipv4';
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly ttl: number;
  readonly tos: number;
  readonly dontFragment: boolean;
  readonly id: number;
  /** What the whole datagram carries, also in a fragment: reassembly then needs only the ranges. */
  readonly payload: Ipv4Payload;
  /** Set on a fragment: where its data starts in the datagram's, in bytes, and whether more follows. */
  readonly fragment?: { readonly offset: number; readonly more: boolean };
  /** Total length in bytes: header, payload header and data. */
  readonly length: number;
}

/** A message of the Spanning Tree Protocol (IEEE 802.1D-1998 9.3), in an LLC frame. Bridges are `priority.mac` in hexadecimal, times in 1/100 s. */
export type BridgeProtocolData =
  | { readonly kind: 'bpdu'; readonly type: 'tcn'; readonly length: number }
  | {
      readonly kind: 'bpdu';
      readonly type: 'config';
      readonly length: number;
      readonly root: string;
      readonly rootPathCost: number;
      readonly bridge: string;
      readonly port: number;
      readonly messageAgeUs: number;
      readonly maxAge: number;
      readonly helloTime: number;
      readonly forwardDelay: number;
      readonly topologyChange: boolean;
      readonly topologyChangeAck: boolean;
    };

/** An IEEE 802.1Q tag: the VLAN a frame belongs to, and its priority. */
export interface VlanTag {
  readonly protocol: '802.1Q' | '802.1ad';
  readonly id: number;
  readonly priority: number;
}
/** A packet of either family. */
export type IpPacket = Ipv4Packet | Ipv6Packet;

export interface EthernetFrame {
  readonly source: Mac;
  readonly destination: Mac;
  /** Outermost first; a frame without tags has none of this. */
  readonly tags?: readonly VlanTag[];
  readonly payload: ArpPacket | IpPacket | BridgeProtocolData;
  /** Follows one packet through the lab for the packet walk; copied by every hop that forwards it. */
  readonly packetId: number;
  /** What the kernel knew of a packet that it sent to itself, over lo or up from a bridge: it is never forgotten there. */
  readonly kept?: {
    readonly mark: number;
    readonly untracked: boolean;
    readonly tracked?: object;
    /** The bridge's port it came in by, when it passed PREROUTING there. */
    readonly bridged?: object;
  };
  /** Bridges and switches crossed so far; bounds what a loop can do. */
  readonly hops?: number;
  /** The bridges and switches it crossed, and, once it came to one again, how many copies may still be made of it. */
  readonly crossed?: readonly (number | string)[];
  readonly copies?: number;
  /** The next hop of the route, which a tunnel without a remote end sends to (skb_dst). */
  readonly nextHop?: Ipv4;
  /** What a tunnel device that is told by each frame has to know, and tells of those that came (skb_tunnel_info). */
  readonly tunnel?: { readonly vni: number; readonly address: Ipv4 };
}
