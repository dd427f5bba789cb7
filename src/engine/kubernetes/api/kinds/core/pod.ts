import type { Pod } from 'kubernetes-types/core/v1';
import { withFields } from '../../../../state/with-fields';
import type { KubeObject } from '../../object';
import type { ResourceType } from '../../resource-type';
import type { KindObject } from '../kind-object';
import { defaultSpecOfPod } from '../pod-spec/defaults';
import type { PodSpec } from '../pod-spec/types';
import { POD_COLUMNS } from './pod-columns';
import { podQosClass } from './pod-qos';
import { validatePod, validatePodStatusUpdate, validatePodUpdate } from './pod-validation';
import { podWarnings } from './pod-warnings';

export type PodObject = Omit<KindObject<Pod>, 'spec'> & KubeObject & { readonly spec?: PodSpec };

/** pkg/registry/core/pod/strategy.go. */
export const pod: ResourceType<PodObject> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  listKind: 'PodList',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  subresources: { status: true },
  generation: true,
  strategy: {
    defaults: (object) =>
      withFields(object, { spec: defaultSpecOfPod(object.spec ?? {}), status: object.status ?? {} }),
    prepareForCreate: (object, { now }) => {
      const gated = (object.spec?.schedulingGates ?? []).length > 0;
      const condition = {
        type: 'PodScheduled',
        status: 'False' as const,
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
        lastTransitionTime: now,
      };
      const status = { phase: 'Pending' as const, qosClass: podQosClass(object.spec) };
      return { ...object, status: gated ? { ...status, conditions: [condition] } : status };
    },
    validate: validatePod,
    validateUpdate: validatePodUpdate,
    validateStatusUpdate: validatePodStatusUpdate,
    warnings: podWarnings,
    gracePeriodSeconds: (object) => {
      if (!object.spec?.nodeName || object.status?.phase === 'Failed' || object.status?.phase === 'Succeeded') return 0;
      return object.spec.terminationGracePeriodSeconds ?? 30;
    },
  },
  columns: POD_COLUMNS,
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec?.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec?.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec?.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec?.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec?.hostNetwork ?? false),
    'status.phase': ({ status }) => status?.phase ?? '',
    'status.podIP': ({ status }) => status?.podIPs?.[0]?.ip ?? '',
    'status.nominatedNodeName': ({ status }) => status?.nominatedNodeName ?? '',
  },
};
