import type { ControllerRevision } from 'kubernetes-types/apps/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { invalid, required } from '../../validation/field-errors';
import { nonNegative } from '../../validation/numbers';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type ControllerRevisionObject = KindObject<ControllerRevision>;

const validate = ({ data, revision }: ControllerRevisionObject): readonly FieldError[] => [
  ...(data === undefined ? [required('data', 'data is mandatory')] : []),
  ...nonNegative('revision', revision),
];

function controllerText({ metadata }: ControllerRevisionObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (!owner) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

export const controllerRevision = declareKind<ControllerRevisionObject>(
  'apps/v1',
  'ControllerRevision',
  'controllerrevisions',
  {
    strategy: {
      defaults: (object) => (object.revision === undefined ? { ...object, revision: 0 } : object),
      validate,
      validateUpdate: (next, old) => {
        const errors = validate(next);
        if (semanticEqual(next.data, old.data)) return errors;
        return [...errors, invalid('data', next.data, 'field is immutable')];
      },
    },
    columns: [
      NAME_COLUMN,
      column('Controller', 'Controller of the object', controllerText),
      column('Revision', describe('ControllerRevision.revision'), ({ revision }) => revision ?? 0),
      AGE_COLUMN,
    ],
  },
);
