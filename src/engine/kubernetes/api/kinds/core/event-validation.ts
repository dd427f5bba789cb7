import type { FieldError } from '../../field-error';
import { invalid, invalidEach, required } from '../../validation/field-errors';
import { labelKey } from '../../validation/names';
import type { EventObject } from './event';

/** pkg/apis/core/validation/events.go. */

const LIMIT = 128;
const NOTE_LIMIT = 1024;
const MISMATCH = 'does not match event.namespace';

/** What every event must be: legacyValidateEvent. */
export function validateEvent(event: EventObject): FieldError[] {
  const { involvedObject, metadata, eventTime } = event;
  const { namespace = '' } = metadata;
  const about = involvedObject?.namespace ?? '';
  const mismatch = invalid('involvedObject.namespace', about, MISMATCH);
  if (!eventTime) {
    const agrees = about === '' ? namespace === '' || namespace === 'default' : namespace === about;
    return agrees ? [] : [mismatch];
  }
  const errors: FieldError[] = [];
  if (about === '' && namespace !== 'default' && namespace !== 'kube-system') errors.push(mismatch);
  const { reportingComponent: controller = '', reportingInstance: instance = '', action = '', reason = '' } = event;
  if (controller === '') errors.push(required('reportingController'));
  errors.push(...invalidEach('reportingController', controller, labelKey(controller)));
  const limited: readonly (readonly [string, string])[] = [
    ['reportingInstance', instance],
    ['action', action],
    ['reason', reason],
  ];
  for (const [field, value] of limited) {
    if (value === '') errors.push(required(field));
    if (value.length > LIMIT) errors.push(invalid(field, '', `can have at most ${LIMIT} characters`));
  }
  if ((event.message ?? '').length > NOTE_LIMIT) {
    errors.push(invalid('message', '', `can have at most ${NOTE_LIMIT} characters`));
  }
  return errors;
}

/** What is asked besides of events that are made through events.k8s.io/v1. */
export function validateNewEvent(event: EventObject): FieldError[] {
  const errors = [...validateEvent(event), ...validateSeries(event)];
  const { eventTime, type = '', firstTimestamp, lastTimestamp, count, source } = event;
  if (!eventTime) errors.push(required('eventTime'));
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalid('type', '', `has invalid value: ${type}`));
  const unset: readonly (readonly [string, unknown])[] = [
    ['firstTimestamp', firstTimestamp],
    ['lastTimestamp', lastTimestamp],
    ['count', count],
    ['source', source?.component || source?.host],
  ];
  for (const [field, value] of unset) if (value) errors.push(invalid(field, '', 'needs to be unset'));
  return errors;
}

function validateSeries({ series }: EventObject): FieldError[] {
  if (!series) return [];
  const errors: FieldError[] = [];
  if ((series.count ?? 0) < 2) errors.push(invalid('series.count', '', 'should be at least 2'));
  if (!series.lastObservedTime) errors.push(required('series.lastObservedTime'));
  return errors;
}
