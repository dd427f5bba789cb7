import type { MetricSpec, MetricTarget } from 'kubernetes-types/autoscaling/v2';
import { compareQuantity } from '../../quantity';
import type { FieldError } from '../../field-error';
import { child, forbidden, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { pathSegment } from '../../validation/names';
import type { Loose } from '../kind-object';

type Metric = Loose<MetricSpec>;
type Target = Loose<MetricTarget> | undefined;

/** Of Go's types each fills one field, whose name starts in small. */
const FIELDS = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
} as const;
const ORDER = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;

/** What is scaled or measured: ValidateCrossVersionObjectReference. */
export function validateObjectReference(
  reference: { readonly kind?: string; readonly name?: string } | undefined,
  path: string,
): FieldError[] {
  return (['kind', 'name'] as const).flatMap((field) => {
    const value = reference?.[field] ?? '';
    return value ? invalidEach(child(path, field), value, pathSegment(value)) : [required(child(path, field))];
  });
}

const isPositive = (quantity: string | undefined): boolean =>
  quantity !== undefined && compareQuantity(quantity, '0') > 0;

function validateTarget(target: Target, path: string): FieldError[] {
  const { type = '', value, averageValue, averageUtilization } = target ?? {};
  const field = child(path, 'type');
  const errors = type ? [] : [required(field, 'must specify a metric target type')];
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.push(invalid(field, type, 'must be either Utilization, Value, or AverageValue'));
  }
  if (value !== undefined && !isPositive(value)) errors.push(invalid(child(path, 'value'), value, 'must be positive'));
  if (averageValue !== undefined && !isPositive(averageValue)) {
    errors.push(invalid(child(path, 'averageValue'), averageValue, 'must be positive'));
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(child(path, 'averageUtilization'), averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

function validateIdentifier(metric: { readonly name?: string } | undefined, path: string): FieldError[] {
  const { name = '' } = metric ?? {};
  const field = child(path, 'name');
  return name ? invalidEach(field, name, pathSegment(name)) : [required(field, 'must specify a metric name')];
}

function validateUtilization(target: Target, path: string): FieldError[] {
  const { averageUtilization, averageValue } = target ?? {};
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    return [required(child(path, 'averageUtilization'), detail)];
  }
  if (averageUtilization === undefined || averageValue === undefined) return [];
  return [forbidden(child(path, 'averageValue'), 'may not set both a target raw value and a target utilization')];
}

const SOURCES: {
  readonly [F in (typeof ORDER)[number]]: (source: NonNullable<Metric[F]>, path: string) => FieldError[];
} = {
  object: ({ describedObject, metric, target }, path) => {
    const field = child(path, 'target');
    const errors = [
      ...validateObjectReference(describedObject, child(path, 'describedObject')),
      ...validateIdentifier(metric, child(path, 'metric')),
      ...validateTarget(target, field),
    ];
    if (target?.value !== undefined || target?.averageValue !== undefined) return errors;
    return [...errors, required(child(field, 'averageValue'), 'must set either a target value or averageValue')];
  },
  external: ({ metric, target }, path) => {
    const field = child(path, 'target');
    const errors = [...validateIdentifier(metric, child(path, 'metric')), ...validateTarget(target, field)];
    const [hasValue, hasAverage] = [target?.value !== undefined, target?.averageValue !== undefined];
    if (!hasValue && !hasAverage) {
      const detail = 'must set either a target value for metric or a per-pod target';
      errors.push(required(child(field, 'averageValue'), detail));
    }
    if (hasValue && hasAverage) {
      const detail = 'may not set both a target value for metric and a per-pod target';
      errors.push(forbidden(child(field, 'value'), detail));
    }
    return errors;
  },
  pods: ({ metric, target }, path) => {
    const field = child(path, 'target');
    const errors = [...validateIdentifier(metric, child(path, 'metric')), ...validateTarget(target, field)];
    if (isPositive(target?.averageValue)) return errors;
    return [...errors, required(child(field, 'averageValue'), 'must specify a positive target averageValue')];
  },
  resource: ({ name = '', target }, path) => [
    ...(name ? [] : [required(child(path, 'name'), 'must specify a resource name')]),
    ...validateTarget(target, child(path, 'target')),
    ...validateUtilization(target, child(path, 'target')),
  ],
  containerResource: ({ name = '', container = '', target }, path) => [
    ...(name ? [] : [required(child(path, 'name'), 'must specify a resource name')]),
    ...(container ? [] : [required(child(path, 'container'), 'must specify a container')]),
    ...validateTarget(target, child(path, 'target')),
    ...validateUtilization(target, child(path, 'target')),
  ],
};

function validateSource<F extends (typeof ORDER)[number]>(metric: Metric, field: F, path: string): FieldError[] {
  const source = metric[field];
  return source ? SOURCES[field](source, child(path, field)) : [];
}

/** pkg/apis/autoscaling/validation: validateMetricSpec. */
export function validateMetric(metric: Metric, path: string): FieldError[] {
  const type = metric.type ?? '';
  const errors = type ? [] : [required(child(path, 'type'), 'must specify a metric source type')];
  if (!(type in FIELDS)) errors.push(notSupported(child(path, 'type'), type, Object.keys(FIELDS)));
  const present = ORDER.filter((field) => metric[field]);
  const [first] = present;
  if (first) errors.push(...validateSource(metric, first, path));
  const expected = FIELDS[type as keyof typeof FIELDS] ?? type.toLowerCase();
  if (!present.some((field) => field === expected)) {
    errors.push(required(child(path, expected), 'must populate information for the given metric source'));
  }
  if (present.length === 1) return errors;
  for (const field of present.filter((one) => one !== expected)) {
    errors.push(forbidden(child(path, field), 'must populate the given metric source only'));
  }
  return errors;
}
