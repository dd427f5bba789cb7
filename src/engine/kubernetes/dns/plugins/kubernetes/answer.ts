import { parseIpv4 } from '../../../../packet/address';
import { typeName, type DnsMessage, type DnsRecord } from '../../../../packet/dns/message';
import { absolute } from '../../../../packet/dns/names';
import { parseIpv6 } from '../../../../packet/ipv6-address';
import { nowMs } from '../../../api/store';
import { askedName, askingFor, authoritative, nameOfRequest, record, soaRecord, typeOfRequest } from '../../message';
import type { Request, Turn } from '../../turn';
import { isWithin } from '../../zones';
import { findReverse, findTargets, nameServers, type Found, type Missing } from './records';
import type { KubernetesSettings } from './settings';

/** Makes records of what the cluster knows (plugin/backend_lookup.go, plugin/kubernetes/kubernetes.go: Services). */

/** The zone as it stands in the question. */
interface Lookup {
  readonly turn: Turn;
  readonly settings: KubernetesSettings;
  readonly zone: string;
  readonly lowerZone: string;
}

export type Answered = { readonly answers: readonly DnsRecord[]; readonly extra: readonly DnsRecord[] } | { readonly missing: Missing }; // prettier-ignore

const LONGEST_CHAIN = 10;

export function answerOfCluster(turn: Turn, settings: KubernetesSettings, request: Request, zone: string): Answered {
  const lookup = { turn, settings, zone, lowerZone: zone.toLowerCase() };
  const only = (answers: readonly DnsRecord[] | { readonly missing: Missing }): Answered =>
    'missing' in answers ? answers : { answers, extra: [] };
  const type = typeName(typeOfRequest(request));
  const apex = nameOfRequest(request) === lookup.lowerZone;
  switch (type) {
    case 'A':
    case 'AAAA':
      return only(addresses(lookup, request, type, []));
    case 'TXT':
      return only(texts(lookup, request));
    case 'CNAME':
      return only(aliases(lookup, request));
    case 'PTR':
      return only(pointers(lookup, request));
    case 'SRV':
      return services(lookup, request);
    case 'MX': {
      const found = targets(lookup, request);
      return 'missing' in found ? found : { answers: [], extra: [] };
    }
    case 'SOA':
      return { answers: apex ? [soa(lookup)] : [], extra: [] };
    case 'NS':
      if (apex) return servers(lookup, request);
      break;
    default:
  }
  // Another type: is there such a name at all?
  const found = addresses(lookup, askingFor(request, askedName(request), 1), 'A', []);
  return 'missing' in found ? found : { answers: [], extra: [] };
}

/** The empty answer: NXDOMAIN, NODATA or SERVFAIL with the zone's SOA (plugin.BackendError). */
export function emptyAnswer(
  turn: Turn,
  settings: KubernetesSettings,
  request: Request,
  zone: string,
  rcode: number,
): DnsMessage {
  const lookup = { turn, settings, zone, lowerZone: zone.toLowerCase() };
  return authoritative(request, { rcode, authorities: [soa(lookup)] });
}

function soa({ turn, settings, zone }: Lookup): DnsRecord {
  const { ttl } = settings;
  const { world, place } = turn;
  const changedUs = Math.max(place.syncedUs, world.cluster?.namesChangedUs ?? 0);
  const serial = Math.floor((nowMs(world) - (world.nowUs - changedUs) / 1000) / 1000);
  const [mname, rname] = zone === '.' ? ['ns.dns.', 'hostmaster.'] : [`ns.dns.${zone}`, `hostmaster.${zone}`];
  return soaRecord(zone, Math.min(ttl, 300), {
    mname,
    rname,
    serial,
    refresh: 7200,
    retry: 1800,
    expire: 86400,
    minimum: ttl,
  });
}

/** What stands under a name, or under the apex's own name for the zone itself (checkForApex). */
function targets(lookup: Lookup, request: Request): Found {
  const { turn, settings, lowerZone } = lookup;
  const name = nameOfRequest(request);
  const type = typeName(typeOfRequest(request));
  if (name === `ns.dns.${lowerZone}`) {
    const wanted = (ip: string): boolean => (ip.includes(':') ? 'AAAA' : 'A') === type;
    const own = nameServers(turn.place, settings, lookup.zone).filter(({ ip }) => wanted(ip));
    return { targets: own.map(({ ip }) => ({ host: ip, port: 0, ttl: settings.ttl, owner: name })) };
  }
  if (name === lowerZone && (type === 'A' || type === 'AAAA')) {
    const apex = findTargets(
      turn.place,
      settings,
      lowerZone === '.' ? 'apex.dns.' : `apex.dns.${lowerZone}`,
      lowerZone,
    );
    if (!('missing' in apex)) return apex;
  }
  const found = findTargets(turn.place, settings, name, lowerZone);
  // A Service of another name has no SRV records.
  if (type !== 'SRV' || 'missing' in found) return found;
  return { targets: found.targets.filter(({ host }) => addressData(host) !== undefined) };
}

