import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import { readObjects } from '../api/store';
import type { Endpoints, EndpointSlice, Pod, Service } from '../objects/kinds';
import { isDeleting, isReady, isTerminal } from '../objects/pod-state';
import { labelsMatch } from '../objects/selector';
import type { ControllerClient } from './client';
import { controllerUser, keyOf, ownKey, splitKey, type Component, type KeysOf } from './component';
import { controllerReference } from './controlled-pods';

/** Which addresses are behind a Service: Endpoints (pkg/controller/endpoint) and EndpointSlices (k8s.io/endpointslice). */

const MAX_ENDPOINTS = 1000;
const SLICE_SIZE = 100;
const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslice-controller.k8s.io';

export const endpointsController: Component = {
  name: 'endpoints-controller',
  process: 'kube-controller-manager',
  user: controllerUser('endpoint-controller'),
  watches: { services: ownKey, pods: servicesOfPod },
  reconcile: (api, key) => syncEndpoints(api, ...splitKey(key)),
};

export const endpointSliceController: Component = {
  name: 'endpointslice-controller',
  process: 'kube-controller-manager',
  user: controllerUser('endpointslice-controller'),
  watches: {
    services: ownKey,
    pods: servicesOfPod,
    'endpointslices.discovery.k8s.io': serviceOfSlice,
    nodes: servicesOfZones,
  },
  reconcile: (api, key) => syncSlices(api, ...splitKey(key)),
};

/** Services that select a Pod, or did. */
function servicesOfPod({ object, previous, namespace, type }: ClusterChange, world: World): ReturnType<KeysOf> {
  const pod = object as unknown as Pod;
  const before = previous as unknown as Pod | undefined;
  if (type === 'MODIFIED' && before && sameForServices(pod, before)) return [];
  const services = readObjects(world, 'services', namespace) as readonly Service[];
  return services
    .filter(({ spec }) => {
      const selector = spec?.selector;
      if (!selector || Object.keys(selector).length === 0) return false;
      return labelsMatch(selector, pod.metadata.labels) || (before && labelsMatch(selector, before.metadata.labels));
    })
    .map(({ metadata }) => keyOf(namespace, metadata.name ?? ''));
}

/** A node has come to another zone, which its endpoints are in then. */
function servicesOfZones({ object, previous }: ClusterChange, world: World): ReturnType<KeysOf> {
  const zone = (node: ClusterChange['previous']): string | undefined => (node as unknown as Pod | undefined)?.metadata.labels?.[ZONE]; // prettier-ignore
  if (zone(object) === zone(previous)) return [];
  const services = readObjects(world, 'services') as readonly Service[];
  return services.map(({ metadata }) => keyOf(metadata.namespace ?? '', metadata.name ?? ''));
}

function sameForServices(a: Pod, b: Pod): boolean {
  return (
    a.metadata.labels === b.metadata.labels &&
    a.metadata.deletionTimestamp === b.metadata.deletionTimestamp &&
    a.status?.podIP === b.status?.podIP &&
    a.status?.podIPs?.length === b.status?.podIPs?.length &&
    a.status?.phase === b.status?.phase &&
    isReady(a) === isReady(b) &&
    a.spec?.nodeName === b.spec?.nodeName
  );
}

function serviceOfSlice({ object, type, namespace }: ClusterChange): readonly string[] {
  const { labels } = (object as unknown as EndpointSlice).metadata;
  const service = labels?.[SERVICE_NAME];
  return type === 'DELETED' && service !== undefined && labels?.[MANAGED_BY] === MANAGER
    ? [keyOf(namespace, service)]
    : [];
}

/** Pods behind a Service that have an address, by name. */
function podsOf(api: ControllerClient, service: Service): readonly Pod[] {
  const { namespace = '' } = service.metadata;
  const selector = service.spec?.selector ?? {};
  const [key] = Object.keys(selector);
  if (key === undefined) return [];
  return api
    .podsLabelled(namespace, key, selector[key] ?? '')
    .filter((pod) => labelsMatch(selector, pod.metadata.labels) && pod.status?.podIP && !isTerminal(pod))
    .sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
}

