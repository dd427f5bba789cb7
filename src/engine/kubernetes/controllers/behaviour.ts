import type { ClusterBehaviour, ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { controlPlaneFiles, createMissingSystemObjects } from '../cluster/phases';
import { initializeCluster } from '../cluster/initialize';
import { restartUnit } from '../../tools/systemd/manager';
import { checkIngress } from '../addons/ingress-nginx/check';
import { ApiError } from '../api/api-error';
import { loadDocumentation } from '../api/openapi/documentation';
import { coredns } from '../dns/server/coredns';
import { restoreObjects } from '../api/restore';
import { webDocument } from '../internet/documents';
import { agentContainerChanged } from '../network/agents';
import { ignoredPolicies, policyDrop } from '../network/policy/explain';
import { podRangeOverNodes } from '../network/pod-range';
import { clientContainerChanged, connectionChanged, kubeletStarted } from '../node/connections';
import { pluginByHand } from '../node/cni/by-hand';
import type { Ingress } from '../objects/kinds';
import { nodeChanged, startKubelet } from '../node/kubelet';
import { MANIFESTS } from '../node/static-pods';
import { proxyContainerChanged } from '../proxy/kube-proxy';
import { proxied } from '../addons/proxy-facts';
import { serviceAt } from '../proxy/service-facts';
import { wakeApiServer, WATCH_SENDER } from '../server/wire';
import { ControllerClient } from './client';
import type { Component } from './component';
import { COMPONENTS } from './components';
import { enqueue, enqueueFailed, forgetFailures, takeLater, takeReady } from './queue';
import { apiServerWorks } from './process-state';

/** What goes on in a cluster by itself: changes wake the components that look at them, and the world's event queue serves those. */

const BY_NAME: ReadonlyMap<string, Component> = new Map(COMPONENTS.map((component) => [component.name, component]));

interface Watcher {
  readonly name: string;
  readonly keysOf: (change: ClusterChange, world: World) => readonly string[];
}

const WATCHERS: ReadonlyMap<string, readonly Watcher[]> = watchersByResource();

function watchersByResource(): ReadonlyMap<string, readonly Watcher[]> {
  const watchers = new Map<string, Watcher[]>();
  for (const { name, watches } of COMPONENTS) {
    for (const [resource, keysOf] of Object.entries(watches)) {
      if (!keysOf) continue;
      const list = watchers.get(resource) ?? [];
      list.push({ name, keysOf });
      watchers.set(resource, list);
    }
  }
  const everything = watchers.get('*') ?? [];
  for (const [resource, list] of watchers) if (resource !== '*') list.push(...everything);
  return watchers;
}

/** Those that look at every resource, for resources that nobody else looks at. */
const EVERYTHING: readonly Watcher[] = WATCHERS.get('*') ?? [];

export const clusterBehaviour: ClusterBehaviour = {
  nodeEvent(world, host, event) {
    if (!world.cluster || !world.nodes.has(host)) return;
    switch (event.type) {
      case 'container': {
        tellWatchers(world);
        const container = world.containers.get(event.id);
        // Who starts a container is the kubelet, which knows.
        if (container && container.state !== 'running') nodeChanged(world, host, { sandbox: container.sandbox });
        proxyContainerChanged(world, host, event.id);
        agentContainerChanged(world, host, event.id);
        clientContainerChanged(world, host, event.id);
        return;
      }
      case 'unit':
        if (event.name !== 'kubelet.service' || !event.active) return;
        startKubelet(world, host);
        return kubeletStarted(world, host);
      case 'unit-restarts':
        return restartUnit(world, host, event.name);
      case 'file':
        return nodeChanged(world, host, event.path.startsWith(MANIFESTS) ? 'manifests' : 'report');
    }
  },
  wakeApiServer,
  connectionChanged,
  serviceAt,
  proxied,
  policyDrop,
  ignoredPolicies,
  podRangeOverNodes,
  restoreObjects,
  initializeCluster,
  controlPlaneFiles,
  createSystemObjects: createMissingSystemObjects,
  runPlugin: pluginByHand,
  logged: tellWatchers,
  webDocument,
  loadDocumentation,
  review: (world, argv, object) =>
    argv.some((word) => word.endsWith('/nginx-ingress-controller'))
      ? checkIngress(world, object as Ingress, argv)
      : undefined,
  daemon: (name) => (name === 'coredns' ? coredns : undefined),
  changed(world, change) {
    tellWatchers(world);
    for (const { name, keysOf } of WATCHERS.get(change.resource) ?? EVERYTHING) {
      for (const key of keysOf(change, world)) enqueue(world, name, key);
    }
  },
  wakes(world, name, key) {
    const component = BY_NAME.get(name);
    if (!component || !world.cluster) return;
    if (key !== undefined && !takeLater(world, name, key)) return;
    if (!runs(world, component)) {
      if (key !== undefined) enqueue(world, name, key);
      return;
    }
    serve(world, component, key === undefined ? takeReady(world, name) : [key]);
  },
};

/** Those who watch over the lab's network hear of it soon. */
function tellWatchers(world: World): void {
  if ((world.cluster?.openWatches.size ?? 0) > 0) enqueue(world, WATCH_SENDER, 'all');
}

function serve(world: World, component: Component, keys: readonly string[]): void {
  if (keys.length === 0) return;
  const api = new ControllerClient(world, component.name, component.user, component.process);
  if (component.reconcileAll) return component.reconcileAll(api, keys);
  for (const key of keys) {
    try {
      component.reconcile?.(api, key);
      forgetFailures(world, component.name, key);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      enqueueFailed(world, component.name, key, component.maxBackoffUs);
    }
  }
}

/** Nothing but a kubelet works without an API server, and a program that is stopped does nothing. */
function runs(world: World, { process }: Component): boolean {
  return process === 'kubelet' || (apiServerWorks(world) && world.cluster?.stopped.has(process) !== true);
}
