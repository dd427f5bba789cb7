import type { Ipv4, Ipv6, Mac } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';

/** What a packet is and between whom, as data; words are made of it at the edge. */
export type PacketHead =
  /** A message of the Spanning Tree Protocol. */
  | { readonly kind: 'stp'; readonly type: 'config' | 'tcn' }
  | { readonly kind: 'arp'; readonly op: 'request'; readonly target: Ipv4; readonly sender: Ipv4 }
  | { readonly kind: 'arp'; readonly op: 'reply'; readonly target: Ipv4; readonly sender: Ipv4; readonly mac: Mac }
  /** Neighbour discovery, which is to IPv6 what ARP is to IPv4; nobody (`::`) asks for duplicates. */
  | { readonly kind: 'nd'; readonly op: 'solicitation'; readonly target: Ipv6; readonly sender: Ipv6 }
  | {
      readonly kind: 'nd';
      readonly op: 'advertisement';
      readonly target: Ipv6;
      readonly sender: Ipv6;
      readonly mac: Mac | undefined;
    }
  | {
      readonly kind: 'echo';
      readonly op: 'request' | 'reply';
      readonly source: IpAddress;
      readonly destination: IpAddress;
      readonly sequence: number;
    }
  | {
      readonly kind: 'icmp-error';
      readonly type: 'destination-unreachable' | 'time-exceeded' | 'redirect' | 'packet-too-big' | 'parameter-problem';
      readonly code: number;
      readonly source: IpAddress;
      readonly destination: IpAddress;
      readonly about: PacketHead;
    }
  | {
      /** A packet that carries another (IP-in-IP or GRE). */
      readonly kind: 'tunnel';
      readonly how: 'ipip' | 'gre';
      readonly source: IpAddress;
      readonly destination: IpAddress;
      readonly inner: PacketHead;
    }
  | {
      readonly kind: 'udp';
      readonly source: IpAddress;
      readonly destination: IpAddress;
      readonly sourcePort: number;
      readonly destinationPort: number;
    }
  | {
      readonly kind: 'tcp';
      readonly source: IpAddress;
      readonly destination: IpAddress;
      readonly sourcePort: number;
      readonly destinationPort: number;
      /** Names of the flags that are set: SYN, ACK, … */
      readonly flags: readonly string[];
      /** Bytes of data. */
      readonly bytes: number;
    };
