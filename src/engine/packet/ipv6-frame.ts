import type { Ipv6, Mac } from './address';
import type { TcpSegment, UdpDatagram } from './frame';

/** Packets of IPv6 (RFC 8200) and ICMPv6 (RFC 4443, RFC 4861), readonly plain values as those of IPv4 are. */

export interface Icmpv6Echo {
  readonly kind: 'icmpv6';
  readonly type: 'echo-request' | 'echo-reply';
  readonly id: number;
  readonly sequence: number;
  /** Bytes of data after the 8-byte header. */
  readonly dataLength: number;
  /** Virtual send time in microseconds, as ping writes it into its data. */
  readonly sentUs: number;
}

/** Errors; `quoted` is the packet that caused it. */
export interface Icmpv6Error {
  readonly kind: 'icmpv6';
  readonly type: 'destination-unreachable' | 'packet-too-big' | 'time-exceeded' | 'parameter-problem';
  readonly code: number;
  readonly quoted: Ipv6Packet;
  /** The next link's MTU (packet too big), or where the problem is (parameter problem). */
  readonly info?: number;
}

/** Neighbour solicitation: who has `target`? The sender's MAC comes along unless it has no address yet. */
export interface NeighbourSolicitation {
  readonly kind: 'icmpv6';
  readonly type: 'neighbour-solicitation';
  readonly target: Ipv6;
  readonly sourceMac?: Mac;
}

/** Neighbour advertisement: `target` is at this MAC. */
export interface NeighbourAdvertisement {
  readonly kind: 'icmpv6';
  readonly type: 'neighbour-advertisement';
  readonly target: Ipv6;
  readonly targetMac?: Mac;
  readonly router: boolean;
  readonly solicited: boolean;
  readonly override: boolean;
}

/** A better next hop towards one destination (RFC 4861 4.5). */
export interface Icmpv6Redirect {
  readonly kind: 'icmpv6';
  readonly type: 'redirect';
  readonly target: Ipv6;
  readonly destination: Ipv6;
  readonly targetMac?: Mac;
  readonly quoted: Ipv6Packet;
}

export type NeighbourDiscovery = NeighbourSolicitation | NeighbourAdvertisement;
export type Icmpv6Message = Icmpv6Echo | Icmpv6Error | NeighbourDiscovery | Icmpv6Redirect;
export type Ipv6Payload = Icmpv6Message | UdpDatagram | TcpSegment;

export interface Ipv6Packet {
  readonly kind: 'ipv6';
  readonly source: Ipv6;
  readonly destination: Ipv6;
  readonly hopLimit: number;
  readonly trafficClass: number;
  readonly flowLabel: number;
  /** What the whole datagram carries, also in a fragment: reassembly then needs only the ranges. */
  readonly payload: Ipv6Payload;
  /** Set on a fragment (RFC 8200 4.5): which datagram it is of, where its data starts in it, in bytes, and whether more follows. */
  readonly fragment?: { readonly id: number; readonly offset: number; readonly more: boolean };
  /** Bytes in all: the header of 40, extension headers, and the payload. */
  readonly length: number;
}

/** Bytes of the fixed header, and of a fragment header. */
export const IPV6_HEADER = 40;
export const FRAGMENT_HEADER = 8;
/** Fewest bytes an IPv6 link must carry (RFC 8200 5). */
export const IPV6_MIN_MTU = 1280;

/** Type and code of an ICMPv6 message on the wire. */
export function icmpv6Numbers(message: Icmpv6Message): { readonly type: number; readonly code: number } {
  return { type: TYPE[message.type], code: 'code' in message ? message.code : 0 };
}

const TYPE: Readonly<Record<Icmpv6Message['type'], number>> = {
  'destination-unreachable': 1,
  'packet-too-big': 2,
  'time-exceeded': 3,
  'parameter-problem': 4,
  'echo-request': 128,
  'echo-reply': 129,
  'neighbour-solicitation': 135,
  'neighbour-advertisement': 136,
  redirect: 137,
};
