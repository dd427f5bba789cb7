import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { isPodCreation, specOf, type AdmissionRequest } from './chain';

const KEYS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** A Pod stays five minutes on a node that is lost (plugin/pkg/admission/defaulttolerationseconds). */
export function defaultTolerations(_caller: Caller, request: AdmissionRequest): KubeObject {
  const { object } = request;
  if (!isPodCreation(request)) return object;
  const spec = specOf(object);
  const given = Array.isArray(spec.tolerations) ? (spec.tolerations as readonly JsonObject[]) : [];
  const missing = KEYS.filter((key) => !given.some((toleration) => tolerates(toleration, key)));
  if (missing.length === 0) return object;
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return { ...object, spec: { ...spec, tolerations: [...given, ...added] } } as KubeObject;
}

function tolerates({ key, effect }: JsonObject, wanted: string): boolean {
  return (!key || key === wanted) && (!effect || effect === 'NoExecute');
}
