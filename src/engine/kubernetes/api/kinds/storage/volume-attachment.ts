import type { VolumeAttachment } from 'kubernetes-types/storage/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { forbidden, invalid, invalidEach, required } from '../../validation/field-errors';
import { dnsSubdomain } from '../../validation/names';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type VolumeAttachmentObject = KindObject<VolumeAttachment>;

/** pkg/apis/storage/validation: ValidateVolumeAttachment. */
function validate({ spec = {} }: VolumeAttachmentObject): FieldError[] {
  const { attacher = '', nodeName = '', source = {} } = spec;
  const errors = attacher
    ? invalidEach('spec.attacher', attacher, dnsSubdomain(attacher))
    : [required('spec.attacher')];
  const { inlineVolumeSpec, persistentVolumeName } = source;
  if (!inlineVolumeSpec && persistentVolumeName === undefined) {
    errors.push(required('spec.source', 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'));
  }
  if (inlineVolumeSpec && persistentVolumeName !== undefined) {
    errors.push(forbidden('spec.source', 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'));
  }
  return [...errors, ...invalidEach('spec.nodeName', nodeName, dnsSubdomain(nodeName))];
}

export const volumeAttachment = declareKind<VolumeAttachmentObject>(
  'storage.k8s.io/v1',
  'VolumeAttachment',
  'volumeattachments',
  {
    namespaced: false,
    subresources: { status: true },
    strategy: {
      prepareForCreate: (object) => ({ ...object, status: { attached: false } }),
      validate,
      validateUpdate: (next, old) =>
        semanticEqual(next.spec, old.spec) ? [] : [invalid('spec', next.spec, 'field is immutable')],
    },
    columns: [
      NAME_COLUMN,
      column('Attacher', describe('VolumeAttachmentSpec.attacher'), ({ spec }) => spec?.attacher ?? '', {
        type: 'string',
      }),
      column(
        'PV',
        describe('VolumeAttachmentSource.persistentVolumeName'),
        ({ spec }) => spec?.source?.persistentVolumeName ?? '',
      ),
      column('Node', describe('VolumeAttachmentSpec.nodeName'), ({ spec }) => spec?.nodeName ?? ''),
      column('Attached', describe('VolumeAttachmentStatus.attached'), ({ status }) => status?.attached ?? false, {
        type: 'boolean',
      }),
      AGE_COLUMN,
    ],
  },
);
