import { forbidden, resourceName } from '../api-error';
import type { PodSpec } from '../kinds/pod-spec/types';
import type { KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { compareQuantity } from '../quantity';
import { addAmounts, amountsText, growth, maskedAmounts, type Amounts } from '../quota/amounts';
import { countingNames, inScopes, missingAmounts, usageOf, type Quota } from '../quota/usage';
import { nowMs, readObjects, storeObject } from '../store';
import type { AdmissionRequest } from './chain';

/** Nothing is made that a ResourceQuota has no room for; what is made is noted there at once (apiserver's pkg/admission/plugin/resourcequota). */
export function resourceQuota(caller: Caller, request: AdmissionRequest): KubeObject {
  const { object, namespace, type } = request;
  if (!request.validating || namespace === '' || !handles(request)) return object;
  const quotas = readObjects(caller.world, 'resourcequotas', namespace) as readonly Quota[];
  if (quotas.length === 0) return object;
  const resource = resourceName(type);
  const now = nowMs(caller.world);
  const usage = usageOf(resource, object, now);
  const charged: [Quota, Amounts][] = [];
  for (const quota of quotas) {
    const { name = '' } = quota.metadata;
    const hard = quota.status?.hard ?? {};
    const names = countingNames(resource, Object.keys(hard));
    if (names.length === 0 || !inScopes(quota, resource, object)) continue;
    const refuse = (cause: string): never => {
      throw forbidden(type, object.metadata.name ?? '', cause);
    };
    if (resource === 'pods') {
      const missing = missingAmounts((object as { readonly spec?: PodSpec }).spec, names);
      if (missing !== undefined) refuse(`failed quota: ${name}: ${missing}`);
    }
    const used = quota.status?.used ?? {};
    if (names.some((one) => used[one] === undefined)) {
      refuse(`status unknown for quota: ${name}, resources: ${[...names].sort().join(',')}`);
    }
    const before = request.old && inScopes(quota, resource, request.old) ? usageOf(resource, request.old, now) : {};
    const requested = maskedAmounts(growth(usage, before), new Set(names));
    const next = addAmounts(used, requested);
    const exceeded = new Set(Object.keys(requested).filter((one) => compareQuantity(next[one], hard[one]) > 0));
    if (exceeded.size > 0) {
      const part = (amounts: Amounts): string =>
        amountsText(Object.fromEntries([...exceeded].map((one) => [one, amounts[one] ?? '0'])));
      refuse(`exceeded quota: ${name}, requested: ${part(requested)}, used: ${part(used)}, limited: ${part(hard)}`);
    }
    if (Object.keys(requested).length > 0) charged.push([quota, next]);
  }
  if (caller.dryRun) return object;
  for (const [quota, used] of charged) {
    storeObject(caller.world, 'resourcequotas', { ...quota, status: { ...quota.status, used } });
  }
  return object;
}

/** Services and claims may come to count for more later; of everything else only the making counts. */
function handles({ type, operation, subresource }: AdmissionRequest): boolean {
  if (subresource !== undefined) return false;
  if (operation === 'CREATE') return true;
  return operation === 'UPDATE' && type.group === '' && ['services', 'persistentvolumeclaims'].includes(type.plural);
}
