import { fromBytes, toBytes } from '../http/bytes';
import type { Definitions, EnumDefinition, FieldDefinition, MessageDefinition } from './schema';

/** Messages between their JSON (ProtoJSON) and their bytes (protobuf.dev: Encoding). A character stands for a byte. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** A value that a field does not take. */
export class MessageError extends Error {}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

const WIRE: ReadonlyMap<string, number> = new Map([['TYPE_DOUBLE', FIXED64], ['TYPE_FIXED64', FIXED64], ['TYPE_SFIXED64', FIXED64], ['TYPE_FLOAT', FIXED32], ['TYPE_FIXED32', FIXED32], ['TYPE_SFIXED32', FIXED32], ['TYPE_STRING', LENGTH], ['TYPE_BYTES', LENGTH], ['TYPE_MESSAGE', LENGTH]]); // prettier-ignore
const SMALL: ReadonlySet<string> = new Set(['TYPE_INT32', 'TYPE_UINT32', 'TYPE_SINT32', 'TYPE_FIXED32', 'TYPE_SFIXED32', 'TYPE_BOOL']); // prettier-ignore
const ZIGZAG: ReadonlySet<string> = new Set(['TYPE_SINT32', 'TYPE_SINT64']);

function messageOf(all: Definitions, name: string): MessageDefinition {
  const found = all.get(name.replace(/^\./, ''));
  if (found?.kind !== 'message') throw new MessageError(`unknown message ${name}`);
  return found.of;
}

function enumOf(all: Definitions, name = ''): EnumDefinition | undefined {
  const found = all.get(name.replace(/^\./, ''));
  return found?.kind === 'enum' ? found.of : undefined;
}

/** The bytes of a message. Throws MessageError for a field it does not have. */
export function encodeMessage(all: Definitions, type: string, value: JsonObject): string {
  const { field = [] } = messageOf(all, type);
  const full = type.replace(/^\./, '');
  for (const key of Object.keys(value)) {
    if (!field.some(({ name, jsonName }) => name === key || jsonName === key)) throw new MessageError(`message type ${full} has no known field named ${key}`); // prettier-ignore
  }
  let bytes = '';
  for (const each of [...field].sort((a, b) => a.number - b.number)) {
    const given = value[each.jsonName ?? each.name] ?? value[each.name];
    if (given === undefined || given === null) continue;
    if (each.label !== 'LABEL_REPEATED') {
      if (!isDefault(given) || each.oneofIndex !== undefined) bytes += fieldBytes(all, each, given);
    } else if (Array.isArray(given)) {
      for (const one of given as readonly Json[]) bytes += fieldBytes(all, each, one);
    }
  }
  return bytes;
}

function isDefault(value: Json): boolean {
  return value === '' || value === 0 || value === false || value === '0';
}

function fieldBytes(all: Definitions, field: FieldDefinition, value: Json): string {
  const wire = WIRE.get(field.type) ?? VARINT;
  const payload = valueBytes(all, field, value);
  return varint(BigInt(field.number * 8 + wire)) + (wire === LENGTH ? varint(BigInt(payload.length)) : '') + payload;
}

function valueBytes(all: Definitions, { type, typeName = '', name }: FieldDefinition, value: Json): string {
  const refuse = (): never => {
    throw new MessageError(`bad value for field ${name}: ${JSON.stringify(value)}`);
  };
  switch (type) {
    case 'TYPE_STRING':
      return typeof value === 'string' ? toBytes(value) : refuse();
    case 'TYPE_BYTES':
      return typeof value === 'string' ? fromBase64(value) : refuse();
    case 'TYPE_MESSAGE':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? encodeMessage(all, typeName, value as JsonObject) : refuse(); // prettier-ignore
    case 'TYPE_ENUM': {
      const number = typeof value === 'string' ? enumOf(all, typeName)?.value?.find((each) => each.name === value)?.number : value; // prettier-ignore
      return typeof number === 'number' ? varint(BigInt(number)) : typeof value === 'string' && enumOf(all, typeName) ? varint(0n) : refuse(); // prettier-ignore
    }
    case 'TYPE_BOOL':
      return typeof value === 'boolean' ? varint(value ? 1n : 0n) : refuse();
    default:
      return numberBytes(type, typeof value === 'number' || (typeof value === 'string' && /^-?\d/.test(value)) ? value : refuse()); // prettier-ignore
  }
}

