import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { invalid, notSupported } from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import { atMost100Percent, positiveIntOrPercent } from '../../validation/numbers';
import { column, declareKind } from '../declare';
import { fillIn } from '../fill-in';
import { asGo } from '../go-names';
import type { KindObject } from '../kind-object';

export type PodDisruptionBudgetObject = KindObject<PodDisruptionBudget>;

const NO_STATUS = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };

/** pkg/apis/policy/validation: ValidatePodDisruptionBudgetSpec. */
function validate({ spec = {} }: PodDisruptionBudgetObject): FieldError[] {
  const errors: FieldError[] = [];
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(invalid('spec', asGo(spec), 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[field];
    if (value === undefined) continue;
    errors.push(...positiveIntOrPercent(`spec.${field}`, value), ...atMost100Percent(`spec.${field}`, value));
  }
  errors.push(...validateLabelSelector(selector, 'spec.selector'));
  const policies = ['AlwaysAllow', 'IfHealthyBudget'];
  if (unhealthyPodEvictionPolicy !== undefined && !policies.includes(unhealthyPodEvictionPolicy)) {
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', unhealthyPodEvictionPolicy, policies));
  }
  return errors;
}

export const podDisruptionBudget = declareKind<PodDisruptionBudgetObject>(
  'policy/v1',
  'PodDisruptionBudget',
  'poddisruptionbudgets',
  {
    shortNames: ['pdb'],
    subresources: { status: true },
    generation: true,
    strategy: {
      defaults: (object) => ({ ...object, spec: object.spec ?? {}, status: fillIn(object.status, NO_STATUS) }),
      prepareForCreate: (object) => ({ ...object, status: NO_STATUS }),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column('Min Available', 'The minimum number of pods that must be available.', ({ spec }) =>
        String(spec?.minAvailable ?? 'N/A'),
      ),
      column('Max Unavailable', 'The maximum number of pods that may be unavailable.', ({ spec }) =>
        String(spec?.maxUnavailable ?? 'N/A'),
      ),
      column(
        'Allowed Disruptions',
        'Calculated number of pods that may be disrupted at this time.',
        ({ status }) => status?.disruptionsAllowed ?? 0,
        { type: 'integer' },
      ),
      AGE_COLUMN,
    ],
  },
);
