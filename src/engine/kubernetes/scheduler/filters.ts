import type { Pod } from '../objects/kinds';
import { podRequests, type Amounts } from '../objects/resources';
import { untolerated } from '../objects/tolerations';
import { matchesNode } from './node-affinity';
import { hostPorts, portTaken, type NodeInfo } from './node-info';
import { podAffinityReason, type PodAffinityState } from './pod-affinity';
import { spreadReason, type SpreadState } from './topology-spread';

/** Why a Pod cannot run on a node: in the words of the plugin that says no first. */
export interface Refusal {
  readonly reasons: readonly string[];
  /** Whether the going of other Pods could help. */
  readonly resolvable: boolean;
}

/** What the filters know of a Pod before they look at nodes. */
export interface PodToPlace {
  readonly pod: Pod;
  readonly requests: Amounts;
  readonly ports: readonly string[];
  readonly affinity: PodAffinityState | undefined;
  readonly spread: readonly SpreadState[];
  /** Why its volumes cannot be had on a node. */
  readonly volumes: (info: NodeInfo) => string | undefined;
}

export function podToPlace(pod: Pod, more: Pick<PodToPlace, 'affinity' | 'spread' | 'volumes'>): PodToPlace {
  return { pod, requests: podRequests(pod.spec), ports: hostPorts(pod.spec), ...more };
}

/** Asks the plugins in their order (pkg/scheduler/apis/config/v1/default_plugins.go); the first refusal counts. */
export function filter(place: PodToPlace, info: NodeInfo): Refusal | undefined {
  const { pod } = place;
  const { spec } = pod;
  const final = (reason: string): Refusal => ({ reasons: [reason], resolvable: false });
  const { node } = info;
  if (node.spec?.unschedulable === true && !toleratesUnschedulable(pod)) return final('node(s) were unschedulable');
  if (spec?.nodeName && spec.nodeName !== info.name) return final("node(s) didn't match the requested node name");
  if (untolerated(node.spec?.taints, spec?.tolerations, ['NoSchedule', 'NoExecute'])) {
    return final('node(s) had untolerated taint(s)');
  }
  if (!matchesNode(spec, node)) return final("node(s) didn't match Pod's node affinity/selector");
  if (place.ports.some((port) => portTaken(info.hostPorts, port))) {
    return { reasons: ["node(s) didn't have free ports for the requested pod ports"], resolvable: true };
  }
  const lacking = insufficient(place.requests, info);
  if (lacking) return lacking;
  const volumes = place.volumes(info);
  if (volumes !== undefined) return final(volumes);
  const uneven = spreadReason(place.spread, info);
  if (uneven !== undefined) return { reasons: [uneven], resolvable: !uneven.endsWith('(missing required label)') };
  const affinity = place.affinity && podAffinityReason(place.affinity, info);
  if (affinity !== undefined) return { reasons: [affinity], resolvable: !affinity.endsWith('pod affinity rules') };
  return undefined;
}

function toleratesUnschedulable(pod: Pod): boolean {
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  return untolerated([taint], pod.spec?.tolerations, ['NoSchedule']) === undefined;
}

/** noderesources' fitsRequest. */
function insufficient(requests: Amounts, info: NodeInfo): Refusal | undefined {
  const reasons: string[] = [];
  let resolvable = true;
  const most = info.allocatable.get('pods') ?? 0;
  if (info.pods.length + 1 > most) reasons.push('Too many pods');
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) lacks(resource);
  for (const resource of requests.keys()) {
    if (!ORDINARY.has(resource)) lacks(resource);
  }
  return reasons.length === 0 ? undefined : { reasons, resolvable };

  function lacks(resource: string): void {
    const wanted = requests.get(resource) ?? 0;
    const all = info.allocatable.get(resource) ?? 0;
    if (wanted === 0 || wanted <= all - (info.requested.get(resource) ?? 0)) return;
    reasons.push(`Insufficient ${resource}`);
    if (wanted > all) resolvable = false;
  }
}

const ORDINARY: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods']);
