import type { ConfigMap } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, forbidden, invalid, invalidEach, tooLong } from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { byteLength, configKey } from '../../validation/names';
import { base64Length } from '../base64';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type ConfigMapObject = KindObject<ConfigMap>;

const MAX_BYTES = 1024 * 1024;

/** pkg/apis/core/validation: ValidateConfigMap. */
function validate({ data, binaryData }: ConfigMapObject): readonly FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of sortedEntries(data)) {
    errors.push(...invalidEach(at('data', key), key, configKey(key)));
    if (binaryData && Object.hasOwn(binaryData, key)) {
      errors.push(invalid(at('data', key), key, 'duplicate of key present in binaryData'));
    }
    size += byteLength(value ?? '');
  }
  for (const [key, value] of sortedEntries(binaryData)) {
    errors.push(...invalidEach(at('binaryData', key), key, configKey(key)));
    size += base64Length(value ?? '');
  }
  if (size > MAX_BYTES) errors.push(tooLong('', MAX_BYTES));
  return errors;
}

export const configMap: ResourceType<ConfigMapObject> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  listKind: 'ConfigMapList',
  shortNames: ['cm'],
  namespaced: true,
  strategy: {
    validate,
    validateUpdate: (next, old) => {
      const errors: FieldError[] = [];
      if (old.immutable) {
        const detail = 'field is immutable when `immutable` is set';
        if (!next.immutable) errors.push(forbidden('immutable', detail));
        if (!semanticEqual(next.data, old.data)) errors.push(forbidden('data', detail));
        if (!semanticEqual(next.binaryData, old.binaryData)) errors.push(forbidden('binaryData', detail));
      }
      return [...errors, ...validate(next)];
    },
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'Data',
      type: 'string',
      description: describe('ConfigMap.data'),
      cell: ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    },
    AGE_COLUMN,
  ],
};
