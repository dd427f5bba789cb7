import type { ClusterChange } from '../../kernel/cluster-records';
import type { ContainerId } from '../../kernel/containers/records';
import type { ProxyMemory } from '../../kernel/proxy-records';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { controllerUser, keyOf, type Component } from '../controllers/component';
import type { ControllerClient } from '../controllers/client';
import { enqueue } from '../controllers/queue';
import type { EndpointSlice, Node, Pod } from '../objects/kinds';
import { cleanUpOthers } from './cleanup';
import { endpointsOf, serviceOfSlice, type Endpoints } from './endpoints';
import { serveHealth } from './health-servers';
import { serviceFamilies } from '../api/allocation/ranges';
import { canariesGone, syncIptables, syncIptables6 } from './iptables/sync';
import { syncIpvs } from './ipvs/sync';
import { syncNftables } from './nftables/sync';
import { reportFailure } from './report';
import { servicePorts, type ServicePort } from './service-ports';
import { PROXY_NAME, runningProxy } from './running';
import type { ProxySettings } from './settings';
import { forgetStaleConnections } from './stale-connections';
import type { ProxyView } from './view';
import { apiServerWorks } from '../controllers/process-state';

const NAME = PROXY_NAME;
/** It writes at most once a second (minSyncPeriod), after two times at once. */
const MIN_SYNC_US = 1_000_000;
const BURST = 2;
/** How often it looks whether its rules are still there (syncPeriod). */
const MONITOR_US = 30_000_000;
/** Everything is written anew now and then (proxyutil.FullSyncPeriod). */
const FULL_SYNC_US = 3_600_000_000;
/** An API server that does not answer is asked again. */
const RETRY_US = 1_000_000;

/**
 * The kube-proxies of all nodes (cmd/kube-proxy, pkg/proxy). Each acts only while its container runs on its node; what it has written stays when it
 * ends. Keys: `service NAMESPACE/NAME` for all of them, `node NODE` and `monitor NODE` for one.
 */
export const kubeProxy: Component = {
  name: NAME,
  process: 'kubelet',
  user: controllerUser(NAME),
  watches: {
    services: ({ namespace, name }) => [`service ${keyOf(namespace, name)}`],
    'endpointslices.discovery.k8s.io': sliceKeys,
    nodes: ({ object, previous, name }) => (sameLabels(object, previous) ? [] : [`all ${name}`]),
    pods: ({ namespace, object }, world) => {
      const { spec, metadata } = object as unknown as Pod;
      const node = spec?.nodeName;
      const own = namespace === 'kube-system' && metadata.labels?.['k8s-app'] === NAME;
      return own && node !== undefined && world.nodes.has(node) ? [`node ${node}`] : [];
    },
  },
  reconcileAll(api, keys) {
    const changed = new Set<string>();
    const nodes = new Map<HostId, 'look' | 'monitor' | 'all'>();
    for (const key of keys) {
      const [kind = '', name = ''] = key.split(' ');
      if (kind === 'service') changed.add(name);
      else if (kind === 'monitor') nodes.set(name, nodes.get(name) ?? 'monitor');
      else if (kind === 'all') nodes.set(name, 'all');
      else nodes.set(name, 'look');
    }
    const shared = new SharedView(api);
    for (const node of changed.size > 0 ? api.world.nodes.keys() : nodes.keys()) {
      look(api, shared, node, changed, nodes.get(node));
    }
  },
};

/** A container of a node started or ended that may be its kube-proxy's. */
export function proxyContainerChanged(world: World, node: HostId, container: ContainerId): void {
  if (world.containers.get(container)?.config.name === NAME) enqueue(world, NAME, `node ${node}`);
}

function sliceKeys({ object, previous }: ClusterChange): readonly string[] {
  const services = [object, previous].flatMap((slice) =>
    slice ? (serviceOfSlice(slice as unknown as EndpointSlice) ?? []) : [],
  );
  return [...new Set(services)].map((service) => `service ${service}`);
}

function sameLabels(object: ClusterChange['object'], previous: ClusterChange['previous']): boolean {
  return (object as unknown as Node).metadata.labels === (previous as unknown as Node | undefined)?.metadata.labels;
}

/** Services and endpoints, the same for all nodes, read when the first of them asks. */
class SharedView {
  private read: { readonly ports: readonly ServicePort[]; readonly endpoints: Endpoints } | undefined;
  private read6: { readonly ports: readonly ServicePort[]; readonly endpoints: Endpoints } | undefined;

