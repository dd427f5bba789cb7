import { LINK, type Captured, type LinkType } from '../capture';

/** Where the parts of a packet are, as the programs that libpcap makes of filters look for them (gencode.c). */
export interface View {
  readonly packet: Captured;
  readonly bytes: Uint8Array;
  readonly link: LinkType;
  /** Where the MAC addresses begin; undefined without an Ethernet header. */
  readonly macs: number | undefined;
  readonly vlans: readonly number[];
  readonly ethertype: number;
  readonly network: number;
}

const VLAN_TYPES: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);

export function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** `tags`: whether they are looked behind, as the kernel does, which keeps them beside the packet; in a file only a filter with `vlan` does. */
export function viewOf(packet: Captured, link: LinkType, tags: boolean): View {
  const { bytes } = packet;
  const base = { packet, bytes, link };
  if (link === LINK.raw) {
    const ethertype = (bytes[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800;
    return { ...base, macs: undefined, vlans: [], ethertype, network: 0 };
  }
  if (link === LINK.sll2) return { ...base, macs: undefined, vlans: [], ethertype: u16(bytes, 0), network: 20 };
  const vlans: number[] = [];
  let at = 12;
  while (VLAN_TYPES.has(u16(bytes, at)) && at + 4 < bytes.length) {
    vlans.push(u16(bytes, at + 2) & 0xfff);
    at += 4;
  }
  if (vlans.length > 0 && !tags) return { ...base, macs: 0, vlans, ethertype: u16(bytes, 12), network: 14 };
  const type = u16(bytes, at);
  // A length: what the LLC header says takes the place of the type.
  return { ...base, macs: 0, vlans, ethertype: type > 1500 ? type : (bytes[at + 2] ?? 0), network: at + 2 };
}

const FRAGMENT = 44;

/** The protocol above IP and where its header is; undefined when there is none, `first` false in a later fragment. */
export function transportOf(
  view: View,
): { readonly protocol: number; readonly at: number; readonly first: boolean } | undefined {
  const { bytes, ethertype, network } = view;
  if (ethertype === 0x0800) {
    const at = network + ((bytes[network] ?? 0) & 15) * 4;
    return { protocol: bytes[network + 9] ?? 0, at, first: (u16(bytes, network + 6) & 0x1fff) === 0 };
  }
  if (ethertype !== 0x86dd) return undefined;
  const next = bytes[network + 6] ?? 0;
  if (next !== FRAGMENT) return { protocol: next, at: network + 40, first: true };
  return { protocol: bytes[network + 40] ?? 0, at: network + 48, first: u16(bytes, network + 42) >> 3 === 0 };
}

export type Side = 'src' | 'dst';

/** Bytes of the address of one end, of ARP the protocol addresses; undefined when the packet has none. */
export function addressOf({ bytes, ethertype, network }: View, side: Side): Uint8Array | undefined {
  const slice = (at: number, length: number): Uint8Array => bytes.subarray(network + at, network + at + length);
  if (ethertype === 0x0800) return slice(side === 'src' ? 12 : 16, 4);
  if (ethertype === 0x86dd) return slice(side === 'src' ? 8 : 24, 16);
  if (ethertype === 0x0806 || ethertype === 0x8035) return slice(side === 'src' ? 14 : 24, 4);
  return undefined;
}
