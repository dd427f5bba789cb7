import { contentHash } from '../generators/hash';
import { isMap, textAt, withAt, type ApiObject, type Json } from '../json/types';
import type { Resource } from './build';

/** Adds the hashes of generated names, and follows every change of a name in what refers to it (kustomize's namereference). */
export function withReferences(resources: readonly Resource[]): readonly Resource[] {
  const hashed = resources.map(withHash);
  const names = new Map<string, string>();
  for (const { object, original } of hashed) {
    const name = textAt(object, 'metadata', 'name');
    if (name !== original) names.set(`${object.kind ?? ''}/${original}`, name);
  }
  if (names.size === 0) return hashed;
  return hashed.map((resource) => ({ ...resource, object: follow(resource.object, '', names) as ApiObject }));
}

function withHash(resource: Resource): Resource {
  if (resource.hashed !== true) return resource;
  const { object } = resource;
  const name = textAt(object, 'metadata', 'name');
  const data = object.data ?? '';
  const hash = contentHash({
    data,
    kind: object.kind ?? '',
    name: '',
    ...(object.kind === 'Secret' && { type: object.type }),
  });
  return { ...resource, object: withAt(object, ['metadata', 'name'], `${name}-${hash}`) as ApiObject };
}

/** The kind that a field with a `name` inside refers to. */
const BY_FIELD: ReadonlyMap<string, string> = new Map([
  ['configMapRef', 'ConfigMap'],
  ['configMapKeyRef', 'ConfigMap'],
  ['configMap', 'ConfigMap'],
  ['secretRef', 'Secret'],
  ['secretKeyRef', 'Secret'],
  ['imagePullSecrets', 'Secret'],
  ['service', 'Service'],
]);

/** The kind that a field's own text names. */
const BY_TEXT: ReadonlyMap<string, string> = new Map([
  ['secretName', 'Secret'],
  ['serviceAccountName', 'ServiceAccount'],
  ['serviceAccount', 'ServiceAccount'],
  ['claimName', 'PersistentVolumeClaim'],
  ['serviceName', 'Service'],
]);

function follow(value: Json, field: string, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item: Json) => follow(item, field, names));
  if (!isMap(value)) return value;
  const kind =
    BY_FIELD.get(field) ??
    (field === 'roleRef' || field === 'subjects' || field === 'scaleTargetRef' ? textAt(value, 'kind') : undefined);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => {
      if (typeof item === 'string') {
        const target = key === 'name' ? kind : BY_TEXT.get(key);
        return [key, (target === undefined ? undefined : names.get(`${target}/${item}`)) ?? item];
      }
      return [key, follow(item ?? null, key, names)];
    }),
  );
}
