import {
  TCP_FLAG,
  type ArpPacket,
  type BridgeProtocolData,
  type EthernetFrame,
  type IpPacket,
  type Ipv4Packet,
} from '../frame';
import { IPV6_HEADER, type Ipv6Packet } from '../ipv6-frame';
import { FRAGMENT_HEADER } from '../ipv6-frame';
import { encodeIcmp } from './icmp';
import { encodeIcmpv6 } from './icmpv6';
import { encodeTcp, encodeUdp, type Surroundings } from './transport';
import { ByteWriter, checksum, sum16 } from './writer';

/** Frames as they are on the wire (RFC 826, RFC 791, RFC 8200, IEEE 802.1Q, IEEE 802.1D). */

const ETHERTYPE = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd, vlan: 0x8100, qinq: 0x88a8, teb: 0x6558 } as const;

const PROTOCOL = { icmp: 1, ipip: 4, tcp: 6, udp: 17, gre: 47, icmpv6: 58 } as const;
const FRAGMENT = 44;

/** What the bytes of a packet depend on beyond the packet itself. */
export interface EncodeOptions {
  /** Virtual time, which TCP's timestamps follow. */
  readonly nowUs: number;
  /** Checksums of TCP and UDP are left to the card (CHECKSUM_PARTIAL): only the pseudo header is in them. */
  readonly offloaded: boolean;
  /** The MTU that a SYN's MSS option follows. */
  readonly mtu?: number;
}

/** An Ethernet frame with its tags. */
export function encodeFrame(frame: EthernetFrame, options: EncodeOptions): number[] {
  const writer = new ByteWriter().mac(frame.destination).mac(frame.source);
  for (const tag of frame.tags ?? []) {
    writer.u16(tag.protocol === '802.1ad' ? ETHERTYPE.qinq : ETHERTYPE.vlan).u16((tag.priority << 13) | tag.id);
  }
  const { payload } = frame;
  const bytes = encodePayload(payload, options);
  return writer.u16(payload.kind === 'bpdu' ? bytes.length : ETHERTYPE[payload.kind]).raw(bytes).bytes;
}

/** What a frame carries. */
export function encodePayload(payload: EthernetFrame['payload'], options: EncodeOptions): number[] {
  switch (payload.kind) {
    case 'arp':
      return encodeArp(payload);
    case 'bpdu':
      return encodeBpdu(payload);
    case 'ipv4':
      return encodeIpv4(payload, options);
    case 'ipv6':
      return encodeIpv6(payload, options);
  }
}

function encodeArp({ op, senderMac, senderIp, targetMac, targetIp }: ArpPacket): number[] {
  const writer = new ByteWriter().u16(1).u16(ETHERTYPE.ipv4).u8(6).u8(4);
  writer.u16(op === 'request' ? 1 : 2);
  return writer.mac(senderMac).ipv4(senderIp).mac(targetMac).ipv4(targetIp).bytes;
}

