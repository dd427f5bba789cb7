import type { FieldError } from '../../field-error';
import { normalizeQuantity, quantityNano } from '../../quantity';
import { child, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { labelKey } from '../../validation/names';

/** What a container may be told of its Pod: pkg/apis/core/validation (v1.35). */

export const ENVIRONMENT_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
export const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** The paths that podshelper.ConvertDownwardAPIFieldLabel knows. */
const KNOWN_FIELDS = new Set([
  ...ENVIRONMENT_FIELDS,
  ...VOLUME_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const HUGE_PAGES = /^(requests|limits)\.hugepages-/;
const BYTES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

interface FieldRef {
  readonly apiVersion?: string;
  readonly fieldPath?: string;
}

/** validateObjectFieldSelector. */
export function validateFieldRef(ref: FieldRef, allowed: readonly string[], path: string): FieldError[] {
  const field = ref.fieldPath ?? '';
  if (!ref.apiVersion) return [required(child(path, 'apiVersion'))];
  if (!field) return [required(child(path, 'fieldPath'))];
  const [, map, key] = /^(.*)\['(.*)'\]$/.exec(field) ?? [];
  if (ref.apiVersion !== 'v1') {
    const detail = `error converting fieldPath: unsupported pod version: ${ref.apiVersion}`;
    return [invalid(child(path, 'fieldPath'), field, detail)];
  }
  if (map !== undefined && key !== undefined) {
    if (map === 'metadata.annotations') return invalidEach(path, key.toLowerCase(), labelKey(key.toLowerCase()));
    if (map === 'metadata.labels') return invalidEach(path, key, labelKey(key));
    const detail = KNOWN_FIELDS.has(map)
      ? undefined
      : `error converting fieldPath: field label does not support subscript: ${field}`;
    return [
      detail ? invalid(child(path, 'fieldPath'), field, detail) : invalid(path, map, 'does not support subscript'),
    ];
  }
  if (!KNOWN_FIELDS.has(field)) {
    return [
      invalid(child(path, 'fieldPath'), field, `error converting fieldPath: field label not supported: ${field}`),
    ];
  }
  return allowed.includes(field) ? [] : [notSupported(child(path, 'fieldPath'), field, allowed)];
}

interface ResourceFieldRef {
  readonly containerName?: string;
  readonly resource?: string;
  readonly divisor?: string;
}

/** validateContainerResourceFieldSelector. */
export function validateResourceFieldRef(ref: ResourceFieldRef, path: string, inVolume: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const resource = ref.resource ?? '';
  if (inVolume && !ref.containerName) errors.push(required(child(path, 'containerName')));
  else if (!resource) errors.push(required(child(path, 'resource')));
  else if (!RESOURCES.includes(resource) && !HUGE_PAGES.test(resource)) {
    errors.push(notSupported(child(path, 'resource'), resource, RESOURCES));
  }
  if (quantityNano(ref.divisor) === 0n) return errors;
  const divisor = normalizeQuantity(ref.divisor ?? '');
  const bad = (allowed: readonly string[], of: string): void => {
    if (allowed.includes(divisor)) return;
    const values = allowed === BYTES ? BYTES.join(', ') : '1m and 1';
    errors.push(
      invalid(
        child(path, 'divisor'),
        resource,
        `only divisor's values ${values} are supported with the ${of} resource`,
      ),
    );
  };
  if (resource.endsWith('.cpu')) bad(['1m', '1'], 'cpu');
  else if (resource.endsWith('.memory')) bad(BYTES, 'memory');
  else if (resource.endsWith('.ephemeral-storage')) bad(BYTES, 'local ephemeral storage');
  else if (HUGE_PAGES.test(resource)) bad(BYTES, 'hugepages');
  return errors;
}
