import { ApiError, badRequest } from '../api-error';
import { apiVersionOf, checkName, create, refuseResourceVersion } from '../operations/create';
import { deletedStatus, remove, type DeleteOptions } from '../operations/delete';
import { list } from '../operations/list';
import { update } from '../operations/update';
import { isObject } from '../patch/merge-patch';
import type { ApiAnswer } from '../request';
import { answerReview } from '../reviews/answer';
import { bindPod } from '../subresources/binding';
import { BINDING, isReview } from '../reviews/kinds';
import { queryValue } from '../route';
import { checkSent, storedType, toStored } from '../versions';
import { jsonAnswer } from './answer';
import { decodeObject, optionsValue } from './body';
import { selectionOf } from './read';
import { updateOptions } from './patch';
import type { ResourceRequest } from './resource';
import { listAnswer, objectAnswer } from './shape';

export function handleCreate(asked: ResourceRequest): ApiAnswer {
  const { type, namespace, request, caller } = asked;
  const object = decodeObject(request, type, caller.warnings);
  if (isReview(type)) return objectAnswer(asked, answerReview(caller, type, namespace, object), 201);
  if (type === BINDING) {
    bindPod(caller, namespace, object.metadata.name ?? '', object);
    return jsonAnswer(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
  }
  refuseResourceVersion(object.metadata);
  checkSent(caller.world, type, namespace, object);
  return objectAnswer(asked, create(caller, storedType(type), namespace, toStored(type, object)), 201);
}

export function handleUpdate(asked: ResourceRequest): ApiAnswer {
  const { type, namespace, route, request, caller } = asked;
  const object = decodeObject(request, type, caller.warnings);
  checkName(object, namespace, route.name);
  const { uid } = object.metadata;
  const options = {
    ...updateOptions(route.subresource),
    ...(uid !== undefined && { uid }),
  };
  return objectAnswer(
    asked,
    update(caller, storedType(type), namespace, route.name, () => toStored(type, object), options),
  );
}

export function handleDelete(asked: ResourceRequest): ApiAnswer {
  const { type, namespace, route, caller } = asked;
  const options = deleteOptions(asked);
  const { gone, object } = remove(dryRunOf(asked, caller), storedType(type), namespace, route.name, options);
  return gone ? jsonAnswer(200, deletedStatus(type, object)) : objectAnswer(asked, object);
}

export function handleDeleteCollection(asked: ResourceRequest): ApiAnswer {
  const { type, route, caller } = asked;
  const options = deleteOptions(asked);
  const { items, resourceVersion } = list(caller.world, storedType(type), route.namespace, selectionOf(asked));
  for (const { metadata } of items) {
    try {
      remove(dryRunOf(asked, caller), storedType(type), metadata.namespace ?? '', metadata.name ?? '', options);
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
    }
  }
  return listAnswer(asked, items, { resourceVersion });
}

const DELETE_OPTIONS = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';

/** Options of a deletion: from the body, or from the query. */
function deleteOptions({ request, type }: ResourceRequest): DeleteOptions & { readonly dryRun?: readonly string[] } {
  if (request.body.trim() !== '') {
    const body = optionsValue(request, DELETE_OPTIONS);
    if (!isObject(body)) throw badRequest('the body of the request is no DeleteOptions');
    const kind = body.kind ?? 'DeleteOptions';
    if (kind !== 'DeleteOptions') {
      throw badRequest(
        `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersionOf(type))} in scheme "pkg/api/legacyscheme/scheme.go:30"`,
      );
    }
    return body;
  }
  const grace = queryValue({ query: request.query }, 'gracePeriodSeconds');
  const policy = queryValue({ query: request.query }, 'propagationPolicy');
  const orphan = queryValue({ query: request.query }, 'orphanDependents');
  return {
    ...(grace !== undefined && /^-?\d+$/.test(grace) && { gracePeriodSeconds: Number(grace) }),
    ...(policy !== undefined && { propagationPolicy: policy }),
    ...(orphan !== undefined && { orphanDependents: orphan === 'true' }),
  };
}

function dryRunOf(asked: ResourceRequest, caller: ResourceRequest['caller']): ResourceRequest['caller'] {
  const { dryRun } = deleteOptions(asked);
  return dryRun?.includes('All') ? { ...caller, dryRun: true } : caller;
}
