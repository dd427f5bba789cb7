import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { nowMs } from '../api/store';
import type { Pod } from '../objects/kinds';
import { isTerminal } from '../objects/pod-state';
import { controllerUser, type Component } from './component';

/** How often Pods are looked through (gcCheckPeriod), and how long a node must be gone (quarantineTime). */
const PERIOD_US = 20_000_000;
const QUARANTINE_US = 40_000_000;

/** Removes Pods of nodes that are gone (pkg/controller/podgc). A key is a node, and when it went. */
export const podGarbageCollector: Component = {
  name: 'pod-garbage-collector-controller',
  process: 'kube-controller-manager',
  user: controllerUser('pod-garbage-collector'),
  watches: { nodes: goneNode },
  reconcile(api, key) {
    const [node = '', goneUs = '0'] = key.split(' ');
    if (api.get('nodes', '', node) || api.podsOnNode(node).length === 0) return;
    const leftUs = Number(goneUs) + QUARANTINE_US - api.world.nowUs;
    if (leftUs > 0) return api.enqueue(key, Math.ceil(leftUs / PERIOD_US) * PERIOD_US, true);
    for (const pod of api.podsOnNode(node)) {
      if (!isTerminal(pod)) api.updateStatus('pods', pod, (old) => failed(old, nowMs(api.world)));
      api.remove('pods', pod, { gracePeriodSeconds: 0 });
    }
  },
};

function goneNode({ type, name }: ClusterChange, world: World): readonly string[] {
  return type === 'DELETED' ? [`${name} ${world.nowUs}`] : [];
}

function failed(pod: Pod, now: number): Pod {
  const lastTransitionTime = `${new Date(now).toISOString().slice(0, 19)}Z`;
  return {
    ...pod,
    status: {
      ...pod.status,
      phase: 'Failed',
      conditions: [
        ...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget'),
        {
          type: 'DisruptionTarget',
          status: 'True',
          lastTransitionTime,
          reason: 'DeletionByPodGC',
          message: 'PodGC: node no longer exists',
        },
      ],
    },
  };
}
