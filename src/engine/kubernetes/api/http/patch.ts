import { ApiError, badRequest, invalid, unsupportedMediaType } from '../api-error';
import type { Json, JsonObject, KubeObject } from '../object';
import { checkName } from '../operations/create';
import { update, type UpdateOptions } from '../operations/update';
import { jsonPatch, JsonPatchError } from '../patch/json-patch';
import { isObject, mergePatch } from '../patch/merge-patch';
import { goValue, StrategicPatchError, strategicMergePatch } from '../patch/strategic-merge';
import type { ApiAnswer, ApiRequest } from '../request';
import type { DecodeError } from '../schema/decode';
import { typeInfo, typeNameOf } from '../schema/type-info';
import { fromStored, storedType, toStored } from '../versions';
import { handleApply } from './apply';
import { fieldValidation, goJsonError, mediaType, typedObject, type BodyKind } from './body';
import type { ResourceRequest } from './resource';
import { objectAnswer } from './shape';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';

/** One kind of patch, read: what it makes of an object, and how a result that is no object of its type is refused. */
export interface Patch {
  apply(target: JsonObject): Json;
  refuse(error: DecodeError | string, result: Json): ApiError;
}

/** PATCH with any of the patches that merge into what is stored. */
export function handlePatch(asked: ResourceRequest): ApiAnswer {
  const { type, namespace, route, request, caller } = asked;
  if (mediaType(request) === APPLY_PATCH) return handleApply(asked);
  const patch = readPatch(request, type);
  const options = updateOptions(route.subresource);
  const object = update<KubeObject>(
    caller,
    storedType(type),
    namespace,
    route.name,
    (existing) => {
      const next = patch.apply(fromStored(type, existing) as unknown as JsonObject);
      if (!isObject(next)) throw patch.refuse('json: cannot unmarshal non-object', next);
      const refuse = (error: DecodeError | string): ApiError => patch.refuse(error, next);
      const object = typedObject(next, type, fieldValidation(request), caller.warnings, refuse);
      checkName(object, namespace, route.name);
      return toStored(type, object);
    },
    options,
  );
  return objectAnswer(asked, object);
}

/** The patch that a request brings, for an object of a type. Throws ApiError. */
export function readPatch(request: ApiRequest, type: BodyKind): Patch {
  const media = mediaType(request);
  const typeName = typeNameOf(type.group, type.version, type.kind);
  const strategic = typeInfo(typeName) !== undefined;
  const accepted = [JSON_PATCH, MERGE_PATCH, ...(strategic ? [STRATEGIC_PATCH] : []), APPLY_PATCH];
  if (!accepted.includes(media)) {
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
    );
  }
  const body = patchBody(request.body);
  if (media === STRATEGIC_PATCH) return strategicPatch(body, typeName);
  return media === JSON_PATCH ? operationsPatch(body) : plainMergePatch(body);
}

function patchBody(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badRequest(`error decoding patch: ${goJsonError(text)}`);
  }
}

function operationsPatch(body: Json): Patch {
  if (!Array.isArray(body)) {
    throw badRequest('error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  }
  if (body.length > MAX_OPERATIONS) {
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      `Request entity too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${body.length}`,
    );
  }
  return {
    apply(target) {
      try {
        return jsonPatch(target, body as readonly Json[]);
      } catch (error) {
        if (error instanceof JsonPatchError) throw rejected();
        throw error;
      }
    },
    refuse: refuseResult,
  };
}

/** maxJSONPatchOperations of apiserver's patch.go. */
const MAX_OPERATIONS = 10_000;

/** errors.NewGenericServerResponse of a patch that does not apply. */
function rejected(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

function plainMergePatch(body: Json): Patch {
  return { apply: (target) => mergePatch(target, body), refuse: refuseResult };
}

function strategicPatch(body: Json, typeName: string): Patch {
  if (!isObject(body)) {
    const word = Array.isArray(body) ? 'array' : typeof body;
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${word} into Go value of type map[string]interface {}`,
    );
  }
  return {
    apply(target) {
      try {
        return strategicMergePatch(target, body, typeName);
      } catch (error) {
        if (error instanceof StrategicPatchError) throw badRequest(error.message);
        throw error;
      }
    },
    refuse: (error) => invalidPatch(goValue(body), typeof error === 'string' ? error : error.converted),
  };
}

function refuseResult(error: DecodeError | string, result: Json): ApiError {
  return invalidPatch(JSON.stringify(result), typeof error === 'string' ? error : error.message);
}

function invalidPatch(value: string, detail: string): ApiError {
  return invalid({ group: '', kind: '' }, '', [{ type: 'FieldValueInvalid', field: 'patch', value, detail }]);
}

/** What an update through a subresource may change. */
export function updateOptions(subresource: string): UpdateOptions {
  switch (subresource) {
    case 'status':
    case 'ephemeralcontainers':
      return { subresource };
    default:
      return {};
  }
}
