import type { DnsData, DnsRecord } from '../../packet/dns/message';
import { typeName, typeOf } from '../../packet/dns/message';
import { dataText } from '../dns/record-text';

/** How host says what records say (host.c, say_message). */

const SENTENCES: ReadonlyMap<DnsData['type'], string> = new Map([
  ['A', 'has address'],
  ['AAAA', 'has IPv6 address'],
  ['CNAME', 'is an alias for'],
  ['PTR', 'domain name pointer'],
  ['MX', 'mail is handled by'],
  ['NS', 'name server'],
  ['TXT', 'descriptive text'],
  ['HINFO', 'host information'],
  ['SOA', 'has SOA record'],
]);

/** One sentence about a record. */
export function sentence({ name, data }: DnsRecord): string {
  const words = SENTENCES.get(data.type) ?? `has ${typeName(typeOf(data))} record`;
  return `${bare(name)} ${words} ${dataText(data)}\n`;
}

/** A name without its last dot. */
export function bare(name: string): string {
  return name.replace(/(.)\.$/, '$1');
}
