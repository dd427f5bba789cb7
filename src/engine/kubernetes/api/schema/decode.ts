import { byteLength } from '../validation/names';
import { goQuote } from '../go-text';
import type { Json, JsonObject } from '../object';
import { isObject } from '../patch/merge-patch';
import { normalizeQuantity, parseQuantity } from '../quantity';
import { typeInfo, type FieldInfo, type Scalar, type TypeInfo, type ValueType } from './type-info';

/** A value has another type than its field: the words are those of Go's decoder, and of the converter that strategic patches go through. */
export class DecodeError extends Error {
  constructor(
    message: string,
    readonly converted: string,
  ) {
    super(message);
  }
}

export interface Decoded {
  readonly object: JsonObject;
  /** Fields that the type does not have: `unknown field "spec.foo"`. */
  readonly strictErrors: readonly string[];
}

/**
 * JSON as Go's decoder reads it into a struct and its encoder writes it again: unknown fields are dropped and named, empty fields left out
 * where their tags say so, structs that are no pointers always there. Throws DecodeError.
 */
export function decodeTyped(value: JsonObject, typeName: string): Decoded {
  const reader = new Reader();
  const object = reader.object(value, typeName, '', []);
  if (reader.failure !== undefined) throw reader.failure;
  return { object, strictErrors: reader.unknown.map((path) => `unknown field ${goQuote(path)}`) };
}

/** How many unknown fields are named (sigs.k8s.io/json). */
const STRICT_LIMIT = 100;

class Reader {
  readonly unknown: string[] = [];
  /** The first value of a wrong type; decoding goes on after it as Go's does. */
  failure: DecodeError | undefined;

