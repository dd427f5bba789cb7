import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { compareQuantity } from '../../quantity';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { forbidden, invalid } from '../../validation/field-errors';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';
import { normalizeResourceList } from '../pod-spec/resource-list';
import { type ClaimSpec, validateClaimSpec } from '../pod-spec/validate-claim';
import { semanticEqual } from '../semantic-equal';
import { accessModesText } from './access-modes';
import { goDiff } from './pod-diff';

export type PersistentVolumeClaimObject = Omit<KindObject<PersistentVolumeClaim>, 'spec'> &
  KubeObject & { readonly spec?: ClaimSpec };

/** What a claim gets wherever it stands: in an object of its own, or as the template of others. */
export function defaultClaimSpec(spec: ClaimSpec | undefined): ClaimSpec {
  const next = fillIn<ClaimSpec>(spec, { volumeMode: 'Filesystem', resources: {} });
  return changeField(next, 'resources', (resources) =>
    changeField(changeField(resources, 'requests', normalizeResourceList), 'limits', normalizeResourceList),
  );
}

const validate = ({ spec = {} }: PersistentVolumeClaimObject): readonly FieldError[] => validateClaimSpec(spec, 'spec');

/** pkg/apis/core/validation: ValidatePersistentVolumeClaimUpdate. */
function validateUpdate(next: PersistentVolumeClaimObject, old: PersistentVolumeClaimObject): readonly FieldError[] {
  const errors = [...validate(next)];
  const [before, after] = [old.spec ?? {}, next.spec ?? {}];
  let [left, right]: ClaimSpec[] = [before, after];
  if (!before.volumeName) left = { ...before, volumeName: after.volumeName };
  // A class that was never named may be named once.
  if (before.storageClassName === undefined) right = { ...after, storageClassName: undefined };
  if (next.status?.phase === 'Bound' && after.resources?.requests) {
    const requests = { ...after.resources.requests, storage: before.resources?.requests?.storage };
    right = { ...right, resources: { ...after.resources, requests } };
  }
  right = { ...right, volumeAttributesClassName: before.volumeAttributesClassName };
  if (!semanticEqual(left, right)) {
    const detail =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    const diff = goDiff('core.PersistentVolumeClaimSpec', left ?? {}, right ?? {});
    errors.push(forbidden('spec', `${detail}\n${diff}`));
  }
  const [oldSize, newSize] = [before.resources?.requests?.storage, after.resources?.requests?.storage];
  if (compareQuantity(newSize, oldSize) < 0 && compareQuantity(newSize, old.status?.capacity?.storage) <= 0) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  if (before.volumeMode !== after.volumeMode)
    errors.push(invalid('volumeMode', after.volumeMode, 'field is immutable'));
  return errors;
}

const storageClassOf = ({ metadata, spec }: PersistentVolumeClaimObject): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';

export const persistentVolumeClaim = declareKind<PersistentVolumeClaimObject>(
  'v1',
  'PersistentVolumeClaim',
  'persistentvolumeclaims',
  {
    shortNames: ['pvc'],
    subresources: { status: true },
    strategy: {
      defaults: (object) => ({
        ...object,
        spec: defaultClaimSpec(object.spec),
        status: fillIn(object.status, { phase: 'Pending' }),
      }),
      prepareForCreate: (object) => ({ ...object, status: { phase: 'Pending' } }),
      validate,
      validateUpdate,
    },
    columns: [
      NAME_COLUMN,
      column('Status', describe('PersistentVolumeClaimStatus.phase'), ({ metadata, status }) =>
        metadata.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating',
      ),
      column('Volume', describe('PersistentVolumeClaimSpec.volumeName'), ({ spec }) => spec?.volumeName ?? ''),
      column('Capacity', describe('PersistentVolumeClaimStatus.capacity'), ({ spec, status }) =>
        spec?.volumeName ? (status?.capacity?.storage ?? '0') : '',
      ),
      column('Access Modes', describe('PersistentVolumeClaimStatus.accessModes'), ({ spec, status }) =>
        spec?.volumeName ? accessModesText(status?.accessModes) : '',
      ),
      column('StorageClass', 'StorageClass of the pvc', storageClassOf),
      column(
        'VolumeAttributesClass',
        'VolumeAttributesClass of the pvc',
        ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>',
      ),
      AGE_COLUMN,
      column(
        'VolumeMode',
        describe('PersistentVolumeClaimSpec.volumeMode'),
        ({ spec }) => spec?.volumeMode ?? '<unset>',
        { wide: true },
      ),
    ],
    selectableFields: { name: ({ metadata }) => metadata.name ?? '' },
  },
);
