import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import type { ControllerClient } from '../controllers/client';
import { keyOf, splitKey, type Component, type KeysOf } from '../controllers/component';
import type { Node, Pod } from '../objects/kinds';
import { isDeleting, isTerminal } from '../objects/pod-state';
import { bindPod } from './bind';
import { filter, podToPlace, type Refusal } from './filters';
import { helpedByNode, helpedByPod } from './hints';
import { fitMessage, generalMessage } from './message';
import { addPod, nodeInfo, type NodeInfo } from './node-info';
import { podAffinityState } from './pod-affinity';
import { preempt, priorityOf } from './preemption';
import { scores } from './scores';
import { spreadStates } from './topology-spread';
import { volumeNeeds } from './volumes';

const SCHEDULER = 'default-scheduler';

/** Gives Pods to nodes (pkg/scheduler/schedule_one.go). All that wait at a moment are placed on one picture of the nodes. */
export const scheduler: Component = {
  name: 'kube-scheduler',
  process: 'kube-scheduler',
  user: { username: 'system:kube-scheduler', groups: ['system:authenticated'] },
  watches: {
    pods: podKeys,
    nodes: nodeKeys,
    persistentvolumeclaims: (_change, world) => waiting(world),
    persistentvolumes: (_change, world) => waiting(world),
  },
  reconcileAll(api, keys) {
    const pods = keys
      .map((key) => api.get('pods', ...splitKey(key)) ?? (forget(api.world, key), undefined))
      .filter((pod) => pod !== undefined)
      .filter((pod) => needsPlace(pod));
    if (pods.length === 0) return;
    const nodes = api.list('nodes').map((node) => nodeInfo(node, livePods(api, node)));
    // Important Pods first, then the older ones; sort is stable.
    pods.sort((a, b) => priorityOf(b) - priorityOf(a) || queueTime(a) - queueTime(b));
    for (const pod of pods) schedule(api, pod, nodes);
  },
};

function queueTime(pod: Pod): number {
  return Date.parse(pod.metadata.creationTimestamp ?? '') || 0;
}

function livePods(api: ControllerClient, node: Node): readonly Pod[] {
  return api.podsOnNode(node.metadata.name ?? '').filter((pod) => !isTerminal(pod));
}

function needsPlace(pod: Pod): boolean {
  return (
    !pod.spec?.nodeName && !isTerminal(pod) && !isDeleting(pod) && (pod.spec?.schedulerName ?? SCHEDULER) === SCHEDULER
  );
}

function podKeys({ object, previous, type, namespace, name }: ClusterChange, world: World): readonly string[] {
  const pod = object as unknown as Pod;
  const key = keyOf(namespace, name);
  if (type !== 'DELETED' && needsPlace(pod)) {
    // Its own status is what the scheduler writes.
    return type === 'ADDED' || !jsonEqual((previous as unknown as Pod).spec, pod.spec) ? [key] : [];
  }
  const freed =
    !!pod.spec?.nodeName && (type === 'DELETED' || (isTerminal(pod) && !isTerminal(previous as unknown as Pod)));
  const labels = type === 'MODIFIED' && !jsonEqual(previous?.['metadata'], object['metadata']);
  return freed || labels || type === 'ADDED' ? helpedByPod(world, freed) : [];
}

function nodeKeys({ object, previous, type }: ClusterChange, world: World): readonly string[] {
  const facts = (node: Node): unknown => [node.spec, node.metadata.labels, node.status?.allocatable];
  if (type === 'MODIFIED' && jsonEqual(facts(object as unknown as Node), facts(previous as unknown as Node))) return [];
  return type === 'DELETED' ? waiting(world) : helpedByNode(world, object as unknown as Node);
}

/** Pods that fitted nowhere when they were looked at last. */
function waiting(world: World): ReturnType<KeysOf> {
  return [...(world.cluster?.unschedulable.keys() ?? [])];
}

function remember(world: World, key: string): void {
  if (world.cluster?.unschedulable.has(key)) return;
  const cluster = world.writeCluster();
  cluster.unschedulable = world.writable(cluster.unschedulable);
  cluster.unschedulable.set(key, true);
}

function forget(world: World, key: string): void {
  if (!world.cluster?.unschedulable.has(key)) return;
  const cluster = world.writeCluster();
  cluster.unschedulable = world.writable(cluster.unschedulable);
  cluster.unschedulable.delete(key);
}

function schedule(api: ControllerClient, pod: Pod, nodes: readonly NodeInfo[]): void {
  const key = keyOf(pod.metadata.namespace ?? '', pod.metadata.name ?? '');
  const gated = pod.spec?.schedulingGates ?? [];
  if (gated.length > 0) return;
  const labelsOf = (namespace: string): Readonly<Record<string, string>> =>
    api.get('namespaces', '', namespace)?.metadata.labels ?? {};
  const needs = volumeNeeds(api, pod);
  if (needs.general !== undefined) {
    remember(api.world, key);
    return refuse(api, pod, generalMessage(nodes.length, needs.general), undefined);
  }
  const place = podToPlace(pod, {
    affinity: podAffinityState(pod, nodes, labelsOf),
    spread: spreadStates(pod, nodes),
    volumes: needs.onNode,
  });
  const refusals: Refusal[] = [];
  const feasible: NodeInfo[] = [];
  for (const info of nodes) {
    const refusal = filter(place, info);
    if (refusal) refusals.push(refusal);
    else feasible.push(info);
  }
  const chosen = choose(api.world, pod, feasible, labelsOf);
  if (chosen) {
    forget(api.world, key);
    const bound = bindPod(api.world, pod, chosen.name);
    addPod(chosen, bound);
    api.event(bound, {
      type: 'Normal',
      reason: 'Scheduled',
      action: 'Binding',
      message: `Successfully assigned ${key} to ${chosen.name}`,
      from: SCHEDULER,
    });
    return;
  }
  remember(api.world, key);
  const { nominated, message } = preempt(api, place, nodes, refusals);
  refuse(api, pod, fitMessage(nodes.length, refusals, message).trimEnd(), nominated);
}

/** The best node; among equals chance decides (selectHost). */
function choose(
  world: World,
  pod: Pod,
  feasible: readonly NodeInfo[],
  labelsOf: (namespace: string) => Readonly<Record<string, string>>,
): NodeInfo | undefined {
  if (feasible.length < 2) return feasible[0];
  const points = scores(pod, feasible, labelsOf);
  const most = Math.max(...points.values());
  const best = feasible.filter(({ name }) => points.get(name) === most);
  return best[world.random() % best.length];
}

function refuse(api: ControllerClient, pod: Pod, message: string, nominated: string | undefined): void {
  api.event(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    action: 'Scheduling',
    message,
    from: SCHEDULER,
  });
  const old = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const nominatedBefore = pod.status?.nominatedNodeName;
  if (old?.status === 'False' && old.message === message && nominatedBefore === nominated) return;
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: old?.status === 'False' ? (old.lastTransitionTime ?? api.now) : api.now,
    reason: 'Unschedulable',
    message,
  };
  api.updateStatus('pods', pod, (current) => ({
    ...current,
    status: {
      ...current.status,
      ...(nominated !== undefined && { nominatedNodeName: nominated }),
      conditions: [...(current.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'), condition],
    },
  }));
}
