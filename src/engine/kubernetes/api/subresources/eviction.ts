import { ApiError, badRequest, notFound } from '../api-error';
import { matchesLabelSelector } from '../label-selector';
import type { Json, JsonObject, KubeObject } from '../object';
import { current, type Caller } from '../operations/caller';
import { remove, type DeleteOptions } from '../operations/delete';
import { update } from '../operations/update';
import { isObject } from '../patch/merge-patch';
import { findResource } from '../registry';
import { nowText, readObjects } from '../store';

type Budget = KubeObject & { readonly spec?: JsonObject; readonly status?: JsonObject };

const TOO_MANY = "Cannot evict pod as it would violate the pod's disruption budget.";

/** Deletes a Pod when its disruption budget allows it (pkg/registry/core/pod/storage/eviction.go). Throws ApiError. */
export function evictPod(caller: Caller, namespace: string, name: string, eviction: KubeObject): void {
  const { world } = caller;
  const type = findResource(world, '', 'v1', 'pods');
  if (!type) return;
  const given = eviction.metadata.name ?? '';
  if (given !== '' && given !== name) throw badRequest('name in URL does not match name in Eviction object');
  const pod = current(world, type, namespace, name);
  if (!pod) throw notFound(type, name);
  const { deleteOptions } = eviction as KubeObject & { readonly deleteOptions?: Json };
  const options = isObject(deleteOptions) ? (deleteOptions as DeleteOptions & JsonObject) : {};
  if (!mayGoAnyway(pod)) spendBudget(caller, namespace, pod);
  remove(caller, type, namespace, name, options);
}

/** canIgnorePDB: a Pod that does not run, or goes already, needs no budget. */
function mayGoAnyway({ status, metadata }: Budget): boolean {
  const phase = status?.phase;
  return phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || metadata.deletionTimestamp !== undefined;
}

function spendBudget(caller: Caller, namespace: string, pod: KubeObject): void {
  const { world } = caller;
  const budgets = readObjects(world, 'poddisruptionbudgets.policy', namespace).filter((budget) => covers(budget, pod));
  const [budget] = budgets as readonly (Budget | undefined)[];
  if (!budget) return;
  if (budgets.length > 1) {
    const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new ApiError(500, 'InternalError', message);
  }
  const { status = {}, metadata } = budget;
  const name = metadata.name ?? '';
  const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
  if (number(status.observedGeneration) < (metadata.generation ?? 0)) {
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`, 10);
  }
  if (number(status.disruptionsAllowed) <= 0) {
    const healthy = number(status.currentHealthy);
    throw tooMany(
      `The disruption budget ${name} needs ${number(status.desiredHealthy)} healthy pods and has ${healthy} currently`,
    );
  }
  const type = findResource(world, 'policy', 'v1', 'poddisruptionbudgets');
  if (!type) return;
  const disrupted = isObject(status.disruptedPods) ? status.disruptedPods : {};
  const next: JsonObject = {
    ...status,
    disruptionsAllowed: number(status.disruptionsAllowed) - 1,
    disruptedPods: { ...disrupted, [pod.metadata.name ?? '']: nowText(world) },
  };
  update(caller, type, namespace, name, (existing) => ({ ...existing, status: next }) as KubeObject, {
    subresource: 'status',
  });
}

function covers(budget: Budget, pod: KubeObject): boolean {
  const selector = budget.spec?.selector;
  return isObject(selector) && matchesLabelSelector(selector, pod.metadata.labels ?? {});
}

function tooMany(cause: string, retryAfterSeconds?: number): ApiError {
  return new ApiError(429, 'TooManyRequests', TOO_MANY, {
    causes: [{ reason: 'DisruptionBudget', message: cause }],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}
