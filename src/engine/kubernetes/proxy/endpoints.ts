import type { EndpointSlice } from '../objects/kinds';
import { endpointChain } from './chain-names';
import { usesClusterEndpoints, usesLocalEndpoints, type IpFamily, type ServicePort } from './service-ports';

/** One address behind a port of a Service (pkg/proxy/endpoint.go, endpointslicecache.go). */
export interface Endpoint {
  readonly ip: string;
  /** `10.244.1.2:80`. */
  readonly text: string;
  readonly node: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
  /** KUBE-SEP-…. */
  readonly chain: string;
}

/** `namespace/service:port protocol` → its endpoints, by address. */
export type Endpoints = ReadonlyMap<string, readonly Endpoint[]>;

const SERVICE_NAME = 'kubernetes.io/service-name';
const HEADLESS = 'service.kubernetes.io/headless';

const known = new WeakMap<EndpointSlice, Endpoints>();

export function endpointsKey({ name, protocol }: Pick<ServicePort, 'name' | 'protocol'>): string {
  return `${name} ${protocol}`;
}

/** The service that a slice belongs to, `namespace/name`, if kube-proxy cares for it. */
export function serviceOfSlice({ metadata, addressType }: EndpointSlice): string | undefined {
  const name = metadata.labels?.[SERVICE_NAME];
  if (name === undefined || metadata.labels?.[HEADLESS] !== undefined || addressType === 'FQDN') return undefined;
  return `${metadata.namespace ?? ''}/${name}`;
}

/** The endpoints in all slices of a family. */
export function endpointsOf(slices: readonly EndpointSlice[], family: IpFamily = 'IPv4'): Endpoints {
  const all = new Map<string, readonly Endpoint[]>();
  for (const slice of slices) {
    if (slice.addressType !== family) continue;
    let own = known.get(slice);
    if (!own) known.set(slice, (own = read(slice)));
    for (const [key, endpoints] of own) {
      const before = all.get(key);
      all.set(key, before ? merged(before, endpoints) : endpoints);
    }
  }
  return all;
}

/** An endpoint may stand in two slices while it moves from one to the other. */
function merged(before: readonly Endpoint[], more: readonly Endpoint[]): readonly Endpoint[] {
  const byText = new Map([...before, ...more].map((endpoint) => [endpoint.text, endpoint]));
  return [...byText.values()].sort(byAddress);
}

function byAddress(a: Endpoint, b: Endpoint): number {
  return a.text < b.text ? -1 : 1;
}

function read(slice: EndpointSlice): Endpoints {
  const service = serviceOfSlice(slice);
  const endpoints = new Map<string, readonly Endpoint[]>();
  if (service === undefined) return endpoints;
  for (const { name, port, protocol: written = 'TCP' } of slice.ports ?? []) {
    if (port === undefined) continue;
    const protocol = written.toLowerCase();
    const full = name ? `${service}:${name}` : service;
    const list = slice.endpoints.flatMap(({ addresses, conditions, nodeName = '', hints }): readonly Endpoint[] => {
      const [ip] = addresses;
      if (ip === undefined) return [];
      const text = ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
      const ready = conditions?.ready ?? true;
      const { forZones = [], forNodes = [] } = (hints ?? {}) as Hints;
      return [
        {
          ip,
          text,
          node: nodeName,
          ready,
          serving: conditions?.serving ?? true,
          terminating: conditions?.terminating ?? false,
          zoneHints: forZones.map((zone) => zone.name),
          nodeHints: forNodes.map((node) => node.name),
          chain: endpointChain(full, protocol, text),
        },
      ];
    });
    endpoints.set(`${full} ${protocol}`, list.sort(byAddress));
  }
  return endpoints;
}

interface Hints {
  readonly forZones?: readonly { readonly name: string }[];
  readonly forNodes?: readonly { readonly name: string }[];
}

/** Which of a port's endpoints this node may send to. */
export interface Categorized {
  readonly cluster: readonly Endpoint[];
  readonly local: readonly Endpoint[];
  /** Both together. */
  readonly reachable: readonly Endpoint[];
  /** Whether any endpoint can be reached from anywhere in the cluster. */
  readonly any: boolean;
}

/** What of a node's place in the cluster counts. */
export interface Place {
  readonly node: string;
  readonly zone: string;
}

const NOTHING: Categorized = { cluster: [], local: [], reachable: [], any: false };

/** CategorizeEndpoints (pkg/proxy/topology.go): ready ones, or those that end but still serve when none is ready. */
export function categorize(endpoints: readonly Endpoint[], port: ServicePort, { node, zone }: Place): Categorized {
  if (endpoints.length === 0) return NOTHING;
  const ending = ({ serving, terminating }: Endpoint): boolean => serving && terminating;
  let cluster: readonly Endpoint[] = [];
  let near: ((endpoint: Endpoint) => boolean) | undefined;
  if (usesClusterEndpoints(port)) {
    near = byHints(endpoints, node, zone);
    cluster = endpoints.filter((endpoint) => endpoint.ready && (near?.(endpoint) ?? true));
    if (cluster.length === 0) cluster = endpoints.filter(ending);
  }
  if (!usesLocalEndpoints(port)) return { cluster, local: [], reachable: cluster, any: cluster.length > 0 };
  const any = cluster.length > 0 || endpoints.some((endpoint) => endpoint.ready || ending(endpoint));
  const own = endpoints.filter((endpoint) => endpoint.node === node);
  const ready = own.filter((endpoint) => endpoint.ready);
  const local = ready.length > 0 ? ready : own.filter((endpoint) => !endpoint.ready && ending(endpoint));
  if (!usesClusterEndpoints(port)) return { cluster, local, reachable: local, any };
  return { cluster, local, reachable: [...new Set([...cluster, ...local])], any };
}

/** topologyModeFromHints: hints count only when every ready endpoint has them and one of them is for this node, or its zone. */
function byHints(
  endpoints: readonly Endpoint[],
  node: string,
  zone: string,
): ((endpoint: Endpoint) => boolean) | undefined {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return undefined;
  const forNode = ({ nodeHints }: Endpoint): boolean => nodeHints.includes(node);
  if (ready.every(({ nodeHints }) => nodeHints.length > 0) && ready.some(forNode)) return forNode;
  const forZone = ({ zoneHints }: Endpoint): boolean => zoneHints.includes(zone);
  if (ready.every(({ zoneHints }) => zoneHints.length > 0) && ready.some(forZone)) return forZone;
  return undefined;
}
