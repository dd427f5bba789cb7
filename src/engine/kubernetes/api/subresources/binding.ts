import { badRequest, conflict, invalid, notFound } from '../api-error';
import type { Json, JsonObject, KubeObject } from '../object';
import { current, type Caller } from '../operations/caller';
import { update } from '../operations/update';
import { isObject } from '../patch/merge-patch';
import { findResource } from '../registry';
import { nowText } from '../store';

const POD_BINDING = { group: '', plural: 'pods/binding' };

/** Gives a Pod to a node, as the scheduler does through the `binding` subresource (pkg/registry/core/pod/storage BindingREST). Throws ApiError. */
export function bindPod(caller: Caller, namespace: string, name: string, binding: KubeObject): void {
  const { world } = caller;
  const type = findResource(world, '', 'v1', 'pods');
  if (!type) return;
  const { target } = binding as KubeObject & { readonly target?: Json };
  const node = isObject(target) && typeof target.name === 'string' ? target.name : '';
  const kind = isObject(target) && typeof target.kind === 'string' ? target.kind : '';
  if (kind !== '' && kind !== 'Node' && kind !== 'Minion') {
    throw invalid({ group: '', kind: 'Binding' }, binding.metadata.name ?? '', [
      {
        type: 'FieldValueNotSupported',
        field: 'target.kind',
        value: kind,
        detail: 'supported values: "Node", "<empty>"',
      },
    ]);
  }
  if (node === '') {
    throw invalid({ group: '', kind: 'Binding' }, binding.metadata.name ?? '', [
      { type: 'FieldValueRequired', field: 'target.name', detail: '' },
    ]);
  }
  const given = binding.metadata.name ?? '';
  if (given !== '' && given !== name) throw badRequest('name in URL does not match name in Binding object');
  const pod = current(world, type, namespace, name);
  if (!pod) throw notFound(type, name);
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw conflict(POD_BINDING, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  }
  const { spec } = pod as KubeObject & { readonly spec?: JsonObject };
  if (spec?.nodeName) {
    throw conflict(POD_BINDING, name, `pod ${name} is already assigned to node ${JSON.stringify(spec.nodeName)}`);
  }
  update(caller, type, namespace, name, (existing) => bound(existing, node, nowText(world)), {
    subresource: 'binding',
  });
}

function bound(pod: KubeObject, node: string, now: string): KubeObject {
  const { spec, status } = pod as KubeObject & { readonly spec?: JsonObject; readonly status?: JsonObject };
  const old = Array.isArray(status?.conditions) ? (status.conditions as readonly JsonObject[]) : [];
  const scheduled: JsonObject = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now };
  const others = old.filter((condition) => condition.type !== 'PodScheduled');
  return {
    ...pod,
    spec: { ...spec, nodeName: node },
    status: { ...status, conditions: [...others, scheduled] },
  } as KubeObject;
}
