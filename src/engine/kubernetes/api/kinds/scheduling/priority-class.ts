import type { PriorityClass } from 'kubernetes-types/scheduling/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { forbidden, invalid, notSupported } from '../../validation/field-errors';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';

export type PriorityClassObject = KindObject<PriorityClass>;

const HIGHEST_OF_USERS = 1_000_000_000;
/** pkg/apis/scheduling/helpers.go: those that a cluster comes with. */
const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** pkg/apis/scheduling/validation: ValidatePriorityClass. */
function validate({ metadata, value = 0, preemptionPolicy }: PriorityClassObject): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '' } = metadata;
  if (name.startsWith('system-')) {
    if (SYSTEM_CLASSES[name] !== value) {
      const detail = "priority class names with 'system-' prefix are reserved for system use only";
      errors.push(forbidden('metadata.name', detail));
    }
  } else if (value > HIGHEST_OF_USERS) {
    const detail = `maximum allowed value of a user defined priority is ${HIGHEST_OF_USERS}`;
    errors.push(forbidden('value', detail));
  }
  return [...errors, ...validatePolicy(preemptionPolicy)];
}

function validatePolicy(policy: string | undefined): FieldError[] {
  const policies = ['PreemptLowerPriority', 'Never'];
  return policy === undefined || policies.includes(policy) ? [] : [notSupported('preemptionPolicy', policy, policies)];
}

export const priorityClass = declareKind<PriorityClassObject>(
  'scheduling.k8s.io/v1',
  'PriorityClass',
  'priorityclasses',
  {
    shortNames: ['pc'],
    namespaced: false,
    generation: true,
    strategy: {
      defaults: (object) => ({
        ...object,
        value: object.value ?? 0,
        preemptionPolicy: object.preemptionPolicy ?? 'PreemptLowerPriority',
      }),
      validate,
      validateUpdate: (next, old) => {
        const errors = next.value === old.value ? [] : [forbidden('value', 'may not be changed in an update.')];
        if (next.preemptionPolicy === old.preemptionPolicy) return errors;
        return [...errors, invalid('preemptionPolicy', next.preemptionPolicy, 'field is immutable')];
      },
    },
    columns: [
      NAME_COLUMN,
      column('Value', describe('PriorityClass.value'), ({ value }) => value ?? 0, { type: 'integer' }),
      column('Global-Default', describe('PriorityClass.globalDefault'), ({ globalDefault }) => globalDefault ?? false, {
        type: 'boolean',
      }),
      AGE_COLUMN,
      column(
        'PreemptionPolicy',
        describe('PriorityClass.preemptionPolicy'),
        ({ preemptionPolicy }) => preemptionPolicy ?? '',
      ),
    ],
  },
);
