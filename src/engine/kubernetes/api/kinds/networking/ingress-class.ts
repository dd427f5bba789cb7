import type { IngressClass } from 'kubernetes-types/networking/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../../validation/field-errors';
import { byteLength, dnsLabel, dnsSubdomain, httpPath } from '../../validation/names';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';
import { validateReference } from './ingress-backend';

export type IngressClassObject = KindObject<IngressClass>;

/** A name with a domain before it: apimachinery, IsDomainPrefixedPath. */
function validateDomainPath(field: string, value: string): FieldError[] {
  if (!value) return [required(field)];
  const [host = '', path = ''] = value.split(/\/(.*)/s);
  if (!value.includes('/') || !host || !path) {
    return [invalid(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  const messages = dnsSubdomain(host);
  return messages.length ? invalidEach(field, host, messages) : invalidEach(field, path, httpPath(path));
}

/** pkg/apis/networking/validation: validateIngressClassSpec. */
function validate({ spec }: IngressClassObject): FieldError[] {
  const { controller = '', parameters } = spec ?? {};
  const errors = byteLength(controller) > 250 ? [tooLong('spec.controller', 250)] : [];
  errors.push(...validateDomainPath('spec.controller', controller));
  if (!parameters) return errors;
  const path = 'spec.parameters';
  errors.push(...validateReference(parameters, path));
  const { scope, namespace } = parameters;
  if (scope === undefined) return [...errors, required(`${path}.scope`)];
  if (scope !== 'Cluster' && scope !== 'Namespace') {
    errors.push(notSupported(`${path}.scope`, scope, ['Cluster', 'Namespace']));
  }
  if (scope === 'Namespace' && namespace === undefined) {
    errors.push(required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'"));
  } else if (scope === 'Namespace' && namespace !== undefined) {
    errors.push(...invalidEach(`${path}.namespace`, namespace, dnsLabel(namespace)));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.push(forbidden(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'"));
  }
  return errors;
}

export const ingressClass = declareKind<IngressClassObject>('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', {
  namespaced: false,
  generation: true,
  strategy: {
    defaults: (object) =>
      changeField(object, 'spec', (spec) =>
        changeField(spec, 'parameters', (parameters) => fillIn(parameters, { scope: 'Cluster' })),
      ),
    validate,
    validateUpdate: (next, old) => {
      const errors =
        next.spec?.controller === old.spec?.controller
          ? []
          : [invalid('spec.controller', next.spec?.controller ?? '', 'field is immutable')];
      return [...errors, ...validate(next)];
    },
  },
  columns: [
    NAME_COLUMN,
    column(
      'Controller',
      'Controller that is responsible for handling this class',
      ({ spec }) => spec?.controller ?? '',
    ),
    column('Parameters', 'A reference to a resource with additional parameters', ({ spec }) => {
      const { parameters } = spec ?? {};
      if (!parameters) return '<none>';
      const { apiGroup, kind = '', name = '' } = parameters;
      return apiGroup ? `${kind}.${apiGroup}/${name}` : `${kind}/${name}`;
    }),
    AGE_COLUMN,
  ],
});
