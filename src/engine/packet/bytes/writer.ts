import { ipv6Words } from '../ipv6-address';
import type { Ipv4, Ipv6, Mac } from '../address';

/** Bytes in network order, written one after another. */
export class ByteWriter {
  readonly bytes: number[] = [];

  u8(value: number): this {
    this.bytes.push(value & 255);
    return this;
  }
  u16(value: number): this {
    this.bytes.push((value >>> 8) & 255, value & 255);
    return this;
  }
  u32(value: number): this {
    return this.u16(value >>> 16).u16(value & 0xffff);
  }
  mac(mac: Mac): this {
    for (const pair of mac.split(':')) this.bytes.push(parseInt(pair, 16));
    return this;
  }
  ipv4(address: Ipv4): this {
    return this.u32(address);
  }
  ipv6(address: Ipv6): this {
    for (const word of ipv6Words(address)) this.u16(word);
    return this;
  }
  /** One character per byte. */
  text(text: string): this {
    for (let i = 0; i < text.length; i++) this.bytes.push(text.charCodeAt(i) & 255);
    return this;
  }
  raw(bytes: readonly number[]): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }
  /** Zeros until there are `length` bytes. */
  pad(length: number): this {
    while (this.bytes.length < length) this.bytes.push(0);
    return this;
  }
  put16(at: number, value: number): this {
    this.bytes[at] = (value >>> 8) & 255;
    this.bytes[at + 1] = value & 255;
    return this;
  }
}

/** The sum of RFC 1071 over bytes, folded to 16 bits and not complemented yet. */
export function sum16(bytes: ArrayLike<number>, from = 0, to = bytes.length, start = 0): number {
  let sum = start;
  for (let i = from; i < to; i += 2) sum += ((bytes[i] ?? 0) << 8) + (i + 1 < to ? (bytes[i + 1] ?? 0) : 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return sum;
}

/** What the checksum at `at` should be, of the part of `bytes` that it is about; `start` is the sum of a pseudo header. */
export function wantedChecksum(
  bytes: Uint8Array,
  { from, length, at }: { readonly from: number; readonly length: number; readonly at: number },
  start = 0,
): number {
  const copy = Uint8Array.from(bytes.subarray(from, from + length));
  copy[at] = copy[at + 1] = 0;
  return checksum(copy, 0, length, start);
}

/** The Internet checksum (RFC 1071). */
export function checksum(bytes: ArrayLike<number>, from = 0, to = bytes.length, start = 0): number {
  return ~sum16(bytes, from, to, start) & 0xffff;
}
