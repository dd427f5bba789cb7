import { parseIpv4 } from '../../../../packet/address';
import { parseIpv6 } from '../../../../packet/ipv6-address';
import type { DnsServerPlace } from '../../turn';
import { addressOfReverse, reverseFamily, withoutZone } from '../../zones';
import {
  endpointsOf,
  endpointsWithIp,
  findService,
  isExposed,
  podsWithIp,
  serviceWithIp,
  type DnsPort,
} from './objects';
import type { KubernetesSettings } from './settings';

/** What a name of the cluster leads to (plugin/etcd/msg.Service). */
export interface Target {
  /** An address, or the name that an ExternalName points to. */
  readonly host: string;
  /** -1 where none is declared. */
  readonly port: number;
  readonly ttl: number;
  /** The name that stands for it, for SRV records. */
  readonly owner: string;
  readonly text?: string;
}

/** Why there is no such name. */
export type Missing =
  /** The name does not have the form of one of the cluster. */
  | 'malformed'
  | 'no-namespace'
  | 'pods-disabled'
  | 'no-pod'
  | 'no-service'
  /** The Service is there, but not this port or endpoint. */
  | 'no-port'
  | 'no-endpoint'
  | 'empty-service'
  | 'no-reverse';

/** No error with no targets is NODATA, one with a `missing` is NXDOMAIN. */
export type Found = { readonly targets: readonly Target[] } | { readonly missing: Missing };

const NOTHING: Found = { targets: [] };

