import type { Deployment, ReplicaSet } from '../../objects/kinds';
import { scaledValue } from '../../objects/int-or-string';
import type { ControllerClient } from '../client';
import { desiredReplicas, maxReplicas, revisionOf, withReplicas } from './annotations';

/** How many Pods a Deployment wants, and the changing of its ReplicaSets' numbers. */

export function wantedReplicas(deployment: Deployment): number {
  return deployment.spec?.replicas ?? 1;
}

export function wanted(set: ReplicaSet): number {
  return set.spec?.replicas ?? 1;
}

export function available(set: ReplicaSet): number {
  return set.status?.availableReplicas ?? 0;
}

export function total(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + wanted(set), 0);
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec?.strategy?.type !== 'Recreate';
}

/** maxSurge rounded up, maxUnavailable rounded down, and one unavailable where both are nothing (ResolveFenceposts). */
function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const replicas = wantedReplicas(deployment);
  const { maxSurge, maxUnavailable } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, replicas, true);
  const unavailable = scaledValue(maxUnavailable, replicas, false);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0;
}

export function maxUnavailable(deployment: Deployment): number {
  if (!isRollingUpdate(deployment) || wantedReplicas(deployment) === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, wantedReplicas(deployment));
}

/** How many the newest set may have now (NewRSNewReplicas). */
export function newSetReplicas(deployment: Deployment, all: readonly ReplicaSet[], newest: number): number {
  const replicas = wantedReplicas(deployment);
  if (!isRollingUpdate(deployment)) return replicas;
  const room = replicas + maxSurge(deployment) - total(all);
  return room <= 0 ? newest : newest + Math.min(room, replicas - newest);
}

/** Sets a ReplicaSet's number and tells of it (scaleReplicaSet). */
export function scaleSet(api: ControllerClient, deployment: Deployment, set: ReplicaSet, replicas: number): ReplicaSet {
  const desired = wantedReplicas(deployment);
  const most = desired + maxSurge(deployment);
  const from = wanted(set);
  if (from === replicas && desiredReplicas(set) === desired && maxReplicas(set) === most) return set;
  const scaled = api.update('replicasets.apps', set, (old) => ({
    ...old,
    metadata: { ...old.metadata, annotations: withReplicas(old.metadata.annotations, desired, most) },
    spec: { ...old.spec, selector: old.spec?.selector ?? {}, replicas },
  }));
  if (from !== replicas) tellScaling(api, deployment, scaled, from, replicas);
  return scaled;
}

export function tellScaling(
  api: ControllerClient,
  deployment: Deployment,
  set: ReplicaSet,
  from: number,
  to: number,
): void {
  const direction = to > from ? 'up' : 'down';
  api.event(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${set.metadata.name ?? ''} from ${from} to ${to}`,
    from: 'deployment-controller',
  });
}

/** Oldest first. */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [before = '', after = ''] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (before !== after) return before < after ? -1 : 1;
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
}

/** The number of a new revision: one more than any (MaxRevision). */
export function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}