function addressData(host: string): Extract<DnsRecord['data'], { type: 'A' | 'AAAA' }> | undefined {
  const address4 = host.split('.').length === 4 ? parseIpv4(host) : undefined;
  if (address4 !== undefined) return { type: 'A', address: address4 };
  const address6 = host.includes(':') ? parseIpv6(host) : undefined;
  return address6 === undefined ? undefined : { type: 'AAAA', address: address6 };
}

function addresses(
  lookup: Lookup,
  request: Request,
  type: 'A' | 'AAAA',
  before: readonly string[],
): readonly DnsRecord[] | { readonly missing: Missing } {
  const found = targets(lookup, request);
  if ('missing' in found) return found;
  const name = askedName(request);
  const seen = new Set<string>();
  return found.targets.flatMap(({ host, ttl }): readonly DnsRecord[] => {
    const data = addressData(host);
    if (!data) return alias(lookup, request, host, ttl, type, before);
    if (data.type !== type || seen.has(host)) return [];
    seen.add(host);
    return [record(name, ttl, data)];
  });
}

/** A CNAME and what it leads to. */
function alias(
  lookup: Lookup,
  request: Request,
  host: string,
  ttl: number,
  type: 'A' | 'AAAA',
  before: readonly string[],
): readonly DnsRecord[] {
  const { turn, lowerZone } = lookup;
  const name = askedName(request);
  const target = absolute(host);
  const lower = target.toLowerCase();
  if (isWithin(lower, nameOfRequest(request)) || before.length > LONGEST_CHAIN || before.includes(lower)) return [];
  const cname = record(name, ttl, { type: 'CNAME', target });
  const number = typeOfRequest(request);
  if (isWithin(lower, lowerZone)) {
    const next = addresses(lookup, askingFor(request, target), type, [...before, lower]);
    return 'missing' in next || next.length === 0 ? [] : [cname, ...next];
  }
  const answer = turn.lookup(request, { name: target, type: number, class: 1 });
  return answer ? [cname, ...answer.answers] : [];
}

function texts({ turn, settings, lowerZone }: Lookup, request: Request): readonly DnsRecord[] | { missing: Missing } {
  const name = nameOfRequest(request);
  if (name === `dns-version.${lowerZone}`) {
    return [record(askedName(request), 28800, { type: 'TXT', texts: ['1.1.0'] })];
  }
  const found = findTargets(turn.place, settings, name, lowerZone);
  if ('missing' in found) return found;
  return found.targets.length > 0 ? [] : { missing: 'no-service' };
}

function aliases(lookup: Lookup, request: Request): readonly DnsRecord[] | { readonly missing: Missing } {
  const found = targets(lookup, request);
  if ('missing' in found) return found;
  const [first] = found.targets;
  if (!first || addressData(first.host)) return [];
  return [record(askedName(request), first.ttl, { type: 'CNAME', target: absolute(first.host) })];
}

function pointers(
  { turn, settings, lowerZone }: Lookup,
  request: Request,
): readonly DnsRecord[] | { missing: Missing } {
  const found = findReverse(turn.place, settings, nameOfRequest(request), lowerZone);
  if ('missing' in found) return found;
  const hosts = new Set(found.targets.map(({ host }) => host));
  return [...hosts].map((host) => record(askedName(request), settings.ttl, { type: 'PTR', target: absolute(host) }));
}

function services(lookup: Lookup, request: Request): Answered {
  const found = targets(lookup, request);
  if ('missing' in found) return found;
  const name = askedName(request);
  const weight = Math.max(1, Math.floor((100 / (found.targets.length * 100)) * 100));
  const answers = new Map<string, DnsRecord>();
  const extra = new Map<string, DnsRecord>();
  for (const { host, port, ttl, owner } of found.targets) {
    if (port === -1) continue;
    const target = owned(owner, lookup);
    const data = addressData(host);
    if (!data) continue;
    const key = `${target} ${port}`;
    if (!answers.has(key)) answers.set(key, record(name, ttl, { type: 'SRV', priority: 0, weight, port, target }));
    if (!extra.has(`${target} ${host}`)) extra.set(`${target} ${host}`, record(target, ttl, data));
  }
  return { answers: [...answers.values()], extra: [...extra.values()] };
}

/** The name of a target in the case of the question's zone. */
function owned(owner: string, { lowerZone, zone }: Lookup): string {
  return owner.endsWith(lowerZone) ? owner.slice(0, owner.length - lowerZone.length) + zone : owner;
}

function servers({ turn, settings, zone }: Lookup, request: Request): Answered {
  const names = nameServers(turn.place, settings, zone);
  const extra = names.flatMap(({ name, ip }) => {
    const data = addressData(ip);
    return data ? [record(name, settings.ttl, data)] : [];
  });
  const answers = [...new Set(names.map(({ name }) => name))].map((target) =>
    record(askedName(request), settings.ttl, { type: 'NS', target }),
  );
  return { answers, extra };
}
