import {
  describeLimitRange,
  describeNamespace,
  describePodDisruptionBudget,
  describePriorityClass,
  describeQuota,
  describeStorageClass,
} from './cluster';
import { describeConfigMap, describeSecret, describeServiceAccount } from './config';
import type { Describe } from './context';
import {
  describeEndpoints,
  describeEndpointSlice,
  describeIngress,
  describeIngressClass,
  describeNetworkPolicy,
  describeService,
} from './network';
import { describeAutoscaler } from './autoscaler';
import { describeCertificateSigningRequest } from './certificate';
import { describeNode } from './node';
import { describeCsiNode, describeIpAddress, describeServiceCidr } from './small';
import { describePod } from './pod';
import { describeBinding, describeRole } from './rbac';
import { describePersistentVolume, describePersistentVolumeClaim } from './storage';
import {
  describeCronJob,
  describeDaemonSet,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeStatefulSet,
} from './workloads';

/** Kinds with a layout of their own, as `Kind.group`. */
export const DESCRIBERS: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ['Pod.', describePod],
  ['Service.', describeService],
  ['Endpoints.', describeEndpoints],
  ['ConfigMap.', describeConfigMap],
  ['Secret.', describeSecret],
  ['ServiceAccount.', describeServiceAccount],
  ['Node.', describeNode],
  ['Namespace.', describeNamespace],
  ['LimitRange.', describeLimitRange],
  ['ResourceQuota.', describeQuota],
  ['PersistentVolume.', describePersistentVolume],
  ['PersistentVolumeClaim.', describePersistentVolumeClaim],
  ['ReplicationController.', describeReplicaSet],
  ['Deployment.apps', describeDeployment],
  ['ReplicaSet.apps', describeReplicaSet],
  ['DaemonSet.apps', describeDaemonSet],
  ['StatefulSet.apps', describeStatefulSet],
  ['Job.batch', describeJob],
  ['CronJob.batch', describeCronJob],
  ['EndpointSlice.discovery.k8s.io', describeEndpointSlice],
  ['Ingress.networking.k8s.io', describeIngress],
  ['IngressClass.networking.k8s.io', describeIngressClass],
  ['NetworkPolicy.networking.k8s.io', describeNetworkPolicy],
  ['PodDisruptionBudget.policy', describePodDisruptionBudget],
  ['PriorityClass.scheduling.k8s.io', describePriorityClass],
  ['StorageClass.storage.k8s.io', describeStorageClass],
  ['HorizontalPodAutoscaler.autoscaling', describeAutoscaler],
  ['CertificateSigningRequest.certificates.k8s.io', describeCertificateSigningRequest],
  ['ServiceCIDR.networking.k8s.io', describeServiceCidr],
  ['IPAddress.networking.k8s.io', describeIpAddress],
  ['CSINode.storage.k8s.io', describeCsiNode],
  ['Role.rbac.authorization.k8s.io', describeRole],
  ['ClusterRole.rbac.authorization.k8s.io', describeRole],
  ['RoleBinding.rbac.authorization.k8s.io', describeBinding],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', describeBinding],
]);

/** Kinds whose description never shows events. */
export const WITHOUT_EVENTS: ReadonlySet<string> = new Set([
  'Secret.',
  'NetworkPolicy.networking.k8s.io',
  'Namespace.',
  'LimitRange.',
  'ResourceQuota.',
  'Role.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
]);
