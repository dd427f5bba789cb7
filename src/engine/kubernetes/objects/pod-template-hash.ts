import { GO_STRUCTS } from './go-structs';
import { hashedQuantity } from './hashed-quantity';

/**
 * The hash by which a ReplicaSet's name tells its template (pkg/controller/controller_utils.go ComputeHash): FNV-1a over the template as k8s.io/utils/dump
 * ForHash writes it, which names every field of the Go types, so that it must be written here the same.
 */
export function podTemplateHash(template: unknown, collisionCount?: number): string {
  return goHash('v1.PodTemplateSpec', template, collisionCount);
}

/** The letters of pkg/util/rand SafeEncodeString. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

function goHash(type: string, value: unknown, collisionCount: number | undefined): string {
  const bytes = new TextEncoder().encode(`(${type})${dumped(type, value)}`);
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193) >>> 0;
  if (collisionCount !== undefined) {
    for (let i = 0; i < 8; i++) hash = Math.imul(hash ^ (i < 4 ? (collisionCount >>> (8 * i)) & 0xff : 0), 0x01000193) >>> 0; // prettier-ignore
  }
  return [...String(hash)].map((digit) => LETTERS.charAt(digit.charCodeAt(0) % LETTERS.length)).join('');
}

interface Field {
  readonly name: string;
  readonly type: string;
  /** '' when its fields stand in JSON among those of the outer one. */
  readonly json: string;
}

const PARSED = new Map<string, readonly Field[]>();

function fieldsOf(type: string): readonly Field[] | undefined {
  const known = PARSED.get(type);
  if (known) return known;
  const text = GO_STRUCTS[type];
  if (text === undefined) return undefined;
  const fields = text.split('; ').map((field) => {
    const [name = '', fieldType = '', json = ''] = field.split(' ');
    return { name, type: fieldType, json };
  });
  PARSED.set(type, fields);
  return fields;
}

/** A value without its type, as go-spew's `%#v` with the settings of ForHash writes it. */
function dumped(type: string, value: unknown): string {
  if (type.startsWith('*')) return value === undefined || value === null ? '<nil>' : dumped(type.slice(1), value);
  if (type.startsWith('[]')) return list(type.slice(2), value);
  if (type.startsWith('map[')) return map(type.slice(type.indexOf(']') + 1), value);
  if (type === 'v1.ResourceList') return map('resource.Quantity', value);
  if (type === 'resource.Quantity') return hashedQuantity(value as string | number | undefined);
  if (type === 'v1.Time') return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
  if (type === 'intstr.IntOrString') return intOrString(value);
  const fields = fieldsOf(type);
  if (fields) return struct(fields, value);
  if (type === 'bool') return value === true ? 'true' : 'false';
  if (NUMBERS.has(type)) return typeof value === 'number' ? String(value) : '0';
  return typeof value === 'string' ? value : '';
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'int32', 'int64', 'uint8']);

function struct(fields: readonly Field[], value: unknown): string {
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  const parts = fields.map(({ name, type, json }) => {
    const inner = json === '' ? object : object[json];
    return `${name}:(${type})${dumped(type, inner)}`;
  });
  return `{${parts.join(' ')}}`;
}

/** The controllers read by protocol buffers, in which an empty list is none. */
function list(type: string, value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return '<nil>';
  return `[${value.map((item) => dumped(type, item)).join(' ')}]`;
}

function map(type: string, value: unknown): string {
  const entries = Object.entries((value ?? {}) as Readonly<Record<string, unknown>>);
  if (entries.length === 0) return '<nil>';
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${dumped(type, item)}`).join(' ')}]`;
}

function intOrString(value: unknown): string {
  const text = typeof value === 'string';
  const number = typeof value === 'number' ? value : 0;
  return `{Type:(intstr.Type)${text ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${text ? value : ''}}`;
}
