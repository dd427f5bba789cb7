import type { Ipv4, Mac } from '../packet/address';

/** What a packet is and between whom, as data; words are made of it at the edge. */
export type PacketHead =
  | { readonly kind: 'arp'; readonly op: 'request'; readonly target: Ipv4; readonly sender: Ipv4 }
  | { readonly kind: 'arp'; readonly op: 'reply'; readonly target: Ipv4; readonly sender: Ipv4; readonly mac: Mac }
  | {
      readonly kind: 'echo';
      readonly op: 'request' | 'reply';
      readonly source: Ipv4;
      readonly destination: Ipv4;
      readonly sequence: number;
    }
  | {
      readonly kind: 'icmp-error';
      readonly type: 'destination-unreachable' | 'time-exceeded' | 'redirect';
      readonly code: number;
      readonly source: Ipv4;
      readonly destination: Ipv4;
      readonly about: PacketHead;
    }
  | {
      readonly kind: 'udp';
      readonly source: Ipv4;
      readonly destination: Ipv4;
      readonly sourcePort: number;
      readonly destinationPort: number;
    }
  | {
      readonly kind: 'tcp';
      readonly source: Ipv4;
      readonly destination: Ipv4;
      readonly sourcePort: number;
      readonly destinationPort: number;
      /** Names of the flags that are set: SYN, ACK, … */
      readonly flags: readonly string[];
      /** Bytes of data. */
      readonly bytes: number;
    };
