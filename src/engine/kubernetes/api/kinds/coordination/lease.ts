import type { Lease } from 'kubernetes-types/coordination/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { invalid } from '../../validation/field-errors';
import { nonNegative } from '../../validation/numbers';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';

export type LeaseObject = KindObject<Lease>;

/** pkg/apis/coordination/validation: ValidateLeaseSpec. */
function validate({ spec = {} }: LeaseObject): FieldError[] {
  const { leaseDurationSeconds: seconds, leaseTransitions } = spec;
  const errors =
    seconds !== undefined && seconds <= 0
      ? [invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0')]
      : [];
  return [...errors, ...nonNegative('spec.leaseTransitions', leaseTransitions)];
}

export const lease = declareKind<LeaseObject>('coordination.k8s.io/v1', 'Lease', 'leases', {
  strategy: {
    defaults: (object) => (object.spec ? object : { ...object, spec: {} }),
    validate,
    validateUpdate: validate,
  },
  columns: [
    NAME_COLUMN,
    column('Holder', describe('LeaseSpec.holderIdentity'), ({ spec }) => spec?.holderIdentity ?? ''),
    AGE_COLUMN,
  ],
});
