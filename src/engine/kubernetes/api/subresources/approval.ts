import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { update } from '../operations/update';
import type { ResourceType } from '../resource-type';
import { nowText } from '../store';

type Request = KubeObject & { readonly status?: JsonObject };

/** `certificatesigningrequests/approval`: only the conditions change (pkg/registry/certificates/certificates/strategy.go). Throws ApiError. */
export function approve(caller: Caller, type: ResourceType, name: string, sent: KubeObject): KubeObject {
  const { status } = sent as Request;
  const now = nowText(caller.world);
  const conditions = (Array.isArray(status?.conditions) ? (status.conditions as readonly JsonObject[]) : []).map(
    (condition) => ({
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? now,
      lastTransitionTime: condition.lastTransitionTime ?? now,
    }),
  );
  return update<Request>(
    caller,
    type,
    '',
    name,
    (existing): Request => ({ ...existing, status: { ...existing.status, conditions } }),
    { subresource: 'status' },
  );
}
