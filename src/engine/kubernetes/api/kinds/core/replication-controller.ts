import type { ReplicationController } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, containerColumns, describe, labelsText, NAME_COLUMN } from '../../tables/cells';
import { required } from '../../validation/field-errors';
import { nonNegative } from '../../validation/numbers';
import { column, declareKind, REPLICAS_SCALE } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import { validateRunningTemplate } from '../pod-spec/matches-template';
import type { PodTemplateSpec } from '../pod-spec/types';
import { templateWarnings } from '../pod-spec/warnings';

type Spec = Omit<Loose<NonNullable<ReplicationController['spec']>>, 'template'> & {
  readonly template?: PodTemplateSpec;
};
export type ReplicationControllerObject = Omit<KindObject<ReplicationController>, 'spec'> &
  KubeObject & { readonly spec?: Spec };

/** pkg/apis/core/validation: ValidateReplicationControllerSpec. */
function validate({ spec = {} }: ReplicationControllerObject): readonly FieldError[] {
  const { selector = {}, template } = spec;
  return [
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...(Object.keys(selector).length ? [] : [required('spec.selector')]),
    ...nonNegative('spec.replicas', spec.replicas),
    ...(template
      ? validateRunningTemplate({ matchLabels: selector }, template, 'spec.template', 'ReplicationController')
      : [required('spec.template')]),
  ];
}

export const replicationController = declareKind<ReplicationControllerObject>(
  'v1',
  'ReplicationController',
  'replicationcontrollers',
  {
    shortNames: ['rc'],
    categories: ['all'],
    subresources: { status: true, scale: REPLICAS_SCALE },
    generation: true,
    strategy: {
      defaults: (object) => {
        const labels = object.spec?.template?.metadata?.labels as Readonly<Record<string, string>> | undefined;
        let spec = fillIn(object.spec, { replicas: 1 });
        if (labels && !Object.keys(spec.selector ?? {}).length) spec = { ...spec, selector: labels };
        const bare = !Object.keys(object.metadata.labels ?? {}).length;
        return {
          ...object,
          metadata: labels && bare ? { ...object.metadata, labels } : object.metadata,
          spec: changeField(spec, 'template', defaultPodTemplate),
          status: fillIn(object.status, { replicas: 0 }),
        };
      },
      prepareForCreate: (object) => ({ ...object, status: { replicas: 0 } }),
      validate,
      validateUpdate: validate,
      warnings: ({ metadata, spec }, old) =>
        templateWarnings(old ? '' : (metadata.name ?? ''), spec?.template, 'spec.template'),
    },
    columns: [
      NAME_COLUMN,
      column('Desired', describe('ReplicationControllerSpec.replicas'), ({ spec }) => spec?.replicas ?? 0, {
        type: 'integer',
      }),
      column('Current', describe('ReplicationControllerStatus.replicas'), ({ status }) => status?.replicas ?? 0, {
        type: 'integer',
      }),
      column(
        'Ready',
        describe('ReplicationControllerStatus.readyReplicas'),
        ({ status }) => status?.readyReplicas ?? 0,
        {
          type: 'integer',
        },
      ),
      AGE_COLUMN,
      ...containerColumns<ReplicationControllerObject>(({ spec }) => spec?.template),
      column('Selector', describe('ReplicationControllerSpec.selector'), ({ spec }) => labelsText(spec?.selector), {
        wide: true,
      }),
    ],
    selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
  },
);
