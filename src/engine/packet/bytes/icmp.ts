import type { IcmpEcho, IcmpError, Ipv4Packet } from '../frame';
import type { Icmpv6Echo } from '../ipv6-frame';
import { ByteWriter, checksum } from './writer';

/** Messages of ICMP as bytes (RFC 792). */

const TYPE = { 'destination-unreachable': 3, redirect: 5, 'time-exceeded': 11 } as const;
const NEEDS_FRAGMENTATION = 4;

/** `room`: how many bytes the packet has for the message; an error quotes no more than fits. */
export function encodeIcmp(
  message: IcmpEcho | IcmpError,
  quote: (packet: Ipv4Packet) => readonly number[],
  room: number,
): number[] {
  const writer = new ByteWriter();
  if ('quoted' in message) {
    const { type, code, info = 0 } = message;
    writer.u8(TYPE[type]).u8(code).u16(0).u32(type === 'destination-unreachable' && code === NEEDS_FRAGMENTATION ? info & 0xffff : info); // prettier-ignore
    writer.raw(quote(message.quoted).slice(0, room - 8));
  } else {
    writer.u8(message.type === 'echo-request' ? 8 : 0).u8(0).u16(0); // prettier-ignore
    writer.u16(message.id).u16(message.sequence).raw(pingData(message));
  }
  return writer.put16(2, checksum(writer.bytes)).bytes;
}

const TIMEVAL_BYTES = 16;

/** The data of a ping: the time it was sent as a struct timeval of a little-endian machine, and bytes that count up (iputils pinger). */
export function pingData({ dataLength, sentUs }: IcmpEcho | Icmpv6Echo): number[] {
  const data = Array.from({ length: dataLength }, (_, i) => i & 255);
  if (dataLength < TIMEVAL_BYTES) return data;
  let seconds = Math.floor(sentUs / 1_000_000);
  let rest = Math.round(sentUs % 1_000_000);
  for (let i = 0; i < 8; i++) {
    data[i] = seconds % 256;
    data[8 + i] = rest % 256;
    seconds = Math.floor(seconds / 256);
    rest = Math.floor(rest / 256);
  }
  return data;
}