/** An LLC header and the message; times are in 1/256 s. */
function encodeBpdu(bpdu: BridgeProtocolData): number[] {
  const writer = new ByteWriter().u8(0x42).u8(0x42).u8(3).u16(0).u8(0);
  if (bpdu.type === 'tcn') return writer.u8(0x80).bytes;
  const id = (text: string): number[] => {
    const [priority = '0', mac = ''] = text.split('.');
    const digits = `${priority.padStart(4, '0')}${mac.replaceAll(':', '').padStart(12, '0')}`;
    return (digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  };
  const seconds = (hundredths: number): number => Math.floor((hundredths * 256) / 100);
  writer.u8(0).u8((bpdu.topologyChange ? 1 : 0) | (bpdu.topologyChangeAck ? 0x80 : 0));
  writer.raw(id(bpdu.root)).u32(bpdu.rootPathCost).raw(id(bpdu.bridge)).u16(bpdu.port);
  writer.u16(Math.floor((bpdu.messageAgeUs * 256) / 1_000_000));
  return writer.u16(seconds(bpdu.maxAge)).u16(seconds(bpdu.helloTime)).u16(seconds(bpdu.forwardDelay)).bytes;
}

const IPV4_HEADER = 20;

/** A packet of IPv4; of a fragment only its piece. */
export function encodeIpv4(packet: Ipv4Packet, options: EncodeOptions): number[] {
  const { payload, fragment, length } = packet;
  const { more = false, offset = 0 } = fragment ?? {};
  const writer = new ByteWriter().u8(0x45).u8(packet.tos).u16(length).u16(packet.id);
  writer.u16((packet.dontFragment ? 0x4000 : 0) | (more ? 0x2000 : 0) | (offset >> 3));
  writer.u8(packet.ttl).u8(PROTOCOL[payload.kind]).u16(0).ipv4(packet.source).ipv4(packet.destination);
  writer.put16(10, checksum(writer.bytes));
  const body = encodeIpPayload(packet, options);
  return writer.raw(body.slice(offset, offset + length - IPV4_HEADER)).pad(length).bytes;
}

/** A packet of IPv6, with the fragment header where it has one. */
export function encodeIpv6(packet: Ipv6Packet, options: EncodeOptions): number[] {
  const { payload, fragment, length } = packet;
  const next = PROTOCOL[payload.kind];
  const writer = new ByteWriter().u32((6 << 28) | (packet.trafficClass << 20) | packet.flowLabel);
  writer
    .u16(length - IPV6_HEADER)
    .u8(fragment ? FRAGMENT : next)
    .u8(packet.hopLimit);
  writer.ipv6(packet.source).ipv6(packet.destination);
  if (fragment) writer.u8(next).u8(0).u16(fragment.offset | (fragment.more ? 1 : 0)).u32(fragment.id); // prettier-ignore
  const body = encodeIpPayload(packet, options);
  const start = fragment?.offset ?? 0;
  const room = length - IPV6_HEADER - (fragment ? FRAGMENT_HEADER : 0);
  return writer.raw(body.slice(start, start + room)).pad(length).bytes;
}

/** What follows the IP header, of the whole datagram. */
function encodeIpPayload(packet: IpPacket, options: EncodeOptions): number[] {
  const { payload } = packet;
  switch (payload.kind) {
    case 'icmp':
      return encodeIcmp(payload, (quoted) => encodeIpv4(quoted, options), packet.length - IPV4_HEADER);
    case 'icmpv6': {
      const bytes = encodeIcmpv6(payload, (quoted) => encodeIpv6(quoted, options), packet.length - IPV6_HEADER);
      const pseudo = pseudoHeader(packet, PROTOCOL.icmpv6, bytes.length);
      return new ByteWriter().raw(bytes).put16(2, checksum(bytes, 0, bytes.length, pseudo)).bytes;
    }
    case 'udp':
      return sealed(
        packet,
        encodeUdp(payload, (frame) => encodeFrame(frame, options)),
        6,
        options,
      );
    case 'tcp':
      return sealed(packet, encodeTcp(payload, surroundingsOf(packet, options)), 16, options);
    case 'ipip':
      return encodePayload(payload.frame.payload, options);
    case 'gre': {
      const { ethernet, frame, key, sequence, checksum: summed } = payload;
      const flags = (summed ? 0x8000 : 0) | (key === undefined ? 0 : 0x2000) | (sequence ? 0x1000 : 0);
      const type = ethernet ? ETHERTYPE.teb : frame.payload.kind === 'bpdu' ? 0 : ETHERTYPE[frame.payload.kind];
      const writer = new ByteWriter().u16(flags).u16(type);
      if (summed) writer.u32(0);
      if (key !== undefined) writer.u32(key);
      if (sequence) writer.u32(0);
      return writer.raw(ethernet ? encodeFrame(frame, options) : encodePayload(frame.payload, options)).bytes;
    }
  }
}

function surroundingsOf(packet: IpPacket, { nowUs, mtu }: EncodeOptions): Surroundings {
  const header = packet.kind === 'ipv4' ? IPV4_HEADER : IPV6_HEADER;
  // Only what a connection sends has options: a reset of the kernel's or a probe is a bare header.
  const { payload, length } = packet;
  const data = payload.kind === 'tcp' ? payload.data.length : 0;
  const room = packet.fragment ? 32 : length - header - data;
  return {
    nowUs,
    mss: (mtu ?? 1500) - header - 20,
    headerLength: room,
    from: `${packet.source}`,
    to: `${packet.destination}`,
  };
}

/** Puts the checksum of TCP or UDP in: the right one, or what a sender leaves to its card. */
function sealed(packet: IpPacket, bytes: number[], at: number, { offloaded }: EncodeOptions): number[] {
  const pseudo = pseudoHeader(packet, PROTOCOL[packet.payload.kind], bytes.length);
  const whole = checksum(bytes, 0, bytes.length, pseudo);
  const { payload } = packet;
  // A reset is the kernel's own answer, which it sums up itself (ip_send_unicast_reply).
  const reset = payload.kind === 'tcp' && (payload.flags & TCP_FLAG.RST) !== 0;
  const left = packet.fragment || reset || !offloaded ? whole : pseudo;
  return new ByteWriter().raw(bytes).put16(at, at === 6 && left === 0 ? 0xffff : left).bytes;
}

/** The folded sum of the pseudo header (RFC 9293 3.1, RFC 8200 8.1). */
function pseudoHeader(packet: IpPacket, protocol: number, length: number): number {
  const writer = new ByteWriter();
  if (packet.kind === 'ipv4') writer.ipv4(packet.source).ipv4(packet.destination);
  else writer.ipv6(packet.source).ipv6(packet.destination);
  return sum16(writer.u32(length).u32(protocol).bytes);
}
