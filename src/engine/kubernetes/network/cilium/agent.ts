import { bpfMaps, writeBpfMaps } from '../../../kernel/bpf/control';
import { RESERVED, serviceKey, type BpfEndpoint, type BpfMaps, type BpfService, type IpcacheEntry } from '../../../kernel/bpf/records'; // prettier-ignore
import type { ClusterChange } from '../../../kernel/cluster-records';
import { KernelError, strerror } from '../../../kernel/errno';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4, parseIpv4, type Ipv4, type Mac } from '../../../packet/address';
import type { ControllerClient } from '../../controllers/client';
import { controllerUser, type Component } from '../../controllers/component';
import { CONFIGURATIONS } from '../../node/cni/configuration';
import { nodeChanged } from '../../node/kubelet';
import { nodeFile, nodeFilesIn, writeNodeFile } from '../../node/node-files';
import type { Node, Pod, Service } from '../../objects/kinds';
import { categorize, endpointsKey, endpointsOf, type Endpoints } from '../../proxy/endpoints';
import { servicePorts, type ServicePort } from '../../proxy/service-ports';
import { agentOn, endAgent, type Agent } from '../agent';
import { externalInterface } from '../external-interface';
import { policyView, type PolicyView } from '../policy/view';
import { hasPolicies } from '../policy/enforcer';
import { identityOf, securityLabels } from './identities';
import { makeDevices, makeHealthEndpoint, OVERLAY, writeChains, writeRoutes } from './devices';
import { tell } from './log';
import { ciliumNodes, freeAddress, type CiliumNode } from './nodes';
import { hasOwnPolicies, OWN_POLICIES, ownPolicies } from './own-policies';
import { endpointPolicy, type PolicySources } from './policies';
import { getCilium, hasCilium, listCilium, putCilium, putCiliumStatus } from './resources';

/**
 * cilium-agent (daemon/ of github.com/cilium/cilium) on every node where its container runs: tells the others of its node, takes the range that the operator gave it, makes
 * the devices, writes the configuration of the plugin, and keeps the maps that the programs in the kernel read.
 */
export const ciliumAgent: Component = {
  name: 'cilium-agent',
  process: 'kubelet',
  user: controllerUser('cilium'),
  watches: {
    'ciliumnodes.cilium.io': everywhere,
    'ciliumendpoints.cilium.io': everywhere,
    'networkpolicies.networking.k8s.io': everywhere,
    ...Object.fromEntries(OWN_POLICIES.map((plural) => [`${plural}.cilium.io`, everywhere])),
    namespaces: (change, world) => (sameMetadata(change, 'labels') ? [] : everywhere(change, world)),
    nodes: (change, world) => (facts(change.object) === facts(change.previous) ? [] : everywhere(change, world)),
    services: everywhere,
    'endpointslices.discovery.k8s.io': everywhere,
    pods: (change, world) => podKeys(change, world),
  },
  reconcileAll(api, keys) {
    if (!hasCilium(api.world)) {
      for (const host of keys) if (agentOn(api.world, host, 'cilium-agent')) api.enqueue(host, 1_000_000);
      return;
    }
    const shared = new Shared(api);
    for (const host of keys) {
      const agent = agentOn(api.world, host, 'cilium-agent');
      if (agent) attempt(api, host, agent, shared);
    }
  },
};

function everywhere(_change: ClusterChange, world: World): readonly string[] {
  return hasCilium(world) ? [...world.nodes.keys()] : [];
}

function sameMetadata({ object, previous }: ClusterChange, key: 'labels'): boolean {
  const of = (each: ClusterChange['previous']): unknown => (each as unknown as Node | undefined)?.metadata[key];
  return previous !== undefined && JSON.stringify(of(object)) === JSON.stringify(of(previous));
}

function facts(node: ClusterChange['previous']): string {
  const { status, metadata } = (node ?? { metadata: {} }) as unknown as Node;
  return JSON.stringify([status?.addresses, metadata.labels?.['node-role.kubernetes.io/control-plane']]);
}

