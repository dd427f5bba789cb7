import { TCP_FLAG, type EthernetFrame, type TcpSegment, type UdpDatagram } from '../frame';
import { ByteWriter } from './writer';

/** Headers and data of UDP (RFC 768) and TCP (RFC 9293, RFC 7323), without their checksums. */

const UDP_HEADER = 8;

export function encodeUdp(
  { sourcePort, destinationPort, data, vxlan }: UdpDatagram,
  inner: (frame: EthernetFrame) => readonly number[],
): number[] {
  const writer = new ByteWriter().u16(sourcePort).u16(destinationPort).u16(0).u16(0);
  if (vxlan)
    writer
      .u32(0x08000000)
      .u32(vxlan.vni << 8)
      .raw(inner(vxlan.frame));
  else writer.text(data);
  return writer.put16(4, Math.max(writer.bytes.length, UDP_HEADER)).bytes;
}

/** What the options of a segment follow. */
export interface Surroundings {
  readonly nowUs: number;
  readonly mss: number;
  /** Bytes of the header with its options. */
  readonly headerLength: number;
  readonly from: string;
  readonly to: string;
}

const BARE = 20;
const WITH_TIMESTAMPS = 32;
/** The window scale that Linux asks for with 6 MiB of buffer at most (tcp_select_initial_window). */
const WINDOW_SCALE = 7;

export function encodeTcp(segment: TcpSegment, surroundings: Surroundings): number[] {
  const { sourcePort, destinationPort, sequence, acknowledgement, flags, window, data } = segment;
  const syn = (flags & TCP_FLAG.SYN) !== 0;
  const options = surroundings.headerLength <= BARE ? [] : optionsOf(segment, surroundings, syn);
  const words = (BARE + options.length) / 4;
  const scaled = syn || options.length === 0 ? window : Math.ceil(window / 2 ** WINDOW_SCALE);
  const writer = new ByteWriter().u16(sourcePort).u16(destinationPort).u32(sequence).u32(acknowledgement);
  return writer
    .u8(words << 4)
    .u8(flags)
    .u16(scaled)
    .u16(0)
    .u16(0)
    .raw(options)
    .text(data).bytes;
}

/** tcp_syn_options, tcp_established_options. */
function optionsOf(
  { flags }: TcpSegment,
  { nowUs, mss, headerLength, from, to }: Surroundings,
  syn: boolean,
): number[] {
  const first = syn && (flags & TCP_FLAG.ACK) === 0;
  const writer = new ByteWriter();
  if (!syn) writer.u8(1).u8(1);
  else {
    writer.u8(2).u8(4).u16(mss);
    // A probe of a tool that makes its own segments carries no more than this.
    if (headerLength < WITH_TIMESTAMPS) return writer.pad(headerLength - BARE).bytes;
    writer.u8(4).u8(2);
  }
  writer
    .u8(8)
    .u8(10)
    .u32(stamp(from, to, nowUs))
    .u32(first ? 0 : stamp(to, from, nowUs));
  if (syn) writer.u8(1).u8(3).u8(3).u8(WINDOW_SCALE);
  return writer.bytes;
}

/** Milliseconds from a start of each pair of hosts' own (secure_tcp_ts_off). */
function stamp(from: string, to: string, nowUs: number): number {
  let hash = 0x811c9dc5;
  const text = `${from}>${to}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash + Math.floor(nowUs / 1000)) >>> 0;
}
