import { documentationOf, loadDocumentation } from '../../engine/kubernetes/api/openapi/documentation';
import { BUILT_IN_KINDS } from '../../engine/kubernetes/api/kinds';
import {
  typeInfo,
  typeNameOf,
  type FieldInfo,
  type Scalar,
  type ValueType,
} from '../../engine/kubernetes/api/schema/type-info';

/** What the API knows of the fields of a manifest: names, types, documentation, allowed values. */
export interface FieldMeaning {
  readonly name: string;
  /** As `kubectl explain` writes it: `<[]Container>`. */
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly values: readonly string[];
  /** What stands below it: a map or a list opens a line of its own. */
  readonly holds: 'scalar' | 'list' | 'map';
}

/** A step into a manifest: a field's name, or the place in a list. */
export type Path = readonly (string | number)[];

/** Loads the API's documentation, once; without it fields have no descriptions. */
export function loadFieldDocumentation(): Promise<void> {
  return loadDocumentation();
}

/** Kinds that have a schema: `apiVersion` and `kind` as a manifest writes them. */
export function knownKinds(): readonly { readonly apiVersion: string; readonly kind: string }[] {
  return BUILT_IN_KINDS.map(({ group, version, kind }) => ({
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
  }));
}

/** The type of a manifest's root; undefined for a kind that the schema does not have. */
export function rootType(apiVersion: string, kind: string): string | undefined {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const name = typeNameOf(group, version, kind);
  return typeInfo(name) && name;
}

/** The fields that may stand at a path below a root type. Undefined where no names are prescribed (labels), or the path leads nowhere. */
export function fieldsAt(root: string, path: Path): readonly FieldMeaning[] | undefined {
  const type = typeAt(root, path);
  const info = type?.kind === 'object' ? typeInfo(type.type) : undefined;
  if (!info) return undefined;
  const own = [...info.fields.values()].map((field) => meaning(info.name, field));
  return path.length === 0 ? [...TYPE_META, ...own] : own;
}

/** What the field at a path means. */
export function fieldAt(root: string, path: Path): FieldMeaning | undefined {
  const names = path.filter((step): step is string => typeof step === 'string');
  const name = names.at(-1);
  if (name === undefined) return undefined;
  if (names.length === 1) {
    const own = TYPE_META.find((field) => field.name === name);
    if (own) return own;
  }
  let at = path.length - 1;
  while (at >= 0 && path[at] !== name) at--;
  const parent = typeAt(root, path.slice(0, at));
  const info = parent?.kind === 'object' ? typeInfo(parent.type) : undefined;
  const field = info?.fields.get(name);
  return info && field && meaning(info.name, field);
}

const TYPE_META: readonly FieldMeaning[] = [
  { name: 'apiVersion', type: '<string>', required: true, description: 'Group and version of the API that this object belongs to.', values: [], holds: 'scalar' }, // prettier-ignore
  {
    name: 'kind',
    type: '<string>',
    required: true,
    description: 'What kind of object this is.',
    values: [],
    holds: 'scalar',
  },
];

function typeAt(root: string, path: Path): ValueType | undefined {
  let type: ValueType | undefined = { kind: 'object', type: root };
  for (const step of path) {
    if (type === undefined) return undefined;
    if (typeof step === 'number') type = type.kind === 'list' ? type.of : undefined;
    else if (type.kind === 'map') type = type.of;
    else if (type.kind === 'object') type = typeInfo(type.type)?.fields.get(step)?.type;
    else return undefined;
  }
  return type;
}

function meaning(type: string, field: FieldInfo): FieldMeaning {
  const { description, values } = documentationOf(type, field.name);
  return {
    name: field.name,
    type: `<${typeText(field.type)}>`,
    required: field.required,
    description,
    values: values ?? (field.type.kind === 'scalar' && field.type.scalar === 'b' ? ['true', 'false'] : []),
    holds: field.type.kind === 'list' ? 'list' : field.type.kind === 'scalar' ? 'scalar' : 'map',
  };
}

const SCALARS: Readonly<Record<Scalar, string>> = {
  s: 'string', i: 'integer', l: 'integer', b: 'boolean', d: 'number', y: 'bytes', t: 'Time', T: 'MicroTime', D: 'Duration',
  q: 'Quantity', x: 'IntOrString', r: 'Object', f: 'FieldsV1', a: 'JSON',
}; // prettier-ignore

function typeText(type: ValueType): string {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.scalar];
    case 'object':
      return type.type.slice(type.type.lastIndexOf('.') + 1);
    case 'list':
      return `[]${typeText(type.of)}`;
    case 'map':
      return `map[string]${typeText(type.of)}`;
  }
}
