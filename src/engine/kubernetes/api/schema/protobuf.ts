import type { Json, JsonObject } from '../object';
import { typeInfo, type FieldInfo, type Scalar, type ValueType } from './type-info';

/**
 * Kubernetes' protobuf, which kubectl's typed clients send: an envelope of four bytes and a runtime.Unknown around the message
 * (apimachinery's pkg/runtime/serializer/protobuf). Bytes are one character each. What is read becomes the JSON that the same client
 * could have sent.
 */

const MAGIC = 'k8s\u0000';

/** The text is no message of the type that it should be. */
export class ProtobufError extends Error {}

export interface Unknown {
  readonly apiVersion: string;
  readonly kind: string;
  /** The message, one character a byte. */
  readonly raw: string;
}

/** The envelope. Throws ProtobufError. */
export function openEnvelope(bytes: string): Unknown {
  if (!bytes.startsWith(MAGIC)) {
    throw new ProtobufError('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]');
  }
  let apiVersion = '';
  let kind = '';
  let raw = '';
  for (const { number, chunk } of fieldsOf(bytes, MAGIC.length, bytes.length)) {
    if (number === 2) raw = bytes.slice(chunk.start, chunk.end);
    if (number !== 1) continue;
    for (const inner of fieldsOf(bytes, chunk.start, chunk.end)) {
      const text = utf8(bytes.slice(inner.chunk.start, inner.chunk.end));
      if (inner.number === 1) apiVersion = text;
      else if (inner.number === 2) kind = text;
    }
  }
  return { apiVersion, kind, raw };
}

/** A message as JSON. Throws ProtobufError. */
export function messageToJson(bytes: string, typeName: string): JsonObject {
  return readMessage(bytes, 0, bytes.length, typeName);
}

function readMessage(bytes: string, start: number, end: number, typeName: string): JsonObject {
  const info = typeInfo(typeName);
  const result: Record<string, Json> = {};
  for (const { number, chunk, value } of fieldsOf(bytes, start, end)) {
    const field = info?.byNumber.get(number);
    if (!field) continue;
    if ('embedded' in field) Object.assign(result, readMessage(bytes, chunk.start, chunk.end, field.embedded));
    else addField(result, field, bytes, chunk, value);
  }
  return result;
}

function addField(result: Record<string, Json>, field: FieldInfo, bytes: string, chunk: Chunk, value: bigint): void {
  const { name, type } = field;
  const old = result[name];
  if (type.kind === 'list') {
    const item = readValue(type.of, bytes, chunk, value);
    result[name] = Array.isArray(old) ? [...(old as readonly Json[]), item] : [item];
  } else if (type.kind === 'map') {
    let key = '';
    let item: Json = emptyOf(type.of);
    for (const entry of fieldsOf(bytes, chunk.start, chunk.end)) {
      if (entry.number === 1) key = utf8(bytes.slice(entry.chunk.start, entry.chunk.end));
      else if (entry.number === 2) item = readValue(type.of, bytes, entry.chunk, entry.value);
    }
    result[name] = { ...(old as JsonObject | undefined), [key]: item };
  } else result[name] = readValue(type, bytes, chunk, value);
}

function emptyOf(type: ValueType): Json {
  if (type.kind === 'scalar') return type.scalar === 's' || type.scalar === 'y' ? '' : 0;
  return type.kind === 'list' ? [] : {};
}

function readValue(type: ValueType, bytes: string, chunk: Chunk, value: bigint): Json {
  switch (type.kind) {
    case 'object':
      return readMessage(bytes, chunk.start, chunk.end, type.type);
    case 'scalar':
      return readScalar(type.scalar, bytes, chunk, value);
    case 'list': {
      // A message that only holds items stands for a list in a list or map (`ExtraValue`).
      const items: Json[] = [];
      for (const item of fieldsOf(bytes, chunk.start, chunk.end))
        items.push(readValue(type.of, bytes, item.chunk, item.value));
      return items;
    }
    case 'map':
      return {};
  }
}