/** A Pod matters to its own node, and with policies to all, by its address, labels and end. */
function podKeys(change: ClusterChange, world: World): readonly string[] {
  if (!hasCilium(world)) return [];
  const now = change.object as unknown as Pod;
  if (now.spec?.hostNetwork === true) return [];
  const before = change.previous as unknown as Pod | undefined;
  const same =
    change.type === 'MODIFIED' &&
    now.status?.podIP === before?.status?.podIP &&
    now.status?.phase === before?.status?.phase &&
    sameMetadata(change, 'labels');
  if (same) return [];
  if (hasPolicies(world) || hasOwnPolicies(world)) return [...world.nodes.keys()];
  const node = now.spec?.nodeName;
  return node !== undefined && world.nodes.has(node) ? [node] : [];
}

/** What is the same for all nodes, read when the first of them asks. */
class Shared {
  private readonly views = new Map<string, unknown>();

  constructor(private readonly api: ControllerClient) {}

  private once<T>(what: string, read: () => T): T {
    if (!this.views.has(what)) this.views.set(what, read());
    return this.views.get(what) as T;
  }

  get view(): PolicyView {
    return this.once('view', () => policyView(this.api));
  }

  /** Other identities may have come since. */
  sources(mode: string): PolicySources {
    const { world } = this.api;
    const identities = new Map(this.endpoints.map(({ pod, identity }) => [pod, identity] as const));
    return { view: this.view, own: this.once('own', () => ownPolicies(world, this.view)), identities, mode };
  }

  get endpoints(): readonly KnownEndpoint[] {
    return listCilium(this.api.world, 'ciliumendpoints').flatMap(({ metadata, status }): readonly KnownEndpoint[] => {
      const { identity, networking } = (status ?? {}) as EndpointStatus;
      const address = parseIpv4(networking?.addressing?.[0]?.ipv4 ?? '');
      const node = parseIpv4(networking?.node ?? '');
      if (address === undefined || node === undefined || identity?.id === undefined) return [];
      return [{ pod: `${metadata.namespace ?? ''}/${metadata.name ?? ''}`, address, node, identity: identity.id }];
    });
  }

  get services(): { readonly ports: readonly ServicePort[]; readonly endpoints: Endpoints } {
    return this.once('services', () => ({
      ports: this.api.list('services').flatMap((service: Service) => servicePorts(service)),
      endpoints: endpointsOf(this.api.list('endpointslices.discovery.k8s.io')),
    }));
  }
}

interface EndpointStatus {
  readonly identity?: { readonly id?: number };
  readonly networking?: {
    readonly addressing?: readonly { readonly ipv4?: string }[];
    readonly node?: string;
  };
}

interface KnownEndpoint {
  readonly pod: string;
  readonly address: Ipv4;
  readonly node: Ipv4;
  readonly identity: number;
}

/** What the kernel refuses, such as the port of another add-on's tunnel, ends the agent. */
function attempt(api: ControllerClient, host: HostId, agent: Agent, shared: Shared): void {
  try {
    work(api, host, agent, shared);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const words = strerror(error.errno).toLowerCase();
    tell(api.world, agent, 'error', 'pkg/datapath/orchestrator/orchestrator.go:250', `Failed to initialize datapath: setting up vxlan device: setting up device ${OVERLAY}: ${words}`); // prettier-ignore
    endAgent(api.world, agent, 1);
  }
}

