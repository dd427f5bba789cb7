import type { Pod } from '../objects/kinds';
import { tolerates } from '../objects/tolerations';
import { podRequests } from '../objects/resources';
import { preference } from './node-affinity';
import type { NodeInfo } from './node-info';
import { podAffinityScores } from './pod-affinity';
import { spreadCrowding } from './topology-spread';

/** How good each node is for a Pod: the default plugins and their weights (pkg/scheduler/apis/config/v1/default_plugins.go). */
export function scores(
  pod: Pod,
  feasible: readonly NodeInfo[],
  labelsOf: (namespace: string) => Readonly<Record<string, string>>,
): ReadonlyMap<string, number> {
  const total = new Map<string, number>(feasible.map(({ name }) => [name, 0]));
  if (feasible.length < 2) return total;
  const add = (name: string, score: number): void => void total.set(name, (total.get(name) ?? 0) + score);
  const requests = podRequests(pod.spec);
  const cpu = requests.get('cpu') ?? 100;
  const memory = requests.get('memory') ?? 200 * 1024 * 1024;
  for (const info of feasible) {
    add(info.name, leastAllocated(info, cpu, memory) + balanced(info, requests));
  }
  normalized(
    feasible,
    (info) => intolerableTaints(pod, info),
    true,
    (name, score) => add(name, 3 * score),
  );
  normalized(
    feasible,
    ({ node }) => preference(pod.spec, node),
    false,
    (name, score) => add(name, 2 * score),
  );
  const crowding = spreadCrowding(pod, feasible);
  if (crowding)
    normalized(
      feasible,
      ({ name }) => crowding.get(name) ?? 0,
      true,
      (name, score) => add(name, 2 * score),
    );
  const affinity = podAffinityScores(pod, feasible, labelsOf);
  if (affinity) spanned(feasible, affinity, (name, score) => add(name, 2 * score));
  return total;
}

function leastAllocated(info: NodeInfo, cpu: number, memory: number): number {
  const share = (all: number, used: number): number => (all === 0 || used > all ? 0 : ((all - used) * 100) / all);
  const ofCpu = share(info.allocatable.get('cpu') ?? 0, info.nonZero.cpu + cpu);
  const ofMemory = share(info.allocatable.get('memory') ?? 0, info.nonZero.memory + memory);
  return Math.floor((Math.floor(ofCpu) + Math.floor(ofMemory)) / 2);
}

function balanced(info: NodeInfo, requests: ReadonlyMap<string, number>): number {
  const fraction = (resource: string): number => {
    const all = info.allocatable.get(resource) ?? 0;
    if (all === 0) return 0;
    return Math.min(1, ((info.requested.get(resource) ?? 0) + (requests.get(resource) ?? 0)) / all);
  };
  return Math.floor((1 - Math.abs(fraction('cpu') - fraction('memory')) / 2) * 100);
}

function intolerableTaints(pod: Pod, { node }: NodeInfo): number {
  const soft = (node.spec?.taints ?? []).filter(({ effect }) => effect === 'PreferNoSchedule');
  return soft.filter((taint) => !pod.spec?.tolerations?.some((toleration) => tolerates(toleration, taint))).length;
}

/** DefaultNormalizeScore: 0 to 100 by the largest, upside down where less is better. */
function normalized(
  nodes: readonly NodeInfo[],
  raw: (info: NodeInfo) => number,
  reverse: boolean,
  give: (name: string, score: number) => void,
): void {
  const values = nodes.map(raw);
  const most = Math.max(0, ...values);
  nodes.forEach(({ name }, index) => {
    const score = most === 0 ? 0 : Math.floor((100 * (values[index] ?? 0)) / most);
    give(name, reverse ? 100 - score : score);
  });
}

/** 0 to 100 between the least and the largest. */
function spanned(
  nodes: readonly NodeInfo[],
  raw: ReadonlyMap<string, number>,
  give: (name: string, score: number) => void,
): void {
  const values = nodes.map(({ name }) => raw.get(name) ?? 0);
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  nodes.forEach(({ name }, index) => {
    give(name, span === 0 ? 0 : Math.floor((100 * ((values[index] ?? 0) - least)) / span));
  });
}
