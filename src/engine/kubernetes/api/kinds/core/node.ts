import type { Node } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { ResourceType, TableColumn } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import {
  at,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../../validation/field-errors';
import { cidrFamily, legacyCidr } from '../../validation/ip';
import { labelKey, labelValue } from '../../validation/names';
import { changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';
import { normalizeResourceList } from '../pod-spec/resource-list';
import { validateResourceQuantity } from '../pod-spec/validate-resources';
import { semanticEqual } from '../semantic-equal';

export type NodeObject = KindObject<Node>;
type Taint = NonNullable<NonNullable<NodeObject['spec']>['taints']>[number];

/** `Ready,SchedulingDisabled`: printers.go, printNode. */
function statusText({ spec, status }: NodeObject): string {
  const ready = status?.conditions?.findLast((condition) => condition.type === 'Ready');
  const text = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable ? `${text},SchedulingDisabled` : text;
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function rolesText({ metadata }: NodeObject): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX)) roles.add(key.slice(ROLE_PREFIX.length));
    else if (key === 'kubernetes.io/role') roles.add(value);
  }
  roles.delete('');
  return [...roles].sort().join(',') || '<none>';
}

const addressOf =
  (type: string) =>
  ({ status }: NodeObject): string =>
    status?.addresses?.find((address) => address.type === type)?.address ?? '<none>';

const infoColumn = (
  name: string,
  field: 'osImage' | 'kernelVersion' | 'containerRuntimeVersion',
): TableColumn<NodeObject> => ({
  name,
  type: 'string',
  priority: 1,
  description: describe(`NodeSystemInfo.${field}`),
  cell: ({ status }) => status?.nodeInfo?.[field] || '<unknown>',
});

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** pkg/apis/core/validation: validateNodeTaints. */
function validateTaints(taints: readonly Taint[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  taints.forEach((taint, i) => {
    const here = at(path, i);
    errors.push(...invalidEach(child(here, 'key'), taint.key ?? '', labelKey(taint.key ?? '')));
    const valueErrors = labelValue(taint.value ?? '');
    if (valueErrors.length) errors.push(invalid(child(here, 'value'), taint.value, valueErrors.join(';')));
    if (!taint.effect) errors.push(required(child(here, 'effect')));
    else if (!TAINT_EFFECTS.includes(taint.effect)) {
      errors.push(notSupported(child(here, 'effect'), taint.effect, TAINT_EFFECTS));
    }
    const key = `${taint.effect ?? ''} ${taint.key ?? ''}`;
    if (seen.has(key)) {
      errors.push({ ...duplicate(here, taintAsGo(taint)), detail: 'taints must be unique by key and effect pair' });
    }
    seen.add(key);
  });
  return errors;
}

/** The internal type has no names for JSON: Go writes the fields' own. */
function taintAsGo({ key, value, effect, timeAdded }: Taint): object {
  return { Key: key ?? '', Value: value ?? '', Effect: effect ?? '', TimeAdded: timeAdded ?? null };
}

/** pkg/apis/core/validation: ValidateNode. Taints stand under `metadata` in its messages, as the real server has it. */
function validate({ spec, status }: NodeObject): readonly FieldError[] {
  const errors = validateTaints(spec?.taints ?? [], 'metadata.taints');
  errors.push(...validateResources(status));
  const cidrs = spec?.podCIDRs ?? [];
  cidrs.forEach((cidr, i) => errors.push(...legacyCidr(at('spec.podCIDRs', i), cidr)));
  if (cidrs.length > 1) {
    if (cidrs.length > 2 || new Set(cidrs.map(cidrFamily)).size !== 2) {
      errors.push(invalid('spec.podCIDRs', cidrs, 'may specify no more than one CIDR for each IP family'));
    }
    cidrs.forEach((cidr, i) => {
      if (cidrs.indexOf(cidr) < i) errors.push(duplicate(at('spec.podCIDRs', i), cidr));
    });
  }
  return errors;
}

function validateResources(status: NodeObject['status']): FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap((field) =>
    Object.entries(status?.[field] ?? {}).flatMap(([name, value]) =>
      validateResourceQuantity(name, value ?? '0', `status.${field}.${name}`),
    ),
  );
}

