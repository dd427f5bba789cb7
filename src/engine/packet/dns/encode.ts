import { ipv6Words } from '../ipv6-address';
import type { DnsData, DnsMessage, DnsRecord, Edns } from './message';
import { typeOf } from './message';
import { labelsOf } from './names';

/**
 * The bytes of a message, one character per byte, with names compressed as RFC 1035, section 4.1.4 allows, or written out. Names that are none become the
 * root.
 */
export function encodeDns(message: DnsMessage, compress = true): string {
  const { id, opcode, rcode, flags, questions, answers, authorities, additionals, edns } = message;
  const writer = new Writer(compress);
  writer.u16(id);
  const bits = [
    [flags.qr, 15],
    [flags.aa, 10],
    [flags.tc, 9],
    [flags.rd, 8],
    [flags.ra, 7],
    [flags.ad, 5],
    [flags.cd, 4],
  ] as const;
  writer.u16(bits.reduce((sum, [set, bit]) => sum | (set ? 1 << bit : 0), (opcode << 11) | (rcode & 15)));
  for (const { length } of [questions, answers, authorities]) writer.u16(length);
  writer.u16(additionals.length + (edns ? 1 : 0));
  for (const question of questions) {
    writer.name(question.name);
    writer.u16(question.type);
    writer.u16(question.class);
  }
  for (const record of [...answers, ...authorities, ...additionals]) writeRecord(writer, record);
  if (edns) writeEdns(writer, edns, rcode);
  return writer.bytes;
}

const TYPE_OPT = 41;

function writeEdns(writer: Writer, { version, udpSize, dnssecOk, options }: Edns, rcode: number): void {
  writer.name('.');
  writer.u16(TYPE_OPT);
  writer.u16(udpSize);
  writer.u16(((rcode >> 4) << 8) | version);
  writer.u16(dnssecOk ? 0x8000 : 0);
  writer.sized(() => {
    for (const { code, bytes } of options) {
      writer.u16(code);
      writer.u16(bytes.length);
      writer.raw(bytes);
    }
  });
}

function writeRecord(writer: Writer, record: DnsRecord): void {
  writer.name(record.name);
  writer.u16(typeOf(record.data));
  writer.u16(record.class);
  writer.u32(record.ttl);
  writer.sized(() => writeData(writer, record.data));
}

function writeData(writer: Writer, data: DnsData): void {
  switch (data.type) {
    case 'A':
      return writer.u32(data.address);
    case 'AAAA':
      return ipv6Words(data.address).forEach((word) => writer.u16(word));
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return writer.name(data.target);
    case 'DNAME':
      return writer.name(data.target, false);
    case 'MX':
      writer.u16(data.preference);
      return writer.name(data.exchange);
    case 'SRV':
      for (const value of [data.priority, data.weight, data.port]) writer.u16(value);
      // RFC 2782 forbids compression here.
      return writer.name(data.target, false);
    case 'SOA':
      writer.name(data.mname);
      writer.name(data.rname);
      for (const value of [data.serial, data.refresh, data.retry, data.expire, data.minimum]) writer.u32(value);
      return;
    case 'TXT':
      return data.texts.forEach((text) => writer.text(text));
    case 'HINFO':
      writer.text(data.cpu);
      return writer.text(data.os);
    case 'unknown':
      return writer.raw(data.bytes);
  }
}

class Writer {
  bytes = '';

  constructor(private readonly compresses: boolean) {}

  /** Where a name, in lower case, was written. */
  private readonly places = new Map<string, number>();

  u16(value: number): void {
    this.bytes += String.fromCharCode((value >> 8) & 255, value & 255);
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  raw(bytes: string): void {
    this.bytes += bytes;
  }

  text(text: string): void {
    this.bytes += String.fromCharCode(text.length & 255) + text.slice(0, 255);
  }

  name(name: string, allowed = true): void {
    const compress = allowed && this.compresses;
    const labels = labelsOf(name) ?? [];
    for (let i = 0; i < labels.length; i++) {
      const rest = labels.slice(i).join('\0').toLowerCase();
      const place = this.places.get(rest);
      if (compress && place !== undefined) return this.u16(0xc000 | place);
      if (this.bytes.length < 0x4000 && place === undefined) this.places.set(rest, this.bytes.length);
      this.text(labels[i] ?? '');
    }
    this.bytes += '\0';
  }

  /** What `write` adds, after its length. */
  sized(write: () => void): void {
    const before = this.bytes;
    this.bytes += '\0\0';
    write();
    const length = this.bytes.length - before.length - 2;
    this.bytes = before + String.fromCharCode(length >> 8, length & 255) + this.bytes.slice(before.length + 2);
  }
}