function work(api: ControllerClient, host: HostId, agent: Agent, shared: Shared): void {
  const { world } = api;
  const node = api.get('nodes', '', host);
  const external = externalInterface(world, host);
  if (!node || !external || world.cluster?.stopped.has('kube-apiserver')) return;
  const address = parseIpv4(node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '');
  if (address === undefined) return api.enqueue(host, 1_000_000);
  const own = announce(world, host, address);
  if (!own?.range) return;
  const { rootNetns } = world.host(host);
  const router = own.router ?? freeAddress(world, own.range, new Set());
  if (router === undefined) return;
  const health = own.health ?? freeAddress(world, own.range, new Set([router]));
  const fresh = bpfMaps(world, rootNetns) === undefined;
  const overlay = makeDevices(world, host, router, external.mtu);
  if (own.router === undefined) announce(world, host, address, { router, ...(health !== undefined && { health }) });
  const nodes = ciliumNodes(world);
  writeRoutes(world, host, nodes, router, external.mtu);
  writeChains(world, host, own.range, agent.settings['enable-ipv4-masquerade'] !== 'false');
  const maps = bpfMaps(world, rootNetns);
  if (fresh) {
    tell(world, agent, 'info', 'pkg/ipam/crd.go:120', `All required IPs are available in CRD-backed allocation pool`);
    tell(world, agent, 'info', 'daemon/cmd/daemon.go:620', `Router IPs used ipv4=${formatIpv4(router)}`);
    writeBpfMaps(world, rootNetns, { router, overlay, endpoints: new Map(), ipcache: new Map(), tunnels: [], services: new Map() }); // prettier-ignore
    if (health !== undefined) addHealthEndpoint(world, host, health, router, external.mtu);
  }
  writeConfiguration(world, host, agent);
  const before = bpfMaps(world, rootNetns) ?? maps;
  if (!before) return;
  publishEndpoints(api, host, address, shared, before);
  const sources = shared.sources(agent.settings['enable-policy'] ?? 'default');
  writeBpfMaps(world, rootNetns, {
    router,
    overlay,
    endpoints: withPolicies(before.endpoints, sources),
    ipcache: ipcacheOf(host, nodes, shared.endpoints, new Set(controlPlanes(api))),
    tunnels: nodes.flatMap(({ name, range, address: at }) =>
      name === host || !range ? [] : [{ address: range.address, length: range.length, node: at }],
    ),
    services: servicesOf(world, host, shared),
  });
  reportUp(api, node);
  validatePolicies(world, api.now);
}

/** Makes or completes the node's own object; what the operator wrote stays. */
function announce(
  world: World,
  host: HostId,
  address: Ipv4,
  more: { readonly router?: Ipv4; readonly health?: Ipv4 } = {},
): CiliumNode | undefined {
  const known = getCilium(world, 'ciliumnodes', '', host);
  const current = ciliumNodes(world).find(({ name }) => name === host);
  if (!known || more.router !== undefined) {
    const { router, health } = more;
    putCilium(world, 'ciliumnodes', 'CiliumNode', {
      metadata: { name: host },
      spec: {
        ...known?.spec,
        addresses: [
          { ip: formatIpv4(address), type: 'InternalIP' },
          ...(router === undefined ? [] : [{ ip: formatIpv4(router), type: 'CiliumInternalIP' }]),
        ],
        ...(health !== undefined && { health: { ipv4: formatIpv4(health) } }),
        ipam: (known?.spec?.['ipam'] as object | undefined) ?? { pools: {} },
      },
    });
  }
  return current ?? ciliumNodes(world).find(({ name }) => name === host);
}

const CONFLIST = `
{
  "cniVersion": "0.3.1",
  "name": "cilium",
  "plugins": [
    {
       "type": "cilium-cni",
       "enable-debug": false,
       "log-file": "/var/run/cilium/cilium-cni.log"
    }
  ]
}
`;
const FILE = `${CONFIGURATIONS}/05-cilium.conflist`;

/** daemon/cmd/cni: written when the agent can serve the plugin; other configurations are put aside (`cni-exclusive`). */
function writeConfiguration(world: World, host: HostId, { settings }: Agent): void {
  if (settings['cni-exclusive'] !== 'false') {
    for (const name of nodeFilesIn(world, host, CONFIGURATIONS)) {
      const path = `${CONFIGURATIONS}/${name}`;
      if (path === FILE || !/\.(conf|conflist|json)$/.test(name)) continue;
      writeNodeFile(world, host, `${path}.cilium_bak`, nodeFile(world, host, path) ?? '');
      const record = world.writeHost(host);
      record.files = world.writable(record.files);
      record.files.delete(path);
    }
  }
  if (nodeFile(world, host, FILE) !== undefined) return;
  writeNodeFile(world, host, FILE, CONFLIST, 0o600);
  nodeChanged(world, host, 'report');
}