function readScalar(scalar: Scalar, bytes: string, chunk: Chunk, value: bigint): Json {
  const slice = (): string => bytes.slice(chunk.start, chunk.end);
  switch (scalar) {
    case 's':
      return utf8(slice());
    case 'i':
    case 'l':
      return Number(BigInt.asIntN(64, value));
    case 'b':
      return value !== 0n;
    case 'd':
      return double(slice());
    case 'y':
      return btoa(slice());
    case 't':
    case 'T':
      return readTime(bytes, chunk, scalar);
    case 'q':
      return textField(bytes, chunk, 1);
    case 'x':
      return readIntOrString(bytes, chunk);
    case 'D':
      return textField(bytes, chunk, 1);
    case 'r':
    case 'f':
    case 'a':
      return readRaw(bytes, chunk);
  }
}

function readTime(bytes: string, chunk: Chunk, scalar: 't' | 'T'): Json {
  let seconds = 0n;
  let nanos = 0n;
  for (const { number, value } of fieldsOf(bytes, chunk.start, chunk.end)) {
    if (number === 1) seconds = BigInt.asIntN(64, value);
    else if (number === 2) nanos = value;
  }
  if (chunk.start === chunk.end || seconds < -62135596800n + 1n) return null;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return scalar === 't' ? `${text}Z` : `${text}.${String(nanos / 1000n).padStart(6, '0')}Z`;
}

function readIntOrString(bytes: string, chunk: Chunk): Json {
  let type = 0n;
  let int = 0n;
  let text = '';
  for (const { number, value, chunk: inner } of fieldsOf(bytes, chunk.start, chunk.end)) {
    if (number === 1) type = value;
    else if (number === 2) int = value;
    else if (number === 3) text = utf8(bytes.slice(inner.start, inner.end));
  }
  return type === 0n ? Number(BigInt.asIntN(64, int)) : text;
}

/** Bytes of JSON in field 1. */
function readRaw(bytes: string, chunk: Chunk): Json {
  const text = textField(bytes, chunk, 1);
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ProtobufError('a raw extension holds no JSON');
  }
}

function textField(bytes: string, chunk: Chunk, wanted: number): string {
  for (const { number, chunk: inner } of fieldsOf(bytes, chunk.start, chunk.end)) {
    if (number === wanted) return utf8(bytes.slice(inner.start, inner.end));
  }
  return '';
}

// --- the wire format

interface Chunk {
  readonly start: number;
  readonly end: number;
}

interface WireField {
  readonly number: number;
  /** Of a number on the wire. */
  readonly value: bigint;
  /** Of everything else. */
  readonly chunk: Chunk;
}

function* fieldsOf(bytes: string, start: number, end: number): Generator<WireField> {
  let at = start;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= end) throw new ProtobufError('unexpected EOF');
      const byte = bytes.charCodeAt(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new ProtobufError('proto: integer overflow');
  };
  while (at < end) {
    const tag = Number(varint());
    const number = tag >>> 3;
    const wire = tag & 7;
    let value = 0n;
    if (wire === 0) value = varint();
    const length = wire === 0 ? 0 : wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? Number(varint()) : NaN;
    if (Number.isNaN(length)) throw new ProtobufError(`proto: illegal wireType ${wire}`);
    if (at + length > end) throw new ProtobufError('unexpected EOF');
    const chunk = { start: at, end: at + length };
    at += length;
    yield { number, value, chunk };
  }
}

function utf8(bytes: string): string {
  // Most text is ASCII and needs no decoder.
  let ascii = true;
  for (let i = 0; i < bytes.length && ascii; i++) ascii = bytes.charCodeAt(i) < 0x80;
  return ascii ? bytes : new TextDecoder().decode(toBytes(bytes));
}

function double(bytes: string): number {
  return bytes.length === 8 ? new DataView(toBytes(bytes).buffer).getFloat64(0, true) : 0;
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
