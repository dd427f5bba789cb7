import type { Deployment as AppsDeployment } from 'kubernetes-types/apps/v1';
import type { DaemonSet as AppsDaemonSet } from 'kubernetes-types/apps/v1';
import type { ControllerRevision as AppsControllerRevision } from 'kubernetes-types/apps/v1';
import type { ReplicaSet as AppsReplicaSet, StatefulSet as AppsStatefulSet } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler as AutoscalingHorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { CronJob as BatchCronJob, Job as BatchJob } from 'kubernetes-types/batch/v1';
import type { CertificateSigningRequest as CertificatesSigningRequest } from 'kubernetes-types/certificates/v1';
import type { Lease as CoordinationLease } from 'kubernetes-types/coordination/v1';
import type {
  ConfigMap as CoreConfigMap,
  Endpoints as CoreEndpoints,
  Event as CoreEvent,
  Namespace as CoreNamespace,
  Node as CoreNode,
  PersistentVolume as CorePersistentVolume,
  PersistentVolumeClaim as CorePersistentVolumeClaim,
  Pod as CorePod,
  ResourceQuota as CoreResourceQuota,
  Secret as CoreSecret,
  Service as CoreService,
  ServiceAccount as CoreServiceAccount,
  ReplicationController as CoreReplicationController,
} from 'kubernetes-types/core/v1';
import type { EndpointSlice as DiscoveryEndpointSlice } from 'kubernetes-types/discovery/v1';
import type {
  Ingress as NetworkingIngress,
  IngressClass as NetworkingIngressClass,
  NetworkPolicy as NetworkingNetworkPolicy,
} from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget as PolicyPodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { PriorityClass as SchedulingPriorityClass } from 'kubernetes-types/scheduling/v1';
import type { StorageClass as StorageStorageClass } from 'kubernetes-types/storage/v1';
import type { Gateway, GatewayClass, Route } from '../addons/nginx-gateway/types';
import type { ApiServiceObject } from '../api/kinds/apiregistration/api-service';
import type { Frozen, KubeObject } from '../api/object';

/** The kinds that controllers, scheduler and kubelet work with, as the store keeps them. */

type Kind<T> = Frozen<Omit<T, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject;

export type ApiService = ApiServiceObject;
export type CertificateSigningRequest = Kind<CertificatesSigningRequest>;
export type ConfigMap = Kind<CoreConfigMap>;
export type ControllerRevision = Kind<AppsControllerRevision>;
export type CronJob = Kind<BatchCronJob>;
export type DaemonSet = Kind<AppsDaemonSet>;
export type Deployment = Kind<AppsDeployment>;
export type Endpoints = Kind<CoreEndpoints>;
export type EndpointSlice = Kind<DiscoveryEndpointSlice>;
export type Event = Kind<CoreEvent>;
export type HorizontalPodAutoscaler = Kind<AutoscalingHorizontalPodAutoscaler>;
export type Ingress = Kind<NetworkingIngress>;
export type IngressClass = Kind<NetworkingIngressClass>;
export type Job = Kind<BatchJob>;
export type Lease = Kind<CoordinationLease>;
export type Namespace = Kind<CoreNamespace>;
export type NetworkPolicy = Kind<NetworkingNetworkPolicy>;
export type Node = Kind<CoreNode>;
export type PersistentVolume = Kind<CorePersistentVolume>;
export type PersistentVolumeClaim = Kind<CorePersistentVolumeClaim>;
export type Pod = Kind<CorePod>;
export type PodDisruptionBudget = Kind<PolicyPodDisruptionBudget>;
export type PriorityClass = Kind<SchedulingPriorityClass>;
export type ReplicaSet = Kind<AppsReplicaSet>;
export type ReplicationController = Kind<CoreReplicationController>;
export type ResourceQuota = Kind<CoreResourceQuota>;
export type Secret = Kind<CoreSecret>;
export type Service = Kind<CoreService>;
export type ServiceAccount = Kind<CoreServiceAccount>;
export type StatefulSet = Kind<AppsStatefulSet>;
export type StorageClass = Kind<StorageStorageClass>;

/** Every kind by its resource: the plural with its group. */
export interface Kinds {
  'apiservices.apiregistration.k8s.io': ApiService;
  'certificatesigningrequests.certificates.k8s.io': CertificateSigningRequest;
  configmaps: ConfigMap;
  'controllerrevisions.apps': ControllerRevision;
  'cronjobs.batch': CronJob;
  'daemonsets.apps': DaemonSet;
  'deployments.apps': Deployment;
  endpoints: Endpoints;
  'endpointslices.discovery.k8s.io': EndpointSlice;
  events: Event;
  'horizontalpodautoscalers.autoscaling': HorizontalPodAutoscaler;
  'ingressclasses.networking.k8s.io': IngressClass;
  'ingresses.networking.k8s.io': Ingress;
  'jobs.batch': Job;
  'leases.coordination.k8s.io': Lease;
  'gatewayclasses.gateway.networking.k8s.io': GatewayClass;
  'gateways.gateway.networking.k8s.io': Gateway;
  'grpcroutes.gateway.networking.k8s.io': Route;
  'httproutes.gateway.networking.k8s.io': Route;
  namespaces: Namespace;
  'networkpolicies.networking.k8s.io': NetworkPolicy;
  nodes: Node;
  persistentvolumes: PersistentVolume;
  persistentvolumeclaims: PersistentVolumeClaim;
  pods: Pod;
  'poddisruptionbudgets.policy': PodDisruptionBudget;
  'priorityclasses.scheduling.k8s.io': PriorityClass;
  'replicasets.apps': ReplicaSet;
  replicationcontrollers: ReplicationController;
  resourcequotas: ResourceQuota;
  secrets: Secret;
  services: Service;
  serviceaccounts: ServiceAccount;
  'statefulsets.apps': StatefulSet;
  'storageclasses.storage.k8s.io': StorageClass;
}

export type Resource = keyof Kinds;

export type PodSpec = NonNullable<Pod['spec']>;
export type PodStatus = NonNullable<Pod['status']>;
export type Container = PodSpec['containers'][number];
export type PodTemplate = NonNullable<Deployment['spec']>['template'];
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];
export type Condition = NonNullable<PodStatus['conditions']>[number];
