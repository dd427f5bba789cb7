import { badRequest, notFound } from '../api-error';
import { current } from '../operations/caller';
import { list, parseSelection } from '../operations/list';
import type { ApiAnswer } from '../request';
import { queryValue } from '../route';
import { storedType } from '../versions';
import type { ResourceRequest } from './resource';
import { listAnswer, objectAnswer } from './shape';

export function handleGet(asked: ResourceRequest): ApiAnswer {
  const { type, namespace, route, caller } = asked;
  const object = current(caller.world, storedType(type), namespace, route.name);
  if (!object) throw notFound(type, route.name);
  return objectAnswer(asked, object);
}

export function handleList(asked: ResourceRequest): ApiAnswer {
  const { type, route, request, caller } = asked;
  const selection = selectionOf(asked);
  const limitText = queryValue(request, 'limit') ?? '';
  if (!/^\d*$/.test(limitText)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(limitText)}: invalid syntax`);
  }
  const token = queryValue(request, 'continue') ?? '';
  const page = list(caller.world, storedType(type), route.namespace, selection, Number(limitText), token);
  return listAnswer(asked, page.items, {
    resourceVersion: page.resourceVersion,
    ...(page.continue !== undefined && { continue: page.continue }),
    ...(page.remainingItemCount !== undefined && { remainingItemCount: page.remainingItemCount }),
  });
}

/** Both selectors of the query. */
export function selectionOf({ request, type }: ResourceRequest): ReturnType<typeof parseSelection> {
  return parseSelection(
    storedType(type),
    queryValue(request, 'labelSelector') ?? '',
    queryValue(request, 'fieldSelector') ?? '',
  );
}
