import type { ResourceType } from '../resource-type';
import { validatingAdmissionPolicy, validatingAdmissionPolicyBinding } from './admissionregistration/policies';
import { mutatingWebhookConfiguration, validatingWebhookConfiguration } from './admissionregistration/webhooks';
import { customResourceDefinition } from './apiextensions/custom-resource-definition';
import { apiService } from './apiregistration/api-service';
import { controllerRevision } from './apps/controller-revision';
import { daemonSet } from './apps/daemon-set';
import { deployment } from './apps/deployment';
import { replicaSet } from './apps/replica-set';
import { statefulSet } from './apps/stateful-set';
import { horizontalPodAutoscaler } from './autoscaling/horizontal-pod-autoscaler';
import { horizontalPodAutoscalerV1 } from './autoscaling/horizontal-pod-autoscaler-v1';
import { cronJob } from './batch/cron-job';
import { job } from './batch/job';
import { certificateSigningRequest } from './certificates/certificate-signing-request';
import { lease } from './coordination/lease';
import { componentStatus } from './core/component-status';
import { configMap } from './core/config-map';
import { endpoints } from './core/endpoints';
import { event } from './core/event';
import { limitRange } from './core/limit-range';
import { namespace } from './core/namespace';
import { node } from './core/node';
import { persistentVolume } from './core/persistent-volume';
import { persistentVolumeClaim } from './core/persistent-volume-claim';
import { pod } from './core/pod';
import { podTemplate } from './core/pod-template';
import { replicationController } from './core/replication-controller';
import { resourceQuota } from './core/resource-quota';
import { secret } from './core/secret';
import { service } from './core/service';
import { serviceAccount } from './core/service-account';
import { endpointSlice } from './discovery/endpoint-slice';
import { newEvent } from './events/event';
import { flowSchema } from './flowcontrol/flow-schema';
import { priorityLevelConfiguration } from './flowcontrol/priority-level-configuration';
import { ingress } from './networking/ingress';
import { ingressClass } from './networking/ingress-class';
import { ipAddress } from './networking/ip-address';
import { networkPolicy } from './networking/network-policy';
import { serviceCidr } from './networking/service-cidr';
import { runtimeClass } from './node/runtime-class';
import { podDisruptionBudget } from './policy/pod-disruption-budget';
import { clusterRoleBinding, roleBinding } from './rbac/binding';
import { clusterRole, role } from './rbac/role';
import { priorityClass } from './scheduling/priority-class';
import { csiDriver, csiNode, csiStorageCapacity, volumeAttributesClass } from './storage/csi';
import { storageClass } from './storage/storage-class';
import { volumeAttachment } from './storage/volume-attachment';

/** Every resource that the API server has by itself, in the order of discovery: groups by priority, then by name. */
export const BUILT_IN_KINDS: readonly ResourceType[] = [
  componentStatus,
  configMap,
  endpoints,
  event,
  limitRange,
  namespace,
  node,
  persistentVolumeClaim,
  persistentVolume,
  pod,
  podTemplate,
  replicationController,
  resourceQuota,
  secret,
  serviceAccount,
  service,
  apiService,
  newEvent,
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  statefulSet,
  horizontalPodAutoscaler,
  horizontalPodAutoscalerV1,
  cronJob,
  job,
  certificateSigningRequest,
  ingressClass,
  ingress,
  ipAddress,
  networkPolicy,
  serviceCidr,
  podDisruptionBudget,
  clusterRoleBinding,
  clusterRole,
  roleBinding,
  role,
  csiDriver,
  csiNode,
  csiStorageCapacity,
  storageClass,
  volumeAttachment,
  volumeAttributesClass,
  mutatingWebhookConfiguration,
  validatingAdmissionPolicy,
  validatingAdmissionPolicyBinding,
  validatingWebhookConfiguration,
  customResourceDefinition,
  priorityClass,
  lease,
  runtimeClass,
  endpointSlice,
  flowSchema,
  priorityLevelConfiguration,
];
