import { allow, allowUrls, type PolicyRule, READ, READ_WRITE, WRITE } from './policy-rule';

/** A ClusterRole that a cluster comes with. */
export interface BootstrapRole {
  readonly name: string;
  readonly rules?: readonly PolicyRule[];
  /** The role that its rules are a part of. */
  readonly aggregateTo?: 'admin' | 'edit' | 'view';
  /** Its own rules are those of the roles that are to be a part of it. */
  readonly aggregates?: 'admin' | 'edit' | 'view';
}

const EDIT_RULES: readonly PolicyRule[] = [
  allow(READ, 'core', 'pods/attach pods/proxy pods/exec pods/portforward secrets services/proxy'),
  allow('impersonate', 'core', 'serviceaccounts'),
  allow(WRITE, 'core', 'pods pods/attach pods/proxy pods/exec pods/portforward'),
  allow('create', 'core', 'pods/eviction'),
  allow(
    WRITE,
    'core',
    'replicationcontrollers replicationcontrollers/scale serviceaccounts services services/proxy persistentvolumeclaims configmaps secrets events',
  ),
  allow('create', 'core', 'serviceaccounts/token'),
  allow(
    WRITE,
    'apps',
    'statefulsets statefulsets/scale daemonsets deployments deployments/scale deployments/rollback replicasets replicasets/scale',
  ),
  allow(WRITE, 'autoscaling', 'horizontalpodautoscalers'),
  allow(WRITE, 'batch', 'jobs cronjobs'),
  allow(
    WRITE,
    'extensions',
    'daemonsets deployments deployments/scale deployments/rollback ingresses replicasets replicasets/scale replicationcontrollers/scale networkpolicies',
  ),
  allow(WRITE, 'policy', 'poddisruptionbudgets'),
  allow(WRITE, 'networking', 'networkpolicies ingresses'),
];

const VIEW_RULES: readonly PolicyRule[] = [
  allow(
    READ,
    'core',
    'pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status endpoints persistentvolumeclaims persistentvolumeclaims/status configmaps',
  ),
  allow(
    READ,
    'core',
    'limitranges resourcequotas bindings events pods/status resourcequotas/status namespaces/status replicationcontrollers/status pods/log',
  ),
  allow(READ, 'core', 'namespaces'),
  allow(READ, 'discovery', 'endpointslices'),
  allow(
    READ,
    'apps',
    'controllerrevisions statefulsets statefulsets/status statefulsets/scale daemonsets daemonsets/status deployments deployments/status deployments/scale replicasets replicasets/status replicasets/scale',
  ),
  allow(READ, 'autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status'),
  allow(READ, 'batch', 'jobs cronjobs cronjobs/status jobs/status'),
  allow(
    READ,
    'extensions',
    'daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status replicasets replicasets/scale replicasets/status replicationcontrollers/scale networkpolicies',
  ),
  allow(READ, 'policy', 'poddisruptionbudgets poddisruptionbudgets/status'),
  allow(READ, 'networking', 'networkpolicies ingresses ingresses/status'),
];

/** For people: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go, ClusterRoles. */
export const USER_ROLES: readonly BootstrapRole[] = [
  { name: 'cluster-admin', rules: [allow('*', '*', '*'), allowUrls('*', '*')] },
  {
    name: 'system:discovery',
    rules: [
      allowUrls('get', '/livez /readyz /healthz /version /version/ /openapi /openapi/* /api /api/* /apis /apis/*'),
    ],
  },
  {
    name: 'system:monitoring',
    rules: [allowUrls('get', '/metrics /livez /readyz /healthz /livez/* /readyz/* /healthz/*')],
  },
  {
    name: 'system:basic-user',
    rules: [
      allow('create', 'authorization', 'selfsubjectaccessreviews selfsubjectrulesreviews'),
      allow('create', 'authentication', 'selfsubjectreviews'),
    ],
  },
  { name: 'system:public-info-viewer', rules: [allowUrls('get', '/livez /readyz /healthz /version /version/')] },
  { name: 'admin', aggregates: 'admin' },
  { name: 'edit', aggregates: 'edit', aggregateTo: 'admin' },
  { name: 'view', aggregates: 'view', aggregateTo: 'edit' },
  {
    name: 'system:aggregate-to-admin',
    aggregateTo: 'admin',
    rules: [
      allow('create', 'authorization', 'localsubjectaccessreviews'),
      allow(READ_WRITE, 'rbac', 'roles rolebindings'),
    ],
  },
  { name: 'system:aggregate-to-edit', aggregateTo: 'edit', rules: EDIT_RULES },
  { name: 'system:aggregate-to-view', aggregateTo: 'view', rules: VIEW_RULES },
];