interface PortOfPod {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

/** The ports of a Service as one Pod has them: a named target port may differ from Pod to Pod (FindPort). */
function portsOf(service: Service, pod: Pod | undefined): readonly PortOfPod[] {
  return (service.spec?.ports ?? []).flatMap(({ name, port, targetPort, protocol = 'TCP', appProtocol }) => {
    const target = targetPort ?? port;
    const number = typeof target === 'number' ? target : namedPort(pod, target, protocol);
    if (number === undefined) return [];
    return [{ ...(name && { name }), port: number || port, protocol, ...(appProtocol && { appProtocol }) }];
  });
}

function namedPort(pod: Pod | undefined, name: string, protocol: string): number | undefined {
  for (const container of [...(pod?.spec?.containers ?? []), ...(pod?.spec?.initContainers ?? [])]) {
    for (const port of container.ports ?? []) {
      if (port.name === name && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
    }
  }
  return undefined;
}

function targetRef({ metadata }: Pod): {
  readonly kind: 'Pod';
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
} {
  return { kind: 'Pod', name: metadata.name ?? '', namespace: metadata.namespace ?? '', uid: metadata.uid ?? '' };
}

function handled(service: Service | undefined): service is Service {
  return service?.spec?.selector !== undefined && service.spec.type !== 'ExternalName' && !isDeleting(service);
}

function syncEndpoints(api: ControllerClient, namespace: string, name: string): void {
  const service = api.get('services', namespace, name);
  const known = api.get('endpoints', namespace, name);
  if (!service) {
    if (known?.metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller')
      api.remove('endpoints', known);
    return;
  }
  if (!handled(service)) return;
  const publish = service.spec?.publishNotReadyAddresses === true;
  const groups = new Map<string, { ports: readonly PortOfPod[]; ready: object[]; notReady: object[] }>();
  for (const pod of podsOf(api, service).slice(0, MAX_ENDPOINTS)) {
    if (isDeleting(pod) && !publish) continue;
    const ports = portsOf(service, pod);
    const id = JSON.stringify(ports);
    const group = groups.get(id) ?? { ports, ready: [], notReady: [] };
    const hostname = pod.spec?.subdomain === name ? pod.spec.hostname : undefined;
    const address = {
      ip: addressOf(pod, service.spec?.ipFamilies?.[0] ?? 'IPv4') ?? pod.status?.podIP ?? '',
      ...(hostname && { hostname }),
      nodeName: pod.spec?.nodeName ?? '',
      targetRef: targetRef(pod),
    };
    (isReady(pod) || publish ? group.ready : group.notReady).push(address);
    groups.set(id, group);
  }
  const subsets = [...groups.values()].map(({ ports, ready, notReady }) => ({
    ...(ready.length > 0 && { addresses: ready }),
    ...(notReady.length > 0 && { notReadyAddresses: notReady }),
    ports: [...ports].reverse(),
  })) as unknown as Endpoints['subsets'];
  const labels = {
    ...service.metadata.labels,
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    ...(service.spec?.clusterIP === 'None' && { 'service.kubernetes.io/headless': '' }),
  };
  const filled = subsets && subsets.length > 0 ? { subsets } : {};
  if (!known) {
    api.create('endpoints', namespace, {
      metadata: {
        name,
        namespace,
        labels,
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': api.now },
      },
      ...filled,
    });
    return;
  }
  if (jsonEqual(known.subsets ?? [], subsets ?? []) && jsonEqual(known.metadata.labels, labels)) return;
  api.update('endpoints', known, ({ subsets: _, ...old }) => ({
    ...old,
    metadata: {
      ...old.metadata,
      labels,
      annotations: { ...old.metadata.annotations, 'endpoints.kubernetes.io/last-change-trigger-time': api.now },
    },
    ...filled,
  }));
}

type SliceEndpoint = EndpointSlice['endpoints'][number];

type Family = EndpointSlice['addressType'];

/** The address of a Pod of a family, if it has one. */
function addressOf({ status }: Pod, family: Family): string | undefined {
  const all = status?.podIPs ?? (status?.podIP ? [{ ip: status.podIP }] : []);
  return all.find(({ ip = '' }) => ip.includes(':') === (family === 'IPv6'))?.ip;
}

const ZONE = 'topology.kubernetes.io/zone';

/** Where an endpoint is, and for whom it is meant first (k8s.io/endpointslice/trafficdist); only ready ones are meant for anybody. */
function placeOf(
  api: ControllerClient,
  service: Service,
  pod: Pod,
  ready: boolean,
): Pick<SliceEndpoint, 'zone' | 'hints'> {
  const node = pod.spec?.nodeName ?? '';
  const zone = api.get('nodes', '', node)?.metadata.labels?.[ZONE];
  const wish = service.spec?.trafficDistribution;
  const forZones = zone === undefined ? {} : { forZones: [{ name: zone }] };
  const hints =
    wish === 'PreferSameNode' && node !== ''
      ? { ...forZones, forNodes: [{ name: node }] }
      : wish === 'PreferClose' || wish === 'PreferSameZone'
        ? forZones
        : {};
  return {
    ...(zone !== undefined && { zone }),
    ...(ready && Object.keys(hints).length > 0 && { hints }),
  };
}

function endpointOf(api: ControllerClient, service: Service, pod: Pod, address: string): SliceEndpoint {
  const ready = isReady(pod);
  const terminating = isDeleting(pod);
  const publish = service.spec?.publishNotReadyAddresses === true;
  const hostname = pod.spec?.subdomain === service.metadata.name ? pod.spec?.hostname : undefined;
  return {
    addresses: [address],
    conditions: { ready: publish || (ready && !terminating), serving: ready, terminating },
    ...(hostname && { hostname }),
    nodeName: pod.spec?.nodeName ?? '',
    ...placeOf(api, service, pod, publish || (ready && !terminating)),
    targetRef: targetRef(pod),
  };
}

function syncSlices(api: ControllerClient, namespace: string, name: string): void {
  const service = api.get('services', namespace, name);
  const slices = api
    .slicesOf(namespace, name)
    .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MANAGER)
    .sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
  if (!handled(service)) {
    if (!service) for (const slice of slices) api.remove('endpointslices.discovery.k8s.io', slice);
    return;
  }
  const families = new Set<Family>(service.spec?.ipFamilies?.length ? (service.spec.ipFamilies as Family[]) : ['IPv4']);
  for (const slice of slices)
    if (!families.has(slice.addressType)) api.remove('endpointslices.discovery.k8s.io', slice);
  for (const family of families) {
    syncFamily(api, service, family, slices.filter(({ addressType }) => addressType === family)); // prettier-ignore
  }
}

/** The slices of a Service for one family of addresses. */
function syncFamily(api: ControllerClient, service: Service, family: Family, slices: readonly EndpointSlice[]): void {
  const { namespace = '', name = '' } = service.metadata;
  const groups = new Map<string, { ports: readonly PortOfPod[]; endpoints: SliceEndpoint[] }>();
  for (const pod of podsOf(api, service)) {
    const address = addressOf(pod, family);
    if (address === undefined) continue;
    const ports = portsOf(service, pod);
    const id = JSON.stringify(ports);
    const group = groups.get(id) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(api, service, pod, address));
    groups.set(id, group);
  }
  if (groups.size === 0) groups.set('', { ports: [], endpoints: [] });
  const wanted = [...groups.values()].flatMap(({ ports, endpoints }) =>
    chunks(endpoints).map((part) => ({ ports, endpoints: part })),
  );
  const labels = {
    ...service.metadata.labels,
    [MANAGED_BY]: MANAGER,
    [SERVICE_NAME]: name,
    ...(service.spec?.clusterIP === 'None' && { 'service.kubernetes.io/headless': '' }),
  };
  const left = [...slices];
  for (const { ports, endpoints } of wanted) {
    const at = left.findIndex((slice) => jsonEqual(slice.ports ?? [], ports));
    const slice = at >= 0 ? left.splice(at, 1)[0] : left.shift();
    if (!slice) {
      api.create('endpointslices.discovery.k8s.io', namespace, {
        metadata: {
          generateName: `${name}-`,
          namespace,
          labels,
          annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': api.now },
          ownerReferences: [controllerReference(service)],
        },
        addressType: family,
        endpoints,
        ports,
      });
    } else if (
      !jsonEqual(slice.endpoints, endpoints) ||
      !jsonEqual(slice.ports ?? [], ports) ||
      !jsonEqual(slice.metadata.labels, labels)
    ) {
      api.update('endpointslices.discovery.k8s.io', slice, (old) => ({
        ...old,
        metadata: { ...old.metadata, labels },
        endpoints,
        ports,
      }));
    }
  }
  for (const slice of left) api.remove('endpointslices.discovery.k8s.io', slice);
}

function chunks(endpoints: readonly SliceEndpoint[]): readonly (readonly SliceEndpoint[])[] {
  if (endpoints.length === 0) return [[]];
  const parts: (readonly SliceEndpoint[])[] = [];
  for (let at = 0; at < endpoints.length; at += SLICE_SIZE) parts.push(endpoints.slice(at, at + SLICE_SIZE));
  return parts;
}
