import type { Deployment, ReplicaSet } from '../../objects/kinds';
import { isTerminal } from '../../objects/pod-state';
import { isEmptySelector } from '../../objects/selector';
import type { ControllerClient } from '../client';
import { controllerKey, controllerUser, ownKey, splitKey, type Component } from '../component';
import { createSet, newestSet, removeOldSets, replicaSetsOf, syncNewest } from './replica-sets';
import { isRollingUpdate, scaleSet, wanted, wantedReplicas } from './replicas';
import { rollingStep } from './rollout';
import { isScaling, scale } from './scaling';
import { conditionOf, isComplete, newCondition, syncRolloutStatus, syncStatus, withCondition } from './status';

/** Rolls a Deployment's template out by ReplicaSets (pkg/controller/deployment/deployment_controller.go). */
export const deploymentController: Component = {
  name: 'deployment-controller',
  process: 'kube-controller-manager',
  user: controllerUser('deployment-controller'),
  watches: {
    'deployments.apps': ownKey,
    'replicasets.apps': controllerKey('Deployment'),
  },
  reconcile(api, key) {
    const found = api.get('deployments.apps', ...splitKey(key));
    if (!found) return;
    if (isEmptySelector(found.spec?.selector)) return selectsEverything(api, found);
    const sets = replicaSetsOf(api, found);
    if (found.metadata.deletionTimestamp !== undefined) {
      return syncStatus(api, found, sets, newestSet(found, sets));
    }
    const deployment = checkPaused(api, found);
    if (deployment.spec?.paused === true || isScaling(deployment, sets)) return sync(api, deployment, sets);
    if (isRollingUpdate(deployment)) rolling(api, key, deployment, sets);
    else recreate(api, key, deployment, sets);
  },
};

/** The present state, read again after this controller has written. */
function fresh(api: ControllerClient, deployment: Deployment): Deployment {
  const { namespace = '', name = '' } = deployment.metadata;
  return api.get('deployments.apps', namespace, name) ?? deployment;
}

interface Sets {
  readonly deployment: Deployment;
  readonly newest: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

/** getAllReplicaSetsAndSyncRevision. */
function withRevision(
  api: ControllerClient,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  create: boolean,
): Sets {
  const known = newestSet(deployment, sets);
  const old = sets.filter((set) => set !== known);
  const newest = known ? syncNewest(api, deployment, known, old) : create ? createSet(api, deployment, old) : undefined;
  return { deployment: fresh(api, deployment), newest, old, all: newest ? [...old, newest] : old };
}

/** Paused, or its number changed: scales, and rolls nothing out. */
function sync(api: ControllerClient, deployment: Deployment, sets: readonly ReplicaSet[]): void {
  const { deployment: now, newest, old } = withRevision(api, deployment, sets, false);
  scale(api, now, newest, old);
  if (now.spec?.paused === true) removeOldSets(api, now, old);
  const all = replicaSetsOf(api, now);
  syncStatus(api, fresh(api, now), all, newestSet(now, all));
}

function rolling(api: ControllerClient, key: string, found: Deployment, sets: readonly ReplicaSet[]): void {
  const { deployment, newest, old, all } = withRevision(api, found, sets, true);
  if (newest && rollingStep(api, deployment, newest, old)) {
    const now = replicaSetsOf(api, deployment);
    return syncRolloutStatus(api, key, fresh(api, deployment), now, newestSet(deployment, now));
  }
  if (isComplete(deployment, deployment.status ?? {})) removeOldSets(api, deployment, old);
  syncRolloutStatus(api, key, fresh(api, deployment), all, newest);
}

/** Old Pods go first, then come new ones (pkg/controller/deployment/recreate.go). */
function recreate(api: ControllerClient, key: string, found: Deployment, sets: readonly ReplicaSet[]): void {
  const { deployment, newest, old, all } = withRevision(api, found, sets, false);
  const active = old.filter((set) => wanted(set) > 0);
  if (active.length > 0) {
    for (const set of active) scaleSet(api, deployment, set, 0);
    return syncRolloutStatus(api, key, fresh(api, deployment), replicaSetsOf(api, deployment), newest);
  }
  const running = old.some(({ metadata }) => api.ownedBy('pods', metadata.uid ?? '').some((pod) => !isTerminal(pod)));
  if (running) {
    // Pods tell their ReplicaSets when they go, and those are looked at here.
    return syncRolloutStatus(api, key, fresh(api, deployment), all, newest);
  }
  const made = newest ?? createSet(api, deployment, old);
  const now = fresh(api, deployment);
  scaleSet(api, now, made, wantedReplicas(now));
  if (isComplete(now, now.status ?? {})) removeOldSets(api, now, old);
  const after = replicaSetsOf(api, now);
  syncRolloutStatus(api, key, fresh(api, now), after, newestSet(now, after));
}

/** checkPausedConditions. */
function checkPaused(api: ControllerClient, deployment: Deployment): Deployment {
  if (deployment.spec?.progressDeadlineSeconds === undefined) return deployment;
  const current = conditionOf(deployment.status, 'Progressing');
  if (current?.reason === 'ProgressDeadlineExceeded') return deployment;
  const saysPaused = current?.reason === 'DeploymentPaused';
  const paused = deployment.spec.paused === true;
  if (paused === saysPaused) return deployment;
  const condition = paused
    ? newCondition(api, 'Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused')
    : newCondition(api, 'Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
  return api.updateStatus('deployments.apps', deployment, (old) => ({
    ...old,
    status: { ...old.status, conditions: withCondition(old.status?.conditions ?? [], condition) },
  }));
}

function selectsEverything(api: ControllerClient, deployment: Deployment): void {
  api.event(deployment, {
    type: 'Warning',
    reason: 'SelectingAll',
    message: 'This deployment is selecting all pods. A non-empty selector is required.',
    from: 'deployment-controller',
  });
}