  object(value: JsonObject, typeName: string, path: string, fields: readonly string[]): JsonObject {
    const info = typeInfo(typeName);
    if (!info) return value;
    const given = new Map<string, Json>();
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      if (info.fields.has(key)) given.set(key, item);
      else if (path === '' && (key === 'apiVersion' || key === 'kind')) continue;
      else if (this.unknown.length < STRICT_LIMIT) this.unknown.push(path === '' ? key : `${path}.${key}`);
    }
    const result: Record<string, Json> = {};
    for (const [name, field] of info.fields) {
      const item = given.get(name);
      const place = { info, field, path: path === '' ? name : `${path}.${name}`, fields: [...fields, name] };
      const decoded = this.field(item, place);
      if (decoded !== undefined) result[name] = decoded;
    }
    return result;
  }

  private field(item: Json | undefined, place: Place): Json | undefined {
    const { field } = place;
    const decoded = item === undefined || item === null ? undefined : this.value(item, field.type, place);
    if (field.pointer) return decoded ?? (field.omit === 'never' ? null : undefined);
    const { type } = field;
    if (decoded === undefined || isEmpty(decoded, type)) return this.emptyValue(decoded, place);
    return decoded;
  }

  /** What Go writes for a field that holds nothing. */
  private emptyValue(decoded: Json | undefined, { field, path, fields }: Place): Json | undefined {
    const { type, omit } = field;
    switch (type.kind) {
      case 'list':
      case 'map':
        return omit === 'never' ? (decoded ?? null) : undefined;
      case 'object': {
        if (omit === 'zero') return undefined;
        return decoded ?? this.object({}, type.type, path, fields);
      }
      case 'scalar':
        if (isStruct(type.scalar)) return omit === 'zero' ? undefined : zeroOf(type.scalar);
        return omit === 'never' ? zeroOf(type.scalar) : undefined;
    }
  }

  private value(item: Json, type: ValueType, place: Place): Json | undefined {
    switch (type.kind) {
      case 'scalar':
        return this.scalar(item, type.scalar, place);
      case 'object':
        if (!isObject(item)) return this.mismatch(item, place, type);
        return this.object(item, type.type, place.path, place.fields);
      case 'list': {
        if (!Array.isArray(item)) return this.mismatch(item, place, type);
        const list = item as readonly Json[];
        return list.map((entry, index) => {
          const inside = { ...place, path: `${place.path}[${index}]` };
          return entry === null ? this.nothing(type.of, inside) : (this.value(entry, type.of, inside) ?? null);
        });
      }
      case 'map': {
        if (!isObject(item)) return this.mismatch(item, place, type);
        const result: Record<string, Json> = {};
        for (const key of Object.keys(item).sort()) {
          const entry = item[key];
          const inside = { ...place, path: `${place.path}.${key}` };
          if (entry === undefined) continue;
          const decoded = entry === null ? this.nothing(type.of, inside) : this.value(entry, type.of, inside);
          if (decoded !== undefined) result[key] = decoded;
        }
        return result;
      }
    }
  }

  /** What null is as an item of a list or map. */
  private nothing(type: ValueType, place: Place): Json {
    if (type.kind === 'object') return this.object({}, type.type, place.path, place.fields);
    return type.kind === 'scalar' ? zeroOf(type.scalar) : null;
  }

  private scalar(item: Json, scalar: Scalar, place: Place): Json | undefined {
    const type: ValueType = { kind: 'scalar', scalar };
    switch (scalar) {
      case 's':
        return typeof item === 'string' ? item : this.mismatch(item, place, type);
      case 'b':
        return typeof item === 'boolean' ? item : this.mismatch(item, place, type);
      case 'i':
      case 'l':
        if (typeof item !== 'number') return this.mismatch(item, place, type);
        if (Number.isInteger(item) && (scalar === 'l' || Math.abs(item) <= 0x7fffffff)) return item;
        return this.mismatch(item, place, type, `number ${String(item)}`);
      case 'd':
        return typeof item === 'number' ? item : this.mismatch(item, place, type);
      case 'y':
        if (typeof item !== 'string') return this.mismatch(item, place, type);
        return this.fails(base64Error(item)) ? undefined : item;
      case 't':
      case 'T':
        if (typeof item !== 'string') return this.fails(withoutField(item, 'string')) ? undefined : null;
        if (item === '') return undefined;
        return this.fails(timeError(item)) ? undefined : timeText(item, scalar);
      case 'q':
        if (typeof item === 'number') return normalizeQuantity(String(item));
        if (typeof item === 'string') {
          const quantity = parseQuantity(item);
          return this.fails(typeof quantity === 'string' ? quantity : undefined) ? undefined : normalizeQuantity(item);
        }
        return this.fails("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
          ? undefined
          : null;
      case 'x':
        if (typeof item === 'string' || (typeof item === 'number' && Number.isInteger(item))) return item;
        return this.fails(withoutField(item, 'int32')) ? undefined : null;
      case 'D':
      case 'r':
      case 'f':
      case 'a':
        return item;
    }
  }

  private fails(message: string | undefined): boolean {
    if (message !== undefined) this.failure ??= new DecodeError(message, message);
    return message !== undefined;
  }

  private mismatch(item: Json, { info, field, fields }: Place, type: ValueType, word = wordFor(item)): undefined {
    const struct = info.name.split('.').pop() ?? '';
    const goType = goTypeName(type, field.goName);
    const message = `json: cannot unmarshal ${word} into Go struct field ${struct}.${fields.join('.')} of type ${goType}`;
    this.failure ??= new DecodeError(message, conversionError(item, type));
    return undefined;
  }
}

interface Place {
  readonly info: TypeInfo;
  readonly field: FieldInfo;
  /** As strict errors name it: `spec.containers[0].image`. */
  readonly path: string;
  /** As Go's decoder names it: without indexes. */
  readonly fields: readonly string[];
}

/** What apimachinery's FromUnstructured says of the same. */
function conversionError(item: Json, type: ValueType): string {
  const word = Array.isArray(item)
    ? 'slice'
    : isObject(item)
      ? 'map'
      : typeof item === 'number'
        ? 'int64'
        : wordFor(item);
  switch (type.kind) {
    case 'object':
      return `cannot restore struct from: ${word}`;
    case 'list':
      return `cannot restore slice from: ${word}`;
    case 'map':
      return `cannot restore map from: ${word}`;
    case 'scalar': {
      const goType = GO_SCALARS[type.scalar];
      return goType === 'string' && word === 'int64'
        ? 'cannot convert int64 to string'
        : `unrecognized type: ${goType}`;
    }
  }
}

