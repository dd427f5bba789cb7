import type { ControllerClient } from '../controllers/client';
import type { Pod } from '../objects/kinds';
import { isDeleting } from '../objects/pod-state';
import { filter, type PodToPlace, type Refusal } from './filters';
import { NO_VICTIMS, NOT_ELIGIBLE, preemptionMessage } from './message';
import { addPod, nodeInfo, type NodeInfo } from './node-info';

/** Makes room for a Pod by deleting Pods of lower priority (pkg/scheduler/framework/preemption). */

export interface Preemption {
  /** The node on which room is being made. */
  readonly nominated: string | undefined;
  readonly message: string;
}

interface Candidate {
  readonly node: string;
  readonly victims: readonly Pod[];
}

export function priorityOf(pod: Pod): number {
  return pod.spec?.priority ?? 0;
}

export function preempt(
  api: ControllerClient,
  place: PodToPlace,
  nodes: readonly NodeInfo[],
  refusals: readonly Refusal[],
): Preemption {
  if (place.pod.spec?.preemptionPolicy === 'Never') return { nominated: undefined, message: NOT_ELIGIBLE };
  const nominated = place.pod.status?.nominatedNodeName;
  if (nominated && waitsForVictims(place.pod, nodes, nominated)) return { nominated, message: '' };
  const reasons: string[] = [];
  const candidates: Candidate[] = [];
  let notHelped = 0;
  nodes.forEach((info, index) => {
    if (refusals[index]?.resolvable !== true) {
      notHelped++;
      return;
    }
    const found = victimsOn(place, info);
    if (typeof found === 'string') reasons.push(found);
    else candidates.push({ node: info.name, victims: found });
  });
  const best = candidates.sort(byHarm)[0];
  if (!best) return { nominated: undefined, message: preemptionMessage(nodes.length, notHelped, reasons) };
  for (const victim of best.victims) evict(api, place.pod, victim, best.node);
  return { nominated: best.node, message: '' };
}

function waitsForVictims(pod: Pod, nodes: readonly NodeInfo[], nominated: string): boolean {
  const info = nodes.find(({ name }) => name === nominated);
  return info?.pods.some((other) => isDeleting(other) && priorityOf(other) < priorityOf(pod)) ?? false;
}

/** The fewest and least of a node's Pods without which the Pod fits, or why there are none. */
function victimsOn(place: PodToPlace, info: NodeInfo): readonly Pod[] | string {
  const priority = priorityOf(place.pod);
  const lower = info.pods.filter((pod) => priorityOf(pod) < priority);
  if (lower.length === 0) return NO_VICTIMS;
  const rest = nodeInfo(
    info.node,
    info.pods.filter((pod) => priorityOf(pod) >= priority),
  );
  const still = filter(place, rest);
  if (still) return still.reasons[0] ?? NO_VICTIMS;
  const victims: Pod[] = [];
  // The more important may stay if there is room.
  for (const pod of [...lower].sort((a, b) => priorityOf(b) - priorityOf(a))) {
    addPod(rest, pod);
    if (!filter(place, rest)) continue;
    addPod(rest, pod, -1);
    victims.push(pod);
  }
  return victims;
}

/** pickOneNodeForPreemption: the least important victims, and few of them. */
function byHarm(a: Candidate, b: Candidate): number {
  const highest = ({ victims }: Candidate): number => Math.max(...victims.map(priorityOf));
  const sum = ({ victims }: Candidate): number => victims.reduce((total, pod) => total + priorityOf(pod), 0);
  return highest(a) - highest(b) || sum(a) - sum(b) || a.victims.length - b.victims.length;
}

function evict(api: ControllerClient, pod: Pod, victim: Pod, node: string): void {
  if (isDeleting(victim)) return;
  api.updateStatus('pods', victim, (old) => ({
    ...old,
    status: {
      ...old.status,
      conditions: [
        ...(old.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget'),
        {
          type: 'DisruptionTarget',
          status: 'True',
          lastTransitionTime: api.now,
          reason: 'PreemptionByScheduler',
          message: `${pod.spec?.schedulerName ?? 'default-scheduler'}: preempting to accommodate a higher priority pod`,
        },
      ],
    },
  }));
  api.remove('pods', victim);
  api.event(victim, {
    type: 'Normal',
    reason: 'Preempted',
    action: 'Preempting',
    message: `Preempted by pod ${pod.metadata.uid ?? ''} on node ${node}`,
    from: 'default-scheduler',
  });
}
