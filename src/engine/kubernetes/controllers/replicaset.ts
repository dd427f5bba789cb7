import type { ApiError } from '../api/api-error';
import { jsonEqual } from '../api/json-equal';
import { nowMs } from '../api/store';
import type { Pod, ReplicaSet } from '../objects/kinds';
import {
  isActive,
  isAvailable,
  isDeleting,
  isReady,
  isTerminating,
  podCondition,
  restarts,
} from '../objects/pod-state';
import { labelsMatch } from '../objects/selector';
import type { ControllerClient } from './client';
import { controllerOf, controllerUser, ownKey, splitKey, type Component } from './component';
import { claimPods, podKeys } from './controlled-pods';
import { createPod, deletePod, namespaceTerminates, slowStart } from './pod-control';

/** The most Pods made or deleted at once (BurstReplicas). */
const BURST = 500;

/** Keeps as many Pods as a ReplicaSet wants (pkg/controller/replicaset/replica_set.go). */
export const replicaSetController: Component = {
  name: 'replicaset-controller',
  process: 'kube-controller-manager',
  user: controllerUser('replicaset-controller'),
  watches: { 'replicasets.apps': ownKey, pods: podKeys('ReplicaSet', 'replicasets.apps') },
  reconcile(api, key) {
    const set = api.get('replicasets.apps', ...splitKey(key));
    if (!set) return;
    keep(api, key, set, (status) => {
      if (!jsonEqual(status, set.status)) api.updateStatus('replicasets.apps', set, (old) => ({ ...old, status }));
    });
  },
};

/** The same for ReplicationControllers, which are ReplicaSets with a simpler selector (pkg/controller/replication/conversion.go). */
export const replicationController: Component = {
  name: 'replication-controller',
  process: 'kube-controller-manager',
  user: controllerUser('replication-controller'),
  watches: { replicationcontrollers: ownKey, pods: podKeys('ReplicationController', 'replicationcontrollers') },
  reconcile(api, key) {
    const found = api.get('replicationcontrollers', ...splitKey(key));
    if (!found) return;
    const { selector: matchLabels } = found.spec ?? {};
    const spec = { ...found.spec, selector: { ...(matchLabels && { matchLabels }) } };
    const asSet = { ...found, spec } as unknown as ReplicaSet;
    keep(api, key, asSet, ({ terminatingReplicas: _, ...status }) => {
      if (!jsonEqual(status, found.status))
        api.updateStatus('replicationcontrollers', found, (old) => ({ ...old, status }));
    });
  },
};

type Status = NonNullable<ReplicaSet['status']> & { readonly terminatingReplicas?: number };

function keep(api: ControllerClient, key: string, set: ReplicaSet, write: (status: Status) => void): void {
  const pods = claimPods(api, set);
  const failure = isDeleting(set) ? undefined : manage(api, set, pods.filter(isActive));
  const status = statusOf(api, set, pods, failure);
  write(status);
  const { minReadySeconds = 0, replicas = 1 } = set.spec ?? {};
  const { readyReplicas = 0, availableReplicas = 0 } = status;
  if (minReadySeconds > 0 && readyReplicas === replicas && availableReplicas !== replicas) {
    api.enqueue(key, minReadySeconds * 1_000_000);
  }
  if (failure) throw failure;
}

/** Makes Pods that are missing or deletes those that are too many. */
function manage(api: ControllerClient, set: ReplicaSet, active: readonly Pod[]): ApiError | undefined {
  const { replicas = 1, template } = set.spec ?? {};
  const missing = replicas - active.length;
  if (missing > 0 && template) {
    const failure = slowStart(Math.min(missing, BURST), () => void createPod(api, set, template));
    return failure && namespaceTerminates(failure) ? undefined : failure;
  }
  if (missing < 0) {
    const chosen = podsToDelete(api, set, active, Math.min(-missing, BURST));
    for (const pod of chosen) deletePod(api, set, pod);
  }
  return undefined;
}

