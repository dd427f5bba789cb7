import type { World } from '../../kernel/world';
import { readObjects } from '../api/store';
import { endpointsOf, findService, isExposed } from './plugins/kubernetes/objects';
import type { KubernetesSettings } from './plugins/kubernetes/settings';
import { dataOf } from './server/state';

/** The names of a zone that a running CoreDNS answers from the cluster, by namespace. */
export interface ObservedZone {
  /** Without the last dot. */
  readonly zone: string;
  readonly namespaces: readonly { readonly name: string; readonly names: readonly ObservedName[] }[];
}

export interface ObservedName {
  /** Complete, without the last dot. */
  readonly name: string;
  readonly records: readonly ObservedRecord[];
}

export interface ObservedRecord {
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'SRV';
  readonly data: string;
  /** Seconds. */
  readonly ttl: number;
}

/** The zones of the CoreDNS that has run the longest, as its Corefile says it. */
export function observeZones(world: World): readonly ObservedZone[] {
  const settings = runningSettings(world);
  if (!settings) return [];
  const namespaces = readObjects(world, 'namespaces').map(({ metadata }) => metadata.name ?? '');
  const zones = settings.zones.filter((zone) => !zone.endsWith('.arpa.'));
  return zones.map((zone) => ({
    zone: zone.slice(0, -1),
    namespaces: namespaces
      .filter((name) => isExposed(world, settings, name))
      .map((name) => ({ name, names: namesOf(world, settings, name, zone.slice(0, -1)) }))
      .filter(({ names }) => names.length > 0),
  }));
}

function runningSettings(world: World): KubernetesSettings | undefined {
  for (const { state, ended } of world.services.values()) {
    if (ended || state.kind !== 'daemon' || state.program !== 'coredns') continue;
    const links = dataOf(state).configuration.blocks.flatMap(({ chain }) => chain);
    const found = links.find(({ plugin }) => plugin === 'kubernetes');
    if (found) return found.settings as KubernetesSettings;
  }
  return undefined;
}

function namesOf(world: World, settings: KubernetesSettings, namespace: string, zone: string): readonly ObservedName[] {
  const { ttl } = settings;
  const address = (ip: string): ObservedRecord => ({ type: ip.includes(':') ? 'AAAA' : 'A', data: ip, ttl });
  return readObjects(world, 'services', namespace).flatMap(({ metadata }): readonly ObservedName[] => {
    const service = findService(world, settings, namespace, metadata.name ?? '');
    if (!service) return [];
    const name = `${service.name}.${namespace}.svc.${zone}`;
    if (service.type === 'ExternalName')
      return [{ name, records: [{ type: 'CNAME', data: service.externalName, ttl }] }];
    const srv = (target: string) => (port: { readonly name: string; readonly protocol: string; readonly port: number }): ObservedName => ({ name: `_${port.name}._${port.protocol.toLowerCase()}.${name}`, records: [{ type: 'SRV', data: `0 100 ${port.port} ${target}`, ttl }] }); // prettier-ignore
    const named = service.ports.filter((port) => port.name !== '');
    if (!service.headless) return [{ name, records: service.clusterIPs.map(address) }, ...named.map(srv(name))];
    const endpoints = endpointsOf(world, settings, namespace, service.name).flatMap(({ addresses }) => addresses);
    if (endpoints.length === 0) return [];
    return [
      { name, records: endpoints.map(({ ip }) => address(ip)) },
      ...endpoints.map(({ ip, label }) => ({ name: `${label}.${name}`, records: [address(ip)] })),
    ];
  });
}
