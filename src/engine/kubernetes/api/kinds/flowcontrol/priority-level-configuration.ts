import type { PriorityLevelConfiguration } from 'kubernetes-types/flowcontrol/v1';
import type { FieldError } from '../../field-error';
import type { Json } from '../../object';
import type { TableColumn } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { notSupported, required } from '../../validation/field-errors';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type PriorityLevelConfigurationObject = KindObject<PriorityLevelConfiguration>;
type Spec = NonNullable<PriorityLevelConfigurationObject['spec']>;
type Queuing = NonNullable<NonNullable<NonNullable<Spec['limited']>['limitResponse']>['queuing']>;

/** pkg/apis/flowcontrol/v1/defaults.go. */
function defaultSpec(spec: Spec): Spec {
  return changeField(spec, 'limited', (limited) => {
    const next = fillIn(limited, { nominalConcurrencyShares: 30, lendablePercent: 0 });
    return changeField(next, 'limitResponse', (response) =>
      changeField(response, 'queuing', (queuing) =>
        fillIn<Queuing>(queuing, { queues: 64, handSize: 8, queueLengthLimit: 50 }),
      ),
    );
  });
}

/** pkg/apis/flowcontrol/validation: ValidatePriorityLevelConfigurationSpec, the shape. */
function validate({ spec = {} }: PriorityLevelConfigurationObject): FieldError[] {
  const type: string = spec.type ?? '';
  if (type !== 'Exempt' && type !== 'Limited') return [notSupported('spec.type', type, ['Exempt', 'Limited'])];
  return type === 'Limited' && !spec.limited
    ? [required('spec.limited', 'must not be empty when type is Limited')]
    : [];
}

function queuingColumn(
  name: string,
  field: 'queues' | 'handSize' | 'queueLengthLimit',
): TableColumn<PriorityLevelConfigurationObject> {
  return column<PriorityLevelConfigurationObject>(
    name,
    describe(`QueuingConfiguration.${field}`),
    ({ spec }): Json => {
      const queuing = spec?.limited?.limitResponse?.queuing;
      return queuing ? (queuing[field] ?? 0) : '<none>';
    },
    { type: 'integer' },
  );
}

export const priorityLevelConfiguration = declareKind<PriorityLevelConfigurationObject>(
  'flowcontrol.apiserver.k8s.io/v1',
  'PriorityLevelConfiguration',
  'prioritylevelconfigurations',
  {
    namespaced: false,
    subresources: { status: true },
    generation: true,
    strategy: {
      defaults: (object) => ({ ...object, spec: defaultSpec(object.spec ?? {}), status: object.status ?? {} }),
      prepareForCreate: (object) => ({ ...object, status: {} }),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column('Type', describe('PriorityLevelConfigurationSpec.type'), ({ spec }) => spec?.type ?? ''),
      column(
        'NominalConcurrencyShares',
        describe('LimitedPriorityLevelConfiguration.nominalConcurrencyShares'),
        ({ spec }): Json => spec?.limited?.nominalConcurrencyShares ?? '<none>',
        { type: 'integer' },
      ),
      queuingColumn('Queues', 'queues'),
      queuingColumn('HandSize', 'handSize'),
      queuingColumn('QueueLengthLimit', 'queueLengthLimit'),
      AGE_COLUMN,
    ],
  },
);