/** The parts of a name (plugin/kubernetes/parse.go). */
export interface NameParts {
  readonly kind: 'svc' | 'pod' | '';
  readonly namespace: string | undefined;
  readonly service: string | undefined;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

/** Takes a name in small letters apart; undefined when it cannot be one of the cluster. */
export function partsOf(name: string, zone: string): NameParts | undefined {
  const base = withoutZone(name, zone);
  const nothing = { kind: '', namespace: undefined, service: undefined, endpoint: '', port: '', protocol: '' } as const;
  if (base === '' || base === 'svc' || base === 'pod') return nothing;
  const labels = base.split('.');
  const kind = labels.pop();
  if (kind !== 'svc' && kind !== 'pod') return undefined;
  const namespace = labels.pop();
  const service = labels.pop();
  if (labels.length > 2) return undefined;
  const [first = '', second = ''] = labels;
  const plain = (label: string): string => label.replace(/^_/, '');
  if (labels.length === 2) return { ...nothing, kind, namespace, service, port: plain(first), protocol: plain(second) };
  return { ...nothing, kind, namespace, service, endpoint: first };
}

/** The records of a name of the cluster, whatever their type (Kubernetes.Records). */
export function findTargets(place: DnsServerPlace, settings: KubernetesSettings, name: string, zone: string): Found {
  const parts = partsOf(name, zone);
  if (!parts) return { missing: reverseFamily(name) === undefined ? 'malformed' : 'no-reverse' };
  if (parts.kind === '') return NOTHING;
  if (reverseFamily(name) !== undefined) return { missing: 'no-reverse' };
  const { namespace = '' } = parts;
  if (!isExposed(place.world, settings, namespace)) return { missing: 'no-namespace' };
  return parts.kind === 'pod' ? findPods(place, settings, parts, zone) : findServices(place, settings, parts, zone);
}

function findPods({ world }: DnsServerPlace, settings: KubernetesSettings, parts: NameParts, zone: string): Found {
  if (settings.pods === 'disabled') return { missing: 'pods-disabled' };
  const { namespace = '', service } = parts;
  if (service === undefined) return NOTHING;
  const ip = addressOfLabel(service);
  const target: Target = { host: ip, port: 0, ttl: settings.ttl, owner: `${service}.${namespace}.pod.${zone}` };
  if (settings.pods === 'insecure') return isIp(ip) ? { targets: [target] } : { missing: 'no-pod' };
  const pods = podsWithIp(world, ip).filter(({ metadata }) => metadata.namespace === namespace);
  return pods.length === 0 ? { missing: 'no-pod' } : { targets: pods.map(() => target) };
}

/** `10-244-1-3` → `10.244.1.3` */
function addressOfLabel(label: string): string {
  const dashes = label.split('-').length - 1;
  return dashes === 3 && !label.includes('--') ? label.replaceAll('-', '.') : label.replaceAll('-', ':');
}

function findServices({ world }: DnsServerPlace, settings: KubernetesSettings, parts: NameParts, zone: string): Found {
  const { namespace = '', service: name } = parts;
  if (name === undefined) return NOTHING;
  const service = findService(world, settings, namespace, name);
  if (!service) return { missing: 'no-service' };
  const { ttl } = settings;
  const owner = `${service.name}.${namespace}.svc.${zone}`;
  if (service.type === 'ExternalName') {
    if (parts.endpoint !== '' || parts.port !== '' || parts.protocol !== '') return { missing: 'no-endpoint' };
    // An address in the place of a name is no CNAME.
    if (isIp(service.externalName)) return { missing: 'no-service' };
    return { targets: [{ host: service.externalName, port: 0, ttl, owner }] };
  }
  const slices = endpointsOf(world, settings, namespace, service.name);
  if (settings.ignoreEmptyService && !service.headless && slices.every(({ addresses }) => addresses.length === 0))
    return { missing: 'empty-service' };
  if (!service.headless && parts.endpoint === '') {
    const ports = service.ports.filter((port) => fits(parts, port));
    if (ports.length === 0) return { missing: 'no-port' };
    return { targets: ports.flatMap(({ port }) => service.clusterIPs.map((host) => ({ host, port, ttl, owner }))) };
  }
  const targets = slices.flatMap(({ addresses, ports }) =>
    addresses
      .filter(({ label }) => parts.endpoint === '' || label.toLowerCase() === parts.endpoint)
      .flatMap(({ ip, label }) =>
        ports
          .filter((port) => fits(parts, port))
          .map(({ port }) => ({ host: ip, port, ttl, owner: `${label}.${owner}` })),
      ),
  );
  return targets.length === 0 ? { missing: 'no-endpoint' } : { targets };
}

function fits(parts: NameParts, { name, protocol }: DnsPort): boolean {
  return (
    (parts.port === '' || parts.port === name.toLowerCase()) &&
    (parts.protocol === '' || parts.protocol === protocol.toLowerCase())
  );
}

/** The names that an address has in the cluster (reverse.go). */
export function findReverse(place: DnsServerPlace, settings: KubernetesSettings, name: string, zone: string): Found {
  const ip = addressOfReverse(name);
  if (ip === undefined) {
    const found = findTargets(place, settings, name, zone);
    return 'missing' in found ? found : NOTHING;
  }
  const { world } = place;
  const { ttl, primaryZone } = settings;
  const target = (host: string): Target => ({ host, port: 0, ttl, owner: '' });
  const service = serviceWithIp(world, settings, ip);
  if (service) return { targets: [target(`${service.name}.${service.namespace}.svc.${primaryZone}`)] };
  const targets = endpointsWithIp(world, settings, ip)
    .filter(({ namespace }) => settings.namespaces.length === 0 || isExposed(world, settings, namespace))
    .flatMap(({ addresses, service: owner, namespace }) =>
      addresses
        .filter((address) => address.ip === ip)
        .map(({ label }) => target(`${label}.${owner}.${namespace}.svc.${primaryZone}`)),
    );
  return targets.length === 0 ? { missing: 'no-reverse' } : { targets };
}

/** Addresses of the servers of a zone: those of the Services that lead to this CoreDNS, or its own (ns.go: nsAddrs). */
export function nameServers(
  { world, addresses }: DnsServerPlace,
  settings: KubernetesSettings,
  zone: string,
): readonly { readonly name: string; readonly ip: string }[] {
  const found: { name: string; ip: string }[] = [];
  let any = false;
  for (const own of addresses) {
    for (const endpoints of endpointsWithIp(world, settings, own)) {
      any = true;
      const service = findService(world, settings, endpoints.namespace, endpoints.service);
      if (!service) continue;
      const name = `${service.name}.${service.namespace}.svc.${zone}`;
      if (service.headless)
        found.push(...endpoints.addresses.map(({ ip, label }) => ({ name: `${label}.${name}`, ip })));
      else found.push(...service.clusterIPs.map((ip) => ({ name, ip })));
    }
  }
  return any ? found : addresses.map((ip) => ({ name: zone === '.' ? 'ns.dns.' : `ns.dns.${zone}`, ip }));
}

function isIp(text: string): boolean {
  return (parseIpv4(text) !== undefined && text.split('.').length === 4) || parseIpv6(text) !== undefined;
}
