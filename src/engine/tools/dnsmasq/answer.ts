import type { DnsmasqBackend, DnsUpstream } from '../../kernel/dns-server-records';
import type { ServiceRecord } from '../../kernel/service-records';
import type { World } from '../../kernel/world';
import type { DnsMessage, DnsRecord, Edns } from '../../packet/dns/message';
import { CLASS_IN, TYPE_A, TYPE_AAAA, TYPE_ANY, typeName, typeOf } from '../../packet/dns/message';
import { inZone, reverseName, sameName } from '../../packet/dns/names';
import type { IpAddress } from '../../packet/ipv6-address';
import { HostFileSystem, filesOf } from '../../shell/files/host-file-system';
import { printFrom } from '../../shell/service-output';
import { reply, type ReplyParts } from '../dns-server/reply';
import type { Decision } from '../dns-server/serve';
import { readResolvConf } from '../resolver/resolv-conf';
import { hostsRecords } from './hosts-file';

const TYPE_CNAME = 5;
const TYPE_PTR = 12;
const TYPE_TXT = 16;
const CLASS_CHAOS = 3;
const REFUSED = 5;
const NXDOMAIN = 3;
const MOST_ALIASES = 10;
const EXTENDED_ERROR = 15;
/** RFC 8914: Not Ready. */
const NOT_READY = '\0\x0e';
const UDP_SIZE = 1232;

/** What dnsmasq 2.90 does with a question (src/rfc1035.c, answer_request; src/forward.c). */
export function answerDnsmasq(
  world: World,
  service: ServiceRecord,
  backend: DnsmasqBackend,
  query: DnsMessage,
): Decision {
  const [question] = query.questions;
  const answer = (parts: ReplyParts, options: Edns['options'] = []): Decision => {
    const edns = query.edns && { version: 0, udpSize: UDP_SIZE, dnssecOk: query.edns.dnssecOk, options };
    return { type: 'answer', message: reply(query, { edns, ...parts, flags: { ra: true, ...parts.flags } }) };
  };
  if (!question) return answer({ rcode: 1 });
  const { name, type } = question;
  if (backend.logQueries) log(world, service, `query[${typeName(type)}] ${bare(name)}`);
  if (question.class === CLASS_CHAOS && type === TYPE_TXT && sameName(name, 'version.bind.')) {
    const record: DnsRecord = { name, class: CLASS_CHAOS, ttl: 0, data: { type: 'TXT', texts: ['dnsmasq-2.90'] } };
    return answer({ flags: { aa: true }, answers: [record] });
  }
  const files = filesOf(new HostFileSystem(world, () => ({ host: service.host, netns: service.netns })), '/');
  const records = [...backend.records, ...backend.hostsFiles.flatMap((path) => hostsRecords(files, path))];
  const found = question.class === CLASS_IN ? lookUp(records, backend, name, type) : { answers: [], exists: false };
  if (found.answers.length > 0) {
    const additionals = found.answers.flatMap((record) => addressesOf(records, record));
    return answer({ flags: { aa: true }, answers: found.answers, additionals });
  }
  const route = backend.routes.find(({ domain }) => inZone(name, domain));
  const own = backend.wildcards.some(({ domain }) => inZone(name, domain)) || (route && !route.upstream);
  if (found.exists && own) return answer({});
  if (route && !route.upstream) return answer({ rcode: NXDOMAIN });
  const conf = backend.resolvFile === undefined ? undefined : readResolvConf(files, backend.resolvFile);
  const others: DnsUpstream[] = (conf?.servers ?? []).map((address) => ({ address, port: 53 }));
  const servers = route?.upstream ? [route.upstream] : others;
  const refused = answer({ rcode: REFUSED }, [{ code: EXTENDED_ERROR, bytes: NOT_READY }]);
  if (servers.length === 0 || refused.type !== 'answer') return refused;
  return { type: 'forward', servers, failed: refused.message };
}

/** The records of a name and type, along its aliases; `exists`: the name is known, whatever it has. */
function lookUp(
  records: readonly DnsRecord[],
  { wildcards }: DnsmasqBackend,
  asked: string,
  type: number,
): { readonly answers: readonly DnsRecord[]; readonly exists: boolean } {
  const answers: DnsRecord[] = [];
  let name = asked;
  let exists = false;
  for (let step = 0; step < MOST_ALIASES; step++) {
    const current = name;
    const own = records.filter((record) => sameName(record.name, current));
    exists ||= own.length > 0;
    answers.push(
      ...own.filter(({ data }) => wanted(type, typeOf(data))).map((record) => ({ ...record, name: current })),
    );
    const target = own.flatMap(({ data }) => (data.type === 'CNAME' ? [data.target] : []))[0];
    if (target === undefined || type === TYPE_CNAME || type === TYPE_ANY) break;
    answers.push({ name: current, class: CLASS_IN, ttl: 0, data: { type: 'CNAME', target } });
    name = target;
  }
  if (answers.length > 0 || exists) return { answers, exists };
  if (type === TYPE_PTR) {
    const pointers = records.flatMap((record) => pointerFor(record, asked));
    return { answers: pointers.slice(0, 1), exists: pointers.length > 0 };
  }
  const wildcard = wildcards.find(({ domain }) => inZone(asked, domain));
  if (!wildcard) return { answers, exists };
  const { address } = wildcard;
  const fits =
    address !== undefined && (type === TYPE_ANY || type === (typeof address === 'number' ? TYPE_A : TYPE_AAAA));
  return { answers: fits ? [addressRecord(asked, address)] : [], exists: address !== undefined };
}

function wanted(type: number, has: number): boolean {
  return type === TYPE_ANY || type === has;
}

/** An address record of IPv4 or IPv6. */
export function addressRecord(name: string, address: IpAddress): DnsRecord {
  const data = typeof address === 'number' ? ({ type: 'A', address } as const) : ({ type: 'AAAA', address } as const);
  return { name, class: CLASS_IN, ttl: 0, data };
}

/** Every address has its name back. */
function pointerFor({ name, data }: DnsRecord, asked: string): readonly DnsRecord[] {
  if (data.type !== 'A' && data.type !== 'AAAA') return [];
  if (!sameName(reverseName(data.address), asked)) return [];
  return [{ name: asked, class: CLASS_IN, ttl: 0, data: { type: 'PTR', target: name } }];
}

/** The addresses of the host that a service or mail exchanger names. */
function addressesOf(records: readonly DnsRecord[], { data }: DnsRecord): readonly DnsRecord[] {
  const target = data.type === 'SRV' ? data.target : data.type === 'MX' ? data.exchange : undefined;
  if (target === undefined) return [];
  return records.filter((record) => sameName(record.name, target) && ['A', 'AAAA'].includes(record.data.type));
}

function bare(name: string): string {
  return name.replace(/(.)\.$/, '$1');
}

function log(world: World, service: ServiceRecord, text: string): void {
  printFrom(world, service, 'err', `dnsmasq: ${text}\n`);
}
