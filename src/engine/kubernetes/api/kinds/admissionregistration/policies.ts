import type {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from 'kubernetes-types/admissionregistration/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { notSupported, required } from '../../validation/field-errors';
import { column, declareKind } from '../declare';
import { fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type ValidatingAdmissionPolicyObject = KindObject<ValidatingAdmissionPolicy>;
export type ValidatingAdmissionPolicyBindingObject = KindObject<ValidatingAdmissionPolicyBinding>;

/** pkg/apis/admissionregistration/validation: validateValidatingAdmissionPolicySpec, but for expressions. */
function validate({ spec = {} }: ValidatingAdmissionPolicyObject): FieldError[] {
  const errors: FieldError[] = [];
  const { failurePolicy } = spec;
  if (!failurePolicy) errors.push(required('spec.failurePolicy'));
  else if (failurePolicy !== 'Fail' && failurePolicy !== 'Ignore')
    errors.push(notSupported('spec.failurePolicy', failurePolicy, ['Fail', 'Ignore']));
  if (!spec.matchConstraints) errors.push(required('spec.matchConstraints'));
  else if (!spec.matchConstraints.resourceRules?.length) errors.push(required('spec.matchConstraints.resourceRules'));
  if (!spec.validations?.length && !spec.auditAnnotations?.length) {
    const detail = 'validations or auditAnnotations must be set';
    errors.push(required('spec.validations', detail), required('spec.auditAnnotations', detail));
  }
  return errors;
}

export const validatingAdmissionPolicy = declareKind<ValidatingAdmissionPolicyObject>(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicy',
  'validatingadmissionpolicies',
  {
    categories: ['api-extensions'],
    namespaced: false,
    subresources: { status: true },
    generation: true,
    strategy: {
      defaults: (object) => ({
        ...object,
        spec: fillIn(object.spec, { failurePolicy: 'Fail' }),
        status: object.status ?? {},
      }),
      prepareForCreate: (object) => ({ ...object, status: {} }),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column(
        'Validations',
        'Validations indicates the number of validation rules defined in this configuration',
        ({ spec }) => spec?.validations?.length ?? 0,
        {
          type: 'integer',
        },
      ),
      column('ParamKind', 'ParamKind specifies the kind of resources used to parameterize this policy', ({ spec }) => {
        const { paramKind } = spec ?? {};
        return paramKind ? `${paramKind.apiVersion ?? ''}/${paramKind.kind ?? ''}` : '<unset>';
      }),
      AGE_COLUMN,
    ],
  },
);

function validateBinding({ spec = {} }: ValidatingAdmissionPolicyBindingObject): FieldError[] {
  const errors = spec.policyName ? [] : [required('spec.policyName')];
  return spec.validationActions?.length ? errors : [...errors, required('spec.validationActions')];
}

export const validatingAdmissionPolicyBinding = declareKind<ValidatingAdmissionPolicyBindingObject>(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicyBinding',
  'validatingadmissionpolicybindings',
  {
    categories: ['api-extensions'],
    namespaced: false,
    generation: true,
    strategy: { validate: validateBinding, validateUpdate: validateBinding },
    columns: [
      NAME_COLUMN,
      column(
        'PolicyName',
        'PolicyName indicates the policy definition which the policy binding binded to',
        ({ spec }) => spec?.policyName ?? '',
      ),
      column('ParamRef', 'ParamRef indicates the param resource which sets the configration param', ({ spec }) => {
        const { paramRef } = spec ?? {};
        if (!paramRef) return '<unset>';
        if (paramRef.name) return paramRef.namespace ? `${paramRef.namespace}/${paramRef.name}` : `*/${paramRef.name}`;
        return '<unset>';
      }),
      AGE_COLUMN,
    ],
  },
);
