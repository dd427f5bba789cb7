import type { World } from '../../kernel/world';
import { nowText, storeObject } from '../api/store';
import type { Pod, PodStatus } from '../objects/kinds';

type Conditions = NonNullable<PodStatus['conditions']>;

/** Gives a Pod to a node, as a Binding does (pkg/registry/core/pod/storage BindingREST.assignPod). */
export function bindPod(world: World, pod: Pod, node: string): Pod {
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  return storeObject(world, 'pods', {
    ...pod,
    spec: { ...pod.spec, containers: pod.spec?.containers ?? [], nodeName: node },
    status: { ...status, conditions: withScheduled(pod.status?.conditions ?? [], nowText(world)) },
  });
}

function withScheduled(conditions: Conditions, now: string): Conditions {
  const condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: now,
  };
  return [...conditions.filter(({ type }) => type !== 'PodScheduled'), condition];
}
