import type { World } from '../../kernel/world';
import { readIndexed, readObject } from '../api/store';
import { splitKey } from '../controllers/component';
import type { Node, Pod } from '../objects/kinds';
import { isTerminal } from '../objects/pod-state';
import { filter, podToPlace } from './filters';
import { nodeInfo } from './node-info';

/**
 * Whether something that happened may help a Pod that fitted nowhere (QueueingHintFn of the scheduler's plugins): who cannot be helped is not looked at
 * again, and nothing is told of it once more.
 */

/** Reasons that no other Pod's coming, going or labels change. */
const OF_NODES = /\d+ node\(s\) (?:were unschedulable|had untolerated taint\(s\)|didn't match Pod's node affinity\/selector|didn't match the requested node name)(?:, )?/g; // prettier-ignore
/** Reasons that hang on the labels of other Pods. */
const OF_PODS = /affinity rules|topology spread constraints/;

/** What the scheduler said of it last: the reasons of the nodes. */
function reasonsOf(pod: Pod): string {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return /nodes are available: (.*?)\. /.exec(`${condition?.message ?? ''} `)?.[1] ?? '';
}

function waitingPods(world: World): readonly (readonly [key: string, pod: Pod | undefined])[] {
  return [...(world.cluster?.unschedulable.keys() ?? [])].map((key) => [
    key,
    readObject(world, 'pods', ...splitKey(key)),
  ]);
}

/** Those whom another Pod's end, or its coming or new labels, may help. */
export function helpedByPod(world: World, ended: boolean): readonly string[] {
  return waitingPods(world)
    .filter(([, pod]) => {
      const reasons = pod ? reasonsOf(pod) : '';
      if (reasons === '') return true;
      return ended ? reasons.replace(OF_NODES, '') !== '' : OF_PODS.test(reasons);
    })
    .map(([key]) => key);
}

/** Those for whom there may be a place on a node as it is now. */
export function helpedByNode(world: World, node: Node): readonly string[] {
  const waiting = waitingPods(world);
  if (waiting.length === 0) return [];
  const pods = readIndexed(world, 'pods', 'node', node.metadata.name ?? '') as unknown as readonly Pod[];
  const info = nodeInfo(
    node,
    pods.filter((pod) => !isTerminal(pod)),
  );
  return waiting
    .filter(([, pod]) => {
      // Where other things count than what the node itself has, it is looked at again.
      if (!pod || reasonsOf(pod) === '' || OF_PODS.test(reasonsOf(pod))) return true;
      return !filter(podToPlace(pod, { affinity: undefined, spread: [], volumes: () => undefined }), info);
    })
    .map(([key]) => key);
}
