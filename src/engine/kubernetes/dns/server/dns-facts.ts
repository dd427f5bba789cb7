import type { World } from '../../../kernel/world';
import { rcodeName, typeName, type DnsMessage, type DnsRecord } from '../../../packet/dns/message';
import { formatIp } from '../../../packet/ipv6-address';
import type { DnsFacts, DnsMissing } from '../../../walk/dns';
import { fullServiceRange } from '../../api/allocation/service-allocation';
import { readObject } from '../../api/store';
import type { Block } from '../configuration';
import { findTargets, partsOf } from '../plugins/kubernetes/records';
import type { KubernetesSettings } from '../plugins/kubernetes/settings';
import type { DnsServerPlace, Upstream } from '../turn';
import { matchingZone, withoutZone } from '../zones';

/** What is noted in the packet walk of an answer: who gave it and, where there is none, why; asked only while somebody records. */
export function dnsFacts(
  place: DnsServerPlace,
  server: string,
  block: Block | undefined,
  question: { readonly name: string; readonly type: number },
  message: DnsMessage,
  by: string,
): DnsFacts {
  const [plugin = 'server'] = by.split(' ');
  const answers = message.answers.flatMap(({ data }) => textOf(data)).slice(0, 4);
  const why = answers.length > 0 ? undefined : reason(place, block, question.name.toLowerCase(), message.rcode, by);
  return {
    server,
    name: question.name,
    type: typeName(question.type),
    rcode: rcodeName(message.rcode),
    plugin,
    answers,
    ...(why && { why }),
  };
}

function textOf(data: DnsRecord['data']): readonly string[] {
  if (data.type === 'A' || data.type === 'AAAA') return [formatIp(data.address)];
  return 'target' in data ? [data.target] : [];
}

function reason(
  place: DnsServerPlace,
  block: Block | undefined,
  name: string,
  rcode: number,
  by: string,
): DnsMissing | undefined {
  if (!block || by.endsWith('no-zone')) return { code: 'no-zone' };
  const settingsOf = (plugin: string): unknown => block.chain.find((link) => link.plugin === plugin)?.settings;
  const settings = settingsOf('kubernetes') as KubernetesSettings | undefined;
  const zone = settings && matchingZone(name, settings.zones);
  if (settings && zone !== undefined && !zone.endsWith('.arpa.')) {
    if (!place.synced) return { code: 'not-synced' };
    return missingIn(place, settings, name, zone) ?? (rcode === 0 ? { code: 'no-data' } : undefined);
  }
  const forward = settingsOf('forward') as { readonly upstreams: readonly Upstream[] } | undefined;
  const upstreams = (forward?.upstreams ?? []).map(({ address }) => formatIp(address));
  if (rcode === 2 && forward) return { code: 'upstream-silent', upstreams };
  if (rcode === 3 && forward) return { code: 'upstream', upstreams };
  return rcode === 0 ? { code: 'no-data' } : undefined;
}

function missingIn(
  place: DnsServerPlace,
  settings: KubernetesSettings,
  name: string,
  zone: string,
): DnsMissing | undefined {
  const { world } = place;
  const found = findTargets(place, settings, name, zone);
  if (!('missing' in found)) return undefined;
  const parts = partsOf(name, zone);
  const domain = zone.slice(0, -1);
  if (!parts) return withoutSvc(world, withoutZone(name, zone), domain) ?? { code: 'malformed' };
  const { namespace = '', service = '' } = parts;
  switch (found.missing) {
    case 'no-namespace':
      if (service !== '' && has(world, service, namespace))
        return { code: 'misspelt', how: 'swapped', right: `${namespace}.${service}.svc.${domain}` };
      return { code: 'no-namespace', namespace };
    case 'no-service': {
      const others = namespacesWith(world, service).filter((other) => other !== namespace);
      return others.length > 0
        ? { code: 'other-namespace', service, namespace, others }
        : {
            code: 'no-service',
            service,
            namespace,
            ...((parts.endpoint !== '' || parts.port !== '') && { below: true as const }),
            ...whenFull(world),
          };
    }
    case 'no-port':
    case 'no-endpoint':
      return { code: found.missing, service, namespace };
    case 'empty-service':
      return { code: 'no-endpoint', service, namespace };
    case 'no-pod':
    case 'pods-disabled':
      return { code: found.missing };
    case 'malformed':
    case 'no-reverse':
      return { code: 'malformed' };
  }
}

function whenFull(world: World): { readonly full?: string } {
  const full = fullServiceRange(world);
  return full === undefined ? {} : { full };
}

/** `web.shop` of `web.shop.cluster.local`: a Service's name without its `svc`. */
function withoutSvc(world: World, base: string, domain: string): DnsMissing | undefined {
  const [service = '', namespace = '', ...more] = base.split('.');
  if (more.length > 0 || !has(world, namespace, service)) return undefined;
  return { code: 'misspelt', how: 'no-svc', right: `${service}.${namespace}.svc.${domain}` };
}

function has(world: World, namespace: string, service: string): boolean {
  return readObject(world, 'services', namespace, service) !== undefined;
}

function namespacesWith(world: World, service: string): readonly string[] {
  const namespaces = [...(world.cluster?.objects.get('services')?.keys() ?? [])];
  return namespaces.filter((namespace) => has(world, namespace, service)).sort();
}
