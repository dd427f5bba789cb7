import { formatIpv4 } from '../../packet/address';
import type { DnsMessage, DnsRecord } from '../../packet/dns/message';
import { className, typeName, typeOf } from '../../packet/dns/message';
import { dataText } from '../dns/record-text';

/** How nslookup shows records (nslookup.c, printrdata, printsection and detailsection). */

/** A name without its last dot. */
export function bare(name: string): string {
  return name.replace(/(.)\.$/, '$1');
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['CNAME', 'canonical name'],
  ['PTR', 'name'],
  ['NS', 'nameserver'],
  ['MX', 'mail exchanger'],
  ['SRV', 'service'],
  ['TXT', 'text'],
  ['HINFO', 'hinfo'],
]);

/** A record of the answer. */
export function recordText({ name, data }: DnsRecord): string {
  if (data.type === 'A') return `Name:\t${bare(name)}\nAddress: ${formatIpv4(data.address)}\n`;
  if (data.type === 'AAAA') return `Name:\t${bare(name)}\nAddress: ${data.address}\n`;
  if (data.type === 'SOA') return `${bare(name)}\n${soaText(data)}`;
  return `${bare(name)}\t${WORDS.get(data.type) ?? `rdata_${typeOf(data)}`} = ${dataText(data)}\n`;
}

function soaText(soa: Extract<DnsRecord['data'], { type: 'SOA' }>): string {
  const { mname, rname, serial, refresh, retry, expire, minimum } = soa;
  const lines = { origin: bare(mname), 'mail addr': bare(rname), serial, refresh, retry, expire, minimum };
  return Object.entries(lines)
    .map(([key, value]) => `\t${key} = ${value}\n`)
    .join('');
}

const LINE = '------------\n';

/** `-debug`: every section. */
export function detailText({ questions, answers, authorities, additionals }: DnsMessage): string {
  const asked = questions.map(
    ({ name, type, class: number }) => `\t${bare(name)}, type = ${typeName(type)}, class = ${className(number)}\n`,
  );
  const section = (title: string, records: readonly DnsRecord[]): string =>
    `    ${title}:\n${records.map(detailOf).join('')}`;
  return (
    `${LINE}    QUESTIONS:\n${asked.join('')}${section('ANSWERS', answers)}` +
    `${section('AUTHORITY RECORDS', authorities)}${section('ADDITIONAL RECORDS', additionals)}${LINE}`
  );
}

function detailOf({ name, data, ttl }: DnsRecord): string {
  const head = `    ->  ${bare(name)}\n`;
  const tail = `\tttl = ${ttl}\n`;
  if (data.type === 'A') return `${head}\tinternet address = ${formatIpv4(data.address)}\n${tail}`;
  if (data.type === 'AAAA') return `${head}\thas AAAA address ${data.address}\n${tail}`;
  if (data.type === 'SOA') return `${head}${soaText(data)}${tail}`;
  return `${head}\t${WORDS.get(data.type) ?? `rdata_${typeOf(data)}`} = ${dataText(data)}\n${tail}`;
}
