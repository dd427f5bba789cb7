import type { ResourceQuota } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { at, child, invalid, required } from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { column, declareKind } from '../declare';
import { asGo } from '../go-names';
import { changeField } from '../fill-in';
import type { KindObject } from '../kind-object';
import { normalizeResourceList } from '../pod-spec/resource-list';
import { validateResourceName, validateResourceQuantity } from '../pod-spec/validate-resources';
import { semanticEqual } from '../semantic-equal';

export type ResourceQuotaObject = KindObject<ResourceQuota>;
type Spec = NonNullable<ResourceQuotaObject['spec']>;

const SCOPES = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];
const CONFLICTS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const COMPUTE = new Set([
  'pods',
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);

/** pkg/apis/core/helper: IsResourceQuotaScopeValidForResource. */
function scopeFits(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass') return resource === 'persistentvolumeclaims' || resource.endsWith('storage');
  return !SCOPES.includes(scope) || COMPUTE.has(resource);
}

const isStandard = (resource: string): boolean => !resource.includes('/') && !resource.startsWith('count/');

function validateScopes(spec: Spec): FieldError[] {
  const errors: FieldError[] = [];
  const scopes: readonly string[] = spec.scopes ?? [];
  const resources = Object.keys(spec.hard ?? {})
    .filter(isStandard)
    .sort();
  const bad = (detail: string): void => void errors.push(invalid('spec.scopes', scopes, detail));
  for (const scope of scopes) {
    if (!SCOPES.includes(scope)) bad('unsupported scope');
    for (const name of resources) if (!scopeFits(scope, name)) bad('unsupported scope applied to resource');
  }
  for (const pair of CONFLICTS) if (pair.every((scope) => scopes.includes(scope))) bad('conflicting scopes');
  const path = 'spec.scopeSelector.matchExpressions';
  for (const { scopeName = '', operator = '', values = [] } of spec.scopeSelector?.matchExpressions ?? []) {
    const scope: string = scopeName;
    const op: string = operator;
    if (!SCOPES.includes(scope)) errors.push(invalid(child(path, 'scopeName'), scope, 'unsupported scope'));
    for (const name of resources) {
      if (scopeFits(scope, name)) continue;
      errors.push(invalid(path, asGo(spec.scopeSelector), 'unsupported scope applied to resource'));
    }
    if (SCOPES.includes(scope) && scope !== 'PriorityClass' && scope !== 'VolumeAttributesClass' && op !== 'Exists') {
      const detail =
        "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";
      errors.push(invalid(child(path, 'operator'), op, detail));
    }
    if (op === 'In' || op === 'NotIn') {
      const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      if (!values.length) errors.push(required(child(path, 'values'), detail));
    } else if (op === 'Exists' || op === 'DoesNotExist') {
      const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      if (values.length) errors.push(invalid(child(path, 'values'), values, detail));
    } else errors.push(invalid(child(path, 'operator'), op, 'not a valid selector operator'));
  }
  return errors;
}

function validateHard(spec: Spec): FieldError[] {
  return sortedEntries(spec.hard).flatMap(([name, value = '0']) => {
    const path = at('spec.hard', name);
    const errors = validateResourceName(name, path);
    if (name === 'storage') errors.push(invalid(path, name, 'must be a standard resource for quota'));
    return [...errors, ...validateResourceQuantity(name, value, path)];
  });
}

/** pkg/apis/core/validation: ValidateResourceQuotaSpec. */
const validate = ({ spec = {} }: ResourceQuotaObject): readonly FieldError[] => [
  ...validateHard(spec),
  ...validateScopes(spec),
];

function amounts({ status }: ResourceQuotaObject, limits: boolean): string {
  return sortedEntries(status?.hard)
    .filter(([name]) => name.startsWith('limits.') === limits)
    .map(([name, hard]) => `${name}: ${status?.used?.[name] ?? '0'}/${hard ?? '0'}`)
    .join(', ');
}

export const resourceQuota = declareKind<ResourceQuotaObject>('v1', 'ResourceQuota', 'resourcequotas', {
  shortNames: ['quota'],
  subresources: { status: true },
  strategy: {
    defaults: (object) => {
      const spec = changeField(object.spec ?? {}, 'hard', normalizeResourceList);
      let status = changeField(object.status ?? {}, 'hard', normalizeResourceList);
      status = changeField(status, 'used', normalizeResourceList);
      return { ...object, spec, status };
    },
    prepareForCreate: (object) => ({ ...object, status: {} }),
    validate,
    validateUpdate: (next, old) => {
      const errors = validate(next);
      const scopes = (object: ResourceQuotaObject): readonly string[] => [...(object.spec?.scopes ?? [])].sort();
      if (semanticEqual(scopes(next), scopes(old))) return errors;
      return [...errors, invalid('spec.scopes', next.spec?.scopes, 'field is immutable')];
    },
  },
  columns: [
    NAME_COLUMN,
    column('Request', 'Request represents a minimum amount of cpu/memory that a container may consume.', (object) =>
      amounts(object, false),
    ),
    column(
      'Limit',
      'Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
      (object) => amounts(object, true),
    ),
    AGE_COLUMN,
  ],
});
