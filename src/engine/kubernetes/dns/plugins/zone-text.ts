import { parseIpv4 } from '../../../packet/address';
import type { DnsData, DnsRecord } from '../../../packet/dns/message';
import { parseIpv6 } from '../../../packet/ipv6-address';

/** Records as zone files write them (RFC 1035, section 5), as far as the types that are simulated go. */

/** One that cannot be read; the message is that of github.com/miekg/dns. */
export class ZoneTextError extends Error {}

interface Line {
  readonly words: readonly string[];
  /** The line begins with a space: the record has the name of the one before. */
  readonly continues: boolean;
  readonly number: number;
}

/** Reads a zone file: `$ORIGIN`, `$TTL`, `@`, comments and parentheses. */
export function readZone(text: string, origin: string): readonly DnsRecord[] {
  const records: DnsRecord[] = [];
  let zone = origin;
  let ttl = 3600;
  let last = origin;
  for (const { words, continues, number } of linesOf(text)) {
    const [first = '', second = ''] = words;
    if (first === '$ORIGIN') zone = complete(second, zone);
    else if (first === '$TTL') ttl = ttlOf(second) ?? ttl;
    else {
      const name: string = continues ? last : complete(first, zone);
      last = name;
      records.push(readRecord(name, continues ? words : words.slice(1), zone, ttl, number));
    }
  }
  return records;
}

/** Reads one record, such as `{{ .Name }} 60 IN A 10.0.0.1` came out as (dns.NewRR). */
export function readRecordText(text: string): DnsRecord {
  const [name = '', ...words] = linesOf(text.trim())[0]?.words ?? [];
  return readRecord(complete(name, '.'), words, '.', 3600, 1);
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let open: { words: string[]; continues: boolean; number: number } | undefined;
  let depth = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const words = wordsOf(raw);
    if (words.length === 0 && depth === 0) continue;
    open ??= { words: [], continues: /^\s/.test(raw), number: index + 1 };
    for (const word of words) {
      const opened = word.split('(').length - 1;
      const closed = word.split(')').length - 1;
      depth += word.startsWith('"') ? 0 : opened - closed;
      const plain = word.startsWith('"') ? word : word.replace(/[()]/g, '');
      if (plain !== '') open.words.push(plain);
    }
    if (depth > 0) continue;
    if (open.words.length > 0) lines.push(open);
    open = undefined;
  }
  return lines;
}

/** Words of a line; quoted ones keep their first quote. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [whole] of line.matchAll(/"(?:[^"\\]|\\.)*"|;.*|[^\s;"]+/g)) {
    if (whole.startsWith(';')) break;
    words.push(whole.startsWith('"') ? whole.slice(0, -1) : whole);
  }
  return words;
}

function complete(name: string, zone: string): string {
  if (name === '@' || name === '') return zone;
  if (name.endsWith('.')) return name;
  return zone === '.' ? `${name}.` : `${name}.${zone}`;
}

/** `300`, `1h30m`. */
function ttlOf(word: string): number | undefined {
  if (/^\d+$/.test(word)) return Number(word);
  if (!/^(\d+[smhdw])+$/i.test(word)) return undefined;
  const units: ReadonlyMap<string, number> = new Map([['s', 1], ['m', 60], ['h', 3600], ['d', 86400], ['w', 604800]]); // prettier-ignore
  return [...word.matchAll(/(\d+)([smhdw])/gi)].reduce(
    (sum, [, number = '0', unit = 's']) => sum + Number(number) * (units.get(unit.toLowerCase()) ?? 1),
    0,
  );
}

function readRecord(name: string, rest: readonly string[], zone: string, ttl: number, line: number): DnsRecord {
  const words = [...rest];
  let own = ttl;
  for (let i = 0; i < 2; i++) {
    const [word = ''] = words;
    const number = ttlOf(word);
    if (number !== undefined) own = number;
    else if (!/^(IN|CH|HS)$/i.test(word)) break;
    words.shift();
  }
  const [type = '', ...data] = words;
  const read = readData(type.toUpperCase(), data, zone);
  if (!read) throw new ZoneTextError(`dns: bad ${type === '' ? 'type' : `${type} record`}: "${data.join(' ') || type}" at line: ${line}:1`); // prettier-ignore
  return { name: name.toLowerCase(), class: 1, ttl: own, data: read };
}

function readData(type: string, words: readonly string[], zone: string): DnsData | undefined {
  const [first = '', second = ''] = words;
  const numbers = words.map((word) => ttlOf(word));
  const plain = (text: string): string => text.replace(/^"/, '').replace(/\\(.)/g, '$1');
  switch (type) {
    case 'A': {
      const address = first.split('.').length === 4 ? parseIpv4(first) : undefined;
      return address === undefined ? undefined : { type, address };
    }
    case 'AAAA': {
      const address = parseIpv6(first);
      return address === undefined ? undefined : { type, address };
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
    case 'DNAME':
      return first === '' ? undefined : { type, target: complete(first, zone) };
    case 'MX':
      return numbers[0] === undefined || second === '' ? undefined : { type, preference: numbers[0], exchange: complete(second, zone) }; // prettier-ignore
    case 'SRV': {
      const [priority, weight, port] = numbers;
      const target = words[3];
      if (priority === undefined || weight === undefined || port === undefined || target === undefined)
        return undefined;
      return { type, priority, weight, port, target: complete(target, zone) };
    }
    case 'TXT':
      return words.length === 0 ? undefined : { type, texts: words.map(plain) };
    case 'HINFO':
      return { type, cpu: plain(first), os: plain(second) };
    case 'SOA': {
      const [, , serial, refresh, retry, expire, minimum] = numbers;
      if (serial === undefined || refresh === undefined || retry === undefined || expire === undefined || minimum === undefined) return undefined; // prettier-ignore
      return { type, mname: complete(first, zone), rname: complete(second, zone), serial, refresh, retry, expire, minimum }; // prettier-ignore
    }
    default:
      return undefined;
  }
}