/** pkg/apis/core/validation: ValidateNodeUpdate. */
function validateUpdate(next: NodeObject, old: NodeObject): readonly FieldError[] {
  const errors = validateResources(next.status);
  const addresses = next.status?.addresses ?? [];
  addresses.forEach((address, i) => {
    if (addresses.slice(0, i).some((other) => semanticEqual(other, address))) {
      const value = { Type: address.type, Address: address.address };
      errors.push(duplicate(at('status.addresses', i), value));
    }
  });
  const [before, after] = [old.spec?.podCIDRs ?? [], next.spec?.podCIDRs ?? []];
  const fixed = (field: string, what: string): FieldError =>
    forbidden(`spec.${field}`, `node updates may not change ${what} except from "" to valid`);
  if (before.length) {
    if (before.length !== after.length) errors.push(fixed('podCIDRs', 'podCIDR'));
    else before.forEach((cidr, i) => cidr !== after[i] && errors.push(fixed('podCIDRs', 'podCIDR')));
  }
  if (old.spec?.providerID && old.spec.providerID !== next.spec?.providerID) {
    errors.push(fixed('providerID', 'providerID'));
  }
  return [...errors, ...validateTaints(next.spec?.taints ?? [], 'metadata.taints')];
}

export const node: ResourceType<NodeObject> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  listKind: 'NodeList',
  shortNames: ['no'],
  namespaced: false,
  subresources: { status: true },
  strategy: {
    defaults: (object) => {
      const endpoints = fillIn(object.status?.daemonEndpoints, { kubeletEndpoint: { Port: 0 } });
      let status = fillIn(object.status, { daemonEndpoints: endpoints, nodeInfo: NO_INFO });
      status = changeField(status, 'capacity', normalizeResourceList);
      status = changeField(status, 'allocatable', normalizeResourceList);
      if (status.capacity) status = fillIn(status, { allocatable: status.capacity });
      // The old field and the first of the new ones say the same (conversion.go).
      let spec = object.spec ?? {};
      if (spec.podCIDR && !spec.podCIDRs?.length) spec = { ...spec, podCIDRs: [spec.podCIDR] };
      if (!spec.podCIDR && spec.podCIDRs?.[0]) spec = { ...spec, podCIDR: spec.podCIDRs[0] };
      return { ...object, spec, status };
    },
    validate,
    validateUpdate,
    validateStatusUpdate: validateUpdate,
  },
  columns: [
    NAME_COLUMN,
    { name: 'Status', type: 'string', description: 'The status of the node', cell: statusText },
    { name: 'Roles', type: 'string', description: 'The roles of the node', cell: rolesText },
    AGE_COLUMN,
    {
      name: 'Version',
      type: 'string',
      description: describe('NodeSystemInfo.kubeletVersion'),
      cell: ({ status }) => status?.nodeInfo?.kubeletVersion ?? '',
    },
    {
      name: 'Internal-IP',
      type: 'string',
      priority: 1,
      description: describe('NodeStatus.addresses'),
      cell: addressOf('InternalIP'),
    },
    {
      name: 'External-IP',
      type: 'string',
      priority: 1,
      description: describe('NodeStatus.addresses'),
      cell: addressOf('ExternalIP'),
    },
    infoColumn('OS-Image', 'osImage'),
    infoColumn('Kernel-Version', 'kernelVersion'),
    infoColumn('Container-Runtime', 'containerRuntimeVersion'),
  ],
  selectableFields: { 'spec.unschedulable': ({ spec }) => String(spec?.unschedulable ?? false) },
};

/** A struct whose fields Go writes even when they are empty. */
const NO_INFO = {
  machineID: '',
  systemUUID: '',
  bootID: '',
  kernelVersion: '',
  osImage: '',
  containerRuntimeVersion: '',
  kubeletVersion: '',
  kubeProxyVersion: '',
  operatingSystem: '',
  architecture: '',
};
