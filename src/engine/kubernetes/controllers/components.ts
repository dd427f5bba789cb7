import { webhookCertificates } from '../addons/ingress-nginx/admission';
import { ingressNginx } from '../addons/ingress-nginx/controller';
import { gatewayCertificates } from '../addons/nginx-gateway/certificates';
import { nginxGateway } from '../addons/nginx-gateway/controller';
import { NETWORK_AGENTS } from '../network/agents';
import { connections } from '../node/connections';
import { kubelet } from '../node/kubelet';
import { metallb } from '../addons/metallb/metallb';
import { kubeProxy } from '../proxy/kube-proxy';
import { scheduler } from '../scheduler/scheduler';
import { sendWatches, WATCH_SENDER } from '../server/wire';
import { certificateSigner } from './certificate-signer';
import { horizontalPodAutoscalers } from './autoscaler/autoscaler';
import { apiServiceAvailability } from './api-service-availability';
import type { Component } from './component';
import { cronJobController } from './cronjob';
import { daemonSetController } from './daemonset';
import { deploymentController } from './deployment/deployment';
import { disruptionController } from './disruption';
import { endpointsController, endpointSliceController } from './endpoints';
import { endpointSliceMirroringController } from './endpointslice-mirroring';
import { EVENT_SWEEPER, sweepEvents } from './events';
import { garbageCollector } from './garbage-collector';
import { jobController } from './job';
import { namespaceController } from './namespace';
import { nodeIpamController } from './node-ipam';
import { nodeLifecycleController, taintEvictionController } from './node-lifecycle';
import { podGarbageCollector } from './pod-gc';
import { replicaSetController, replicationController } from './replicaset';
import { resourceQuotaController } from './resource-quota';
import { rootCaPublisher, serviceAccountController } from './service-accounts';
import { statefulSetController } from './statefulset';
import { tokenController } from './token-controller';
import { volumeBinder } from './volume-binder';

/** Forgets events that are older than an hour. */
const eventSweeper: Component = {
  name: EVENT_SWEEPER,
  process: 'kube-apiserver',
  user: { username: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] },
  watches: {},
  reconcile: (api) => sweepEvents(api),
};

/** Sends what watches over connections have to tell. */
const watchSender: Component = {
  name: WATCH_SENDER,
  process: 'kube-apiserver',
  user: { username: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] },
  watches: {},
  reconcile: ({ world }) => sendWatches(world),
};

/** Every control loop of a cluster. */
export const COMPONENTS: readonly Component[] = [
  connections,
  serviceAccountController,
  rootCaPublisher,
  namespaceController,
  deploymentController,
  replicaSetController,
  replicationController,
  daemonSetController,
  statefulSetController,
  jobController,
  cronJobController,
  endpointsController,
  endpointSliceController,
  endpointSliceMirroringController,
  tokenController,
  podGarbageCollector,
  apiServiceAvailability,
  garbageCollector,
  horizontalPodAutoscalers,
  certificateSigner,
  nodeIpamController,
  nodeLifecycleController,
  taintEvictionController,
  disruptionController,
  resourceQuotaController,
  volumeBinder,
  scheduler,
  kubelet,
  ingressNginx,
  webhookCertificates,
  nginxGateway,
  gatewayCertificates,
  kubeProxy,
  metallb,
  ...NETWORK_AGENTS,
  eventSweeper,
  watchSender,
];
