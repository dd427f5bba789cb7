import { ipv4 } from '../address';
import { parseIpv6 } from '../ipv6-address';
import type { DnsData, DnsMessage, DnsQuestion, DnsRecord, Edns } from './message';
import { typeName } from './message';
import { nameOf } from './names';

/** Reads a message from bytes (one character per byte); undefined when they are none. Ends after at most their length, whatever they hold. */
export function decodeDns(bytes: string): DnsMessage | undefined {
  try {
    return readMessage(new Reader(bytes));
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** Not a DNS message (FORMERR). */
class Malformed extends Error {}

function readMessage(reader: Reader): DnsMessage {
  const id = reader.u16();
  const head = reader.u16();
  const bit = (at: number): boolean => ((head >> at) & 1) === 1;
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()] as const;
  const questions = times(counts[0], (): DnsQuestion => ({
    name: reader.name(),
    type: reader.u16(),
    class: reader.u16(),
  }));
  let edns: Edns | undefined;
  let highCode = 0;
  const records = (count: number): DnsRecord[] =>
    times(count, () => readRecord(reader)).flatMap((read) => {
      if (!('edns' in read)) return [read];
      ({ edns, highCode } = read);
      return [];
    });
  const answers = records(counts[1]);
  const authorities = records(counts[2]);
  const additionals = records(counts[3]);
  const flags = { qr: bit(15), aa: bit(10), tc: bit(9), rd: bit(8), ra: bit(7), ad: bit(5), cd: bit(4) };
  const rcode = (head & 15) | (highCode << 4);
  return { id, opcode: (head >> 11) & 15, rcode, flags, questions, answers, authorities, additionals, edns };
}

function times<T>(count: number, read: () => T): T[] {
  const all: T[] = [];
  for (let i = 0; i < count; i++) all.push(read());
  return all;
}

const TYPE_OPT = 41;

function readRecord(reader: Reader): DnsRecord | { readonly edns: Edns; readonly highCode: number } {
  const name = reader.name();
  const type = reader.u16();
  const classNumber = reader.u16();
  const high = reader.u16();
  const low = reader.u16();
  const end = reader.at + 2 + reader.u16();
  if (type === TYPE_OPT) {
    const options: { code: number; bytes: string }[] = [];
    while (reader.at < end) options.push({ code: reader.u16(), bytes: reader.raw(reader.u16()) });
    const edns: Edns = { version: high & 255, udpSize: classNumber, dnssecOk: (low & 0x8000) !== 0, options };
    return { edns, highCode: high >> 8 };
  }
  const data = readData(reader, type, end);
  if (reader.at !== end) throw new Malformed();
  return { name, class: classNumber, ttl: high * 0x10000 + low, data };
}

function readData(reader: Reader, type: number, end: number): DnsData {
  const name = typeName(type);
  switch (name) {
    case 'A':
      return { type: name, address: ipv4(reader.u32()) };
    case 'AAAA': {
      const words = times(8, () => reader.u16().toString(16));
      const address = parseIpv6(words.join(':'));
      if (address === undefined) throw new Malformed();
      return { type: name, address };
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
    case 'DNAME':
      return { type: name, target: reader.name() };
    case 'MX':
      return { type: name, preference: reader.u16(), exchange: reader.name() };
    case 'SRV':
      return {
        type: name,
        priority: reader.u16(),
        weight: reader.u16(),
        port: reader.u16(),
        target: reader.name(),
      };
    case 'SOA':
      return {
        type: name,
        mname: reader.name(),
        rname: reader.name(),
        serial: reader.u32(),
        refresh: reader.u32(),
        retry: reader.u32(),
        expire: reader.u32(),
        minimum: reader.u32(),
      };
    case 'TXT': {
      const texts: string[] = [];
      while (reader.at < end) texts.push(reader.raw(reader.u8()));
      return { type: name, texts };
    }
    case 'HINFO':
      return { type: name, cpu: reader.raw(reader.u8()), os: reader.raw(reader.u8()) };
    default:
      return { type: 'unknown', number: type, bytes: reader.raw(end - reader.at) };
  }
}

class Reader {
  at = 0;

  constructor(private readonly bytes: string) {}

  u8(): number {
    const code = this.bytes.charCodeAt(this.at++);
    if (Number.isNaN(code) || code > 255) throw new Malformed();
    return code;
  }

  u16(): number {
    return this.u8() * 256 + this.u8();
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  raw(length: number): string {
    if (length < 0 || this.at + length > this.bytes.length) throw new Malformed();
    this.at += length;
    return this.bytes.slice(this.at - length, this.at);
  }

  name(): string {
    const labels: string[] = [];
    let back: number | undefined;
    // Every pointer must point further back than the one before, so that this ends.
    let limit = this.at;
    for (let length = this.u8(); length !== 0; length = this.u8()) {
      if (length < 64) labels.push(this.raw(length));
      else {
        if (length < 192) throw new Malformed();
        const place = (length & 63) * 256 + this.u8();
        if (place >= limit) throw new Malformed();
        back ??= this.at;
        limit = this.at = place;
      }
      if (labels.length > 127) throw new Malformed();
    }
    if (back !== undefined) this.at = back;
    return nameOf(labels);
  }
}
