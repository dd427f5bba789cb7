import { parse as parseYaml } from 'yaml';
import { badRequest, tooLarge, unsupportedMediaType } from '../api-error';
import type { Json, JsonObject, KubeObject } from '../object';
import { isObject } from '../patch/merge-patch';
import type { ApiRequest } from '../request';
import type { ResourceType } from '../resource-type';
import { apiVersionOf } from '../operations/create';

/** MaxRequestBodyBytes of apiserver's default configuration. */
const BODY_LIMIT = 3 * 1024 * 1024;

/** Refuses a body that is too long, as apiserver's limitedReadBody does. */
export function checkBodySize(request: ApiRequest): void {
  if (request.body.length > BODY_LIMIT) throw tooLarge(`Request entity too large: limit is ${BODY_LIMIT}`);
}

/** The media type of the body, without parameters. */
export function mediaType(request: ApiRequest): string {
  return (request.headers.get('content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
}

/** The body of a create or update as an object of the type. Throws ApiError with the decoder's words. */
export function decodeObject(request: ApiRequest, type: ResourceType): KubeObject {
  const media = mediaType(request);
  if (media !== 'application/json' && media !== 'application/yaml') {
    throw unsupportedMediaType(
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    );
  }
  const value = media === 'application/yaml' ? yamlValue(request.body) : jsonValue(request.body);
  return asObject(value, type, apiVersionOf(type));
}

function asObject(value: Json, type: ResourceType, apiVersion: string): KubeObject {
  const object: JsonObject = isObject(value) ? value : {};
  const kind = object.kind === undefined || object.kind === '' ? type.kind : object.kind;
  const given = object.apiVersion === undefined || object.apiVersion === '' ? apiVersion : object.apiVersion;
  if (given !== apiVersion) {
    throw badRequest(
      `the API version in the data (${JSON.stringify(given)}) does not match the expected API version (${apiVersion})`,
    );
  }
  if (kind !== type.kind) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): no kind ${JSON.stringify(kind)} is registered`,
    );
  }
  const metadata = isObject(object.metadata) ? object.metadata : {};
  return { ...object, apiVersion, kind: type.kind, metadata };
}

/** JSON text; its errors are those of Go's encoding/json as far as they can be told from the text. */
export function jsonValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badRequest(`couldn't get version/kind; json parse error: ${goJsonError(text)}`);
  }
}

function yamlValue(text: string): Json {
  try {
    return parseYaml(text, { maxAliasCount: 100 }) as Json;
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw badRequest(`couldn't get version/kind; json parse error: error converting YAML to JSON: yaml: ${first}`);
  }
}

/** What encoding/json's scanner says of text that is no JSON. */
function goJsonError(text: string): string {
  if (text.trim() === '') return 'unexpected end of JSON input';
  const at = firstBadIndex(text);
  if (at === undefined || at >= text.length) return 'unexpected end of JSON input';
  const char = text.charAt(at);
  return `invalid character '${char === "'" ? "\\'" : char}' looking for beginning of value`;
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
