import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { specOf, type AdmissionRequest } from './chain';

const NOT_READY = 'node.kubernetes.io/not-ready';

/** A new node takes no Pods until it is known to be ready (plugin/pkg/admission/nodetaint, TaintNodesByCondition). */
export function nodeTaint(_caller: Caller, request: AdmissionRequest): KubeObject {
  const { type, operation, object, validating, subresource } = request;
  if (type.plural !== 'nodes' || type.group !== '' || operation !== 'CREATE' || validating || subresource)
    return object;
  const spec = specOf(object);
  const taints = Array.isArray(spec.taints) ? (spec.taints as readonly JsonObject[]) : [];
  if (taints.some(({ key, effect }) => key === NOT_READY && effect === 'NoSchedule')) return object;
  return { ...object, spec: { ...spec, taints: [...taints, { key: NOT_READY, effect: 'NoSchedule' }] } } as KubeObject;
}
