import { allow, allowUrls, READ, READ_UPDATE, WRITES_EVENTS } from './policy-rule';
import type { BootstrapRole } from './user-roles';

const SIGNER = 'kubernetes.io';
const approver = (name: string, signer: string): BootstrapRole => ({
  name: `system:certificates.k8s.io:${name}-approver`,
  rules: [allow('approve', 'certificates', 'signers', `${SIGNER}/${signer}`)],
});
const leader = (name: string): NonNullable<BootstrapRole['rules']> => [
  allow('create', 'coordination', 'leases'),
  allow('get update', 'coordination', 'leases', name),
];
const REVIEWS = [
  allow('create', 'authentication', 'tokenreviews'),
  allow('create', 'authorization', 'subjectaccessreviews'),
];

/** For the parts of a cluster: bootstrappolicy/policy.go, ClusterRoles and NodeRules. */
export const COMPONENT_ROLES: readonly BootstrapRole[] = [
  {
    name: 'system:node',
    rules: [
      allow('create', 'authentication', 'tokenreviews'),
      allow('create', 'authorization', 'subjectaccessreviews localsubjectaccessreviews'),
      allow(READ, 'core', 'services'),
      allow('create get list watch', 'core', 'nodes'),
      allow('update patch', 'core', 'nodes/status'),
      allow('update patch', 'core', 'nodes'),
      allow('create update patch', 'core', 'events'),
      allow(READ, 'core', 'pods'),
      allow('create delete', 'core', 'pods'),
      allow('update patch', 'core', 'pods/status'),
      allow('create', 'core', 'pods/eviction'),
      allow(READ, 'core', 'secrets configmaps'),
      allow('get', 'core', 'persistentvolumeclaims persistentvolumes'),
      allow('get', 'core', 'endpoints'),
      allow('create get list watch', 'certificates', 'certificatesigningrequests'),
      allow('get create update patch delete', 'coordination', 'leases'),
      allow('get', 'storage', 'volumeattachments'),
      allow('create', 'core', 'serviceaccounts/token'),
      allow('get update patch', 'core', 'persistentvolumeclaims/status'),
      allow('get watch list', 'storage', 'csidrivers'),
      allow('get create update patch delete', 'storage', 'csinodes'),
      allow(READ, 'node', 'runtimeclasses'),
    ],
  },
  {
    name: 'system:node-problem-detector',
    rules: [allow('get', 'core', 'nodes'), allow('patch', 'core', 'nodes/status'), WRITES_EVENTS],
  },
  {
    name: 'system:kubelet-api-admin',
    rules: [
      allow(READ, 'core', 'nodes'),
      allow('proxy', 'core', 'nodes'),
      allow('*', 'core', 'nodes/proxy nodes/metrics nodes/stats nodes/log'),
    ],
  },
  {
    name: 'system:node-bootstrapper',
    rules: [allow('create get list watch', 'certificates', 'certificatesigningrequests')],
  },
  { name: 'system:auth-delegator', rules: REVIEWS },
  { name: 'system:kube-aggregator', rules: [allow(READ, 'core', 'services endpoints')] },
  {
    name: 'system:kube-controller-manager',
    rules: [
      WRITES_EVENTS,
      ...leader('kube-controller-manager'),
      allow('create', 'core', 'secrets serviceaccounts'),
      allow('delete', 'core', 'secrets'),
      allow('get', 'core', 'namespaces secrets serviceaccounts configmaps'),
      allow('update', 'core', 'secrets serviceaccounts'),
      ...REVIEWS,
      allow('list watch', '*', '*'),
      allow('create', 'core', 'serviceaccounts/token'),
    ],
  },
  { name: 'system:kube-dns', rules: [allow('list watch', 'core', 'endpoints services')] },
  {
    name: 'system:persistent-volume-provisioner',
    rules: [
      allow('get list watch create delete', 'core', 'persistentvolumes'),
      allow('get list watch update', 'core', 'persistentvolumeclaims'),
      allow(READ, 'storage', 'storageclasses'),
      allow('watch', 'core', 'events'),
      WRITES_EVENTS,
    ],
  },
  {
    name: 'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    rules: [allow('create', 'certificates', 'certificatesigningrequests/nodeclient')],
  },
  {
    name: 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    rules: [allow('create', 'certificates', 'certificatesigningrequests/selfnodeclient')],
  },
  {
    name: 'system:volume-scheduler',
    rules: [
      allow(READ_UPDATE, 'core', 'persistentvolumes'),
      allow(READ, 'storage', 'storageclasses'),
      allow(READ_UPDATE, 'core', 'persistentvolumeclaims'),
    ],
  },
  approver('legacy-unknown', 'legacy-unknown'),
  approver('kubelet-serving', 'kubelet-serving'),
  approver('kube-apiserver-client', 'kube-apiserver-client'),
  approver('kube-apiserver-client-kubelet', 'kube-apiserver-client-kubelet'),
  {
    name: 'system:service-account-issuer-discovery',
    rules: [allowUrls('get', '/.well-known/openid-configuration /openid/v1/jwks')],
  },
  {
    name: 'system:node-proxier',
    rules: [
      allow('list watch', 'core', 'services endpoints'),
      allow(READ, 'core', 'nodes'),
      WRITES_EVENTS,
      allow('list watch', 'discovery', 'endpointslices'),
      allow('list watch', 'networking', 'servicecidrs'),
    ],
  },
  {
    name: 'system:kube-scheduler',
    rules: [
      WRITES_EVENTS,
      ...leader('kube-scheduler'),
      allow(READ, 'core', 'nodes'),
      allow('get list watch delete', 'core', 'pods'),
      allow('create', 'core', 'pods/binding bindings'),
      allow('patch update', 'core', 'pods/status'),
      allow(READ, 'core', 'services replicationcontrollers'),
      allow(READ, 'apps extensions', 'replicasets'),
      allow(READ, 'apps', 'statefulsets'),
      allow(READ, 'policy', 'poddisruptionbudgets'),
      allow(READ, 'core', 'persistentvolumeclaims persistentvolumes'),
      ...REVIEWS,
      allow(READ, 'storage', 'csinodes'),
      allow(READ, 'core', 'namespaces'),
      allow(READ, 'storage', 'csidrivers'),
      allow(READ, 'storage', 'csistoragecapacities'),
      allow(READ, 'storage', 'volumeattachments'),
    ],
  },
];
