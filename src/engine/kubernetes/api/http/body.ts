import { parse as parseYaml } from 'yaml';
import { badRequest, tooLarge, unsupportedMediaType } from '../api-error';
import { pruneAndDefault } from '../crd/structural-schema';
import type { Json, JsonObject, KubeObject } from '../object';
import { apiVersionOf } from '../operations/create';
import { isObject } from '../patch/merge-patch';
import type { ApiRequest } from '../request';
import { queryValue } from '../route';
import { DecodeError, decodeTyped } from '../schema/decode';
import { messageToJson, openEnvelope, ProtobufError } from '../schema/protobuf';
import { typeInfo, typeNameOf } from '../schema/type-info';
import { goQuote } from '../go-text';

/** MaxRequestBodyBytes of apiserver's default configuration. */
const BODY_LIMIT = 3 * 1024 * 1024;

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const ACCEPTED = `application/json, application/yaml, ${PROTOBUF}`;

/** Refuses a body that is too long, as apiserver's limitedReadBody does. */
export function checkBodySize(request: ApiRequest): void {
  if (request.body.length > BODY_LIMIT) throw tooLarge(`Request entity too large: limit is ${BODY_LIMIT}`);
}

/** The media type of the body, without parameters. */
export function mediaType(request: ApiRequest): string {
  return (request.headers.get('content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
}

/** A type of the API by its names. */
export interface BodyKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly structuralSchema?: JsonObject;
}

/** The body of a create or update as an object of the type. Throws ApiError with the decoder's words. */
export function decodeObject(request: ApiRequest, kind: BodyKind, warnings: string[]): KubeObject {
  const value = bodyValue(request, kind);
  const apiVersion = apiVersionOf(kind);
  const object: JsonObject = isObject(value) ? value : {};
  const given = textOr(object.apiVersion, apiVersion);
  const givenKind = textOr(object.kind, kind.kind);
  if (givenKind !== kind.kind) {
    const version = goQuote(given);
    throw badRequest(
      `${givenKind} in version ${goQuote(given.split('/').pop() ?? '')} cannot be handled as a ${kind.kind}: no kind ${goQuote(givenKind)} is registered for version ${version} in scheme "pkg/api/legacyscheme/scheme.go:30"`,
    );
  }
  if (given !== apiVersion) {
    throw badRequest(`the API version in the data (${given}) does not match the expected API version (${apiVersion})`);
  }
  return typedObject(object, kind, fieldValidation(request), warnings);
}

/** `fieldValidation`: what becomes of fields that a type does not have. */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export function fieldValidation(request: ApiRequest): FieldValidation {
  const value = queryValue(request, 'fieldValidation') ?? '';
  return value === 'Ignore' || value === 'Strict' ? value : 'Warn';
}

/** JSON as an object of a type: decoded against the type's schema where it is known. Throws ApiError. */
export function typedObject(
  value: JsonObject,
  kind: BodyKind,
  validation: FieldValidation,
  warnings: string[],
  refuse: (error: DecodeError | string) => Error = (error) =>
    cannotBeHandled(kind, typeof error === 'string' ? error : error.message),
): KubeObject {
  const apiVersion = apiVersionOf(kind);
  const typeName = typeNameOf(kind.group, kind.version, kind.kind);
  let fields: JsonObject = value;
  if (typeInfo(typeName)) {
    const { object, strictErrors } = decodeOrRefuse(value, typeName, refuse);
    if (strictErrors.length > 0 && validation === 'Strict') {
      throw refuse(`strict decoding error: ${strictErrors.join(', ')}`);
    }
    if (validation === 'Warn') warnings.push(...strictErrors);
    fields = object;
  } else if (kind.structuralSchema) {
    const { value: pruned, unknown } = pruneAndDefault(value, kind.structuralSchema);
    const strictErrors = unknown.map((path) => `unknown field ${goQuote(path)}`);
    if (unknown.length > 0 && validation === 'Strict')
      throw badRequest(`strict decoding error: ${strictErrors.join(', ')}`);
    if (validation === 'Warn') warnings.push(...strictErrors);
    fields = pruned;
  }
  const metadata = isObject(fields.metadata) ? fields.metadata : {};
  return { ...fields, apiVersion, kind: kind.kind, metadata };
}

function decodeOrRefuse(
  value: JsonObject,
  typeName: string,
  refuse: (error: DecodeError) => Error,
): ReturnType<typeof decodeTyped> {
  try {
    return decodeTyped(value, typeName);
  } catch (error) {
    if (error instanceof DecodeError) throw refuse(error);
    throw error;
  }
}

function cannotBeHandled({ kind, version }: BodyKind, cause: string): Error {
  return badRequest(`${kind} in version ${goQuote(version)} cannot be handled as a ${kind}: ${cause}`);
}

function textOr(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function bodyValue(request: ApiRequest, kind: BodyKind): Json {
  switch (mediaType(request)) {
    case 'application/json':
      return parsed(request, kind, parseJson);
    case 'application/yaml':
      return parsed(request, kind, parseYamlText);
    case PROTOBUF:
      return parsed(request, kind, (text) => protobufValue(text, kind));
    default:
      throw unsupportedMediaType(
        `the body of the request was in an unknown format - accepted media types include: ${ACCEPTED}`,
      );
  }
}

function parsed(request: ApiRequest, { kind }: BodyKind, parse: (text: string) => Json): Json {
  try {
    return parse(request.body);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    const summary = summarize(request.body);
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${error.message} (${summary})`);
  }
}

/** A body is no JSON, YAML or protobuf at all. */
class BodyError extends Error {}

function parseJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new BodyError(`couldn't get version/kind; json parse error: ${goJsonError(text)}`);
  }
  if (value === null || isObject(value)) return value;
  const word = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  throw new BodyError(
    `couldn't get version/kind; json parse error: json: cannot unmarshal ${word} into Go value of type ${VERSION_KIND}`,
  );
}

/** What apimachinery reads first of a body (pkg/runtime/serializer/json/meta.go). */
const VERSION_KIND =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

function parseYamlText(text: string): Json {
  try {
    return parseYaml(text, { maxAliasCount: 100 }) as Json;
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new BodyError(`couldn't get version/kind; json parse error: error converting YAML to JSON: yaml: ${first}`);
  }
}

function protobufValue(text: string, kind: BodyKind): Json {
  try {
    const { apiVersion, kind: given, raw } = openEnvelope(text);
    const object = messageToJson(raw, typeNameOf(kind.group, kind.version, kind.kind));
    return { ...object, apiVersion, kind: given };
  } catch (error) {
    if (error instanceof ProtobufError) throw new BodyError(error.message);
    throw error;
  }
}

/** JSON text that is no object of a kind: a patch, options. */
function jsonValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badRequest(goJsonError(text));
  }
}

