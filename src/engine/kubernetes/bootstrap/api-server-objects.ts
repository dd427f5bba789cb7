import type { KubeObject } from '../api/object';
import { API_SERVICES } from './api-services';
import { FLOW_SCHEMAS, PRIORITY_LEVELS } from './flow-control';
import { NAMESPACE_POLICY } from './namespace-policy';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES } from './rbac-policy';

export interface ApiServerOptions {
  /** Where the API server listens: the endpoint of the Service `kubernetes`. */
  readonly address: string;
  readonly port: number;
  /** `--service-cluster-ip-range`: one CIDR, or one of each family; the Service `kubernetes` has the first address of the first. */
  readonly serviceCidrs: readonly string[];
  readonly serviceAddress: string;
  /** PEM, for `kube-root-ca.crt`; without one, namespaces get no such ConfigMap. */
  readonly caCertificate?: string;
}

/** pkg/apis/scheduling/v1/helpers.go. */
const PRIORITY_CLASSES: readonly KubeObject[] = (
  [
    [
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ],
    [
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ],
  ] as const
).map(([name, value, description]) => {
  const priorityClass = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    description,
  };
  return priorityClass;
});

/** pkg/controlplane/controller/kubernetesservice, and defaultservicecidr. */
function networkObjects({ address, port, serviceCidrs, serviceAddress }: ApiServerOptions): readonly KubeObject[] {
  const endpointPort = { name: 'https', port, protocol: 'TCP' };
  const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  const cidr = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    metadata: { name: 'kubernetes' },
    spec: { cidrs: serviceCidrs },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: serviceAddress,
      sessionAffinity: 'None',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }],
    },
  };
  const endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    subsets: [{ addresses: [{ ip: address }], ports: [endpointPort] }],
  };
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: address.includes(':') ? 'IPv6' : 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [endpointPort],
  };
  return [cidr, service, endpoints, slice];
}

/** What kube-apiserver makes by itself when it starts, besides its namespaces and in the order of its hooks. */
export function apiServerObjects(options: ApiServerOptions): readonly KubeObject[] {
  return [
    ...CLUSTER_ROLES,
    ...CLUSTER_ROLE_BINDINGS,
    ...NAMESPACE_POLICY,
    ...PRIORITY_CLASSES,
    ...API_SERVICES,
    ...PRIORITY_LEVELS,
    ...FLOW_SCHEMAS,
    ...networkObjects(options),
  ];
}

/** What the controllers give to every namespace: its ServiceAccount, and the certificate that its Pods trust. */
export function namespaceObjects(namespace: string, caCertificate: string | undefined): readonly KubeObject[] {
  const serviceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
  if (caCertificate === undefined) return [serviceAccount];
  const certificates = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'kube-root-ca.crt',
      namespace,
      annotations: {
        'kubernetes.io/description':
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
      },
    },
    data: { 'ca.crt': caCertificate },
  };
  return [serviceAccount, certificates];
}
