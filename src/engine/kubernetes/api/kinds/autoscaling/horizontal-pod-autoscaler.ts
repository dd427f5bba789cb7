import type { HorizontalPodAutoscaler, HPAScalingRules } from 'kubernetes-types/autoscaling/v2';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, child, forbidden, invalid, notSupported, required } from '../../validation/field-errors';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject, Loose } from '../kind-object';
import { metricTargets } from './metric-targets';
import { validateMetric, validateObjectReference } from './validate-metric';

export type HorizontalPodAutoscalerObject = KindObject<HorizontalPodAutoscaler>;
type Spec = NonNullable<HorizontalPodAutoscalerObject['spec']>;
type Rules = Loose<HPAScalingRules>;

const BY_PERCENT = { type: 'Percent', value: 100, periodSeconds: 15 } as const;
const SCALE_UP: Rules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, BY_PERCENT],
};
const SCALE_DOWN: Rules = { selectPolicy: 'Max', policies: [BY_PERCENT] };

/** pkg/apis/autoscaling/v2/defaults.go. */
function defaultSpec(given: Spec): Spec {
  const spec = given.minReplicas === undefined ? { ...given, minReplicas: 1 } : given;
  const withMetrics: Spec = spec.metrics?.length
    ? spec
    : {
        ...spec,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
      };
  return changeField(withMetrics, 'behavior', (behavior) => ({
    ...behavior,
    scaleUp: fillIn<Rules>(behavior.scaleUp, SCALE_UP),
    scaleDown: fillIn<Rules>(behavior.scaleDown, SCALE_DOWN),
  }));
}

function validateRules(rules: Rules | undefined, path: string): FieldError[] {
  if (!rules) return [];
  const errors: FieldError[] = [];
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [] } = rules;
  const windowField = child(path, 'stabilizationWindowSeconds');
  if (window !== undefined && window < 0) {
    errors.push(invalid(windowField, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > 3600) {
    errors.push(invalid(windowField, window, 'must be less than or equal to 3600'));
  }
  const selections = ['Disabled', 'Max', 'Min'];
  if (selectPolicy !== undefined && !selections.includes(selectPolicy)) {
    errors.push(notSupported(child(path, 'selectPolicy'), selectPolicy, selections));
  }
  const list = child(path, 'policies');
  if (!policies.length) errors.push(required(list, 'must specify at least one Policy'));
  policies.forEach(({ type = '', value = 0, periodSeconds = 0 }, i) => {
    const field = at(list, i);
    if (type !== 'Percent' && type !== 'Pods')
      errors.push(notSupported(child(field, 'type'), type, ['Percent', 'Pods']));
    if (value <= 0) errors.push(invalid(child(field, 'value'), value, 'must be greater than zero'));
    const periodField = child(field, 'periodSeconds');
    if (periodSeconds <= 0) errors.push(invalid(periodField, periodSeconds, 'must be greater than zero'));
    if (periodSeconds > 1800) errors.push(invalid(periodField, periodSeconds, 'must be less than or equal to 1800'));
  });
  return errors;
}

/** pkg/apis/autoscaling/validation: validateHorizontalPodAutoscalerSpec. */
function validate({ spec = {} }: HorizontalPodAutoscalerObject): FieldError[] {
  const errors: FieldError[] = [];
  const { minReplicas, maxReplicas = 0, metrics = [], behavior } = spec;
  if (minReplicas !== undefined && minReplicas < 1) {
    errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
  }
  if (maxReplicas < 1) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  errors.push(...validateObjectReference(spec.scaleTargetRef, 'spec.scaleTargetRef'));
  metrics.forEach((metric, i) => errors.push(...validateMetric(metric, at('spec.metrics', i))));
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbidden('spec.metrics', detail));
  }
  return [
    ...errors,
    ...validateRules(behavior?.scaleUp, 'spec.behavior.scaleUp'),
    ...validateRules(behavior?.scaleDown, 'spec.behavior.scaleDown'),
  ];
}

const NO_STATUS = { currentMetrics: null, desiredReplicas: 0 } as unknown as NonNullable<
  HorizontalPodAutoscalerObject['status']
>;

export const horizontalPodAutoscaler = declareKind<HorizontalPodAutoscalerObject>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  'horizontalpodautoscalers',
  {
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: { status: true },
    strategy: {
      defaults: (object) => ({ ...object, spec: defaultSpec(object.spec ?? {}), status: object.status ?? NO_STATUS }),
      prepareForCreate: (object) => ({ ...object, status: NO_STATUS }),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column('Reference', describe('HorizontalPodAutoscalerSpec.scaleTargetRef'), ({ spec }) => {
        const { kind = '', name = '' } = spec?.scaleTargetRef ?? {};
        return `${kind}/${name}`;
      }),
      column('Targets', describe('HorizontalPodAutoscalerSpec.metrics'), ({ spec, status }) =>
        metricTargets(spec?.metrics ?? [], status?.currentMetrics ?? []),
      ),
      column('MinPods', describe('HorizontalPodAutoscalerSpec.minReplicas'), ({ spec }) =>
        spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
      ),
      column('MaxPods', describe('HorizontalPodAutoscalerSpec.maxReplicas'), ({ spec }) => spec?.maxReplicas ?? 0, {
        type: 'integer',
      }),
      column(
        'Replicas',
        describe('HorizontalPodAutoscalerStatus.currentReplicas'),
        ({ status }) => status?.currentReplicas ?? 0,
        { type: 'integer' },
      ),
      AGE_COLUMN,
    ],
  },
);
