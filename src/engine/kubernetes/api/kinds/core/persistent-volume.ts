import type { PersistentVolume } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import { compareQuantity } from '../../quantity';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, child, forbidden, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { dnsSubdomain } from '../../validation/names';
import { NOT_POSITIVE } from '../../validation/numbers';
import { noBacksteps } from '../../validation/paths';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';
import { normalizeResourceList } from '../pod-spec/resource-list';
import { validateAccessModes, VOLUME_MODES } from '../pod-spec/validate-claim';
import { validateNodeSelector } from '../pod-spec/validate-scheduling';
import { validateCsiDriver, validateHostPath, validateNfs } from '../pod-spec/validate-volumes';
import { semanticEqual } from '../semantic-equal';
import { accessModesText } from './access-modes';
import { goDiff } from './pod-diff';

export type PersistentVolumeObject = KindObject<PersistentVolume>;
type Spec = NonNullable<PersistentVolumeObject['spec']>;

/** The fields of which one says what kind of volume it is, in the order the server looks at them. */
const SOURCES = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const;

function validateSources(spec: Spec): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const name of SOURCES) {
    if (spec[name] === undefined) continue;
    const path = child('spec', name);
    if (count++ > 0) errors.push(forbidden(path, 'may not specify more than 1 volume type'));
    else if (name === 'hostPath') errors.push(...validateHostPath(spec.hostPath ?? {}, path));
    else if (name === 'nfs') errors.push(...validateNfs(spec.nfs ?? {}, path));
    else if (name === 'local') {
      const local = spec.local?.path;
      errors.push(...(local ? noBacksteps(child(path, 'path'), local) : [required(child(path, 'path'))]));
      if (!spec.nodeAffinity) errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
    } else if (name === 'csi') {
      errors.push(...validateCsiDriver(spec.csi?.driver, child(path, 'driver')));
      if (!spec.csi?.volumeHandle) errors.push(required(child(path, 'volumeHandle')));
    }
  }
  if (count === 0) errors.push(required('spec', 'must specify a volume type'));
  return errors;
}

const POLICIES = ['Delete', 'Recycle', 'Retain'];

/** pkg/apis/core/validation: ValidatePersistentVolumeSpec. */
function validate({ spec = {} }: PersistentVolumeObject): readonly FieldError[] {
  const errors = validateAccessModes(spec.accessModes, 'spec.accessModes');
  const capacity = spec.capacity ?? {};
  if (!Object.keys(capacity).length) errors.push(required('spec.capacity'));
  if (capacity.storage === undefined || Object.keys(capacity).length > 1) {
    errors.push(notSupported('spec.capacity', spec.capacity, ['storage']));
  }
  for (const [name, value = '0'] of sortedEntries(capacity)) {
    if (compareQuantity(value, '0') <= 0) errors.push(invalid(at('spec.capacity', name), value, NOT_POSITIVE));
  }
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy && !POLICIES.includes(policy)) {
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, POLICIES));
  }
  if (spec.nodeAffinity) {
    const { required: terms } = spec.nodeAffinity;
    if (terms) errors.push(...validateNodeSelector(terms, 'spec.nodeAffinity.required'));
    else errors.push(required('spec.nodeAffinity.required', 'must specify required node constraints'));
  }
  errors.push(...validateSources(spec));
  if (spec.hostPath?.path === '/' && policy === 'Recycle') {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbidden('spec.persistentVolumeReclaimPolicy', detail));
  }
  const { storageClassName, volumeMode } = spec;
  if (storageClassName)
    errors.push(...invalidEach('spec.storageClassName', storageClassName, dnsSubdomain(storageClassName)));
  if (volumeMode && !VOLUME_MODES.includes(volumeMode)) {
    errors.push(notSupported('spec.volumeMode', volumeMode, VOLUME_MODES));
  }
  return errors;
}

const sourcesOf = (spec: Spec): object => Object.fromEntries(SOURCES.map((name) => [name, spec[name]]));

/** pkg/apis/core/validation: ValidatePersistentVolumeUpdate. */
function validateUpdate(next: PersistentVolumeObject, old: PersistentVolumeObject): readonly FieldError[] {
  const errors = [...validate(next)];
  const [before, after] = [old.spec ?? {}, next.spec ?? {}];
  if (!semanticEqual(sourcesOf(before), sourcesOf(after))) {
    const diff = goDiff('core.PersistentVolumeSource', sourcesOf(before), sourcesOf(after));
    errors.push(
      forbidden('spec.persistentvolumesource', `spec.persistentvolumesource is immutable after creation\n${diff}`),
    );
  }
  if (before.volumeMode !== after.volumeMode)
    errors.push(invalid('volumeMode', after.volumeMode, 'field is immutable'));
  if (before.nodeAffinity && !semanticEqual(before.nodeAffinity, after.nodeAffinity)) {
    const detail = 'field is immutable, except for updating from beta label to GA';
    errors.push(invalid('nodeAffinity', after.nodeAffinity, detail));
  }
  return errors;
}

const storageClassOf = ({ metadata, spec }: PersistentVolumeObject): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';

export const persistentVolume = declareKind<PersistentVolumeObject>('v1', 'PersistentVolume', 'persistentvolumes', {
  shortNames: ['pv'],
  namespaced: false,
  subresources: { status: true },
  strategy: {
    defaults: (object) => {
      let spec = fillIn(object.spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
      spec = changeField(spec, 'capacity', normalizeResourceList);
      spec = changeField(spec, 'hostPath', (source) => (source.type === undefined ? { ...source, type: '' } : source));
      spec = changeField(spec, 'claimRef', (ref) => fillIn(ref, { kind: 'PersistentVolumeClaim', apiVersion: 'v1' }));
      return { ...object, spec, status: fillIn(object.status, { phase: 'Pending' }) };
    },
    prepareForCreate: (object, { now }) => ({
      ...object,
      status: { phase: 'Pending', lastPhaseTransitionTime: now },
    }),
    validate,
    validateUpdate,
  },
  columns: [
    NAME_COLUMN,
    column('Capacity', describe('PersistentVolumeSpec.capacity'), ({ spec }) => spec?.capacity?.storage ?? '0'),
    column('Access Modes', describe('PersistentVolumeSpec.accessModes'), ({ spec }) =>
      accessModesText(spec?.accessModes),
    ),
    column(
      'Reclaim Policy',
      describe('PersistentVolumeSpec.persistentVolumeReclaimPolicy'),
      ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? '',
    ),
    column('Status', describe('PersistentVolumeStatus.phase'), ({ metadata, status }) =>
      metadata.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating',
    ),
    column('Claim', describe('PersistentVolumeSpec.claimRef'), ({ spec }) =>
      spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '',
    ),
    column('StorageClass', 'StorageClass of the pv', storageClassOf),
    column('VolumeAttributesClass', 'VolumeAttributesClass of the pv', ({ spec }) => {
      const name = spec?.volumeAttributesClassName;
      return name ?? '<unset>';
    }),
    column('Reason', describe('PersistentVolumeStatus.reason'), ({ status }) => status?.reason ?? ''),
    AGE_COLUMN,
    column('VolumeMode', describe('PersistentVolumeSpec.volumeMode'), ({ spec }) => spec?.volumeMode ?? '<unset>', {
      wide: true,
    }),
  ],
  selectableFields: { name: ({ metadata }) => metadata.name ?? '' },
});