function numberBytes(type: string, value: number | string): string {
  const wire = WIRE.get(type) ?? VARINT;
  if (type === 'TYPE_DOUBLE' || type === 'TYPE_FLOAT') {
    const view = new DataView(new ArrayBuffer(wire === FIXED64 ? 8 : 4));
    if (wire === FIXED64) view.setFloat64(0, Number(value), true);
    else view.setFloat32(0, Number(value), true);
    return String.fromCharCode(...new Uint8Array(view.buffer));
  }
  let whole: bigint;
  try {
    whole = BigInt(value);
  } catch {
    throw new MessageError(`strconv.ParseInt: parsing "${value}": invalid syntax`);
  }
  if (wire === VARINT) return varint(ZIGZAG.has(type) ? (whole < 0n ? -whole * 2n - 1n : whole * 2n) : whole);
  let bytes = '';
  for (let index = 0; index < (wire === FIXED64 ? 8 : 4); index++) bytes += String.fromCharCode(Number((whole >> BigInt(index * 8)) & 255n)); // prettier-ignore
  return bytes;
}

function varint(value: bigint): string {
  let rest = BigInt.asUintN(64, value);
  let bytes = '';
  for (; rest >= 128n; rest >>= 7n) bytes += String.fromCharCode(Number(rest & 127n) | 128);
  return bytes + String.fromCharCode(Number(rest));
}

/** A message in its JSON; with `defaults` also the fields that have no value. Undefined when the bytes are no message. */
export function decodeMessage(all: Definitions, type: string, bytes: string, defaults = false): JsonObject | undefined {
  const { field = [] } = messageOf(all, type);
  const reader = { bytes, at: 0 };
  const found = new Map<number, Json[]>();
  while (reader.at < bytes.length) {
    const key = readVarint(reader);
    if (key === undefined) return undefined;
    const definition = field.find(({ number }) => number === Number(key >> 3n));
    const raw = readRaw(reader, Number(key & 7n));
    if (raw === undefined) return undefined;
    if (!definition) continue;
    const list = found.get(definition.number) ?? [];
    found.set(definition.number, list);
    for (const value of typeof raw === 'string' && WIRE.get(definition.type) !== LENGTH
      ? unpacked(definition, raw)
      : [raw]) {
      // prettier-ignore
      const json = valueOf(all, definition, value, defaults);
      if (json === undefined) return undefined;
      list.push(json);
    }
  }
  const entries: [string, Json][] = [];
  for (const each of [...field].sort((a, b) => a.number - b.number)) {
    const list = found.get(each.number);
    const key = each.jsonName ?? each.name;
    if (list) entries.push([key, each.label === 'LABEL_REPEATED' ? list : (list.at(-1) ?? null)]);
    else if (defaults && each.oneofIndex === undefined) entries.push([key, defaultOf(all, each)]);
  }
  return Object.fromEntries(entries);
}

function defaultOf(all: Definitions, { label, type, typeName }: FieldDefinition): Json {
  if (label === 'LABEL_REPEATED') return [];
  if (type === 'TYPE_STRING' || type === 'TYPE_BYTES') return '';
  if (type === 'TYPE_BOOL') return false;
  if (type === 'TYPE_MESSAGE') return null;
  if (type === 'TYPE_ENUM') return enumOf(all, typeName)?.value?.[0]?.name ?? 0;
  return type.endsWith('64') ? '0' : 0;
}

