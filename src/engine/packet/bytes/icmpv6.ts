import { icmpv6Numbers, type Icmpv6Message, type Ipv6Packet } from '../ipv6-frame';
import type { Mac } from '../address';
import { pingData } from './icmp';
import { ByteWriter } from './writer';

/** Messages of ICMPv6 as bytes, without their checksum (RFC 4443, RFC 4861). */

const OPTION = { source: 1, target: 2, redirected: 4, nonce: 14 } as const;

export function encodeIcmpv6(
  message: Icmpv6Message,
  quote: (packet: Ipv6Packet) => readonly number[],
  room: number,
): number[] {
  const { type, code } = icmpv6Numbers(message);
  const writer = new ByteWriter().u8(type).u8(code).u16(0);
  switch (message.type) {
    case 'echo-request':
    case 'echo-reply':
      return writer.u16(message.id).u16(message.sequence).raw(pingData(message)).bytes;
    case 'neighbour-solicitation':
      writer.u32(0).ipv6(message.target);
      if (message.sourceMac !== undefined) macOption(writer, OPTION.source, message.sourceMac);
      // A question for duplicates carries a nonce instead (RFC 7527).
      else if (room > writer.bytes.length) writer.u8(OPTION.nonce).u8(1);
      return writer.pad(room).bytes;
    case 'neighbour-advertisement':
      writer.u8((message.router ? 0x80 : 0) | (message.solicited ? 0x40 : 0) | (message.override ? 0x20 : 0)).u8(0).u16(0); // prettier-ignore
      writer.ipv6(message.target);
      if (message.targetMac !== undefined) macOption(writer, OPTION.target, message.targetMac);
      return writer.pad(room).bytes;
    case 'redirect':
      writer.u32(0).ipv6(message.target).ipv6(message.destination);
      if (message.targetMac !== undefined) macOption(writer, OPTION.target, message.targetMac);
      return quoteOption(writer, quote(message.quoted), room);
    default:
      return writer.u32(message.info ?? 0).raw(quote(message.quoted).slice(0, room - 8)).bytes;
  }
}

function macOption(writer: ByteWriter, type: number, mac: Mac): void {
  writer.u8(type).u8(1).mac(mac);
}

function quoteOption(writer: ByteWriter, quoted: readonly number[], room: number): number[] {
  const words = Math.max(1, Math.floor((room - writer.bytes.length) / 8));
  writer.u8(OPTION.redirected).u8(words).u16(0).u32(0);
  return writer.raw(quoted.slice(0, words * 8 - 8)).pad(room).bytes;
}