function addHealthEndpoint(world: World, host: HostId, address: Ipv4, router: Ipv4, mtu: number): void {
  const device = makeHealthEndpoint(world, host, address, router, mtu);
  const { kind } = world.device(device);
  const mac = kind.type === 'veth' ? world.device(kind.peer).mac : ('00:00:00:00:00:00' as Mac);
  const endpoint = { id: 1 + (world.random() % 4095), address, device, mac, identity: RESERVED.health, namespace: '', pod: 'cilium-health' }; // prettier-ignore
  addEndpoint(world, host, endpoint);
}

/** Puts an endpoint into the node's maps. */
export function addEndpoint(world: World, host: HostId, endpoint: BpfEndpoint): void {
  const { rootNetns } = world.host(host);
  const maps = bpfMaps(world, rootNetns);
  if (!maps) return;
  const endpoints = new Map(maps.endpoints).set(endpoint.address, endpoint);
  const ipcache = new Map(maps.ipcache).set(endpoint.address, { identity: endpoint.identity });
  writeBpfMaps(world, rootNetns, { ...maps, endpoints, ipcache });
}

/** Identities of the node's own Pods, as objects that the other nodes look at. */
function publishEndpoints(api: ControllerClient, host: HostId, address: Ipv4, shared: Shared, maps: BpfMaps): void {
  const { world } = api;
  const endpoints = new Map(maps.endpoints);
  for (const endpoint of maps.endpoints.values()) {
    if (endpoint.namespace === '') continue;
    const pod = api.get('pods', endpoint.namespace, endpoint.pod);
    if (!pod || pod.spec?.nodeName !== host) continue;
    const { namespace = '', name = '', labels = {}, uid = '' } = pod.metadata;
    const own = securityLabels(shared.view, { namespace, labels, serviceAccount: pod.spec.serviceAccountName ?? 'default' }); // prettier-ignore
    const identity = identityOf(world, own);
    if (identity !== endpoint.identity) endpoints.set(endpoint.address, { ...endpoint, identity });
    putCilium(world, 'ciliumendpoints', 'CiliumEndpoint', {
      metadata: {
        namespace,
        name,
        labels,
        ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name, uid }],
      },
      status: {
        encryption: {},
        'external-identifiers': { 'cni-attachment-id': `${endpoint.id}:eth0`, 'k8s-namespace': namespace, 'k8s-pod-name': name, 'pod-name': `${namespace}/${name}` }, // prettier-ignore
        id: endpoint.id,
        identity: { id: identity, labels: Object.entries(own).map(([key, value]) => `k8s:${key}=${value}`) },
        networking: { addressing: [{ ipv4: formatIpv4(endpoint.address) }], node: formatIpv4(address) },
        state: 'ready',
      },
    });
  }
  const { rootNetns } = world.host(host);
  writeBpfMaps(world, rootNetns, { ...maps, endpoints });
}

function withPolicies(endpoints: BpfMaps['endpoints'], sources: PolicySources): BpfMaps['endpoints'] {
  const pods = new Map(sources.view.pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod] as const));
  const result = new Map<Ipv4, BpfEndpoint>();
  for (const [address, { ingress: _, egress: __, ...endpoint }] of endpoints) {
    const pod = pods.get(`${endpoint.namespace}/${endpoint.pod}`);
    const identity = sources.identities.get(`${endpoint.namespace}/${endpoint.pod}`) ?? endpoint.identity;
    const ingress = pod && endpointPolicy(sources, pod, 'ingress');
    const egress = pod && endpointPolicy(sources, pod, 'egress');
    result.set(address, { ...endpoint, identity, ...(ingress && { ingress }), ...(egress && { egress }) });
  }
  return result;
}

function controlPlanes(api: ControllerClient): readonly string[] {
  return api
    .list('nodes')
    .flatMap(({ metadata }) =>
      metadata.labels?.['node-role.kubernetes.io/control-plane'] === undefined ? [] : [metadata.name ?? ''],
    );
}

