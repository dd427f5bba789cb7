import type { StorageClass } from 'kubernetes-types/storage/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { byteLength, labelKey } from '../../validation/names';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type StorageClassObject = KindObject<StorageClass>;

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];
const LONGEST = 256 * 1024;

function isDefault({ metadata }: StorageClassObject): boolean {
  return DEFAULT_CLASS.some((key) => metadata.annotations?.[key] === 'true');
}

/** pkg/apis/storage/validation: ValidateStorageClass. */
function validate(object: StorageClassObject): FieldError[] {
  const { provisioner = '', parameters, reclaimPolicy, volumeBindingMode } = object;
  const errors = provisioner
    ? invalidEach('provisioner', provisioner, labelKey(provisioner.toLowerCase()))
    : [required('provisioner')];
  const entries = sortedEntries(parameters);
  if (entries.length > 512) errors.push(tooLong('parameters', 512));
  else {
    for (const [key] of entries) if (!key) errors.push(invalid('parameters', key, 'field can not be empty.'));
    const size = entries.reduce((sum, [key, value = '']) => sum + byteLength(key) + byteLength(value), 0);
    if (size > LONGEST) errors.push(tooLong('parameters', LONGEST));
  }
  if (reclaimPolicy && !['Delete', 'Retain'].includes(reclaimPolicy)) {
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']));
  }
  const modes: readonly string[] = ['Immediate', 'WaitForFirstConsumer'];
  if (volumeBindingMode === undefined) errors.push(required('volumeBindingMode'));
  else if (!modes.includes(volumeBindingMode)) errors.push(notSupported('volumeBindingMode', volumeBindingMode, modes));
  return errors;
}

export const storageClass = declareKind<StorageClassObject>('storage.k8s.io/v1', 'StorageClass', 'storageclasses', {
  shortNames: ['sc'],
  namespaced: false,
  strategy: {
    defaults: (object) => ({
      ...object,
      provisioner: object.provisioner ?? '',
      reclaimPolicy: object.reclaimPolicy ?? 'Delete',
      volumeBindingMode: object.volumeBindingMode ?? 'Immediate',
    }),
    validate,
    validateUpdate: (next, old) => {
      const errors = (['parameters', 'provisioner', 'reclaimPolicy'] as const)
        .filter((field) => !semanticEqual(next[field], old[field]))
        .map((field) => forbidden(field, `updates to ${field} are forbidden.`));
      if (next.volumeBindingMode === old.volumeBindingMode) return errors;
      return [...errors, invalid('volumeBindingMode', next.volumeBindingMode, 'field is immutable')];
    },
  },
  columns: [
    { ...NAME_COLUMN, cell: (object) => `${object.metadata.name ?? ''}${isDefault(object) ? ' (default)' : ''}` },
    column('Provisioner', describe('StorageClass.provisioner'), ({ provisioner }) => provisioner ?? ''),
    column('ReclaimPolicy', describe('StorageClass.reclaimPolicy'), ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    column(
      'VolumeBindingMode',
      describe('StorageClass.volumeBindingMode'),
      ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate',
    ),
    column(
      'AllowVolumeExpansion',
      describe('StorageClass.allowVolumeExpansion'),
      ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false,
      { type: 'boolean' },
    ),
    AGE_COLUMN,
  ],
});
