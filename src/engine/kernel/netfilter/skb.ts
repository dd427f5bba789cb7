import type { Ipv4, Mac } from '../../packet/address';
import type { Ipv4Packet } from '../../packet/frame';
import type { DeviceRecord, NetnsId } from '../records';
import type { ConntrackEntry } from './conntrack';

/** A packet on its way through one host, with what the host knows about it (struct sk_buff); nothing of this is on the wire. */
export interface Skb {
  packet: Ipv4Packet;
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
  nextHop: Ipv4 | undefined;
  /** A program of this host sent it, not the kernel by itself. */
  fromSocket: boolean;
  /** The frame's sender, for a packet that came in over Ethernet. */
  readonly sourceMac: Mac | undefined;
}

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
export function newSkb(
  packet: Ipv4Packet,
  packetId: number,
  netns: NetnsId,
  from: { readonly device?: DeviceRecord; readonly sourceMac?: Mac } = {},
): Skb {
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
  };
}