  constructor(private readonly api: ControllerClient) {}

  /** The same for IPv6; undefined where Services have no such addresses. */
  get all6(): { readonly ports: readonly ServicePort[]; readonly endpoints: Endpoints } | undefined {
    if (!serviceFamilies(this.api.world).includes('IPv6')) return undefined;
    return (this.read6 ??= {
      ports: this.api.list('services').flatMap((service) => servicePorts(service, 'IPv6')),
      endpoints: endpointsOf(this.api.list('endpointslices.discovery.k8s.io'), 'IPv6'),
    });
  }

  get all(): { readonly ports: readonly ServicePort[]; readonly endpoints: Endpoints } {
    return (this.read ??= {
      ports: this.api.list('services').flatMap((service) => servicePorts(service)),
      endpoints: endpointsOf(this.api.list('endpointslices.discovery.k8s.io')),
    });
  }
}

function look(
  api: ControllerClient,
  shared: SharedView,
  node: HostId,
  changed: ReadonlySet<string>,
  why: 'look' | 'monitor' | 'all' | undefined,
): void {
  const { world } = api;
  const proxy = runningProxy(world, node);
  if (!proxy) return;
  const known = world.cluster?.proxies.get(node);
  const fresh = known?.container !== proxy.container;
  const memory: ProxyMemory =
    fresh || !known
      ? { container: proxy.container, pending: 'all', tokens: BURST, atUs: world.nowUs, fullUs: world.nowUs }
      : {
          ...known,
          pending: pendingAfter(
            known,
            changed,
            why === 'all' || (why === 'monitor' && needsAll(world, node, proxy.settings, known)),
          ),
        };
  if (fresh) cleanUpOthers(world, node, proxy.settings);
  if (fresh || why === 'monitor') api.enqueue(`monitor ${node}`, MONITOR_US, true);
  remember(world, node, memory);
  if (memory.pending !== 'all' && memory.pending.size === 0) return;
  if (!apiServerWorks(world)) return api.enqueue(`node ${node}`, RETRY_US, true);
  const tokens = Math.min(BURST, memory.tokens + (world.nowUs - memory.atUs) / MIN_SYNC_US);
  if (tokens < 1) return api.enqueue(`node ${node}`, Math.ceil((1 - tokens) * MIN_SYNC_US));
  const full = memory.pending === 'all';
  const view = {
    ...{ world, host: node, process: proxy.process, settings: proxy.settings, ...shared.all },
    zone: api.get('nodes', '', node)?.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    changed: memory.pending === 'all' ? undefined : memory.pending,
  };
  const all6 = proxy.settings.mode === 'iptables' ? shared.all6 : undefined;
  const failure6 = all6 && syncIptables6({ ...view, ...all6 });
  if (failure6 !== undefined) reportFailure(view, failure6);
  const done = sync(view) && failure6 === undefined;
  remember(world, node, {
    ...memory,
    ...{
      pending: done ? NOTHING : 'all',
      tokens: tokens - 1,
      atUs: world.nowUs,
      fullUs: full ? world.nowUs : memory.fullUs,
    },
  });
  if (!done) api.enqueue(`node ${node}`, MONITOR_US, true);
}

const NOTHING: ReadonlySet<string> = new Set();

function pendingAfter({ pending }: ProxyMemory, changed: ReadonlySet<string>, all: boolean): ProxyMemory['pending'] {
  if (all || pending === 'all') return 'all';
  if (changed.size === 0) return pending;
  return pending.size === 0 ? changed : new Set([...pending, ...changed]);
}

function needsAll(world: World, node: HostId, { mode }: ProxySettings, { fullUs }: ProxyMemory): boolean {
  return world.nowUs - fullUs >= FULL_SYNC_US || (mode === 'iptables' && canariesGone(world, node));
}

function remember(world: World, node: HostId, memory: ProxyMemory): void {
  const cluster = world.writeCluster();
  cluster.proxies = world.writable(cluster.proxies);
  cluster.proxies.set(node, memory);
}

/** False when the node refused the rules. */
function sync(view: ProxyView): boolean {
  const { mode } = view.settings;
  const failure = mode === 'ipvs' ? syncIpvs(view) : mode === 'nftables' ? syncNftables(view) : syncIptables(view);
  if (failure !== undefined) reportFailure(view, failure);
  else {
    serveHealth(view);
    forgetStaleConnections(view);
  }
  return failure === undefined;
}
