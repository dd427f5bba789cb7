import type { Mac } from '../../packet/address';
import type { IpPacket, Ipv4Packet } from '../../packet/frame';
import type { Ipv6Packet } from '../../packet/ipv6-frame';
import type { DeviceRecord, NetnsId } from '../records';
import type { ConntrackEntry } from './conntrack';

/** A packet on its way through one host, with what the host knows about it (struct sk_buff); nothing of this is on the wire. */
export interface Skb<P extends IpPacket = Ipv4Packet> {
  packet: P;
  readonly packetId: number;
  readonly netns: NetnsId;
  /** The device it came in on; undefined for a packet this host made. */
  readonly in: DeviceRecord | undefined;
  /** The device it will leave by; undefined before routing and for a packet that stays here. */
  out: DeviceRecord | undefined;
  mark: number;
  /** Its connection, once conntrack has seen it; undefined when it does not follow this packet. */
  tracked: Tracked | undefined;
  /** `-j CT --notrack`. */
  untracked: boolean;
  /** The gateway chosen, which MASQUERADE looks at. */
  nextHop: P['source'] | undefined;
  /** A program of this host sent it, not the kernel by itself. */
  fromSocket: boolean;
  /** The frame's sender, for a packet that came in over Ethernet. */
  readonly sourceMac: Mac | undefined;
  /** The frame's own destination, which may be everybody's. */
  readonly destinationMac: Mac | undefined;
  /** The ports of the bridge that it came in by and leaves by, when bridged frames pass iptables (struct nf_bridge_info). */
  bridged: { readonly in: DeviceRecord; readonly out?: DeviceRecord } | undefined;
  /** It came in pieces, of at most this many bytes (IP6CB frag_max_size). */
  largestFragment?: number | undefined;
}

/** An IPv6 packet on its way through one host. */
export type Skb6 = Skb<Ipv6Packet>;

/** A packet of either family, to what treats both alike: rules, connections, NAT. */
export type AnySkb = Skb<IpPacket>;

/** A packet's place in a connection (enum ip_conntrack_info). */
export interface Tracked {
  /** Changed in place until it is confirmed: until then only this packet knows it. */
  entry: ConntrackEntry;
  readonly direction: 'original' | 'reply';
  readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED';
  /** Not in the table yet. */
  confirmed: boolean;
}

/** A packet as it enters the host, or as the host makes it. */
export function newSkb<P extends IpPacket>(
  packet: P,
  packetId: number,
  netns: NetnsId,
  from: { readonly device?: DeviceRecord; readonly sourceMac?: Mac; readonly destinationMac?: Mac } = {},
): Skb<P> {
  return {
    packet,
    packetId,
    netns,
    in: from.device,
    out: undefined,
    mark: 0,
    tracked: undefined,
    untracked: false,
    nextHop: undefined,
    fromSocket: false,
    sourceMac: from.sourceMac,
    destinationMac: from.destinationMac,
    bridged: undefined,
  };
}

/** nf_conntrack_attach: what the kernel answers to a packet by itself goes the other way of its connection. */
export function attached({ entry, direction, confirmed }: Tracked): Tracked {
  return { entry, direction: direction === 'original' ? 'reply' : 'original', state: 'RELATED', confirmed };
}
