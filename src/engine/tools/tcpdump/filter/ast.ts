import type { Side } from './view';

/** What the words of a filter (pcap-filter(7)) come to. */

/** Which ends of a packet a condition is about. */
export type Direction = Side | 'either' | 'both';

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'all' }
  /** `ip`, `arp`, `ether proto 0x88cc`. */
  | { readonly kind: 'ethertype'; readonly value: number }
  /** `tcp`, `ip proto 47`, `ip6 proto 58`; without a family either one. */
  | { readonly kind: 'protocol'; readonly value: number; readonly family?: 'ip' | 'ip6' }
  /** `host`, `net`: bytes of an address and how many bits of it count; `types` are the only ethertypes that may carry it. */
  | {
      readonly kind: 'address';
      readonly direction: Direction;
      readonly bytes: readonly number[];
      readonly bits: number;
      readonly types: readonly number[];
    }
  | { readonly kind: 'mac'; readonly direction: Direction; readonly bytes: readonly number[] }
  | {
      readonly kind: 'port';
      readonly direction: Direction;
      readonly from: number;
      readonly to: number;
      /** Numbers of protocols. */
      readonly protocols: readonly number[];
      readonly family?: 'ip' | 'ip6';
    }
  | { readonly kind: 'vlan'; readonly id?: number }
  | { readonly kind: 'group'; readonly what: 'broadcast' | 'multicast'; readonly of: 'ether' | 'ip' | 'ip6' }
  | { readonly kind: 'way'; readonly outgoing: boolean }
  | { readonly kind: 'compare'; readonly left: Arithmetic; readonly operator: Comparison; readonly right: Arithmetic };

export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';

/** A number worked out of a packet; undefined where the packet has no such bytes. */
export type Arithmetic =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'length' }
  | { readonly kind: 'bytes'; readonly of: Layer; readonly at: Arithmetic; readonly size: number }
  | {
      readonly kind: 'operation';
      readonly operator: '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
      readonly left: Arithmetic;
      readonly right: Arithmetic;
    };

/** What `[…]` counts its bytes from. */
export type Layer = 'ether' | 'ip' | 'ip6' | 'arp' | 'rarp' | 'tcp' | 'udp' | 'icmp' | 'icmp6' | 'sctp' | 'igmp';
