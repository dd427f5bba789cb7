import { jsonEqual } from '../api/json-equal';
import type { ClusterRoleObject } from '../api/kinds/rbac/role';
import type { KubeObject, ObjectMeta } from '../api/object';
import { COMPONENT_ROLES } from './component-roles';
import { CONTROLLER_ROLES } from './controller-roles';
import { account, group, type Subject, user } from './namespace-policy';
import type { PolicyRule } from './policy-rule';
import { type BootstrapRole, USER_ROLES } from './user-roles';

const API_VERSION = 'rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const ROLES = [...USER_ROLES, ...COMPONENT_ROLES, ...CONTROLLER_ROLES];

/** Labels and annotation of whatever kube-apiserver makes anew when it starts (`rbac-defaults`, autoupdate). */
function metadata(name: string, labels: Readonly<Record<string, string>> = {}): ObjectMeta {
  return {
    name,
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
  };
}

const aggregationLabel = (to: string): Readonly<Record<string, string>> => ({
  [`rbac.authorization.k8s.io/aggregate-to-${to}`]: 'true',
});

/** The rules of an aggregated role: pkg/controller/clusterroleaggregation. */
function rulesOf({ aggregates, rules = [] }: BootstrapRole): readonly PolicyRule[] {
  if (!aggregates) return rules;
  const parts = ROLES.filter(({ aggregateTo }) => aggregateTo === aggregates).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const all: PolicyRule[] = [];
  for (const rule of parts.flatMap(rulesOf)) if (!all.some((other) => jsonEqual(other, rule))) all.push(rule);
  return all;
}

function clusterRole(role: BootstrapRole): ClusterRoleObject {
  const { name, aggregateTo, aggregates } = role;
  return {
    ...(aggregates && { aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregationLabel(aggregates) }] } }),
    apiVersion: API_VERSION,
    kind: 'ClusterRole',
    metadata: metadata(name, aggregateTo && aggregationLabel(aggregateTo)),
    rules: rulesOf(role),
  };
}

export const CLUSTER_ROLES: readonly KubeObject[] = ROLES.map(clusterRole);

/** Who has which role from the start: bootstrappolicy/policy.go, ClusterRoleBindings. */
const BINDINGS: readonly (readonly [string, readonly Subject[]])[] = [
  ['cluster-admin', [group('system:masters')]],
  ['system:monitoring', [group('system:monitoring')]],
  ['system:discovery', [group('system:authenticated')]],
  ['system:basic-user', [group('system:authenticated')]],
  ['system:public-info-viewer', [group('system:authenticated'), group('system:unauthenticated')]],
  ['system:node-proxier', [user('system:kube-proxy')]],
  ['system:kube-controller-manager', [user('system:kube-controller-manager')]],
  ['system:kube-dns', [account('kube-dns')]],
  ['system:kube-scheduler', [user('system:kube-scheduler')]],
  ['system:volume-scheduler', [user('system:kube-scheduler')]],
  ['system:node', []],
  ['system:service-account-issuer-discovery', [group('system:serviceaccounts')]],
  ...CONTROLLER_ROLES.map(({ name }) => [name, [account(name.slice('system:controller:'.length))]] as const),
];

export const CLUSTER_ROLE_BINDINGS: readonly KubeObject[] = BINDINGS.map(([name, subjects]) => {
  const binding = {
    apiVersion: API_VERSION,
    kind: 'ClusterRoleBinding',
    metadata: metadata(name),
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
    ...(subjects.length && { subjects }),
  };
  return binding;
});
