import type { LimitRange } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import { compareQuantity } from '../../quantity';
import { at, child, duplicate, forbidden, invalid, invalidEach, required } from '../../validation/field-errors';
import { labelKey } from '../../validation/names';
import { declareKind, DEFAULT_COLUMNS } from '../declare';
import { changeEach, changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';
import { normalizeResourceList } from '../pod-spec/resource-list';
import {
  isOvercommitAllowed,
  validateContainerResourceName,
  validateResourceName,
} from '../pod-spec/validate-resources';

export type LimitRangeObject = KindObject<LimitRange>;
type Item = NonNullable<NonNullable<LimitRangeObject['spec']>['limits']>[number];

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

/** pkg/apis/core/v1/defaults.go: SetDefaults_LimitRangeItem. */
function defaultItem(item: Item): Item {
  let next = item;
  for (const name of LISTS) next = changeField(next, name, normalizeResourceList);
  if (next.type !== 'Container') return next;
  const limits = fillIn(next.default, next.max ?? {});
  const requests = fillIn(fillIn(next.defaultRequest, limits), next.min ?? {});
  return {
    ...next,
    ...(Object.keys(limits).length && { default: limits }),
    ...(Object.keys(requests).length && { defaultRequest: requests }),
  };
}

function validateItem(item: Item, path: string): FieldError[] {
  const type: string = item.type ?? '';
  const errors = invalidEach(child(path, 'type'), type, labelKey(type));
  const types = ['Pod', 'Container', 'PersistentVolumeClaim'];
  if (!errors.length && !type.includes('/') && !types.includes(type)) {
    errors.push(invalid(child(path, 'type'), type, 'must be a standard limit type or fully qualified'));
  }
  const nameRule = type === 'Pod' || type === 'Container' ? validateContainerResourceName : validateResourceName;
  const keys = new Set<string>();
  for (const list of LISTS) {
    if (type === 'Pod' && (list === 'default' || list === 'defaultRequest')) {
      if (Object.keys(item[list] ?? {}).length) {
        errors.push(forbidden(child(path, list), "may not be specified when `type` is 'Pod'"));
      }
      continue;
    }
    if (
      list === 'maxLimitRequestRatio' &&
      type === 'PersistentVolumeClaim' &&
      !item.min?.storage &&
      !item.max?.storage
    ) {
      const detail = 'either minimum or maximum storage value is required, but neither was provided';
      errors.push(required(child(path, 'limits'), detail));
    }
    for (const name of Object.keys(item[list] ?? {}).sort()) {
      errors.push(...nameRule(name, at(child(path, list), name)));
      keys.add(name);
    }
  }
  for (const name of keys) errors.push(...validateOrder(item, name, path));
  return errors;
}

/** The amounts of one resource must stand in order. */
function validateOrder(item: Item, name: string, path: string): FieldError[] {
  const { min, max, defaultRequest, maxLimitRequestRatio } = item;
  const [least, most, limit] = [min?.[name], max?.[name], item.default?.[name]];
  const [request, ratio] = [defaultRequest?.[name], maxLimitRequestRatio?.[name]];
  const errors: FieldError[] = [];
  const check = (
    a: string | undefined,
    b: string | undefined,
    field: string,
    value: string | undefined,
    words: string,
  ): void => {
    if (a === undefined || b === undefined || compareQuantity(a, b) <= 0) return;
    errors.push(invalid(at(child(path, field), name), value, words));
  };
  check(least, most, 'min', least, `min value ${least} is greater than max value ${most}`);
  check(
    least,
    request,
    'defaultRequest',
    request,
    `min value ${least} is greater than default request value ${request}`,
  );
  check(request, most, 'defaultRequest', request, `default request value ${request} is greater than max value ${most}`);
  check(
    request,
    limit,
    'defaultRequest',
    request,
    `default request value ${request} is greater than default limit value ${limit}`,
  );
  check(least, limit, 'default', least, `min value ${least} is greater than default value ${limit}`);
  check(limit, most, 'default', most, `default value ${limit} is greater than max value ${most}`);
  if (ratio !== undefined && compareQuantity(ratio, '1') < 0) {
    errors.push(invalid(at(child(path, 'maxLimitRequestRatio'), name), ratio, `ratio ${ratio} is less than 1`));
  }
  if (!isOvercommitAllowed(name) && limit !== undefined && request !== undefined && compareQuantity(limit, request)) {
    const detail = `default value ${limit} must equal to defaultRequest value ${request} in ${name}`;
    errors.push(invalid(at(child(path, 'defaultRequest'), name), request, detail));
  }
  return errors;
}

/** pkg/apis/core/validation: ValidateLimitRange. */
function validate({ spec }: LimitRangeObject): readonly FieldError[] {
  const seen = new Set<string>();
  return (spec?.limits ?? []).flatMap((item, i) => {
    const path = at('spec.limits', i);
    const [first, ...others] = validateItem(item, path);
    const errors = first ? [first, ...others] : [];
    const type: string = item.type ?? '';
    if (seen.has(type)) errors.splice(0, 0, duplicate(child(path, 'type'), type));
    seen.add(type);
    return errors;
  });
}

export const limitRange = declareKind<LimitRangeObject>('v1', 'LimitRange', 'limitranges', {
  shortNames: ['limits'],
  strategy: {
    defaults: (object) =>
      changeField(object, 'spec', (spec) => changeField(spec, 'limits', (list) => changeEach(list, defaultItem))),
    validate,
    validateUpdate: validate,
  },
  columns: DEFAULT_COLUMNS,
});
