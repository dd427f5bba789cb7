import type { EndpointSlice } from 'kubernetes-types/discovery/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, atMostThree, describe, NAME_COLUMN } from '../../tables/cells';
import {
  at,
  child,
  duplicate,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooMany,
} from '../../validation/field-errors';
import { ipFamily, legacyIp, nonSpecialIp } from '../../validation/ip';
import { dnsLabel, dnsSubdomain, labelKey } from '../../validation/names';
import { validateProtocol } from '../../validation/protocol';
import { column, declareKind } from '../declare';
import { changeEach, changeField } from '../fill-in';
import type { KindObject } from '../kind-object';

export type EndpointSliceObject = KindObject<EndpointSlice>;
type Endpoint = NonNullable<EndpointSliceObject['endpoints']>[number];

const TYPES = ['FQDN', 'IPv4', 'IPv6'];

function validateAddress(address: string, type: string, path: string): readonly FieldError[] {
  if (type === 'FQDN') {
    const name = address.replace(/\.$/, '');
    if (!name) return [required(path)];
    const messages = dnsSubdomain(name);
    if (messages.length) return [invalid(path, name, messages.join(','))];
    return name.includes('.')
      ? []
      : [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
  }
  const errors = [...legacyIp(path, address)];
  const wanted = type === 'IPv4' ? 4 : 6;
  if (!errors.length && ipFamily(address) !== wanted) errors.push(invalid(path, address, `must be an ${type} address`));
  return [...errors, ...nonSpecialIp(path, address)];
}

function validateEndpoint(endpoint: Endpoint, type: string, path: string): readonly FieldError[] {
  const addresses = endpoint.addresses ?? [];
  const field = child(path, 'addresses');
  const errors: FieldError[] = [];
  if (!addresses.length) errors.push(required(field, 'must contain at least 1 address'));
  else if (addresses.length > 100) errors.push(tooMany(field, addresses.length, 100));
  if (TYPES.includes(type)) {
    addresses.forEach((address, i) => errors.push(...validateAddress(address, type, at(field, i))));
  }
  for (const [name, rule] of [
    ['nodeName', dnsSubdomain],
    ['hostname', dnsLabel],
  ] as const) {
    const value = endpoint[name];
    if (value !== undefined) errors.push(...invalidEach(child(path, name), value, rule(value)));
  }
  return errors;
}

/** pkg/apis/discovery/validation: ValidateEndpointSlice. */
function validate({ addressType, endpoints = [], ports = [] }: EndpointSliceObject): readonly FieldError[] {
  const errors: FieldError[] = [];
  const type: string = addressType ?? '';
  if (!type) errors.push(required('addressType'));
  else if (!TYPES.includes(type)) errors.push(notSupported('addressType', type, TYPES));
  const list = endpoints ?? [];
  if (list.length > 1000) errors.push(tooMany('endpoints', list.length, 1000));
  else list.forEach((endpoint, i) => errors.push(...validateEndpoint(endpoint, type, at('endpoints', i))));
  const names = new Set<string>();
  (ports ?? []).forEach(({ name = '', protocol, appProtocol }, i) => {
    const path = at('ports', i);
    if (name) errors.push(...invalidEach(child(path, 'name'), name, dnsLabel(name)));
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
    errors.push(...validateProtocol(protocol, child(path, 'protocol')));
    if (appProtocol !== undefined) {
      errors.push(...invalidEach(child(path, 'appProtocol'), appProtocol, labelKey(appProtocol)));
    }
  });
  return errors;
}

/** pkg/apis/discovery/v1/defaults.go, and the fields that Go writes even when they are empty. */
function defaults(object: EndpointSliceObject): EndpointSliceObject {
  const bare = { endpoints: null, ports: null, ...object } as unknown as EndpointSliceObject;
  const next = changeField(bare, 'ports', (ports) =>
    changeEach(ports, (port) =>
      port.name !== undefined && port.protocol !== undefined
        ? port
        : { ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' },
    ),
  );
  return changeField(next, 'endpoints', (endpoints) =>
    changeEach(endpoints, (endpoint) => (endpoint.conditions ? endpoint : { ...endpoint, conditions: {} })),
  );
}

export const endpointSlice = declareKind<EndpointSliceObject>(
  'discovery.k8s.io/v1',
  'EndpointSlice',
  'endpointslices',
  {
    generation: true,
    strategy: {
      defaults,
      validate,
      validateUpdate: (next, old) => {
        const errors = validate(next);
        if (next.addressType === old.addressType) return errors;
        return [...errors, invalid('addressType', next.addressType, 'field is immutable')];
      },
    },
    columns: [
      NAME_COLUMN,
      column('AddressType', describe('EndpointSlice.addressType'), ({ addressType }) => addressType ?? ''),
      column('Ports', describe('EndpointSlice.ports'), ({ ports }) =>
        atMostThree((ports ?? []).map(({ port, name }) => (port === undefined ? (name ?? '*') : String(port)))),
      ),
      column('Endpoints', describe('EndpointSlice.endpoints'), ({ endpoints }) =>
        atMostThree((endpoints ?? []).flatMap(({ addresses = [] }) => addresses)),
      ),
      AGE_COLUMN,
    ],
  },
);
