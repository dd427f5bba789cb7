import type { IPAddress } from 'kubernetes-types/networking/v1alpha1';
import type { FieldError } from '../../field-error';
import { describe, NAME_COLUMN } from '../../tables/cells';
import { invalid, invalidEach, required } from '../../validation/field-errors';
import { strictIp } from '../../validation/ip';
import { dnsSubdomain, pathSegment } from '../../validation/names';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type IpAddressObject = KindObject<IPAddress>;

/** pkg/apis/networking/validation: ValidateIPAddress. */
function validate({ metadata, spec }: IpAddressObject): FieldError[] {
  const errors: FieldError[] = [...strictIp('metadata.name', metadata.name ?? '')];
  const { parentRef } = spec ?? {};
  const path = 'spec.parentRef';
  if (!parentRef) return [...errors, required(path)];
  const { group = '', resource = '', namespace = '', name = '' } = parentRef;
  if (group) errors.push(...invalidEach(`${path}.group`, group, dnsSubdomain(group)));
  if (!resource) errors.push(required(`${path}.resource`));
  else errors.push(...invalidEach(`${path}.resource`, resource, pathSegment(resource)));
  if (!name) errors.push(required(`${path}.name`));
  else errors.push(...invalidEach(`${path}.name`, name, pathSegment(name)));
  if (namespace) errors.push(...invalidEach(`${path}.namespace`, namespace, pathSegment(namespace)));
  return errors;
}

export const ipAddress = declareKind<IpAddressObject>('networking.k8s.io/v1', 'IPAddress', 'ipaddresses', {
  shortNames: ['ip'],
  namespaced: false,
  generation: true,
  strategy: {
    defaults: (object) => ({ ...object, spec: object.spec ?? {} }),
    nameRule: 'path-segment',
    validate,
    validateUpdate: (next, old) =>
      semanticEqual(next.spec?.parentRef, old.spec?.parentRef)
        ? []
        : [invalid('spec.parentRef', next.spec?.parentRef, 'field is immutable')],
  },
  columns: [
    NAME_COLUMN,
    column('ParentRef', describe('IPAddressSpec.parentRef'), ({ spec }) => {
      const { group, resource = '', namespace, name = '' } = spec?.parentRef ?? {};
      return [group ? `${resource}.${group}` : resource, ...(namespace ? [namespace] : []), name].join('/');
    }),
  ],
});
