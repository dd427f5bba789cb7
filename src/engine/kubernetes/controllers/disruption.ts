import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import { readObjects } from '../api/store';
import { scaledValue } from '../objects/int-or-string';
import type { Pod, PodDisruptionBudget } from '../objects/kinds';
import { isDeleting, isReady, isTerminal } from '../objects/pod-state';
import { selectorMatches } from '../objects/selector';
import type { ControllerClient } from './client';
import { controllerOf, controllerUser, keyOf, ownKey, splitKey, type Component } from './component';

/** How many Pods may be evicted now (pkg/controller/disruption). */
export const disruptionController: Component = {
  name: 'disruption-controller',
  process: 'kube-controller-manager',
  user: controllerUser('disruption-controller'),
  watches: { 'poddisruptionbudgets.policy': ownKey, pods: budgetsOf },
  reconcile(api, key) {
    const budget = api.get('poddisruptionbudgets.policy', ...splitKey(key));
    if (!budget) return;
    const { namespace = '' } = budget.metadata;
    const pods = api
      .list('pods', namespace)
      .filter(
        (pod) => selectorMatches(budget.spec?.selector, pod.metadata.labels) && !isTerminal(pod) && !isDeleting(pod),
      );
    const expected =
      budget.spec?.maxUnavailable !== undefined || typeof budget.spec?.minAvailable === 'string'
        ? expectedCount(api, pods)
        : pods.length;
    const healthy = pods.filter(isReady).length;
    const desired =
      budget.spec?.maxUnavailable !== undefined
        ? Math.max(0, expected - scaledValue(budget.spec.maxUnavailable, expected, true))
        : scaledValue(budget.spec?.minAvailable, expected, true);
    const allowed = expected === 0 ? 0 : Math.max(0, healthy - desired);
    const old = budget.status?.conditions ?? [];
    const value = allowed > 0 ? 'True' : 'False';
    const before = old.find(({ type }) => type === 'DisruptionAllowed');
    const status: PodDisruptionBudget['status'] = {
      conditions: [
        {
          type: 'DisruptionAllowed',
          status: value,
          reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
          message: '',
          observedGeneration: budget.metadata.generation ?? 0,
          lastTransitionTime: before?.status === value ? before.lastTransitionTime : api.now,
        },
      ],
      currentHealthy: healthy,
      desiredHealthy: desired,
      disruptionsAllowed: allowed,
      expectedPods: expected,
      observedGeneration: budget.metadata.generation ?? 0,
    };
    if (!jsonEqual(status, budget.status))
      api.updateStatus('poddisruptionbudgets.policy', budget, (current) => ({ ...current, status }));
  },
};

/** What the controllers of the Pods want, together. */
function expectedCount(api: ControllerClient, pods: readonly Pod[]): number {
  const owners = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) continue;
    const { namespace = '' } = pod.metadata;
    const replicas =
      owner.kind === 'ReplicaSet'
        ? api.get('replicasets.apps', namespace, owner.name)?.spec?.replicas
        : owner.kind === 'StatefulSet'
          ? api.get('statefulsets.apps', namespace, owner.name)?.spec?.replicas
          : undefined;
    owners.set(owner.uid, replicas ?? 0);
  }
  return [...owners.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function budgetsOf({ object, previous, namespace }: ClusterChange, world: World): readonly string[] {
  const labels = [object, previous].map((version) => (version as unknown as Pod | undefined)?.metadata.labels);
  return (readObjects(world, 'poddisruptionbudgets.policy', namespace) as readonly PodDisruptionBudget[])
    .filter(({ spec }) => labels.some((each) => each && selectorMatches(spec?.selector, each)))
    .map(({ metadata }) => keyOf(namespace, metadata.name ?? ''));
}
