import { ApiError, badRequest, unsupportedMediaType } from '../api-error';
import type { Json, KubeObject } from '../object';
import { update } from '../operations/update';
import { checkName } from '../operations/create';
import { jsonPatch, JsonPatchError } from '../patch/json-patch';
import { isObject, mergePatch } from '../patch/merge-patch';
import type { ApiAnswer } from '../request';
import { fieldValidation, jsonValue, mediaType, typedObject } from './body';
import type { ResourceRequest } from './resource';
import { objectAnswer } from './shape';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';

export function handlePatch(asked: ResourceRequest): ApiAnswer {
  const { type, namespace, route, request, caller } = asked;
  const media = mediaType(request);
  const patch = jsonValue(request.body);
  const apply = patchFunction(media, patch);
  const options = route.subresource === 'status' ? { subresource: 'status' as const } : {};
  const object = update<KubeObject>(
    caller,
    type,
    namespace,
    route.name,
    (existing) => {
      const next = apply(existing as unknown as Json);
      if (!isObject(next) || !isObject(next.metadata)) throw badRequest('the patch leaves no object');
      const object = typedObject(next, type, fieldValidation(request), caller.warnings);
      checkName(object, namespace, route.name);
      return object;
    },
    options,
  );
  return objectAnswer(asked, object);
}

function patchFunction(media: string, patch: Json): (target: Json) => Json {
  switch (media) {
    case JSON_PATCH: {
      if (!Array.isArray(patch))
        throw badRequest('error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch');
      return (target) => {
        try {
          return jsonPatch(target, patch as readonly Json[]);
        } catch (error) {
          if (!(error instanceof JsonPatchError)) throw error;
          throw new ApiError(422, 'Invalid', `the server rejected our request due to an error in our request`);
        }
      };
    }
    case MERGE_PATCH:
    case STRATEGIC_PATCH:
      return (target) => mergePatch(target, patch);
    default:
      throw unsupportedMediaType(
        `the body of the request was in an unknown format - accepted media types include: ${[JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, 'application/apply-patch+yaml'].join(', ')}`,
      );
  }
}
