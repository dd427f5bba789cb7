import type { ReplicaSet } from 'kubernetes-types/apps/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, containerColumns, describe, formatSelector, NAME_COLUMN } from '../../tables/cells';
import { invalid } from '../../validation/field-errors';
import { nonNegative } from '../../validation/numbers';
import { changeField, fillIn } from '../fill-in';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import { validateRunningTemplate, validateWorkloadSelector } from '../pod-spec/matches-template';
import { templateWarnings } from '../pod-spec/warnings';
import { semanticEqual } from '../semantic-equal';
import type { PodTemplateSpec } from '../pod-spec/types';

type Spec = Omit<Loose<NonNullable<ReplicaSet['spec']>>, 'template'> & { readonly template?: PodTemplateSpec };
export type ReplicaSetObject = Omit<KindObject<ReplicaSet>, 'spec'> & KubeObject & { readonly spec?: Spec };

/** pkg/apis/apps/validation: ValidateReplicaSetSpec; "deployment" is what it says. */
function validate({ spec = {} }: ReplicaSetObject): readonly FieldError[] {
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateWorkloadSelector(spec.selector, 'spec.selector', 'deployment'),
    ...validateRunningTemplate(spec.selector, spec.template ?? {}, 'spec.template', 'ReplicaSet'),
  ];
}

export const replicaSet: ResourceType<ReplicaSetObject> = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  listKind: 'ReplicaSetList',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  subresources: {
    status: true,
    scale: { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', labelSelector: '.spec.selector' },
  },
  generation: true,
  strategy: {
    defaults: (object) => ({
      ...object,
      spec: changeField(fillIn(object.spec, { replicas: 1, template: {} }), 'template', defaultPodTemplate),
      status: fillIn(object.status, { replicas: 0 }),
    }),
    prepareForCreate: (object) => ({ ...object, status: { replicas: 0 } }),
    validate,
    validateUpdate: (next, old) => {
      const errors = validate(next);
      if (semanticEqual(next.spec?.selector, old.spec?.selector)) return errors;
      return [...errors, invalid('spec.selector', next.spec?.selector, 'field is immutable')];
    },
    warnings: ({ metadata, spec }, old) =>
      templateWarnings(old ? '' : (metadata.name ?? ''), spec?.template, 'spec.template'),
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'Desired',
      type: 'integer',
      description: describe('ReplicaSetSpec.replicas'),
      cell: ({ spec }) => spec?.replicas ?? 0,
    },
    {
      name: 'Current',
      type: 'integer',
      description: describe('ReplicaSetStatus.replicas'),
      cell: ({ status }) => status?.replicas ?? 0,
    },
    {
      name: 'Ready',
      type: 'integer',
      description: describe('ReplicaSetStatus.readyReplicas'),
      cell: ({ status }) => status?.readyReplicas ?? 0,
    },
    AGE_COLUMN,
    ...containerColumns<ReplicaSetObject>(({ spec }) => spec?.template),
    {
      name: 'Selector',
      type: 'string',
      priority: 1,
      description: describe('ReplicaSetSpec.selector'),
      cell: ({ spec }) => formatSelector(spec?.selector),
    },
  ],
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
};
