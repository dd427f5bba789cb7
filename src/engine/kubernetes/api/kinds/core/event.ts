import type { Event } from 'kubernetes-types/core/v1';
import { ageSince } from '../../age';
import type { ResourceType, TableColumn } from '../../resource-type';
import { describe, NAME_COLUMN } from '../../tables/cells';
import type { KindObject } from '../kind-object';
import { validateEvent } from './event-validation';

export type EventObject = KindObject<Event>;

const firstSeen = (event: EventObject, nowMs: number): string =>
  ageSince(event.firstTimestamp || event.eventTime, nowMs);

function lastSeen(event: EventObject, nowMs: number): string {
  if (event.series) return ageSince(event.series.lastObservedTime, nowMs);
  return event.lastTimestamp ? ageSince(event.lastTimestamp, nowMs) : firstSeen(event, nowMs);
}

function objectText({ involvedObject }: EventObject): string {
  const kind = (involvedObject?.kind ?? '').toLowerCase();
  return involvedObject?.name ? `${kind}/${involvedObject.name}` : kind;
}

function sourceText({ source, reportingComponent, reportingInstance }: EventObject): string {
  const component = source?.component || reportingComponent || '';
  const instance = source?.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}

/** The one table of core/v1 and events.k8s.io/v1 Events: printers.go, printEvent. */
const EVENT_COLUMNS: readonly TableColumn<EventObject>[] = [
  { name: 'Last Seen', type: 'string', description: describe('Event.lastTimestamp'), cell: lastSeen },
  { name: 'Type', type: 'string', description: describe('Event.type'), cell: ({ type }) => type ?? '' },
  { name: 'Reason', type: 'string', description: describe('Event.reason'), cell: ({ reason }) => reason ?? '' },
  { name: 'Object', type: 'string', description: describe('Event.involvedObject'), cell: objectText },
  {
    name: 'Subobject',
    type: 'string',
    priority: 1,
    description: describe('ObjectReference.fieldPath'),
    cell: ({ involvedObject }) => involvedObject?.fieldPath ?? '',
  },
  { name: 'Source', type: 'string', priority: 1, description: describe('Event.source'), cell: sourceText },
  {
    name: 'Message',
    type: 'string',
    description: describe('Event.message'),
    cell: ({ message }) => (message ?? '').trim(),
  },
  { name: 'First Seen', type: 'string', priority: 1, description: describe('Event.firstTimestamp'), cell: firstSeen },
  {
    name: 'Count',
    type: 'string',
    priority: 1,
    description: describe('Event.count'),
    cell: ({ series, count }) => (series ? (series.count ?? 0) : count || 1),
  },
  { ...NAME_COLUMN, priority: 1 },
];

const involved =
  (field: 'kind' | 'namespace' | 'name' | 'uid' | 'apiVersion' | 'resourceVersion' | 'fieldPath') =>
  ({ involvedObject }: EventObject): string =>
    involvedObject?.[field] ?? '';

/** pkg/registry/core/event/strategy.go: ToSelectableFields. */
const EVENT_FIELDS = {
  'involvedObject.kind': involved('kind'),
  'involvedObject.namespace': involved('namespace'),
  'involvedObject.name': involved('name'),
  'involvedObject.uid': involved('uid'),
  'involvedObject.apiVersion': involved('apiVersion'),
  'involvedObject.resourceVersion': involved('resourceVersion'),
  'involvedObject.fieldPath': involved('fieldPath'),
  reason: ({ reason }: EventObject): string => reason ?? '',
  reportingComponent: ({ reportingComponent }: EventObject): string => reportingComponent ?? '',
  source: ({ source, reportingComponent }: EventObject): string => source?.component || (reportingComponent ?? ''),
  type: ({ type }: EventObject): string => type ?? '',
};

/** Fields that Go writes even when they are empty. */
const WRITTEN = Object.entries({
  eventTime: null,
  firstTimestamp: null,
  lastTimestamp: null,
  reportingComponent: '',
  reportingInstance: '',
  source: {},
  involvedObject: {},
});

export const event: ResourceType<EventObject> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  listKind: 'EventList',
  shortNames: ['ev'],
  namespaced: true,
  strategy: {
    defaults: (object) =>
      WRITTEN.every(([field]) => field in object) ? object : { ...Object.fromEntries(WRITTEN), ...object },
    validate: validateEvent,
    validateUpdate: validateEvent,
  },
  columns: EVENT_COLUMNS,
  selectableFields: EVENT_FIELDS,
};
