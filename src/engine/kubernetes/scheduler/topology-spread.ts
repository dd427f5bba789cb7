import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import type { Frozen } from '../api/object';
import { controllerOf } from '../controllers/component';
import type { Pod } from '../objects/kinds';
import { isDeleting } from '../objects/pod-state';
import { selectorMatches } from '../objects/selector';
import { untolerated } from '../objects/tolerations';
import { matchesNode } from './node-affinity';
import type { NodeInfo } from './node-info';

/** How evenly Pods must lie over the values of a label of nodes (pkg/scheduler/framework/plugins/podtopologyspread). */

type Constraint = Frozen<TopologySpreadConstraint>;

export interface SpreadState {
  readonly constraint: Constraint;
  /** How many Pods match, by the label's value. */
  readonly counts: ReadonlyMap<string, number>;
  readonly least: number;
  readonly selfMatch: number;
}

export function spreadStates(pod: Pod, nodes: readonly NodeInfo[]): readonly SpreadState[] {
  const constraints = pod.spec?.topologySpreadConstraints ?? [];
  return constraints
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule')
    .map((constraint) => spreadState(pod, constraint, constraints, nodes));
}

function spreadState(
  pod: Pod,
  constraint: Constraint,
  all: readonly Constraint[],
  nodes: readonly NodeInfo[],
): SpreadState {
  const counts = new Map<string, number>();
  for (const info of nodes) {
    // A node without one of the labels counts for none of them.
    if (all.some(({ topologyKey }) => info.labels[topologyKey] === undefined)) continue;
    if (constraint.nodeAffinityPolicy !== 'Ignore' && !matchesNode(pod.spec, info.node)) continue;
    if (constraint.nodeTaintsPolicy === 'Honor' && hasUntolerated(pod, info)) continue;
    const value = info.labels[constraint.topologyKey] ?? '';
    counts.set(value, (counts.get(value) ?? 0) + matching(pod, constraint, info.pods));
  }
  const domains = counts.size;
  const least = domains < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
  const selfMatch = selectorMatches(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
  return { constraint, counts, least: domains === 0 ? 0 : least, selfMatch };
}

function hasUntolerated(pod: Pod, { node }: NodeInfo): boolean {
  return untolerated(node.spec?.taints, pod.spec?.tolerations, ['NoSchedule', 'NoExecute']) !== undefined;
}

function matching(pod: Pod, constraint: Constraint, pods: readonly Pod[]): number {
  let count = 0;
  for (const other of pods) {
    if (isDeleting(other) || other.metadata.namespace !== pod.metadata.namespace) continue;
    if (!selectorMatches(constraint.labelSelector, other.metadata.labels)) continue;
    const same = (constraint.matchLabelKeys ?? []).every(
      (key) => other.metadata.labels?.[key] === pod.metadata.labels?.[key],
    );
    if (same) count++;
  }
  return count;
}

/** Why a node would make it uneven; undefined when it would not. */
export function spreadReason(states: readonly SpreadState[], { labels }: NodeInfo): string | undefined {
  for (const { constraint, counts, least, selfMatch } of states) {
    const value = labels[constraint.topologyKey];
    if (value === undefined) return "node(s) didn't match pod topology spread constraints (missing required label)";
    if ((counts.get(value) ?? 0) + selfMatch - least > constraint.maxSkew) {
      return "node(s) didn't match pod topology spread constraints";
    }
  }
  return undefined;
}

const SYSTEM_DEFAULTS = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];

/**
 * How many Pods of the same controller or constraint a node already lies beside: fewer is better. Without constraints those of one controller spread, as
 * those that Services and owners select.
 */
export function spreadCrowding(pod: Pod, nodes: readonly NodeInfo[]): ReadonlyMap<string, number> | undefined {
  const soft = (pod.spec?.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway',
  );
  const keys = soft.length > 0 ? soft.map(({ topologyKey }) => topologyKey) : SYSTEM_DEFAULTS;
  const owner = controllerOf(pod)?.uid ?? '';
  const crowding = new Map<string, number>();
  keys.forEach((key, index) => {
    const constraint = soft[index];
    const byValue = new Map<string, number>();
    for (const { labels, pods, siblings } of nodes) {
      const value = labels[key];
      if (value === undefined) continue;
      const count = constraint ? matching(pod, constraint, pods) : (siblings.get(owner) ?? 0);
      byValue.set(value, (byValue.get(value) ?? 0) + count);
    }
    if (byValue.size < 2) return;
    for (const { name, labels } of nodes) {
      crowding.set(name, (crowding.get(name) ?? 0) + (byValue.get(labels[key] ?? '') ?? 0));
    }
  });
  return crowding.size === 0 ? undefined : crowding;
}
