import type { Endpoints } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, child, invalid, invalidEach, required } from '../../validation/field-errors';
import { legacyIp, nonSpecialIp } from '../../validation/ip';
import { dnsLabel, dnsSubdomain, labelKey, portNumber } from '../../validation/names';
import { validateProtocol } from '../../validation/protocol';
import { changeEach, changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type EndpointsObject = KindObject<Endpoints>;
type Subset = NonNullable<EndpointsObject['subsets']>[number];
type Address = NonNullable<Subset['addresses']>[number];
type Port = NonNullable<Subset['ports']>[number];

/** `10.244.1.2:80,10.244.1.3:80`: printers.go, formatEndpoints. */
function endpointsText(endpoints: EndpointsObject): string {
  const subsets = endpoints.subsets ?? [];
  if (!subsets.length) return '<none>';
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length
      ? ports.flatMap(({ port }) => addresses.map(({ ip = '' }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port ?? 0}`))
      : addresses.map(({ ip }) => ip ?? ''),
  );
  const shown = all.slice(0, 3).join(',');
  return all.length > 3 ? `${shown} + ${all.length - 3} more...` : shown;
}

function validateAddress(address: Address, path: string): readonly FieldError[] {
  const ip = address.ip ?? '';
  return [
    ...legacyIp(child(path, 'ip'), ip),
    ...(address.hostname ? invalidEach(child(path, 'hostname'), address.hostname, dnsLabel(address.hostname)) : []),
    ...(address.nodeName !== undefined
      ? invalidEach(child(path, 'nodeName'), address.nodeName, dnsSubdomain(address.nodeName))
      : []),
    ...nonSpecialIp(child(path, 'ip'), ip),
  ];
}

function validatePort(port: Port, requireName: boolean, path: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (port.name) errors.push(...invalidEach(child(path, 'name'), port.name, dnsLabel(port.name)));
  else if (requireName) errors.push(required(child(path, 'name')));
  errors.push(...portNumber(port.port ?? 0).map((detail) => invalid(child(path, 'port'), port.port ?? 0, detail)));
  errors.push(...validateProtocol(port.protocol, child(path, 'protocol')));
  if (port.appProtocol !== undefined) {
    errors.push(...invalidEach(child(path, 'appProtocol'), port.appProtocol, labelKey(port.appProtocol)));
  }
  return errors;
}

/** pkg/apis/core/validation: validateEndpointSubsets. */
function validate({ subsets = [] }: EndpointsObject): readonly FieldError[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, i) => {
    const path = at('subsets', i);
    return [
      ...(addresses.length || notReadyAddresses.length
        ? []
        : [required(path, 'must specify `addresses` or `notReadyAddresses`')]),
      ...addresses.flatMap((address, j) => validateAddress(address, at(child(path, 'addresses'), j))),
      ...notReadyAddresses.flatMap((address, j) => validateAddress(address, at(child(path, 'notReadyAddresses'), j))),
      ...ports.flatMap((port, j) => validatePort(port, ports.length > 1, at(child(path, 'ports'), j))),
    ];
  });
}

export const endpoints: ResourceType<EndpointsObject> = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  listKind: 'EndpointsList',
  shortNames: ['ep'],
  namespaced: true,
  deprecated: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  strategy: {
    defaults: (object) =>
      changeField(object, 'subsets', (subsets) =>
        changeEach(subsets, (subset) =>
          changeField(subset, 'ports', (ports) =>
            changeEach(ports, (port) => fillIn(port, { protocol: 'TCP' as const })),
          ),
        ),
      ),
    validate,
    validateUpdate: validate,
  },
  columns: [
    NAME_COLUMN,
    { name: 'Endpoints', type: 'string', description: describe('Endpoints.subsets'), cell: endpointsText },
    AGE_COLUMN,
  ],
};
