import type { World } from '../../../../kernel/world';
import { matchesLabels } from '../../../api/label-selector';
import { readIndexed, readObject } from '../../../api/store';
import type { EndpointSlice, Pod, Service } from '../../../objects/kinds';
import type { KubernetesSettings } from './settings';

/** The cluster as the plugin kubernetes knows it (plugin/kubernetes/controller.go, object/*.go), through the indexes of the store. */

export interface DnsService {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly externalName: string;
  readonly clusterIPs: readonly string[];
  readonly headless: boolean;
  readonly ports: readonly DnsPort[];
}

export interface DnsPort {
  readonly name: string;
  readonly protocol: string;
  /** -1 where none is declared. */
  readonly port: number;
}

export interface DnsEndpoints {
  readonly addresses: readonly DnsEndpoint[];
  readonly ports: readonly DnsPort[];
  readonly namespace: string;
  readonly service: string;
}

export interface DnsEndpoint {
  readonly ip: string;
  /** The label in front of the Service's name. */
  readonly label: string;
}

const NO_PORTS: readonly DnsPort[] = [{ name: '', protocol: '', port: -1 }];

function toService({ metadata, spec }: Service): DnsService {
  const clusterIPs = spec?.clusterIPs && spec.clusterIPs.length > 0 ? spec.clusterIPs : [spec?.clusterIP ?? ''];
  const ports = (spec?.ports ?? []).map(({ name = '', protocol = 'TCP', port }) => ({ name, protocol, port }));
  return {
    name: metadata.name ?? '',
    namespace: metadata.namespace ?? '',
    type: spec?.type ?? 'ClusterIP',
    externalName: spec?.externalName ?? '',
    clusterIPs,
    headless: clusterIPs[0] === 'None',
    ports: ports.length === 0 ? NO_PORTS : ports,
  };
}

/** `labels` of the directive choose Services. */
function isShown(settings: KubernetesSettings, service: Service): boolean {
  return !settings.labels || matchesLabels(settings.labels, service.metadata.labels);
}

export function findService(
  world: World,
  settings: KubernetesSettings,
  namespace: string,
  name: string,
): DnsService | undefined {
  const service = readObject(world, 'services', namespace, name);
  return service && isShown(settings, service) ? toService(service) : undefined;
}

export function serviceWithIp(world: World, settings: KubernetesSettings, ip: string): DnsService | undefined {
  const services = readIndexed(world, 'services', 'ip', ip) as readonly Service[];
  const found = services.find((service) => isShown(settings, service) && isExposed(world, settings, service.metadata.namespace ?? '')); // prettier-ignore
  return found && toService(found);
}

/** Stored slices never change, so neither does what is made of them; with and without the names of Pods. */
const MADE = [new WeakMap<EndpointSlice, DnsEndpoints>(), new WeakMap<EndpointSlice, DnsEndpoints>()] as const;

function toEndpoints(settings: KubernetesSettings, slice: EndpointSlice): DnsEndpoints {
  const made = MADE[settings.endpointPodNames ? 1 : 0];
  let endpoints = made.get(slice);
  if (endpoints === undefined) made.set(slice, (endpoints = makeEndpoints(settings, slice)));
  return endpoints;
}

function makeEndpoints(settings: KubernetesSettings, slice: EndpointSlice): DnsEndpoints {
  const ports = (slice.ports ?? []).map(({ name, port, protocol }) => ({
    name: name ?? '',
    port: port ?? -1,
    protocol: protocol ?? '',
  }));
  const addresses = (slice.endpoints ?? []).flatMap(({ addresses: ips, conditions, hostname, targetRef }) => {
    if (conditions?.ready === false) return [];
    const pod = targetRef?.name !== undefined && targetRef.name.length < 64 ? targetRef.name : '';
    return ips.map((ip) => ({ ip, label: endpointLabel(ip, hostname ?? '', settings.endpointPodNames ? pod : '') }));
  });
  return {
    addresses,
    ports: ports.length === 0 ? NO_PORTS : ports,
    namespace: slice.metadata.namespace ?? '',
    service: slice.metadata.labels?.['kubernetes.io/service-name'] ?? '',
  };
}

/** endpointHostname: the Pod's host name, or its address with dashes. */
function endpointLabel(ip: string, hostname: string, pod: string): string {
  if (hostname !== '') return hostname;
  if (pod !== '') return pod;
  if (ip.includes('.')) return ip.replaceAll('.', '-');
  const dashed = ip.replaceAll(':', '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}

export function endpointsOf(
  world: World,
  settings: KubernetesSettings,
  namespace: string,
  service: string,
): readonly DnsEndpoints[] {
  if (!settings.endpoints) return [];
  const slices = readIndexed(
    world,
    SLICES,
    'label',
    `${namespace}/kubernetes.io/service-name=${service}`,
  ) as unknown as readonly EndpointSlice[];
  return slices.map((slice) => toEndpoints(settings, slice));
}

export function endpointsWithIp(world: World, settings: KubernetesSettings, ip: string): readonly DnsEndpoints[] {
  if (!settings.endpoints) return [];
  const slices = readIndexed(world, SLICES, 'ip', ip) as unknown as readonly EndpointSlice[];
  return slices
    .map((slice) => toEndpoints(settings, slice))
    .filter(({ addresses }) => addresses.some((address) => address.ip === ip));
}

const SLICES = 'endpointslices.discovery.k8s.io';

/** Pods with an address that have not ended. */
export function podsWithIp(world: World, ip: string): readonly Pod[] {
  const pods = readIndexed(world, 'pods', 'ip', ip) as readonly Pod[];
  return pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
}

/** Whether a namespace is there and the directive does not leave it out. */
export function isExposed(world: World, settings: KubernetesSettings, name: string): boolean {
  if (settings.namespaces.length > 0 && !settings.namespaces.includes(name)) return false;
  const namespace = readObject(world, 'namespaces', '', name);
  if (!namespace) return false;
  return !settings.namespaceLabels || matchesLabels(settings.namespaceLabels, namespace.metadata.labels);
}
