import { formatIpv4 } from '../../packet/address';
import type { DnsData, DnsQuestion, DnsRecord, Soa } from '../../packet/dns/message';
import { className, typeName, typeOf } from '../../packet/dns/message';

/** Records as BIND's programs print them (lib/dns/masterdump.c and rdata/…/totext). */

/** Where the columns stand, in characters. */
interface Columns {
  readonly ttl: number;
  readonly class: number;
  readonly type: number;
  readonly data: number;
}

export interface RecordStyle {
  readonly ttl: boolean;
  readonly class: boolean;
  /** `1h30m` instead of seconds. */
  readonly ttlUnits: boolean;
  /** SOA records over several lines with comments. */
  readonly multiline: boolean;
}

export const PLAIN: RecordStyle = { ttl: true, class: true, ttlUnits: false, multiline: false };

/** The columns for what is shown (dig.c, printmessage). */
function columnsOf({ ttl, class: withClass, multiline }: RecordStyle): Columns {
  if (multiline || (!ttl && !withClass)) return { ttl: 24, class: 24, type: 24, data: 32 };
  if (!ttl || !withClass) return { ttl: 24, class: 24, type: 32, data: 40 };
  return { ttl: 24, class: 32, type: 40, data: 48 };
}

const TAB = 8;

/** One line (or several, of an SOA) with its newline. */
export function recordLine(record: DnsRecord, style: RecordStyle): string {
  const columns = columnsOf(style);
  const line = new Line(record.name);
  if (style.ttl) line.at(columns.ttl, style.ttlUnits ? durationText(record.ttl) : String(record.ttl));
  if (style.class) line.at(columns.class, className(record.class));
  line.at(columns.type, typeName(typeOf(record.data)));
  line.at(columns.data, '');
  const { data } = record;
  return `${line.text}${data.type === 'SOA' && style.multiline ? soaLines(data, columns.data) : dataText(data)}\n`;
}

/** `;name IN A`. */
export function questionLine(question: DnsQuestion, style: RecordStyle): string {
  const columns = columnsOf(style);
  const line = new Line(question.name);
  if (style.class) line.at(columns.class, className(question.class));
  line.at(columns.type, typeName(question.type));
  return `;${line.text}\n`;
}

/** Puts words at columns by tabs and spaces, at least one of them (masterdump.c, indent). */
class Line {
  private column: number;

  constructor(public text: string) {
    this.column = text.length;
  }

  at(column: number, word: string): void {
    const to = Math.max(column, this.column + 1);
    const tabs = Math.max(0, Math.floor(to / TAB) - Math.floor(this.column / TAB));
    const from = tabs > 0 ? Math.floor(to / TAB) * TAB : this.column;
    this.text += '\t'.repeat(tabs) + ' '.repeat(to - from) + word;
    this.column = to + word.length;
  }
}

/** The data of a record on one line. */
export function dataText(data: DnsData): string {
  switch (data.type) {
    case 'A':
      return formatIpv4(data.address);
    case 'AAAA':
      return data.address;
    case 'CNAME':
    case 'NS':
    case 'PTR':
    case 'DNAME':
      return data.target;
    case 'MX':
      return `${data.preference} ${data.exchange}`;
    case 'SRV':
      return `${data.priority} ${data.weight} ${data.port} ${data.target}`;
    case 'SOA':
      return [data.mname, data.rname, data.serial, data.refresh, data.retry, data.expire, data.minimum].join(' ');
    case 'TXT':
      return data.texts.map(quoted).join(' ');
    case 'HINFO':
      return `${quoted(data.cpu)} ${quoted(data.os)}`;
    case 'unknown': {
      const hex = [...data.bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
      // RFC 3597, section 5.
      return `\\# ${data.bytes.length}${hex === '' ? '' : ` ${hex.toUpperCase()}`}`;
    }
  }
}

function quoted(text: string): string {
  const escaped = text.replace(/["\\]|[^ -~]/g, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\${String(character.charCodeAt(0)).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

function soaLines(soa: Soa, column: number): string {
  const start = `\n${'\t'.repeat(column / TAB)}`;
  const fields = [
    ['serial', soa.serial],
    ['refresh', soa.refresh],
    ['retry', soa.retry],
    ['expire', soa.expire],
    ['minimum', soa.minimum],
  ] as const;
  const lines = fields.map(([name, value]) => {
    const time = name === 'serial' ? '' : ` (${longDuration(value)})`;
    return `${start}${String(value).padEnd(10)} ; ${name}${time}`;
  });
  return `${soa.mname} ${soa.rname} (${lines.join('')}${start})`;
}

const UNITS = [
  ['week', 'w', 604_800],
  ['day', 'd', 86_400],
  ['hour', 'h', 3600],
  ['minute', 'm', 60],
  ['second', 's', 1],
] as const;

/** `1h30m`. */
function durationText(seconds: number): string {
  return partsOf(seconds)
    .map(({ count, short }) => `${count}${short}`)
    .join('');
}

/** `1 hour 30 minutes`. */
function longDuration(seconds: number): string {
  return partsOf(seconds)
    .map(({ count, long }) => `${count} ${long}${count === 1 ? '' : 's'}`)
    .join(' ');
}

function partsOf(
  seconds: number,
): readonly { readonly count: number; readonly short: string; readonly long: string }[] {
  let left = seconds;
  const parts = UNITS.flatMap(([long, short, unit]) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count > 0 ? [{ count, short, long }] : [];
  });
  return parts.length > 0 ? parts : [{ count: 0, short: 's', long: 'second' }];
}
