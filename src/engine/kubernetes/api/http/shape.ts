import { apiVersionOf } from '../operations/create';
import type { JsonObject, KubeObject } from '../object';
import type { ApiAnswer } from '../request';
import { queryValue } from '../route';
import { nowMs } from '../store';
import { partialMetadata, tableText, type IncludeObject } from '../table';
import { badRequest } from '../api-error';
import { fromStored } from '../versions';
import { jsonAnswer, writtenAnswer } from './answer';
import type { ResourceRequest } from './resource';

/** One object in the form that the client asked for. */
export function objectAnswer(asked: ResourceRequest, object: KubeObject, status = 200): ApiAnswer {
  const { accepted, type, caller } = asked;
  switch (accepted.as) {
    case 'object':
      return jsonAnswer(status, {
        kind: type.kind,
        apiVersion: apiVersionOf(type),
        ...omitType(fromStored(type, object)),
      });
    case 'metadata':
      return jsonAnswer(status, partialMetadata(object));
    case 'table': {
      const metadata = { resourceVersion: object.metadata.resourceVersion ?? '' };
      return writtenAnswer(status, tableText(type, [object], metadata, nowMs(caller.world), includeObject(asked)));
    }
  }
}

/** A list in the form that the client asked for; `metadata` is its ListMeta. */
export function listAnswer(asked: ResourceRequest, items: readonly KubeObject[], metadata: JsonObject): ApiAnswer {
  const { accepted, type, caller } = asked;
  switch (accepted.as) {
    case 'object':
      return jsonAnswer(200, {
        kind: type.listKind,
        apiVersion: apiVersionOf(type),
        metadata,
        items: items.map((object) => omitType(fromStored(type, object))),
      });
    case 'metadata':
      return jsonAnswer(200, {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: items.map(partialMetadata),
      });
    case 'table':
      return writtenAnswer(200, tableText(type, items, metadata, nowMs(caller.world), includeObject(asked)));
  }
}

/** Items of a typed list carry no type of their own. */
function omitType(object: KubeObject): Omit<KubeObject, 'apiVersion' | 'kind'> {
  const { apiVersion: _1, kind: _2, ...rest } = object;
  return rest;
}

/** `includeObject`: what rows carry. */
export function includeObject({ request }: ResourceRequest): IncludeObject {
  const value = queryValue(request, 'includeObject') ?? '';
  switch (value) {
    case '':
    case 'Metadata':
      return 'Metadata';
    case 'None':
    case 'Object':
      return value;
    default:
      throw badRequest(`unrecognized includeObject value: ${value}`);
  }
}
