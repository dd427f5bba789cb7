import { badRequest } from '../api-error';
import { list } from '../operations/list';
import type { JsonObject } from '../object';
import type { ApiWatch, WatchState } from '../request';
import { queryFlag, queryValue } from '../route';
import { clusterOf } from '../store';
import { storedType } from '../versions';
import { tooOld } from '../watch';
import type { errorAnswer } from './answer';
import { selectionOf } from './read';
import type { ResourceRequest } from './resource';
import { includeObject } from './shape';

/** Opens a watch: from a version on, or with what there is first. */
export function handleWatch(asked: ResourceRequest): ApiWatch | ReturnType<typeof errorAnswer> {
  const { type, route, request, caller, accepted } = asked;
  const { world } = caller;
  const cluster = clusterOf(world);
  const version = queryValue(request, 'resourceVersion') ?? '';
  if (!/^\d*$/.test(version))
    throw badRequest(
      `invalid resource version ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`,
    );
  const fieldSelector = [
    queryValue(request, 'fieldSelector') ?? '',
    ...(route.name === '' ? [] : [`metadata.name=${route.name}`]),
  ];
  const selection = selectionOf(asked);
  const fromNow = version === '' || version === '0';
  const sendInitial = queryValue(request, 'sendInitialEvents') ?? '';
  const withInitial = sendInitial === 'true' || (fromNow && sendInitial === '');
  const items = withInitial ? list(world, storedType(type), route.namespace, selection).items : [];
  const seconds = Number(queryValue(request, 'timeoutSeconds') ?? '');
  const after = withInitial || fromNow ? cluster.version : Number(version);
  if (after < cluster.historyFrom) throw tooOld(after, cluster.historyFrom);
  const watch: WatchState = {
    resource: { group: type.group, version: type.version, plural: type.plural },
    namespace: route.namespace,
    labelSelector: queryValue(request, 'labelSelector') ?? '',
    fieldSelector: fieldSelector.filter((text) => text !== '').join(','),
    afterVersion: after,
    bookmarks: queryFlag(request, 'allowWatchBookmarks'),
    bookmarkUs: world.nowUs,
    as: accepted.as,
    includeObject: includeObject(asked),
    columnsSent: false,
    initial: items.map((object) => ({ verb: 'ADDED' as const, object: object as unknown as JsonObject })),
    initialEnds: sendInitial === 'true' && queryFlag(request, 'allowWatchBookmarks'),
    endsAtUs: seconds > 0 ? world.nowUs + seconds * 1_000_000 : undefined,
  };
  return {
    kind: 'watch',
    status: 200,
    headers: new Map([
      ['cache-control', 'no-cache, private'],
      ['content-type', 'application/json'],
    ]),
    watch,
  };
}
