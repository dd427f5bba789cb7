import type { World } from '../../../kernel/world';
import { badRequest, expired, resourceName } from '../api-error';
import { matchesFields, parseFieldSelector, selectableField, type FieldRequirement } from '../field-selector';
import { matchesLabels, parseLabelSelector, SelectorError, type LabelRequirement } from '../label-selector';
import type { KubeObject } from '../object';
import type { ResourceType } from '../resource-type';
import { clusterOf, readObjects } from '../store';

/** Which objects of a collection are meant. */
export interface Selection {
  readonly labels: readonly LabelRequirement[];
  readonly fields: readonly FieldRequirement[];
}

/** Parses both selectors. Throws ApiError with the server's words. */
export function parseSelection(type: ResourceType, labelSelector: string, fieldSelector: string): Selection {
  let labels: Selection['labels'];
  let fields: Selection['fields'];
  try {
    labels = parseLabelSelector(labelSelector);
    fields = parseFieldSelector(fieldSelector);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw badRequest(error.message);
  }
  for (const { field } of fields) {
    if (selectableField(type, field)) continue;
    throw badRequest(`field label not supported: ${field}`);
  }
  return { labels, fields };
}

/** Whether an object is meant. */
export function selects(type: ResourceType, { labels, fields }: Selection, object: KubeObject): boolean {
  return (
    (labels.length === 0 || matchesLabels(labels, object.metadata.labels)) &&
    (fields.length === 0 || matchesFields(type, fields, object))
  );
}

export interface ListPage {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  /** Where the next page begins; undefined on the last one. */
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** One page of a collection; `namespace` undefined: of all namespaces. */
export function list(
  world: World,
  type: ResourceType,
  namespace: string | undefined,
  selection: Selection,
  limit = 0,
  token = '',
): ListPage {
  const cluster = clusterOf(world);
  const all = objectsOf(world, type, type.namespaced ? namespace : '');
  const start = token === '' ? undefined : decodeToken(token);
  const after = start ? all.filter((object) => keyOf(object) > start.after) : all;
  const version = start?.version ?? cluster.version;
  if (start && start.version < cluster.historyFrom) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  const items: KubeObject[] = [];
  let last: KubeObject | undefined;
  let remaining = 0;
  for (const object of after) {
    if (!selects(type, selection, object)) continue;
    if (limit > 0 && items.length === limit) remaining++;
    else items.push((last = object));
  }
  const whole = selection.labels.length === 0 && selection.fields.length === 0;
  return {
    items,
    resourceVersion: String(version),
    ...(remaining > 0 && last && { continue: encodeToken({ version, after: keyOf(last) }) }),
    ...(remaining > 0 && whole && { remainingItemCount: remaining }),
  };
}

function objectsOf(world: World, type: ResourceType, namespace: string | undefined): readonly KubeObject[] {
  if (!type.computed) return readObjects(world, resourceName(type), namespace);
  const objects = type.computed(world);
  return namespace === undefined ? objects : objects.filter(({ metadata }) => (metadata.namespace ?? '') === namespace);
}

/** Objects are listed by namespace, then by name. */
function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}\u0000${metadata.name ?? ''}`;
}

interface Token {
  readonly version: number;
  readonly after: string;
}

function encodeToken({ version, after }: Token): string {
  return btoa(encodeURIComponent(JSON.stringify({ v: 'meta.k8s.io/v1', rv: version, start: after })));
}

function decodeToken(text: string): Token {
  try {
    const data = JSON.parse(decodeURIComponent(atob(text))) as { readonly rv?: unknown; readonly start?: unknown };
    if (typeof data.rv === 'number' && typeof data.start === 'string') return { version: data.rv, after: data.start };
  } catch {
    // falls through to the one answer for every token that is none
  }
  throw badRequest('continue key is not valid: invalid continue token');
}
