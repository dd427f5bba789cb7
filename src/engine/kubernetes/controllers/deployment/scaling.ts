import type { Deployment, ReplicaSet } from '../../objects/kinds';
import type { ControllerClient } from '../client';
import { desiredReplicas, maxReplicas } from './annotations';
import { byAge, isRollingUpdate, maxSurge, scaleSet, total, wanted, wantedReplicas } from './replicas';

/** The number of replicas of a Deployment changed (pkg/controller/deployment/sync.go). */

/** Whether a set still has the numbers of another scaling. */
export function isScaling(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.some((set) => {
    const desired = desiredReplicas(set);
    return wanted(set) > 0 && desired !== undefined && desired !== wantedReplicas(deployment);
  });
}

/** Scales the one set that has Pods, or in the middle of a rollout all of them in proportion (DeploymentController.scale). */
export function scale(
  api: ControllerClient,
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): void {
  const replicas = wantedReplicas(deployment);
  const one = activeOrLatest(newest, old);
  if (one) {
    if (wanted(one) !== replicas || desiredReplicas(one) !== replicas) scaleSet(api, deployment, one, replicas);
    return;
  }
  if (newest && isSaturated(deployment, newest)) {
    for (const set of old) if (wanted(set) > 0) scaleSet(api, deployment, set, 0);
    return;
  }
  if (!isRollingUpdate(deployment)) return;
  const active = [...old, ...(newest ? [newest] : [])].filter((set) => wanted(set) > 0);
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - total(active);
  // Larger sets first; of equal ones the newer when growing, the older when shrinking.
  active.sort((a, b) => wanted(b) - wanted(a) || (toAdd > 0 ? byAge(b, a) : byAge(a, b)));
  let added = 0;
  const sizes = active.map((set) => {
    const part = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added);
    added += part;
    return wanted(set) + part;
  });
  active.forEach((set, index) => {
    const size = (sizes[index] ?? 0) + (index === 0 ? toAdd - added : 0);
    scaleSet(api, deployment, set, Math.max(0, size));
  });
}

function activeOrLatest(newest: ReplicaSet | undefined, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  const all = [...old, ...(newest ? [newest] : [])];
  const active = all.filter((set) => wanted(set) > 0);
  if (active.length > 1) return undefined;
  return active[0] ?? newest ?? [...old].sort(byAge).at(-1);
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const replicas = wantedReplicas(deployment);
  return (
    wanted(set) === replicas && desiredReplicas(set) === replicas && (set.status?.availableReplicas ?? 0) === replicas
  );
}

/** GetReplicaSetProportion. */
function proportion(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (wanted(set) === 0) return 0;
  const rest = toAdd - added;
  if (rest === 0) return 0;
  const fraction = setFraction(set, deployment);
  return toAdd > 0 ? Math.min(fraction, rest) : Math.max(fraction, rest);
}

function setFraction(set: ReplicaSet, deployment: Deployment): number {
  const replicas = wantedReplicas(deployment);
  if (replicas === 0) return -wanted(set);
  const before = maxReplicas(set) ?? set.status?.replicas ?? 0;
  if (before === 0) return 0;
  return Math.round((wanted(set) * (replicas + maxSurge(deployment))) / before) - wanted(set);
}
