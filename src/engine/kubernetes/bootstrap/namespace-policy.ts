import type { KubeObject } from '../api/object';
import { allow, type PolicyRule, READ, WRITES_EVENTS } from './policy-rule';

/** Roles in the cluster's own namespaces, and who has them. */

const API_VERSION = 'rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';

export type Subject =
  | { readonly kind: 'Group' | 'User'; readonly name: string; readonly apiGroup: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string };

export const group = (name: string): Subject => ({ apiGroup: GROUP, kind: 'Group', name });
export const user = (name: string): Subject => ({ apiGroup: GROUP, kind: 'User', name });
export const account = (name: string): Subject => ({ kind: 'ServiceAccount', name, namespace: 'kube-system' });

/** Annotation and label of whatever kube-apiserver makes anew when it starts. */
const DEFAULTS = {
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
};

export function role(namespace: string, name: string, rules: readonly PolicyRule[], metadata: object = {}): KubeObject {
  const object = { apiVersion: API_VERSION, kind: 'Role', metadata: { ...metadata, name, namespace }, rules };
  return object;
}

export function roleBinding(
  namespace: string,
  name: string,
  roleName: string,
  subjects: readonly Subject[],
  metadata: object = {},
): KubeObject {
  const binding = {
    apiVersion: API_VERSION,
    kind: 'RoleBinding',
    metadata: { ...metadata, name, namespace },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: roleName },
    subjects,
  };
  return binding;
}

export function clusterRoleBinding(name: string, roleName: string, subjects: readonly Subject[]): KubeObject {
  const binding = {
    apiVersion: API_VERSION,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: roleName },
    subjects,
  };
  return binding;
}

const SYSTEM = 'kube-system';
const PUBLIC = 'kube-public';
const leaderRules = (name: string): readonly PolicyRule[] => [
  allow('watch', 'core', 'configmaps'),
  allow('get update', 'core', 'configmaps', name),
];

/** bootstrappolicy/namespace_policy.go. */
export const NAMESPACE_POLICY: readonly KubeObject[] = [
  role(
    SYSTEM,
    'extension-apiserver-authentication-reader',
    [allow(READ, 'core', 'configmaps', 'extension-apiserver-authentication')],
    DEFAULTS,
  ),
  role(SYSTEM, 'system:controller:bootstrap-signer', [allow(READ, 'core', 'secrets')], DEFAULTS),
  role(SYSTEM, 'system:controller:cloud-provider', [allow(`create ${READ}`, 'core', 'configmaps')], DEFAULTS),
  role(
    SYSTEM,
    'system:controller:token-cleaner',
    [allow(`${READ} delete`, 'core', 'secrets'), WRITES_EVENTS],
    DEFAULTS,
  ),
  role(SYSTEM, 'system::leader-locking-kube-controller-manager', leaderRules('kube-controller-manager'), DEFAULTS),
  role(SYSTEM, 'system::leader-locking-kube-scheduler', leaderRules('kube-scheduler'), DEFAULTS),
  role(
    PUBLIC,
    'system:controller:bootstrap-signer',
    [allow(READ, 'core', 'configmaps'), allow('update', 'core', 'configmaps', 'cluster-info'), WRITES_EVENTS],
    DEFAULTS,
  ),
  roleBinding(
    SYSTEM,
    'system::extension-apiserver-authentication-reader',
    'extension-apiserver-authentication-reader',
    [user('system:kube-controller-manager'), user('system:kube-scheduler')],
    DEFAULTS,
  ),
  roleBinding(
    SYSTEM,
    'system::leader-locking-kube-controller-manager',
    'system::leader-locking-kube-controller-manager',
    [user('system:kube-controller-manager'), account('kube-controller-manager')],
    DEFAULTS,
  ),
  roleBinding(
    SYSTEM,
    'system::leader-locking-kube-scheduler',
    'system::leader-locking-kube-scheduler',
    [user('system:kube-scheduler'), account('kube-scheduler')],
    DEFAULTS,
  ),
  ...['bootstrap-signer', 'cloud-provider', 'token-cleaner'].map((name) =>
    roleBinding(SYSTEM, `system:controller:${name}`, `system:controller:${name}`, [account(name)], DEFAULTS),
  ),
  roleBinding(
    PUBLIC,
    'system:controller:bootstrap-signer',
    'system:controller:bootstrap-signer',
    [account('bootstrap-signer')],
    DEFAULTS,
  ),
];
