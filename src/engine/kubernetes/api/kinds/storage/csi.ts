import type { CSIDriver, CSINode, CSIStorageCapacity } from 'kubernetes-types/storage/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, child, duplicate, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { quantityNano } from '../../quantity';
import { validateLabelSelector } from '../../validation/metadata';
import { dnsSubdomain } from '../../validation/names';
import { column, DEFAULT_COLUMNS, declareKind } from '../declare';
import { fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type CsiDriverObject = KindObject<CSIDriver>;
export type CsiNodeObject = KindObject<CSINode>;

const MODES = ['Ephemeral', 'Persistent'];
const POLICIES = ['ReadWriteOnceWithFSType', 'File', 'None'];

/** pkg/apis/storage/validation: validateCSIDriverSpec. */
function validateDriver({ metadata, spec = {} }: CsiDriverObject): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '' } = metadata;
  if (name.length > 63)
    errors.push({
      type: 'FieldValueTooLong',
      field: 'metadata.name',
      value: '<value omitted>',
      detail: 'may not be more than 63 bytes',
    });
  for (const flag of ['attachRequired', 'podInfoOnMount', 'storageCapacity'] as const) {
    if (spec[flag] === undefined) errors.push(required(`spec.${flag}`));
  }
  const { fsGroupPolicy } = spec;
  if (fsGroupPolicy !== undefined && !POLICIES.includes(fsGroupPolicy)) {
    errors.push(notSupported('spec.fsGroupPolicy', fsGroupPolicy, POLICIES));
  }
  (spec.volumeLifecycleModes ?? []).forEach((mode) => {
    if (!MODES.includes(mode)) errors.push(notSupported('spec.volumeLifecycleModes', mode, MODES));
  });
  return errors;
}

const flag = (
  name: string,
  field: 'attachRequired' | 'podInfoOnMount' | 'storageCapacity',
  unset: boolean | string,
): ReturnType<typeof column<CsiDriverObject>> =>
  column<CsiDriverObject>(name, describe(`CSIDriverSpec.${field}`), ({ spec }) => spec?.[field] ?? unset, {
    type: 'boolean',
  });

export const csiDriver = declareKind<CsiDriverObject>('storage.k8s.io/v1', 'CSIDriver', 'csidrivers', {
  namespaced: false,
  generation: true,
  strategy: {
    /** pkg/apis/storage/v1/defaults.go: SetDefaults_CSIDriver. */
    defaults: (object) => ({
      ...object,
      spec: fillIn(object.spec, {
        attachRequired: true,
        podInfoOnMount: false,
        storageCapacity: false,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        volumeLifecycleModes: ['Persistent'],
        requiresRepublish: false,
        seLinuxMount: false,
      }),
    }),
    validate: validateDriver,
    validateUpdate: (next, old) => {
      const errors = validateDriver(next);
      if (next.spec?.attachRequired === old.spec?.attachRequired) return errors;
      return [...errors, invalid('spec.attachedRequired', next.spec?.attachRequired, 'field is immutable')];
    },
  },
  columns: [
    NAME_COLUMN,
    flag('AttachRequired', 'attachRequired', true),
    flag('PodInfoOnMount', 'podInfoOnMount', false),
    flag('StorageCapacity', 'storageCapacity', false),
    column('TokenRequests', describe('CSIDriverSpec.tokenRequests'), ({ spec }) =>
      spec?.tokenRequests?.length ? spec.tokenRequests.map(({ audience = '' }) => audience).join(',') : '<unset>',
    ),
    column(
      'RequiresRepublish',
      describe('CSIDriverSpec.requiresRepublish'),
      ({ spec }) => spec?.requiresRepublish ?? false,
      { type: 'boolean' },
    ),
    column('Modes', describe('CSIDriverSpec.volumeLifecycleModes'), ({ spec }) =>
      spec?.volumeLifecycleModes?.length ? spec.volumeLifecycleModes.join(',') : '<none>',
    ),
    AGE_COLUMN,
  ],
});

/** pkg/apis/storage/validation: validateCSINodeDrivers. */
function validateNode({ spec }: CsiNodeObject): FieldError[] {
  const seen = new Set<string>();
  return (spec?.drivers ?? []).flatMap(({ name = '', nodeID = '' }, i) => {
    const path = at('spec.drivers', i);
    const errors = name
      ? invalidEach(child(path, 'name'), name, dnsSubdomain(name.toLowerCase()))
      : [required(child(path, 'name'))];
    if (!nodeID) errors.push(required(child(path, 'nodeID')));
    if (seen.has(name)) errors.push(duplicate(child(path, 'name'), name));
    seen.add(name);
    return errors;
  });
}

/** `drivers` is written even when there is none. */
function withDrivers(object: CsiNodeObject): CsiNodeObject {
  return object.spec?.drivers ? object : ({ ...object, spec: { drivers: null } } as unknown as CsiNodeObject);
}

export const csiNode = declareKind<CsiNodeObject>('storage.k8s.io/v1', 'CSINode', 'csinodes', {
  namespaced: false,
  strategy: { defaults: withDrivers, validate: validateNode, validateUpdate: validateNode },
  columns: [
    NAME_COLUMN,
    column(
      'Drivers',
      'Drivers indicates the number of CSI drivers registered on the node',
      ({ spec }) => spec?.drivers?.length ?? 0,
      {
        type: 'integer',
      },
    ),
    AGE_COLUMN,
  ],
});

/** pkg/apis/storage/validation: ValidateCSIStorageCapacity. */
function validateCapacity({
  storageClassName = '',
  capacity,
  nodeTopology,
}: KindObject<CSIStorageCapacity>): FieldError[] {
  const errors = nodeTopology ? validateLabelSelector(nodeTopology, 'nodeTopology') : [];
  errors.push(...invalidEach('storageClassName', storageClassName, dnsSubdomain(storageClassName)));
  if (capacity !== undefined && quantityNano(capacity) < 0n)
    errors.push(invalid('capacity', capacity, 'must be greater than or equal to 0'));
  return errors;
}

export const csiStorageCapacity = declareKind<KindObject<CSIStorageCapacity>>(
  'storage.k8s.io/v1',
  'CSIStorageCapacity',
  'csistoragecapacities',
  { columns: DEFAULT_COLUMNS, strategy: { validate: validateCapacity, validateUpdate: validateCapacity } },
);

type VolumeAttributesClassObject = KubeObject & {
  readonly driverName?: string;
  readonly parameters?: Readonly<Record<string, string>>;
};

export const volumeAttributesClass = declareKind<VolumeAttributesClassObject>(
  'storage.k8s.io/v1',
  'VolumeAttributesClass',
  'volumeattributesclasses',
  {
    shortNames: ['vac'],
    namespaced: false,
    strategy: {
      validate: ({ driverName = '' }) =>
        driverName ? invalidEach('driverName', driverName, dnsSubdomain(driverName)) : [required('driverName')],
    },
    columns: [
      NAME_COLUMN,
      column('DriverName', describe('VolumeAttributesClass.driverName'), ({ driverName }) => driverName ?? ''),
      AGE_COLUMN,
    ],
  },
);
