import type { Condition, Pod } from './kinds';

/** What a Pod's status says, as controllers ask it (pkg/api/v1/pod/util.go, pkg/controller/controller_utils.go). */

export function podCondition(pod: Pod, type: string): Condition | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

export function isReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Ready for at least so long. */
export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return false;
  if (minReadySeconds === 0) return true;
  const since = ready.lastTransitionTime;
  return typeof since === 'string' && Date.parse(since) + minReadySeconds * 1000 <= nowMs;
}

/** Succeeded or failed: it will never run again. */
export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isDeleting(object: { readonly metadata: { readonly deletionTimestamp?: string } }): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

/** Neither over nor on its way out (IsPodActive). */
export function isActive(pod: Pod): boolean {
  return !isTerminal(pod) && !isDeleting(pod);
}

/** On its way out and not over yet (IsPodTerminating). */
export function isTerminating(pod: Pod): boolean {
  return !isTerminal(pod) && isDeleting(pod);
}

/** How often its containers were started again. */
export function restarts(pod: Pod): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
}
