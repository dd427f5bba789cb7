import type { ServiceCIDR } from 'kubernetes-types/networking/v1alpha1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, invalid, required } from '../../validation/field-errors';
import { cidrFamily, strictCidr } from '../../validation/ip';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type ServiceCidrObject = KindObject<ServiceCIDR>;

/** pkg/apis/networking/validation: ValidateServiceCIDR. */
function validate({ spec }: ServiceCidrObject): FieldError[] {
  const cidrs = spec?.cidrs ?? [];
  if (!cidrs.length) return [required('spec.cidrs', 'at least one CIDR required')];
  if (cidrs.length > 2) return [invalid('spec', spec, 'may only hold up to 2 values')];
  const errors = cidrs.flatMap((cidr, i) => [...strictCidr(at('spec.cidrs', i), cidr)]);
  const [first = '', second] = cidrs;
  if (second === undefined || cidrFamily(first) !== cidrFamily(second)) return errors;
  return [
    invalid('spec', spec, 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64'),
    ...errors,
  ];
}

export const serviceCidr = declareKind<ServiceCidrObject>('networking.k8s.io/v1', 'ServiceCIDR', 'servicecidrs', {
  namespaced: false,
  generation: true,
  subresources: { status: true },
  strategy: {
    defaults: (object) => ({ ...object, spec: object.spec ?? {}, status: object.status ?? {} }),
    prepareForCreate: (object) => ({ ...object, status: {} }),
    validate,
    validateUpdate: (next, old) =>
      semanticEqual(next.spec?.cidrs, old.spec?.cidrs)
        ? []
        : [invalid('spec.cidrs', next.spec?.cidrs, 'field is immutable')],
  },
  columns: [
    NAME_COLUMN,
    column('CIDRs', describe('ServiceCIDRSpec.cidrs'), ({ spec }) => (spec?.cidrs ?? []).join(',')),
    AGE_COLUMN,
  ],
});
