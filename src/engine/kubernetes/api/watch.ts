import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { expired, resourceName, type ApiError } from './api-error';
import type { JsonObject, KubeObject } from './object';
import { parseSelection, selects, type Selection } from './operations/list';
import { apiVersionOf } from './operations/create';
import { findResource } from './registry';
import type { OpenState, WatchState } from './request';
import { nextLogLines } from './subresources/log';
import type { ResourceType } from './resource-type';
import { nowMs } from './store';
import { partialMetadata, tableOf } from './table';
import { fromStored, storedType } from './versions';

/** What came since a watch was last asked. */
export interface WatchNews {
  /** JSON texts without their line ends. */
  readonly lines: readonly string[];
  /** To ask with the next time; undefined when the watch is over. */
  readonly next: OpenState | undefined;
}

/** How often a watch that wants bookmarks gets one when nothing else comes (cacher's bookmarkFrequency). */
const BOOKMARK_EVERY_US = 60_000_000;

/** What a watch has to tell by now. Never throws: a watch that lags too far behind ends with `410 Gone`, as the real one does. */
export function nextWatchLines(world: World, watch: OpenState): WatchNews {
  if ('followed' in watch) return nextLogLines(world, watch);
  const { group, version, plural } = watch.resource;
  const type = findResource(world, group, version, plural);
  const { cluster } = world;
  if (!type || !cluster) return { lines: [], next: undefined };
  if (watch.afterVersion < cluster.historyFrom) {
    const error = tooOld(watch.afterVersion, cluster.historyFrom);
    return { lines: [JSON.stringify({ type: 'ERROR', object: error.status })], next: undefined };
  }
  const stored = resourceName(storedType(type));
  const lines: string[] = [];
  let state = watch;
  const selection = parseSelection(storedType(type), watch.labelSelector, watch.fieldSelector);
  for (const { verb, object } of watch.initial ?? []) {
    lines.push(eventText(world, type, state, verb, object as unknown as KubeObject));
    state = { ...state, columnsSent: true };
  }
  if (watch.initial && watch.initialEnds) lines.push(bookmark(type, state, true));
  for (let at = watch.afterVersion + 1; at <= cluster.version; at++) {
    const change = cluster.history.get(at);
    if (!change || change.resource !== stored) continue;
    if (watch.namespace !== undefined && type.namespaced && change.namespace !== watch.namespace) continue;
    const event = seenThrough(type, selection, change);
    if (!event) continue;
    lines.push(eventText(world, type, state, event.verb, event.object));
    state = { ...state, columnsSent: true };
  }
  const { initial: _1, initialEnds: _2, ...rest } = state;
  let next: WatchState = { ...rest, afterVersion: cluster.version };
  const over = watch.endsAtUs !== undefined && world.nowUs >= watch.endsAtUs;
  const due = watch.bookmarks && (over || world.nowUs - watch.bookmarkUs >= BOOKMARK_EVERY_US);
  if (due) {
    lines.push(bookmark(type, next, false));
    next = { ...next, bookmarkUs: world.nowUs };
  }
  return { lines, next: over ? undefined : next };
}

export function tooOld(version: number, oldest: number): ApiError {
  return expired(`too old resource version: ${version} (${oldest})`);
}

type Verb = 'ADDED' | 'MODIFIED' | 'DELETED';

/** A change as those see it who look through selectors: what comes to match was added, what no longer does was deleted. */
function seenThrough(
  type: ResourceType,
  selection: Selection,
  change: ClusterChange,
): { readonly verb: Verb; readonly object: KubeObject } | undefined {
  const object = change.object as unknown as KubeObject;
  const previous = change.previous as unknown as KubeObject | undefined;
  const now = change.type !== 'DELETED' && selects(storedType(type), selection, object);
  const before = previous !== undefined && selects(storedType(type), selection, previous);
  if (now) return { verb: before ? 'MODIFIED' : 'ADDED', object };
  if (!before || !previous) return undefined;
  const last = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(change.version) } };
  return { verb: 'DELETED', object: last };
}

function eventText(world: World, type: ResourceType, watch: WatchState, verb: Verb, object: KubeObject): string {
  return JSON.stringify({ type: verb, object: shape(world, type, watch, object) });
}

function shape(world: World, type: ResourceType, watch: WatchState, object: KubeObject): unknown {
  switch (watch.as) {
    case 'object':
      return { ...fromStored(type, object), apiVersion: apiVersionOf(type), kind: type.kind };
    case 'metadata':
      return partialMetadata(object);
    case 'table': {
      const metadata: JsonObject = { resourceVersion: object.metadata.resourceVersion ?? '' };
      return tableOf(type, [object], metadata, nowMs(world), watch.includeObject, !watch.columnsSent);
    }
  }
}

function bookmark(type: ResourceType, watch: WatchState, initialEnds: boolean): string {
  const metadata = {
    resourceVersion: String(watch.afterVersion),
    creationTimestamp: null,
    ...(initialEnds && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
  };
  if (watch.as === 'table') {
    const object = { kind: type.kind, apiVersion: apiVersionOf(type), metadata };
    const row = { cells: [], object };
    return JSON.stringify({
      type: 'BOOKMARK',
      object: {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: metadata.resourceVersion },
        columnDefinitions: null,
        rows: [row],
      },
    });
  }
  return JSON.stringify({
    type: 'BOOKMARK',
    object: { kind: type.kind, apiVersion: apiVersionOf(type), metadata },
  });
}
