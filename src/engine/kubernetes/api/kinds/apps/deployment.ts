import type { Deployment } from 'kubernetes-types/apps/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, containerColumns, describe, NAME_COLUMN, selectorText } from '../../tables/cells';
import { forbidden, invalid, notSupported } from '../../validation/field-errors';
import { atMost100Percent, intOrPercentValue, nonNegative, positiveIntOrPercent } from '../../validation/numbers';
import { changeField, fillIn } from '../fill-in';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import { validateRunningTemplate, validateWorkloadSelector } from '../pod-spec/matches-template';
import { templateWarnings } from '../pod-spec/warnings';
import { semanticEqual } from '../semantic-equal';
import type { PodTemplateSpec } from '../pod-spec/types';

type Spec = Omit<Loose<NonNullable<Deployment['spec']>>, 'template'> & { readonly template?: PodTemplateSpec };
export type DeploymentObject = Omit<KindObject<Deployment>, 'spec'> & KubeObject & { readonly spec?: Spec };

/** pkg/apis/apps/v1/defaults.go: SetDefaults_Deployment. */
function defaultSpec(object: Spec): Spec {
  const spec = fillIn(object, {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    template: {},
  });
  const strategy = changeField(spec, 'strategy', (given) => {
    const next = fillIn(given, { type: 'RollingUpdate' });
    if (next.type !== 'RollingUpdate') return next;
    return fillIn(
      { ...next, rollingUpdate: fillIn(next.rollingUpdate, { maxUnavailable: '25%', maxSurge: '25%' }) },
      {},
    );
  });
  return changeField(strategy, 'template', defaultPodTemplate);
}

/** pkg/apis/apps/validation: ValidateDeploymentStrategy. */
function validateStrategy(spec: Spec): FieldError[] {
  const { strategy = {} } = spec;
  const type: string = strategy.type ?? '';
  const { rollingUpdate } = strategy;
  if (type === 'Recreate') {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate ? [forbidden('spec.strategy.rollingUpdate', detail)] : [];
  }
  if (type !== 'RollingUpdate') {
    const asGo = { Type: type, RollingUpdate: rollingUpdate ?? null };
    return [notSupported('spec.strategy', asGo, ['Recreate', 'RollingUpdate'])];
  }
  const { maxUnavailable, maxSurge } = rollingUpdate ?? {};
  const field = 'spec.strategy.rollingUpdate.maxUnavailable';
  const errors = [
    ...positiveIntOrPercent(field, maxUnavailable),
    ...positiveIntOrPercent('spec.strategy.rollingUpdate.maxSurge', maxSurge),
  ];
  if (intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0) {
    errors.push(invalid(field, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  return [...errors, ...atMost100Percent(field, maxUnavailable)];
}

/** pkg/apis/apps/validation: ValidateDeploymentSpec. */
function validate({ spec = {} }: DeploymentObject): readonly FieldError[] {
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  const errors = [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateWorkloadSelector(spec.selector, 'spec.selector', 'deployment'),
    ...validateRunningTemplate(spec.selector, spec.template ?? {}, 'spec.template', 'ReplicaSet'),
    ...validateStrategy(spec),
    ...nonNegative('spec.minReadySeconds', minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative('spec.progressDeadlineSeconds', deadline),
  ];
  if (deadline !== undefined && deadline <= minReadySeconds) {
    errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
  return errors;
}

export const deployment: ResourceType<DeploymentObject> = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  listKind: 'DeploymentList',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  subresources: {
    status: true,
    scale: { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', labelSelector: '.spec.selector' },
  },
  generation: true,
  strategy: {
    defaults: (object) => ({ ...object, spec: defaultSpec(object.spec ?? {}), status: object.status ?? {} }),
    prepareForCreate: (object) => ({ ...object, status: {} }),
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
      name: 'Ready',
      type: 'string',
      description: 'Number of the pod with ready state',
      cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    },
    {
      name: 'Up-to-date',
      type: 'string',
      description: describe('DeploymentStatus.updatedReplicas'),
      cell: ({ status }) => status?.updatedReplicas ?? 0,
    },
    {
      name: 'Available',
      type: 'string',
      description: describe('DeploymentStatus.availableReplicas'),
      cell: ({ status }) => status?.availableReplicas ?? 0,
    },
    AGE_COLUMN,
    ...containerColumns<DeploymentObject>(({ spec }) => spec?.template),
    {
      name: 'Selector',
      type: 'string',
      priority: 1,
      description: describe('DeploymentSpec.selector'),
      cell: ({ spec }) => selectorText(spec?.selector),
    },
  ],
};
