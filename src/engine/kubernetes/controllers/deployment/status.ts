import { jsonEqual } from '../../api/json-equal';
import { nowMs } from '../../api/store';
import type { Deployment, ReplicaSet } from '../../objects/kinds';
import type { ControllerClient } from '../client';
import { maxUnavailable, total, wantedReplicas } from './replicas';

/** A Deployment's status (pkg/controller/deployment/progress.go and sync.go). */

type Status = NonNullable<Deployment['status']>;
type DeploymentCondition = NonNullable<Status['conditions']>[number];

/** kubectl's and the defaults' way of saying that there is no deadline. */
const NO_DEADLINE = 2 ** 31 - 1;

function deadlineSeconds(deployment: Deployment): number | undefined {
  const seconds = deployment.spec?.progressDeadlineSeconds;
  return seconds === undefined || seconds === NO_DEADLINE ? undefined : seconds;
}

export function conditionOf(status: Status | undefined, type: string): DeploymentCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export function newCondition(
  api: ControllerClient,
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
): DeploymentCondition {
  return { type, status, lastUpdateTime: api.now, lastTransitionTime: api.now, reason, message };
}

/** SetDeploymentCondition: a condition that says the same stays; another goes to the end. */
export function withCondition(
  conditions: readonly DeploymentCondition[],
  condition: DeploymentCondition,
): readonly DeploymentCondition[] {
  const old = conditions.find(({ type }) => type === condition.type);
  if (old?.status === condition.status && old.reason === condition.reason) return conditions;
  const since = old?.status === condition.status ? { lastTransitionTime: old.lastTransitionTime } : {};
  return [...conditions.filter(({ type }) => type !== condition.type), { ...condition, ...since }];
}

function withoutCondition(conditions: readonly DeploymentCondition[], type: string): readonly DeploymentCondition[] {
  return conditions.filter((condition) => condition.type !== type);
}

/** calculateStatus: the numbers, and whether enough are available. */
function calculate(
  api: ControllerClient,
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): Status {
  const sum = (field: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'terminatingReplicas'): number =>
    all.reduce((result, { status }) => result + ((status as Record<string, number> | undefined)?.[field] ?? 0), 0);
  const availableReplicas = sum('availableReplicas');
  const unavailable = Math.max(0, total(all) - availableReplicas);
  const enough = availableReplicas >= wantedReplicas(deployment) - maxUnavailable(deployment);
  const condition = enough
    ? newCondition(api, 'Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
    : newCondition(
        api,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
      );
  const counts = {
    replicas: sum('replicas'),
    updatedReplicas: newest?.status?.replicas ?? 0,
    readyReplicas: sum('readyReplicas'),
    availableReplicas,
    unavailableReplicas: unavailable,
  };
  const { collisionCount } = deployment.status ?? {};
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...{ terminatingReplicas: sum('terminatingReplicas') },
    ...(collisionCount !== undefined && { collisionCount }),
    conditions: withCondition(deployment.status?.conditions ?? [], condition),
  };
}

/** Writes the numbers only: for a Deployment that is paused, scaled or on its way out. */
export function syncStatus(
  api: ControllerClient,
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): void {
  write(api, deployment, calculate(api, deployment, all, newest));
}

/** Writes numbers and how far the rollout has come; comes again when its deadline could pass (syncRolloutStatus). */
export function syncRolloutStatus(
  api: ControllerClient,
  key: string,
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): void {
  const status = calculate(api, deployment, all, newest);
  const current = conditionOf(deployment.status, 'Progressing');
  let conditions = status.conditions ?? [];
  const deadline = deadlineSeconds(deployment);
  if (deadline === undefined) conditions = withoutCondition(conditions, 'Progressing');
  const complete =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (deadline !== undefined && !complete) {
    const subject = newest
      ? `ReplicaSet "${newest.metadata.name ?? ''}"`
      : `Deployment "${deployment.metadata.name ?? ''}"`;
    if (isComplete(deployment, status)) {
      const message = `${subject} has successfully progressed.`;
      conditions = withCondition(
        conditions,
        newCondition(api, 'Progressing', 'True', 'NewReplicaSetAvailable', message),
      );
    } else if (progresses(deployment, status)) {
      const message = `${subject} is progressing.`;
      const condition = newCondition(api, 'Progressing', 'True', 'ReplicaSetUpdated', message);
      const since = current?.status === 'True' ? { lastTransitionTime: current.lastTransitionTime } : {};
      conditions = withCondition(withoutCondition(conditions, 'Progressing'), { ...condition, ...since });
    } else if (timedOut(api, deployment, deadline)) {
      const message = `${subject} has timed out progressing.`;
      const condition = newCondition(api, 'Progressing', 'False', 'ProgressDeadlineExceeded', message);
      conditions = withCondition(conditions, condition);
    }
  }
  conditions = withFailures(conditions, all, newest);
  const next = { ...status, conditions };
  if (!write(api, deployment, next)) comeAgain(api, key, deployment, deadline);
}

function write(api: ControllerClient, deployment: Deployment, status: Status): boolean {
  if (jsonEqual(status, deployment.status)) return false;
  api.updateStatus('deployments.apps', deployment, (old) => ({ ...old, status }));
  return true;
}

/** DeploymentComplete. */
export function isComplete(deployment: Deployment, status: Status): boolean {
  const replicas = wantedReplicas(deployment);
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** DeploymentProgressing: anything got better. */
function progresses({ status: old = {} }: Deployment, status: Status): boolean {
  const outdated = (of: Status): number => (of.replicas ?? 0) - (of.updatedReplicas ?? 0);
  return (
    (status.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    outdated(status) < outdated(old) ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

/** DeploymentTimedOut. */
function timedOut(api: ControllerClient, deployment: Deployment, deadline: number): boolean {
  const condition = conditionOf(deployment.status, 'Progressing');
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return Date.parse(condition.lastUpdateTime ?? '') + deadline * 1000 < nowMs(api.world);
}

/** requeueStuckDeployment. */
function comeAgain(api: ControllerClient, key: string, deployment: Deployment, deadline: number | undefined): void {
  const current = conditionOf(deployment.status, 'Progressing');
  if (deadline === undefined || !current || isComplete(deployment, deployment.status ?? {})) return;
  if (current.reason === 'ProgressDeadlineExceeded' || current.reason === 'NewReplicaSetAvailable') return;
  const afterMs = Date.parse(current.lastUpdateTime ?? '') + deadline * 1000 - nowMs(api.world);
  api.enqueue(key, (Math.max(0, afterMs) + 1000) * 1000, true);
}

/** Failures of the sets become conditions of the Deployment. */
function withFailures(
  conditions: readonly DeploymentCondition[],
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): readonly DeploymentCondition[] {
  const failing = [...(newest ? [newest] : []), ...all].flatMap(
    ({ status }) => status?.conditions?.filter(({ type }) => type === 'ReplicaFailure') ?? [],
  );
  const [first] = failing;
  if (!first) return withoutCondition(conditions, 'ReplicaFailure');
  const { type, status, lastTransitionTime, reason, message } = first;
  const condition = { type, status, lastUpdateTime: lastTransitionTime, lastTransitionTime, reason, message };
  return withCondition(conditions, condition);
}
