import { kubelet } from '../node/kubelet';
import { sendWatches, WATCH_SENDER } from '../server/wire';
import { scheduler } from '../scheduler/scheduler';
import type { Component } from './component';
import { deploymentController } from './deployment/deployment';
import { EVENT_SWEEPER, sweepEvents } from './events';
import { nodeIpamController } from './node-ipam';
import { replicaSetController } from './replicaset';

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
  deploymentController,
  replicaSetController,
  nodeIpamController,
  scheduler,
  kubelet,
  eventSweeper,
  watchSender,
];
