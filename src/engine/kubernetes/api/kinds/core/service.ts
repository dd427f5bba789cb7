import type { Service } from 'kubernetes-types/core/v1';
import type { ResourceType } from '../../resource-type';
import { changeEach, changeField, fillIn, without } from '../fill-in';
import type { KindObject } from '../kind-object';
import { SERVICE_COLUMNS } from './service-columns';
import { prepareServiceForCreate, prepareServiceForUpdate } from './service-strategy';
import { isHeadless, validateService, validateServiceStatus, validateServiceUpdate } from './service-validation';

export type ServiceObject = KindObject<Service>;
export type ServiceSpec = NonNullable<ServiceObject['spec']> & { readonly trafficDistribution?: string };

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

/** pkg/api/service/warnings.go. */
function warnings({ metadata, spec = {} }: ServiceObject): readonly string[] {
  const list: string[] = [];
  if (metadata.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined) {
    list.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    );
  }
  if (spec.type === 'ClusterIP' && isHeadless(spec)) {
    if (spec.loadBalancerIP) list.push('spec.loadBalancerIP is ignored for headless services');
    if (spec.externalIPs?.length) list.push('spec.externalIPs is ignored for headless services');
    if (spec.sessionAffinity !== 'None') list.push('spec.SessionAffinity is ignored for headless services');
  }
  if (spec.type === 'ExternalName' && spec.externalIPs?.length) {
    list.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (spec.type !== 'ExternalName' && spec.externalName) {
    list.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  return list;
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
    prepareForCreate: prepareServiceForCreate,
    prepareForUpdate: prepareServiceForUpdate,
    validate: validateService,
    validateUpdate: validateServiceUpdate,
    validateStatusUpdate: validateServiceStatus,
    warnings,
  },
  columns: SERVICE_COLUMNS,
  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec?.clusterIP ?? '',
    'spec.type': ({ spec }) => spec?.type ?? '',
  },
};