/** Which Pods go first (controller.ActivePodsWithRanks). */
function podsToDelete(api: ControllerClient, set: ReplicaSet, active: readonly Pod[], count: number): readonly Pod[] {
  if (count >= active.length) return active;
  const onNode = new Map<string, number>();
  for (const pod of relatedPods(api, set)) {
    const node = pod.spec?.nodeName ?? '';
    if (isActive(pod)) onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const rank = (pod: Pod): number => onNode.get(pod.spec?.nodeName ?? '') ?? 0;
  const now = nowMs(api.world);
  return [...active].sort((a, b) => deletionOrder(a, b, rank, now)).slice(0, count);
}

function relatedPods(api: ControllerClient, set: ReplicaSet): readonly Pod[] {
  const owner = controllerOf(set);
  const sets = owner ? api.ownedBy('replicasets.apps', owner.uid) : [set];
  return sets.flatMap(({ metadata }) => api.ownedBy('pods', metadata.uid ?? ''));
}

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

function deletionOrder(a: Pod, b: Pod, rank: (pod: Pod) => number, now: number): number {
  const byNode = Number(Boolean(a.spec?.nodeName)) - Number(Boolean(b.spec?.nodeName));
  if (byNode !== 0) return byNode;
  const byPhase = (PHASES[a.status?.phase ?? ''] ?? 0) - (PHASES[b.status?.phase ?? ''] ?? 0);
  if (byPhase !== 0) return byPhase;
  const byReady = Number(isReady(a)) - Number(isReady(b));
  if (byReady !== 0) return byReady;
  const byCost = deletionCost(a) - deletionCost(b);
  if (byCost !== 0) return byCost;
  const byRank = rank(b) - rank(a);
  if (byRank !== 0) return byRank;
  if (isReady(a) && isReady(b)) {
    const byReadyTime = ageBucket(readySince(a), now) - ageBucket(readySince(b), now);
    if (byReadyTime !== 0) return byReadyTime;
  }
  const byRestarts = restarts(b) - restarts(a);
  if (byRestarts !== 0) return byRestarts;
  const byAge = ageBucket(createdAt(a), now) - ageBucket(createdAt(b), now);
  if (byAge !== 0) return byAge;
  return (a.metadata.uid ?? '') < (b.metadata.uid ?? '') ? -1 : 1;
}

function deletionCost(pod: Pod): number {
  return Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0) || 0;
}

function readySince(pod: Pod): number {
  return Date.parse(podCondition(pod, 'Ready')?.lastTransitionTime ?? '') || 0;
}

function createdAt(pod: Pod): number {
  return Date.parse(pod.metadata.creationTimestamp ?? '') || 0;
}

/** Ages are compared by their order of magnitude (LogarithmicScaleDown). */
function ageBucket(since: number, now: number): number {
  const nanoseconds = (now - since) * 1_000_000;
  return nanoseconds <= 0 ? -1 : Math.floor(Math.log2(nanoseconds));
}

/** calculateStatus of pkg/controller/replicaset/replica_set_utils.go. */
function statusOf(api: ControllerClient, set: ReplicaSet, pods: readonly Pod[], failure: ApiError | undefined): Status {
  const { minReadySeconds = 0, template } = set.spec ?? {};
  const now = nowMs(api.world);
  const templateLabels = template?.metadata?.labels ?? {};
  let replicas = 0;
  let labelled = 0;
  let ready = 0;
  let available = 0;
  let terminating = 0;
  for (const pod of pods) {
    if (isTerminating(pod)) terminating++;
    if (!isActive(pod)) continue;
    replicas++;
    if (labelsMatch(templateLabels, pod.metadata.labels)) labelled++;
    if (!isReady(pod)) continue;
    ready++;
    if (isAvailable(pod, minReadySeconds, now)) available++;
  }
  const conditions = failureConditions(api, set, failure);
  return {
    replicas,
    ...(labelled > 0 && { fullyLabeledReplicas: labelled }),
    ...(ready > 0 && { readyReplicas: ready }),
    ...(available > 0 && { availableReplicas: available }),
    terminatingReplicas: terminating,
    observedGeneration: set.metadata.generation ?? 0,
    ...(conditions.length > 0 && { conditions }),
  };
}

type Conditions = NonNullable<NonNullable<ReplicaSet['status']>['conditions']>;

function failureConditions(api: ControllerClient, set: ReplicaSet, failure: ApiError | undefined): Conditions {
  const old = set.status?.conditions ?? [];
  if (!failure) return old.filter(({ type }) => type !== 'ReplicaFailure');
  if (old.some(({ type }) => type === 'ReplicaFailure')) return old;
  const reason = 'FailedCreate';
  return [
    ...old,
    { type: 'ReplicaFailure', status: 'True', lastTransitionTime: api.now, reason, message: failure.message },
  ];
}
