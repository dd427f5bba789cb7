import { scheduler } from '../scheduler/scheduler';
import type { Component } from './component';
import { deploymentController } from './deployment/deployment';
import { EVENT_SWEEPER, sweepEvents } from './events';
import { replicaSetController } from './replicaset';

/** Forgets events that are older than an hour. */
const eventSweeper: Component = {
  name: EVENT_SWEEPER,
  process: 'kube-apiserver',
  user: { username: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] },
  watches: {},
  reconcile: (api) => sweepEvents(api),
};

/** Every control loop of a cluster. */
export const COMPONENTS: readonly Component[] = [deploymentController, replicaSetController, scheduler, eventSweeper];
