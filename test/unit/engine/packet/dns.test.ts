import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipv4, type Ipv6 } from '../../../../src/engine/packet/address';
import { decodeDns } from '../../../../src/engine/packet/dns/decode';
import { encodeDns } from '../../../../src/engine/packet/dns/encode';
import type { DnsData, DnsMessage } from '../../../../src/engine/packet/dns/message';
import { absolute, inZone, labelsOf, nameOf, reverseName } from '../../../../src/engine/packet/dns/names';

const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
const name = fc.array(label, { maxLength: 5 }).map((labels) => nameOf(labels));
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const bytes = fc.uint8Array({ maxLength: 30 }).map((all) => String.fromCharCode(...all));

const data: fc.Arbitrary<DnsData> = fc.oneof(
  u32.map((value): DnsData => ({ type: 'A', address: ipv4(value) })),
  fc.constantFrom<DnsData>({ type: 'AAAA', address: 'fd00::1' as Ipv6 }, { type: 'AAAA', address: '::' as Ipv6 }),
  fc.tuple(fc.constantFrom('CNAME', 'NS', 'PTR'), name).map(([type, target]): DnsData => ({ type, target })),
  fc.tuple(u16, name).map(([preference, exchange]): DnsData => ({ type: 'MX', preference, exchange })),
  fc
    .tuple(u16, u16, u16, name)
    .map(([priority, weight, port, target]): DnsData => ({ type: 'SRV', priority, weight, port, target })),
  fc.array(bytes, { minLength: 1, maxLength: 3 }).map((texts): DnsData => ({ type: 'TXT', texts })),
  bytes.map((raw): DnsData => ({ type: 'unknown', number: 65_280, bytes: raw })),
);
const record = fc.record({ name, class: fc.constant(1), ttl: u32, data });
const flag = fc.boolean();
const message: fc.Arbitrary<DnsMessage> = fc.record({
  id: u16,
  opcode: fc.integer({ min: 0, max: 15 }),
  rcode: fc.integer({ min: 0, max: 15 }),
  flags: fc.record({ qr: flag, aa: flag, tc: flag, rd: flag, ra: flag, ad: flag, cd: flag }),
  questions: fc.array(fc.record({ name, type: u16, class: u16 }), { maxLength: 2 }),
  answers: fc.array(record, { maxLength: 4 }),
  authorities: fc.array(record, { maxLength: 2 }),
  additionals: fc.array(record, { maxLength: 2 }),
  edns: fc.option(
    fc.record({
      version: fc.constant(0),
      udpSize: u16,
      dnssecOk: flag,
      options: fc.array(fc.record({ code: u16, bytes }), { maxLength: 2 }),
    }),
    { nil: undefined },
  ),
});

describe('messages of the DNS', () => {
  it('come back from their bytes as they were', () => {
    fc.assert(
      fc.property(message, (original) => {
        expect(decodeDns(encodeDns(original))).toEqual(original);
      }),
    );
  });

  it('are never read out of bytes that are none, whatever those are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (raw) => {
        const read = decodeDns(String.fromCharCode(...raw));
        expect(read === undefined || read.id >= 0).toBe(true);
      }),
    );
  });

  it('end although their names point at each other', () => {
    const header = '\0\x01\0\0\0\x01\0\0\0\0\0\0';
    expect(decodeDns(`${header}\xc0\x0c\0\x01\0\x01`)).toBeUndefined();
    expect(decodeDns(`${header}\x01a\xc0\x0c\0\x01\0\x01`)).toBeUndefined();
  });

  it('write a name that stands there already as a pointer (RFC 1035, section 4.1.4)', () => {
    const query: DnsMessage = {
      id: 1,
      opcode: 0,
      rcode: 0,
      flags: { qr: true, aa: false, tc: false, rd: false, ra: false, ad: false, cd: false },
      questions: [{ name: 'web.lab.', type: 1, class: 1 }],
      answers: [{ name: 'WEB.lab.', class: 1, ttl: 0, data: { type: 'A', address: ipv4(1) } }],
      authorities: [],
      additionals: [],
      edns: undefined,
    };
    expect(encodeDns(query)).toHaveLength(12 + 13 + 2 + 10 + 4);
  });
});

describe('domain names', () => {
  it('are labels with dots behind them', () => {
    expect(labelsOf('www.example.com')).toEqual(['www', 'example', 'com']);
    expect(labelsOf('www.example.com.')).toEqual(['www', 'example', 'com']);
    expect(labelsOf('.')).toEqual([]);
    expect(labelsOf('web..lab')).toBeUndefined();
    expect(labelsOf('a'.repeat(64))).toBeUndefined();
    expect(labelsOf('a\\.b.c')).toEqual(['a.b', 'c']);
    expect(nameOf(['a.b', 'c'])).toBe('a\\.b.c.');
    expect(absolute('lab')).toBe('lab.');
  });

  it('lie in zones whatever their case', () => {
    expect(inZone('Web.LAB.', 'lab.')).toBe(true);
    expect(inZone('weblab.', 'lab.')).toBe(false);
    expect(inZone('anything.', '.')).toBe(true);
  });

  it('of addresses run backwards', () => {
    expect(reverseName(ipv4(0x0a000005))).toBe('5.0.0.10.in-addr.arpa.');
    expect(reverseName('fd00::5' as Ipv6)).toMatch(/^5\.0\.0.*\.0\.0\.d\.f\.ip6\.arpa\.$/);
  });
});
