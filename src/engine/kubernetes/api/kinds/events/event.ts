import type { KubeObject } from '../../object';
import type { ResourceType } from '../../resource-type';
import { event, type EventObject } from '../core/event';
import { validateNewEvent } from '../core/event-validation';

/** events.k8s.io/v1: the events of core/v1 under other names (pkg/apis/events/v1/conversion.go). */

/** Name of a field here, name in core/v1. */
const RENAMED: readonly (readonly [here: string, stored: string])[] = [
  ['reportingController', 'reportingComponent'],
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
];
const TO_STORED = new Map(RENAMED);
const FROM_STORED = new Map(RENAMED.map(([here, stored]) => [stored, here]));

function renamed(object: KubeObject, names: ReadonlyMap<string, string>): KubeObject {
  const fields = Object.entries(object).map(([name, value]): [string, unknown] => [names.get(name) ?? name, value]);
  return Object.fromEntries(fields) as unknown as KubeObject;
}

export const newEvent: ResourceType<EventObject> = {
  ...event,
  group: 'events.k8s.io',
  stored: {
    type: event,
    toStored: (object) => renamed(object, TO_STORED),
    fromStored: (object) => renamed(object, FROM_STORED),
  },
  strategy: { validate: validateNewEvent },
};
