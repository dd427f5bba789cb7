import type { KubeObject } from '../api/object';
import { account, clusterRoleBinding, group, role, roleBinding, user } from './namespace-policy';
import { allow, type PolicyRule } from './policy-rule';

/** Roles and bindings that `kubeadm init` makes: cmd/kubeadm/app/phases/{kubeconfig,bootstraptoken,addons,uploadconfig,kubelet}. */

const JOINING = group('system:bootstrappers:kubeadm:default-node-token');
const NODES = group('system:nodes');

function clusterRole(name: string, rules: readonly PolicyRule[]): KubeObject {
  const object = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules };
  return object;
}

/** A role that lets its subjects read one ConfigMap. */
function reader(
  namespace: string,
  name: string,
  configMap: string,
  subjects: Parameters<typeof roleBinding>[3],
): readonly KubeObject[] {
  return [
    role(namespace, name, [allow('get', 'core', 'configmaps', configMap)]),
    roleBinding(namespace, name, name, subjects),
  ];
}

export const KUBEADM_POLICY: readonly KubeObject[] = [
  clusterRoleBinding('kubeadm:cluster-admins', 'cluster-admin', [group('kubeadm:cluster-admins')]),
  clusterRole('kubeadm:get-nodes', [allow('get', 'core', 'nodes')]),
  clusterRoleBinding('kubeadm:get-nodes', 'kubeadm:get-nodes', [JOINING]),
  clusterRoleBinding('kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', [JOINING]),
  clusterRoleBinding(
    'kubeadm:node-autoapprove-bootstrap',
    'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    [JOINING],
  ),
  clusterRoleBinding(
    'kubeadm:node-autoapprove-certificate-rotation',
    'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    [NODES],
  ),
  ...reader('kube-public', 'kubeadm:bootstrap-signer-clusterinfo', 'cluster-info', [user('system:anonymous')]),
  ...reader('kube-system', 'kubeadm:nodes-kubeadm-config', 'kubeadm-config', [JOINING, NODES]),
  ...reader('kube-system', 'kubeadm:kubelet-config', 'kubelet-config', [NODES, JOINING]),
  clusterRole('system:coredns', [
    allow('list watch', 'core', 'endpoints services pods namespaces'),
    allow('list watch', 'discovery', 'endpointslices'),
  ]),
  clusterRoleBinding('system:coredns', 'system:coredns', [account('coredns')]),
  clusterRoleBinding('kubeadm:node-proxier', 'system:node-proxier', [account('kube-proxy')]),
  ...reader('kube-system', 'kube-proxy', 'kube-proxy', [JOINING]),
];
