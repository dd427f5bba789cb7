import type { Deployment } from 'kubernetes-types/apps/v1';
import type { KubeObject } from '../../object';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, containerColumns, describe, NAME_COLUMN, selectorText } from '../../tables/cells';
import { changeField, fillIn } from '../fill-in';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
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
