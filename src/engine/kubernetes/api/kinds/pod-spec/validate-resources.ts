import type { FieldError } from '../../field-error';
import {
  compareQuantity,
  formatQuantity,
  normalizeQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
} from '../../quantity';
import {
  at,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notFound,
  required,
} from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { labelKey } from '../../validation/names';
import type { ResourceRequirements } from './types';

const MUST_BE_INTEGER = 'must be an integer';
const STANDARD_CONTAINER = ['cpu', 'memory', 'ephemeral-storage'];
const STANDARD = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
]);
const INTEGER = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const NATIVE_PREFIX = 'kubernetes.io/';

const isHugePage = (name: string): boolean => name.startsWith('hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes(NATIVE_PREFIX);

/** pkg/apis/core/helper: IsExtendedResourceName. */
function isExtended(name: string): boolean {
  if (isNative(name) || name.startsWith('requests.')) return false;
  return labelKey(`requests.${name}`).length === 0;
}

/** Only what may be shared may be promised to more than there is of it: helper.IsOvercommitAllowed. */
export const isOvercommitAllowed = (name: string): boolean => isNative(name) && !isHugePage(name);

/** pkg/apis/core/validation: validateResourceName. */
export function validateResourceName(name: string, path: string): FieldError[] {
  const errors = invalidEach(path, name, labelKey(name));
  if (errors.length || name.includes('/')) return errors;
  if (STANDARD.has(name) || name.startsWith('requests.hugepages-') || isHugePage(name)) return [];
  return [invalid(path, name, 'must be a standard resource type or fully qualified')];
}

/** pkg/apis/core/validation: validateContainerResourceName. */
export function validateContainerResourceName(name: string, path: string): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    if (!STANDARD_CONTAINER.includes(name) && !isHugePage(name)) {
      return [...errors, invalid(path, name, 'must be a standard resource for containers')];
    }
  } else if (!isNative(name) && !isExtended(name)) {
    return [...errors, invalid(path, name, "doesn't follow extended resource name standard")];
  }
  return errors;
}

/** pkg/apis/core/validation: ValidateResourceQuantityValue. */
export function validateResourceQuantity(name: string, value: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (compareQuantity(value, '0') < 0)
    errors.push(invalid(path, canonical(value), 'must be greater than or equal to 0'));
  if ((INTEGER.has(name) || isExtended(name)) && quantityMilliValue(value) % 1000n !== 0n) {
    errors.push(invalid(path, canonical(value), MUST_BE_INTEGER));
  }
  return errors;
}

function canonical(value: string): string {
  return normalizeQuantity(value);
}

function validateHugePage(name: string, value: string, path: string): FieldError[] {
  if (!isHugePage(name)) return [];
  const size = parseQuantity(name.slice('hugepages-'.length));
  const page = typeof size === 'string' ? 0n : quantityValue(formatQuantity(size));
  const amount = quantityValue(value);
  if (page > 0n && amount >= 0n && amount % page === 0n) return [];
  return [invalid(path, canonical(value), `${canonical(value)} is not positive integer multiple of ${name}`)];
}

/** pkg/apis/core/validation: ValidateResourceRequirements. */
export function validateResourceRequirements(
  resources: ResourceRequirements | undefined,
  claimNames: readonly string[],
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const limits = resources?.limits ?? {};
  const [limitPath, requestPath] = [child(path, 'limits'), child(path, 'requests')];
  const names = new Set([...Object.keys(limits), ...Object.keys(resources?.requests ?? {})]);
  for (const [name, value = '0'] of sortedEntries(limits)) {
    const here = at(limitPath, name);
    errors.push(...validateContainerResourceName(name, here), ...validateResourceQuantity(name, value, here));
    errors.push(...validateHugePage(name, value, here));
  }
  for (const [name, value = '0'] of sortedEntries(resources?.requests)) {
    const here = at(requestPath, name);
    errors.push(...validateContainerResourceName(name, here), ...validateResourceQuantity(name, value, here));
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (limit !== undefined) {
      const difference = compareQuantity(value, limit);
      if (difference !== 0 && !isOvercommitAllowed(name)) {
        errors.push(invalid(requestPath, canonical(value), `must be equal to ${name} limit of ${canonical(limit)}`));
      } else if (difference > 0) {
        const detail = `must be less than or equal to ${name} limit of ${canonical(limit)}`;
        errors.push(invalid(requestPath, canonical(value), detail));
      }
    } else if (!isOvercommitAllowed(name)) {
      errors.push(required(limitPath, 'Limit must be set for non overcommitable resources'));
    }
    errors.push(...validateHugePage(name, value, here));
  }
  if ([...names].some(isHugePage) && !names.has('cpu') && !names.has('memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  return [...errors, ...validateClaims(resources?.claims ?? [], claimNames, child(path, 'claims'))];
}

function validateClaims(
  claims: readonly { readonly name?: string }[],
  claimNames: readonly string[],
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  claims.forEach(({ name = '' }, i) => {
    if (name === '') {
      errors.push(required(at(path, i)));
      return;
    }
    if (claims.findIndex((claim) => claim.name === name) < i) errors.push(duplicate(at(path, i), name));
    if (claimNames.includes(name)) return;
    const known = claimNames.length ? `: ${[...claimNames].sort().join(', ')}` : ' which is empty';
    errors.push({
      ...notFound(at(path, i), name),
      detail: `must be one of the names in pod.spec.resourceClaims${known}`,
    });
  });
  return errors;
}
