import type { JsonObject } from '../object';
import { typeInfo, type FieldInfo, type Scalar, type ValueType } from '../schema/type-info';
import { documentationOf } from './documentation';

/** Scalars that OpenAPI knows as types of their own. */
const NAMED_SCALARS: ReadonlyMap<Scalar, string> = new Map([
  ['t', 'io.k8s.apimachinery.pkg.apis.meta.v1.Time'],
  ['T', 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime'],
  ['D', 'io.k8s.apimachinery.pkg.apis.meta.v1.Duration'],
  ['q', 'io.k8s.apimachinery.pkg.api.resource.Quantity'],
  ['x', 'io.k8s.apimachinery.pkg.util.intstr.IntOrString'],
  ['r', 'io.k8s.apimachinery.pkg.runtime.RawExtension'],
  ['f', 'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1'],
  ['a', 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON'],
]);

const SCALAR_SCHEMAS: Readonly<Record<Scalar, JsonObject>> = {
  s: { type: 'string' },
  i: { type: 'integer', format: 'int32' },
  l: { type: 'integer', format: 'int64' },
  b: { type: 'boolean' },
  d: { type: 'number', format: 'double' },
  y: { type: 'string', format: 'byte' },
  t: { type: 'string', format: 'date-time' },
  T: { type: 'string', format: 'date-time' },
  D: { type: 'string' },
  q: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  x: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  r: { type: 'object' },
  f: { type: 'object' },
  a: {},
};

const SCALAR_OF_NAME: ReadonlyMap<string, Scalar> = new Map([...NAMED_SCALARS].map(([scalar, name]) => [name, scalar]));

/** A kind whose schema says that it is one (`x-kubernetes-group-version-kind`). */
export interface RootType {
  readonly type: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The schemas of some kinds and of everything they refer to, by name. */
export function componentSchemas(roots: readonly RootType[]): JsonObject {
  const schemas = new Map<string, JsonObject>();
  const waiting = [...roots.map(({ type }) => type), 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (schemas.has(name)) continue;
    const scalar = SCALAR_OF_NAME.get(name);
    const schema = scalar ? { ...described(name), ...SCALAR_SCHEMAS[scalar] } : objectSchema(name, waiting);
    schemas.set(name, schema);
  }
  for (const { type, group, version, kind } of roots) {
    const schema = schemas.get(type) ?? {};
    schemas.set(type, { ...schema, 'x-kubernetes-group-version-kind': [{ group, kind, version }] });
  }
  return Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function described(name: string): JsonObject {
  const { description } = documentationOf(name);
  return description === '' ? {} : { description };
}

function objectSchema(name: string, waiting: string[]): JsonObject {
  const info = typeInfo(name);
  if (!info) return { type: 'object' };
  const root = info.fields.has('metadata') && !name.endsWith('TemplateSpec');
  const typeFields: [string, JsonObject][] = root
    ? ['apiVersion', 'kind'].map((field) => [field, { ...documentedText(name, field), type: 'string' }])
    : [];
  const own = [...info.fields.values()].map((field): [string, JsonObject] => [
    field.name,
    fieldSchema(name, field, waiting),
  ]);
  const required = [...info.fields.values()].filter((field) => field.required).map((field) => field.name);
  return {
    ...described(name),
    type: 'object',
    ...(required.length > 0 && { required: required.sort() }),
    ...(info.atomic && { 'x-kubernetes-map-type': 'atomic' }),
    properties: Object.fromEntries([...typeFields, ...own].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The two fields that every kind has, in the words of meta/v1 TypeMeta. */
function documentedText(name: string, field: string): JsonObject {
  const { description } = documentationOf(name, field);
  return { description: description === '' ? (TYPE_META[field] ?? '') : description };
}

const CONVENTIONS = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md';
const TYPE_META: Readonly<Record<string, string>> = {
  apiVersion: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${CONVENTIONS}#resources`,
  kind: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${CONVENTIONS}#types-kinds`,
};

/** The fields that every custom resource has besides its own. */
export const TYPE_META_SCHEMAS: JsonObject = {
  apiVersion: { description: TYPE_META.apiVersion, type: 'string' },
  kind: { description: TYPE_META.kind, type: 'string' },
  metadata: {
    description: `Standard object's metadata. More info: ${CONVENTIONS}#metadata`,
    allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }],
  },
};

function fieldSchema(type: string, field: FieldInfo, waiting: string[]): JsonObject {
  const { description, values } = documentationOf(type, field.name);
  const of = valueSchema(field.type, waiting, true);
  const inner = values && field.type.kind === 'list' ? { ...of, items: { type: 'string', enum: values } } : of;
  return {
    ...(description !== '' && { description }),
    ...inner,
    ...(values && field.type.kind === 'scalar' && { enum: values }),
    ...extensions(field),
  };
}

function extensions(field: FieldInfo): JsonObject {
  const { type, listType, listKeys, mergeKey, retainKeys } = field;
  const strategies = [...(retainKeys ? ['retainKeys'] : []), ...(mergeKey === undefined ? [] : ['merge'])];
  return {
    ...(listType === 'map' && { 'x-kubernetes-list-map-keys': listKeys }),
    ...(type.kind === 'list' && listType && { 'x-kubernetes-list-type': listType }),
    ...(type.kind !== 'list' && listType === 'atomic' && { 'x-kubernetes-map-type': 'atomic' }),
    ...(mergeKey && { 'x-kubernetes-patch-merge-key': mergeKey }),
    ...(strategies.length > 0 && { 'x-kubernetes-patch-strategy': strategies.sort().reverse().join(',') }),
  };
}

/** References stand in `allOf` beside a description, as kube-openapi writes version 3. */
function valueSchema(type: ValueType, waiting: string[], ofField = false): JsonObject {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: itemSchema(type.of, waiting) };
    case 'map':
      return { type: 'object', additionalProperties: itemSchema(type.of, waiting) };
    case 'object':
      return reference(type.type, waiting, ofField);
    case 'scalar': {
      const name = NAMED_SCALARS.get(type.scalar);
      return name ? reference(name, waiting, ofField) : SCALAR_SCHEMAS[type.scalar];
    }
  }
}

function itemSchema(type: ValueType, waiting: string[]): JsonObject {
  const schema = valueSchema(type, waiting, true);
  return 'allOf' in schema ? { ...schema, default: {} } : schema;
}

function reference(name: string, waiting: string[], ofField: boolean): JsonObject {
  waiting.push(name);
  const link = { $ref: `#/components/schemas/${name}` };
  return ofField ? { allOf: [link] } : link;
}
