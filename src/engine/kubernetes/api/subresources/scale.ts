import { invalid } from '../api-error';
import type { Json, JsonObject, KubeObject } from '../object';
import { isObject } from '../patch/merge-patch';
import type { ScalePaths } from '../resource-type';
import { selectorText } from '../tables/cells';

/** The kind that the `scale` subresource speaks (autoscaling/v1). */
export const SCALE_KIND = { group: 'autoscaling', version: 'v1', kind: 'Scale' } as const;

/** An object as autoscaling/v1 Scale: how many there should be, how many there are, and whom that counts. */
export function scaleOf(object: KubeObject, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const wanted = at(object, paths.specReplicas);
  const selector = paths.labelSelector === undefined ? undefined : at(object, paths.labelSelector);
  const scale = {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      uid,
      resourceVersion,
      ...(creationTimestamp !== undefined && { creationTimestamp }),
    },
    spec: typeof wanted === 'number' && wanted !== 0 ? { replicas: wanted } : {},
    status: {
      replicas: at(object, paths.statusReplicas) ?? 0,
      ...(selector !== undefined && { selector: selectorAsText(selector) }),
    },
  };
  return scale;
}

function selectorAsText(selector: Json): string {
  if (typeof selector === 'string') return selector;
  return isObject(selector) ? selectorText(selector) : '';
}

/** The object with the number that a Scale asks for. Throws ApiError when it asks for less than none. */
export function withScale(object: KubeObject, scale: KubeObject, paths: ScalePaths): KubeObject {
  const replicas = at(scale, '.spec.replicas') ?? 0;
  if (typeof replicas === 'number' && replicas < 0) {
    throw invalid(SCALE_KIND, object.metadata.name ?? '', [
      {
        type: 'FieldValueInvalid',
        field: 'spec.replicas',
        value: replicas,
        detail: 'must be greater than or equal to 0',
      },
    ]);
  }
  const { resourceVersion } = scale.metadata;
  const changed = put(object as unknown as JsonObject, steps(paths.specReplicas), replicas) as unknown as KubeObject;
  if (!resourceVersion) return changed;
  return { ...changed, metadata: { ...changed.metadata, resourceVersion } };
}

function steps(path: string): readonly string[] {
  return path.split('.').filter((step) => step !== '');
}

function at(object: KubeObject, path: string): Json | undefined {
  let value: Json | undefined = object as unknown as JsonObject;
  for (const step of steps(path)) value = isObject(value) ? value[step] : undefined;
  return value;
}

function put(target: JsonObject, [head, ...rest]: readonly string[], value: Json): JsonObject {
  if (head === undefined) return target;
  const inner = target[head];
  return { ...target, [head]: rest.length === 0 ? value : put(isObject(inner) ? inner : {}, rest, value) };
}
