import types from './types.json';

/**
 * What the API server knows of the fields of the built-in kinds: Kubernetes v1.35's own definitions, in the compact form that
 * scripts/kubernetes/schema.mjs writes (types.json). Everything that must know a field's type reads it from here: strict decoding, protobuf,
 * strategic merge, server-side apply, OpenAPI.
 */

/** Values that are no objects: string, int32, int64, bool, double, bytes, Time, MicroTime, Duration, Quantity, IntOrString, RawExtension, FieldsV1, any JSON. */
export type Scalar = 's' | 'i' | 'l' | 'b' | 'd' | 'y' | 't' | 'T' | 'D' | 'q' | 'x' | 'r' | 'f' | 'a';

export type ValueType =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'object'; readonly type: string }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'map'; readonly of: ValueType };

export interface FieldInfo {
  readonly name: string;
  /** Its number in protobuf. */
  readonly number: number;
  readonly type: ValueType;
  readonly required: boolean;
  /** Go keeps it behind a pointer, so that its empty value differs from none. */
  readonly pointer: boolean;
  /** When Go leaves it out: never, when it is empty (`omitempty`), when it is a zero struct too (`omitzero`). */
  readonly omit: 'never' | 'empty' | 'zero';
  /** Strategic merge: items merge by this key; '' for a list of plain values that merges. */
  readonly mergeKey: string | undefined;
  /** Strategic merge: what the patch does not name is dropped. */
  readonly retainKeys: boolean;
  /** Server-side apply: how a list is owned (x-kubernetes-list-type), or that a map or struct is owned as a whole. */
  readonly listType: 'map' | 'set' | 'atomic' | undefined;
  readonly listKeys: readonly string[];
  /** Go's name of the type when it is a named one: `ServiceType`. */
  readonly goName: string | undefined;
}

export interface TypeInfo {
  readonly name: string;
  /** Every field by its name in JSON, those of embedded types too. */
  readonly fields: ReadonlyMap<string, FieldInfo>;
  /** Every field by its number, and embedded types by theirs. */
  readonly byNumber: ReadonlyMap<number, FieldInfo | { readonly embedded: string }>;
  /** Server-side apply owns it as a whole (`structType=atomic`). */
  readonly atomic: boolean;
}

const TYPES: ReadonlyMap<string, string> = new Map(Object.entries(types));
const parsed = new Map<string, TypeInfo>();

/** A type by its name in OpenAPI: `io.k8s.api.core.v1.Pod`. */
export function typeInfo(name: string): TypeInfo | undefined {
  const known = parsed.get(name);
  if (known) return known;
  const text = TYPES.get(name);
  if (text === undefined) return undefined;
  const info = parseType(name, text);
  parsed.set(name, info);
  return info;
}

/** The name in OpenAPI of a kind's type. */
export function typeNameOf(group: string, version: string, kind: string): string {
  if (group.includes('.') && !group.endsWith('.k8s.io')) {
    return `${group.split('.').reverse().join('.')}.${version}.${kind}`;
  }
  const short = group === '' ? 'core' : (group.split('.')[0] ?? '');
  if (group === 'apiextensions.k8s.io') {
    return `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.${version}.${kind}`;
  }
  return `io.k8s.api.${short}.${version}.${kind}`;
}

function parseType(name: string, text: string): TypeInfo {
  const fields = new Map<string, FieldInfo>();
  const byNumber = new Map<number, FieldInfo | { readonly embedded: string }>();
  for (const part of text.split(' ')) {
    if (part === '' || part === '=') continue;
    const match = PART.exec(part);
    if (!match) throw new Error(`types.json: ${name}: ${part}`);
    const [, field = '', number = '', code = '', required, pointer, omit, merge, keys, set, atomic, goName] = match;
    const type = parseCode(code);
    if (field === '&') {
      const embedded = type.kind === 'object' ? type.type : '';
      byNumber.set(Number(number), { embedded });
      for (const [key, info] of typeInfo(embedded)?.fields ?? []) fields.set(key, info);
      continue;
    }
    const info: FieldInfo = {
      name: field,
      number: Number(number),
      type,
      required: required !== undefined,
      pointer: pointer !== undefined,
      omit: omit === '0' ? 'zero' : omit === '-' ? 'empty' : 'never',
      mergeKey: merge?.slice(1),
      retainKeys: part.includes('^'),
      listType: keys !== undefined ? 'map' : set !== undefined ? 'set' : atomic !== undefined ? 'atomic' : undefined,
      listKeys: keys === undefined ? [] : keys.slice(1).split(','),
      goName: goName?.slice(1),
    };
    fields.set(field, info);
    byNumber.set(info.number, info);
  }
  return { name, fields, byNumber, atomic: text.startsWith('=') };
}

/** name#number:type, then `!` required, `?` pointer, `-` or `0` omitted, `~key` merged, `^` retainKeys, `*keys`, `%` set, `=` atomic, `$GoName`. */
const PART = /^(.+)#(\d+):([[{]*(?:[a-zA-Z]|@[\w.-]+?))(!)?(\?)?([-0])?(~\w*)?\^?(\*[\w,]+)?(%)?(=)?(\$[\w.]+)?$/;

function parseCode(code: string): ValueType {
  const rest = code.slice(1);
  switch (code.charAt(0)) {
    case '[':
      return { kind: 'list', of: parseCode(rest) };
    case '{':
      return { kind: 'map', of: parseCode(rest) };
    case '@':
      return { kind: 'object', type: rest };
    default:
      return { kind: 'scalar', scalar: code as Scalar };
  }
}
