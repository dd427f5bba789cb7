import type { Deployment, ReplicaSet } from '../../objects/kinds';
import type { ControllerClient } from '../client';
import { available, byAge, maxUnavailable, newSetReplicas, scaleSet, total, wanted, wantedReplicas } from './replicas';

/** One step of a rolling update (pkg/controller/deployment/rolling.go); answers whether it changed anything. */
export function rollingStep(
  api: ControllerClient,
  deployment: Deployment,
  newest: ReplicaSet,
  old: readonly ReplicaSet[],
): boolean {
  const size = wanted(newest);
  const replicas = wantedReplicas(deployment);
  if (size > replicas) {
    scaleSet(api, deployment, newest, replicas);
    return true;
  }
  if (size < replicas) {
    const next = newSetReplicas(deployment, [...old, newest], size);
    if (next !== size) {
      scaleSet(api, deployment, newest, next);
      return true;
    }
  }
  return shrinkOld(api, deployment, newest, old);
}

/** Old sets shrink as far as enough Pods stay available (reconcileOldReplicaSets). */
function shrinkOld(
  api: ControllerClient,
  deployment: Deployment,
  newest: ReplicaSet,
  old: readonly ReplicaSet[],
): boolean {
  if (total(old) === 0) return false;
  const least = wantedReplicas(deployment) - maxUnavailable(deployment);
  const notAvailable = wanted(newest) - available(newest);
  const most = total([...old, newest]) - least - notAvailable;
  if (most <= 0) return false;
  const sorted = [...old].filter((set) => wanted(set) > 0).sort(byAge);
  let removed = 0;
  // Pods that are not available cost nothing (cleanupUnhealthyReplicas).
  const healthy = sorted.map((set) => {
    const unhealthy = Math.min(most - removed, wanted(set) - available(set));
    if (unhealthy <= 0) return set;
    removed += unhealthy;
    return scaleSet(api, deployment, set, wanted(set) - unhealthy);
  });
  const availableNow = healthy.reduce((sum, set) => sum + available(set), available(newest));
  let spare = availableNow - least;
  for (const set of healthy) {
    if (spare <= 0) break;
    const down = Math.min(wanted(set), spare);
    if (down <= 0) continue;
    scaleSet(api, deployment, set, wanted(set) - down);
    spare -= down;
    removed += down;
  }
  return removed > 0;
}
