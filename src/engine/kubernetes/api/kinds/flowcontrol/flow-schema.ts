import type { FlowSchema } from 'kubernetes-types/flowcontrol/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { inRange } from '../../validation/numbers';
import { required } from '../../validation/field-errors';
import { column, declareKind } from '../declare';
import { fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type FlowSchemaObject = KindObject<FlowSchema>;

/** pkg/apis/flowcontrol/validation: ValidateFlowSchemaSpec, the numbers and names. */
function validate({ spec = {} }: FlowSchemaObject): FieldError[] {
  const errors = inRange('spec.matchingPrecedence', spec.matchingPrecedence, 1, 10_000);
  if (spec.priorityLevelConfiguration?.name) return errors;
  return [...errors, required('spec.priorityLevelConfiguration.name', 'must reference a priority level')];
}

export const flowSchema = declareKind<FlowSchemaObject>(
  'flowcontrol.apiserver.k8s.io/v1',
  'FlowSchema',
  'flowschemas',
  {
    namespaced: false,
    subresources: { status: true },
    generation: true,
    strategy: {
      defaults: (object) => ({
        ...object,
        spec: fillIn(object.spec, { matchingPrecedence: 1000 }),
        status: object.status ?? {},
      }),
      prepareForCreate: (object) => ({ ...object, status: {} }),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column('PriorityLevel', describe('PriorityLevelConfigurationReference.name'), ({ spec }) =>
        spec?.priorityLevelConfiguration?.name === undefined ? '<none>' : spec.priorityLevelConfiguration.name,
      ),
      column(
        'MatchingPrecedence',
        describe('FlowSchemaSpec.matchingPrecedence'),
        ({ spec }) => spec?.matchingPrecedence ?? 0,
        { type: 'integer' },
      ),
      column('DistinguisherMethod', describe('FlowSchemaSpec.distinguisherMethod'), ({ spec }) =>
        spec?.distinguisherMethod?.type ? spec.distinguisherMethod.type : '<none>',
      ),
      AGE_COLUMN,
      column('MissingPL', 'references a broken or non-existent PriorityLevelConfiguration', ({ status }) => {
        const found = (status?.conditions ?? []).find(({ type }) => type === 'Dangling');
        return found?.status ?? '?';
      }),
    ],
  },
);
