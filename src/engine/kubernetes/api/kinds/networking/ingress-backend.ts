import type { IngressBackend } from 'kubernetes-types/networking/v1';
import type { FieldError } from '../../field-error';
import { child, invalid, invalidEach, required } from '../../validation/field-errors';
import { dns1035Label, dnsSubdomain, pathSegment, portName, portNumber } from '../../validation/names';
import type { Loose } from '../kind-object';

interface Reference {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** An object of the same namespace: validateIngressTypedLocalObjectReference. */
export function validateReference(reference: Reference, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { apiGroup } = reference;
  if (apiGroup) errors.push(...invalidEach(child(path, 'apiGroup'), apiGroup, dnsSubdomain(apiGroup)));
  for (const field of ['kind', 'name'] as const) {
    const value = reference[field] ?? '';
    if (!value) errors.push(required(child(path, field), `${field} is required`));
    else errors.push(...invalidEach(child(path, field), value, pathSegment(value)));
  }
  return errors;
}

/** Where an Ingress sends requests: pkg/apis/networking/validation, validateIngressBackend. */
export function validateBackend(backend: Loose<IngressBackend> | undefined, path: string): FieldError[] {
  const { resource, service } = backend ?? {};
  if (resource && service) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource) return validateReference(resource, child(path, 'resource'));
  if (!service) return [invalid(path, '', 'resource or service backend is required')];
  const errors: FieldError[] = [];
  const nameField = child(path, 'service.name');
  const { name: serviceName = '', port = {} } = service;
  if (!serviceName) errors.push(required(nameField));
  else errors.push(...invalidEach(nameField, serviceName, dns1035Label(serviceName)));
  const { name = '', number = 0 } = port;
  if (name && number) {
    errors.push(invalid(path, '', 'cannot set both port name & port number'));
  } else if (name) {
    errors.push(...invalidEach(child(path, 'service.port.name'), name, portName(name)));
  } else if (number) {
    errors.push(...invalidEach(child(path, 'service.port.number'), number, portNumber(number)));
  } else {
    errors.push(required(path, 'port name or number is required'));
  }
  return errors;
}
