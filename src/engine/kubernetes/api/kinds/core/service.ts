import type { Service } from 'kubernetes-types/core/v1';
import type { ResourceType } from '../../resource-type';
import { changeEach, changeField, fillIn, without } from '../fill-in';
import type { KindObject } from '../kind-object';
import { SERVICE_COLUMNS } from './service-columns';

export type ServiceObject = KindObject<Service>;
export type ServiceSpec = NonNullable<ServiceObject['spec']>;

const AFFINITY_SECONDS = 10800;

/** Whether traffic from outside may come to it: pkg/api/service/util.go, ExternallyAccessible. */
export function isExternallyAccessible(spec: ServiceSpec): boolean {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') return true;
  return spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0;
}

/** pkg/apis/core/v1/defaults.go: SetDefaults_Service. */
function defaultSpec(object: ServiceSpec): ServiceSpec {
  let spec = fillIn(object, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec.sessionAffinity === 'None') spec = without(spec, 'sessionAffinityConfig');
  if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds == null) {
    spec = { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } } };
  }
  spec = changeField(spec, 'ports', (ports) =>
    changeEach(ports, (port) => {
      const next = fillIn(port, { protocol: 'TCP' });
      return next.targetPort === undefined || next.targetPort === 0 || next.targetPort === ''
        ? { ...next, targetPort: port.port ?? 0 }
        : next;
    }),
  );
  if (isExternallyAccessible(spec)) spec = fillIn(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type !== 'ExternalName') spec = fillIn(spec, { internalTrafficPolicy: 'Cluster' });
  return spec.type === 'LoadBalancer' ? fillIn(spec, { allocateLoadBalancerNodePorts: true }) : spec;
}

export const service: ResourceType<ServiceObject> = {
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  listKind: 'ServiceList',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  subresources: { status: true },
  strategy: {
    nameRule: 'dns-1035-label',
    defaults: (object) => ({
      ...object,
      spec: defaultSpec(object.spec ?? {}),
      status: fillIn(object.status, { loadBalancer: {} }),
    }),
    prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  },
  columns: SERVICE_COLUMNS,
  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec?.clusterIP ?? '',
    'spec.type': ({ spec }) => spec?.type ?? '',
  },
};
