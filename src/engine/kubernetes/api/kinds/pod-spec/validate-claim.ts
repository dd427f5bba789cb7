import type { PersistentVolumeClaimSpec, PersistentVolumeClaimTemplate } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import { compareQuantity } from '../../quantity';
import { child, forbidden, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { validateAnnotations, validateLabels, validateLabelSelector } from '../../validation/metadata';
import { dnsLabel, dnsSubdomain } from '../../validation/names';
import { NOT_POSITIVE } from '../../validation/numbers';
import type { Loose } from '../kind-object';
import { validateResourceQuantity } from './validate-resources';

export type ClaimSpec = Loose<PersistentVolumeClaimSpec> & { readonly volumeAttributesClassName?: string };

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const VOLUME_MODES = ['Block', 'Filesystem'];

/** The access modes of a volume or a claim. */
export function validateAccessModes(modes: readonly string[] | undefined, path: string, whenNone = ''): FieldError[] {
  const list = modes ?? [];
  const errors = list.length ? [] : [required(path, whenNone)];
  errors.push(
    ...list.filter((mode) => !ACCESS_MODES.includes(mode)).map((mode) => notSupported(path, mode, ACCESS_MODES)),
  );
  const others = list.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (list.includes('ReadWriteOncePod') && others) {
    errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

/** pkg/apis/core/validation: ValidatePersistentVolumeClaimSpec. */
export function validateClaimSpec(spec: ClaimSpec, path: string): FieldError[] {
  const modes = validateAccessModes(spec.accessModes, child(path, 'accessModes'), 'at least 1 access mode is required');
  const none = (spec.accessModes ?? []).length === 0;
  const errors = none ? modes.slice(0, 1) : [];
  errors.push(...validateLabelSelector(spec.selector, child(path, 'selector')), ...(none ? modes.slice(1) : modes));
  const storage = spec.resources?.requests?.storage;
  const field = `${child(path, 'resources')}[storage]`;
  if (storage === undefined) errors.push(required(field));
  else if (compareQuantity(storage, '0') <= 0) errors.push(invalid(field, storage, NOT_POSITIVE));
  else errors.push(...validateResourceQuantity('storage', storage, field));
  const { storageClassName, volumeMode, dataSource, dataSourceRef, volumeAttributesClassName } = spec;
  if (storageClassName) {
    errors.push(...invalidEach(child(path, 'storageClassName'), storageClassName, dnsSubdomain(storageClassName)));
  }
  if (volumeMode && !VOLUME_MODES.includes(volumeMode)) {
    errors.push(notSupported(child(path, 'volumeMode'), volumeMode, VOLUME_MODES));
  }
  if (dataSource) errors.push(...validateDataSource(dataSource, child(path, 'dataSource')));
  if (dataSourceRef) {
    errors.push(...validateDataSource(dataSourceRef, child(path, 'dataSourceRef')));
    const { namespace } = dataSourceRef;
    if (namespace) errors.push(...invalidEach(`${path}.dataSourceRef.namespace`, namespace, dnsLabel(namespace)));
  }
  if (volumeAttributesClassName) {
    const name = volumeAttributesClassName;
    errors.push(...invalidEach(child(path, 'volumeAttributesClassName'), name, dnsSubdomain(name)));
  }
  return errors;
}

function validateDataSource(
  source: { readonly name?: string; readonly kind?: string; readonly apiGroup?: string },
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!source.name) errors.push(required(child(path, 'name')));
  if (!source.kind) errors.push(required(child(path, 'kind')));
  if (!source.apiGroup && source.kind !== 'PersistentVolumeClaim') {
    errors.push(
      invalid(path, source.kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup"),
    );
  }
  if (source.apiGroup)
    errors.push(...invalidEach(child(path, 'apiGroup'), source.apiGroup, dnsSubdomain(source.apiGroup)));
  return errors;
}

/** A claim that is made with something else: ValidatePersistentVolumeClaimTemplate. */
export function validateClaimTemplate(template: Loose<PersistentVolumeClaimTemplate>, path: string): FieldError[] {
  const meta = child(path, 'metadata');
  return [
    ...validateAnnotations(
      template.metadata?.annotations as Record<string, string> | undefined,
      child(meta, 'annotations'),
    ),
    ...validateLabels(template.metadata?.labels as Record<string, string> | undefined, child(meta, 'labels')),
    ...validateClaimSpec(template.spec ?? {}, child(path, 'spec')),
  ];
}