function wordFor(item: Json): string {
  if (Array.isArray(item)) return 'array';
  if (typeof item === 'boolean') return 'bool';
  return item === null ? 'null' : typeof item;
}

function withoutField(item: Json, goType: string): string {
  return `json: cannot unmarshal ${wordFor(item)} into Go value of type ${goType}`;
}

const GO_SCALARS: Readonly<Record<Scalar, string>> = {
  s: 'string',
  i: 'int32',
  l: 'int64',
  b: 'bool',
  d: 'float64',
  y: '[]uint8',
  t: 'v1.Time',
  T: 'v1.MicroTime',
  D: 'v1.Duration',
  q: 'resource.Quantity',
  x: 'intstr.IntOrString',
  r: 'runtime.RawExtension',
  f: 'v1.FieldsV1',
  a: 'v1.JSON',
};

/** Go's name of a type: `[]v1.Container`, `map[string]string`, `v1.ServiceType`. */
function goTypeName(type: ValueType, goName: string | undefined): string {
  switch (type.kind) {
    case 'list':
      return `[]${goTypeName(type.of, goName)}`;
    case 'map':
      return goName === 'ResourceList' ? 'v1.ResourceList' : `map[string]${goTypeName(type.of, goName)}`;
    case 'object':
      return `${type.type.split('.').slice(-2).join('.')}`;
    case 'scalar':
      if (goName?.includes('.')) return goName;
      return goName === undefined ? GO_SCALARS[type.scalar] : `v1.${goName}`;
  }
}

function isEmpty(value: Json, type: ValueType): boolean {
  switch (type.kind) {
    case 'list':
      return Array.isArray(value) && value.length === 0;
    case 'map':
    case 'object':
      return isObject(value) && Object.keys(value).length === 0;
    case 'scalar':
      return !isStruct(type.scalar) && (value === '' || value === 0 || value === false);
  }
}

/** Scalars that are structs in Go, which `omitempty` never leaves out. */
function isStruct(scalar: Scalar): boolean {
  return 'tTDqxr'.includes(scalar);
}

function zeroOf(scalar: Scalar): Json {
  switch (scalar) {
    case 's':
      return '';
    case 'i':
    case 'l':
    case 'd':
    case 'x':
      return 0;
    case 'b':
      return false;
    case 'q':
      return '0';
    case 'D':
      return '0s';
    case 'y':
    case 't':
    case 'T':
    case 'r':
    case 'f':
    case 'a':
      return null;
  }
}

/** encoding/base64's CorruptInputError; undefined when the text is base64. */
function base64Error(text: string): string | undefined {
  const bare = text.replace(/[\r\n]/g, '');
  const match = /^[A-Za-z0-9+/]*/.exec(bare)?.[0] ?? '';
  const padding = bare.slice(match.length);
  const whole = bare.length % 4 === 0 && /^={0,2}$/.test(padding) && (padding === '' || match.length % 4 !== 0);
  return whole ? undefined : `illegal base64 data at input byte ${Math.min(match.length, byteLength(bare))}`;
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function timeError(text: string): string | undefined {
  if (RFC_3339.test(text) && !Number.isNaN(Date.parse(text))) return undefined;
  const layout = '2006-01-02T15:04:05Z07:00';
  return `parsing time ${goQuote(text)} as ${goQuote(layout)}: cannot parse ${goQuote(text)} as "2006"`;
}

/** Times are kept in UTC; Time has whole seconds, MicroTime six digits. */
function timeText(text: string, scalar: 't' | 'T'): string {
  const seconds = new Date(text).toISOString().slice(0, 19);
  if (scalar === 't') return `${seconds}Z`;
  const fraction = (/\.(\d+)/.exec(text)?.[1] ?? '').padEnd(6, '0').slice(0, 6);
  return `${seconds}.${fraction}Z`;
}