interface Bytes {
  readonly bytes: string;
  at: number;
}

function readVarint(reader: Bytes): bigint | undefined {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.bytes.charCodeAt(reader.at++);
    if (Number.isNaN(byte)) return undefined;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
  }
  return undefined;
}

function readRaw(reader: Bytes, wire: number): bigint | string | undefined {
  if (wire === VARINT) return readVarint(reader);
  const length = wire === LENGTH ? readVarint(reader) : wire === FIXED64 ? 8n : wire === FIXED32 ? 4n : undefined;
  if (length === undefined) return undefined;
  const start = reader.at;
  reader.at += Number(length);
  return reader.at > reader.bytes.length ? undefined : reader.bytes.slice(start, reader.at);
}

/** Numbers that stand one after the other in one field. */
function unpacked({ type }: FieldDefinition, raw: string): readonly (bigint | string)[] {
  const wire = WIRE.get(type) ?? VARINT;
  const reader = { bytes: raw, at: 0 };
  if (wire !== VARINT) {
    const size = wire === FIXED64 ? 8 : 4;
    return Array.from({ length: raw.length / size }, (_none, index) => raw.slice(index * size, (index + 1) * size));
  }
  const values: bigint[] = [];
  while (reader.at < raw.length) values.push(readVarint(reader) ?? 0n);
  return values;
}

function valueOf(
  all: Definitions,
  { type, typeName = '' }: FieldDefinition,
  raw: bigint | string,
  defaults: boolean,
): Json | undefined {
  // prettier-ignore
  if (typeof raw === 'string') {
    if (type === 'TYPE_STRING') return fromBytes(raw);
    if (type === 'TYPE_BYTES') return toBase64(raw);
    if (type === 'TYPE_MESSAGE') return decodeMessage(all, typeName, raw, defaults);
    const view = new DataView(Uint8Array.from(raw, (byte) => byte.charCodeAt(0)).buffer);
    if (type === 'TYPE_DOUBLE') return view.getFloat64(0, true);
    if (type === 'TYPE_FLOAT') return view.getFloat32(0, true);
    if (raw.length === 4) return type === 'TYPE_SFIXED32' ? view.getInt32(0, true) : view.getUint32(0, true);
    return String(type === 'TYPE_SFIXED64' ? view.getBigInt64(0, true) : view.getBigUint64(0, true));
  }
  if (type === 'TYPE_BOOL') return raw !== 0n;
  const signed = ZIGZAG.has(type) ? (raw & 1n ? -(raw >> 1n) - 1n : raw >> 1n) : type.startsWith('TYPE_U') ? raw : BigInt.asIntN(64, raw); // prettier-ignore
  if (type === 'TYPE_ENUM') return enumOf(all, typeName)?.value?.find(({ number = 0 }) => BigInt(number) === signed)?.name ?? Number(signed); // prettier-ignore
  return SMALL.has(type) ? Number(signed) : String(signed);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBase64(bytes: string): string {
  return btoa(bytes);
}

function fromBase64(text: string): string {
  const plain = text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  if ([...plain].some((letter) => !ALPHABET.includes(letter))) throw new MessageError('illegal base64 data at input byte 0'); // prettier-ignore
  return atob(plain);
}

/** A message of gRPC with its head: not compressed, so many bytes (PROTOCOL-HTTP2.md: Length-Prefixed-Message). */
export function framed(message: string): string {
  const { length } = message;
  return String.fromCharCode(0, (length >>> 24) & 255, (length >>> 16) & 255, (length >>> 8) & 255, length & 255) + message; // prettier-ignore
}

/** The messages that a body is made of. */
export function unframed(body: string): readonly string[] {
  const messages: string[] = [];
  for (let at = 0; at + 5 <= body.length;) {
    let length = 0;
    for (let index = 1; index < 5; index++) length = length * 256 + body.charCodeAt(at + index);
    messages.push(body.slice(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return messages;
}