/** The same of options that may come as protobuf (DeleteOptions). */
export function optionsValue(request: ApiRequest, typeName: string): Json {
  if (mediaType(request) !== PROTOBUF) {
    return mediaType(request) === 'application/yaml' ? parseYamlText(request.body) : jsonValue(request.body);
  }
  try {
    const { apiVersion, kind, raw } = openEnvelope(request.body);
    return { ...messageToJson(raw, typeName), apiVersion, kind };
  } catch (error) {
    if (error instanceof ProtobufError) throw badRequest(error.message);
    throw error;
  }
}

/** What encoding/json's scanner says of text that is no JSON. */
export function goJsonError(text: string): string {
  if (text.trim() === '') return 'unexpected end of JSON input';
  const at = firstBadIndex(text);
  if (at === undefined || at >= text.length) return 'unexpected end of JSON input';
  const char = text.charAt(at);
  const shown = char === "'" ? "\\'" : char === '"' ? '"' : JSON.stringify(char).slice(1, -1);
  return `invalid character '${shown}' ${contextOf(text.slice(0, at))}`;
}

/** Where a JSON text first goes wrong, told by V8. */
function firstBadIndex(text: string): number | undefined {
  try {
    JSON.parse(text);
  } catch (error) {
    const match = /at position (\d+)/.exec(String(error));
    if (match) return Number(match[1]);
  }
  return undefined;
}

/** What the scanner was looking for after the text that it had read. */
function contextOf(before: string): string {
  const last = before.trimEnd().slice(-1);
  switch (last) {
    case '':
    case ':':
    case '[':
      return 'looking for beginning of value';
    case '{':
      return 'looking for beginning of object key string';
    case ',':
      return before.lastIndexOf('{') > before.lastIndexOf('[')
        ? 'looking for beginning of object key string'
        : 'looking for beginning of value';
    case '"':
      return /[{,]\s*"(?:[^"\\]|\\.)*"\s*$/.test(before) && before.lastIndexOf('{') > before.lastIndexOf('[')
        ? 'after object key'
        : 'after object key:value pair';
    default:
      return 'after top-level value';
  }
}

/** The first bytes of a body, for an error (apiserver's summarizeData). */
function summarize(body: string): string {
  if (body === '') return '<empty>';
  if (body.startsWith('{')) return body.length > 30 ? `${body.slice(0, 30)} ...` : body;
  const bytes = new TextEncoder().encode(body.slice(0, 31));
  const hex = [...bytes.slice(0, 30)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return bytes.length > 30 ? `${hex} ...` : hex;
}