function ipcacheOf(
  host: HostId,
  nodes: readonly CiliumNode[],
  endpoints: readonly KnownEndpoint[],
  servers: ReadonlySet<string>,
): BpfMaps['ipcache'] {
  const ipcache = new Map<Ipv4, IpcacheEntry>();
  for (const { name, address, router, health } of nodes) {
    const own = name === host;
    const remote = servers.has(name) ? RESERVED['kube-apiserver'] : RESERVED['remote-node'];
    const tunnel = own ? {} : { tunnel: address };
    ipcache.set(address, { identity: own ? RESERVED.host : remote });
    if (router !== undefined)
      ipcache.set(router, { identity: own ? RESERVED.host : RESERVED['remote-node'], ...tunnel });
    if (health !== undefined) ipcache.set(health, { identity: RESERVED.health, ...tunnel });
  }
  const self = nodes.find(({ name }) => name === host)?.address;
  for (const { pod, address, node, identity } of endpoints) {
    ipcache.set(address, { identity, name: pod, ...(node !== self && { tunnel: node }) });
  }
  return ipcache;
}

/** ClusterIPs only: the rest is kube-proxy's, which stays (kube-proxy-replacement: false). */
function servicesOf(world: World, host: HostId, { services }: Shared): BpfMaps['services'] {
  const { ports, endpoints } = services;
  const result = new Map<string, BpfService>();
  for (const port of ports) {
    const address = parseIpv4(port.clusterIP);
    if (address === undefined) continue;
    const zone = nodeZone(world, host);
    const { cluster, local } = categorize(endpoints.get(endpointsKey(port)) ?? [], port, { node: host, zone });
    const backends = (port.internalLocal ? local : cluster).flatMap(({ text }) => {
      const [ip = '', number = ''] = text.split(':');
      const backend = parseIpv4(ip);
      return backend === undefined ? [] : [{ address: backend, port: Number(number) }];
    });
    const protocol = { tcp: 6, udp: 17, sctp: 132 }[port.protocol];
    const { affinitySeconds } = port;
    result.set(serviceKey(address, port.number, protocol), {
      name: port.name,
      backends,
      ...(affinitySeconds !== undefined && { affinitySeconds }),
    });
  }
  return result;
}

function nodeZone(world: World, host: HostId): string {
  const node = world.cluster?.objects.get('nodes')?.get('')?.get(host) as unknown as Node | undefined;
  return node?.metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
}

/** `set-cilium-is-up-condition`, and the taint that kept Pods away until now. */
function reportUp(api: ControllerClient, node: Node): void {
  const taints = node.spec?.taints ?? [];
  if (taints.some(({ key }) => key === 'node.cilium.io/agent-not-ready')) {
    api.update('nodes', node, (old) => ({ ...old, spec: { ...old.spec, taints: (old.spec?.taints ?? []).filter(({ key }) => key !== 'node.cilium.io/agent-not-ready') } })); // prettier-ignore
  }
  if (node.status?.conditions?.some(({ type, reason }) => type === 'NetworkUnavailable' && reason === 'CiliumIsUp')) return; // prettier-ignore
  const { now } = api;
  const condition = { type: 'NetworkUnavailable', status: 'False', reason: 'CiliumIsUp', message: 'Cilium is running on this node', lastHeartbeatTime: now, lastTransitionTime: now }; // prettier-ignore
  api.updateStatus('nodes', node, (old) => ({
    ...old,
    status: {
      ...old.status,
      conditions: [condition, ...(old.status?.conditions ?? []).filter(({ type }) => type !== 'NetworkUnavailable')],
    },
  }));
}

function validatePolicies(world: World, now: string): void {
  for (const plural of OWN_POLICIES) {
    for (const policy of listCilium(world, plural)) {
      if (policy.status !== undefined) continue;
      const condition = { lastTransitionTime: now, message: 'Policy validation succeeded', status: 'True', type: 'Valid' }; // prettier-ignore
      putCiliumStatus(world, plural, policy, { conditions: [condition] });
    }
  }
}
