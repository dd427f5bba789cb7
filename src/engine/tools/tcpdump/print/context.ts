import type { IpAddress } from '../../../packet/ipv6-address';
import { ipv4 } from '../../../packet/address';
import { addressFromNumber6, formatIp } from '../../../packet/ipv6-address';

/** What the options say about how packets are shown (struct netdissect_options). */
export interface PrintStyle {
  /** -n: addresses and ports stay numbers. */
  readonly numeric: boolean;
  /** -v, -vv, -vvv. */
  readonly verbose: number;
  /** -e: the link's header too. */
  readonly link: boolean;
  /** -q: little about protocols. */
  readonly quick: boolean;
  /** -S: sequence numbers of TCP as they are. */
  readonly absolute: boolean;
  /** -K: checksums are not looked at. */
  readonly trusting: boolean;
}

/** Names that numbers have on the host that shows them. */
export interface PrintNames {
  address(address: IpAddress): string | undefined;
  port(port: number, protocol: 'tcp' | 'udp'): string | undefined;
  protocol(number: number): string | undefined;
}

/** The bytes of a packet, what was said about it so far, and what connections were seen before it. */
export class Dissection {
  text = '';

  constructor(
    readonly style: PrintStyle,
    private readonly names: PrintNames,
    readonly connections: Connections,
    readonly bytes: Uint8Array,
  ) {}

  say(text: string): void {
    this.text += text;
  }
  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }
  u16(at: number): number {
    return (this.u8(at) << 8) | this.u8(at + 1);
  }
  u32(at: number): number {
    return ((this.u16(at) << 16) | this.u16(at + 2)) >>> 0;
  }
  /** An address with its name, when it has one and -n is not given. */
  ip4(at: number): string {
    return this.named(ipv4(this.u32(at)));
  }
  ip6(at: number): string {
    let value = 0n;
    for (let i = 0; i < 16; i++) value = value * 256n + BigInt(this.u8(at + i));
    return this.named(addressFromNumber6(value));
  }
  mac(at: number): string {
    return Array.from({ length: 6 }, (_, i) =>
      this.u8(at + i)
        .toString(16)
        .padStart(2, '0'),
    ).join(':');
  }
  /** A MAC address where names are shown too (etheraddr_string): with who made the card, which nobody did. */
  macNamed(at: number): string {
    const text = this.mac(at);
    if (this.style.numeric) return text;
    return text === 'ff:ff:ff:ff:ff:ff'
      ? 'Broadcast'
      : `${text} (oui ${text.startsWith('00:00:00') ? 'Ethernet' : 'Unknown'})`;
  }
  port(port: number, protocol: 'tcp' | 'udp'): string {
    return (this.style.numeric ? undefined : this.names.port(port, protocol)) ?? String(port);
  }
  protocol(number: number): string | undefined {
    return this.style.numeric ? undefined : this.names.protocol(number);
  }

  private named(address: IpAddress): string {
    return (this.style.numeric ? undefined : this.names.address(address)) ?? formatIp(address);
  }
}

/** First sequence numbers of the two sides of connections, by their ends (tcp_seq_hash of print-tcp.c). */
export type Connections = Map<string, { readonly sequence: number; readonly acknowledgement: number }>;

export function hex(value: number, digits = 1): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}
