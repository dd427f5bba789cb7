import type { World } from '../../../kernel/world';
import { nowMs } from '../../api/store';
import { containerUsage } from '../../metrics/usage';
import { servesMetrics } from '../../metrics/server';
import type { Pod } from '../../objects/kinds';
import { isDeleting, podCondition } from '../../objects/pod-state';
import { amountsOf } from '../../objects/resources';

/** How many replicas what Pods use asks for: pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go. */

const TOLERANCE = 0.1;
/** --horizontal-pod-autoscaler-cpu-initialization-period and -initial-readiness-delay. */
const CPU_INITIALIZATION_MS = 300_000;
const READINESS_DELAY_MS = 30_000;
/** Over what time metrics-server measures. */
const WINDOW_MS = 15_000;

/** No number can be found, for the reason that it says. */
export class MetricError extends Error {}

export interface Proposal {
  readonly replicas: number;
  /** Of what is requested; undefined for a target in absolute numbers. */
  readonly utilization?: number;
  /** Of one Pod: cpu in thousandths, the rest in their unit. */
  readonly average: number;
}

const NOT_SERVED = 'the server could not find the requested resource (get pods.metrics.k8s.io)';

/** What a resource target of a set of Pods asks for. Throws MetricError. */
export function resourceProposal(
  world: World,
  pods: readonly Pod[],
  resource: string,
  current: number,
  target: { readonly utilization: number } | { readonly average: number },
): Proposal {
  const unable = `unable to get metrics for resource ${resource}: `;
  if (!servesMetrics(world)) {
    throw new MetricError(`${unable}unable to fetch metrics from resource metrics API: ${NOT_SERVED}`);
  }
  const usage = new Map<string, number>();
  for (const pod of pods) {
    const used = containerUsage(world, pod)?.reduce(
      (sum, each) => sum + (resource === 'cpu' ? each.cpu : each.memory),
      0,
    );
    if (used !== undefined) usage.set(pod.metadata.name ?? '', used);
  }
  if (usage.size === 0) throw new MetricError(`${unable}no metrics returned from resource metrics API`);
  if (pods.length === 0) throw new MetricError('no pods returned by selector while calculating replica count');
  const groups = group(world, pods, usage, resource);
  for (const name of groups.ignored) usage.delete(name);
  const requests = 'utilization' in target ? requestsOf(pods, resource) : undefined;
  if (usage.size === 0) throw new MetricError('did not receive metrics for any ready pods');
  const ratio = (): { readonly ratio: number; readonly utilization?: number; readonly average: number } => {
    let total = 0;
    let requested = 0;
    for (const [name, used] of usage) {
      total += used;
      requested += requests?.get(name) ?? 0;
    }
    const average = Math.trunc(total / usage.size);
    if ('average' in target) return { ratio: average / target.average, average };
    if (requested === 0) throw new MetricError('no metrics returned matched known pods');
    const utilization = Math.trunc((total * 100) / requested);
    return { ratio: utilization / target.utilization, utilization, average };
  };
  const { ratio: first, ...measured } = ratio();
  const rebalances = groups.ignored.length > 0 && first > 1;
  if (!rebalances && groups.missing.length === 0) {
    if (Math.abs(1 - first) <= TOLERANCE) return { replicas: current, ...measured };
    return { replicas: Math.ceil(first * groups.ready), ...measured };
  }
  for (const name of groups.missing) {
    const whole = 'average' in target ? target.average : (requests?.get(name) ?? 0);
    if (first < 1) usage.set(name, whole);
    else if (first > 1) usage.set(name, 0);
  }
  if (rebalances) for (const name of groups.ignored) usage.set(name, 0);
  const { ratio: second } = ratio();
  const turns = (first < 1 && second > 1) || (first > 1 && second < 1);
  if (Math.abs(1 - second) <= TOLERANCE || turns) return { replicas: current, ...measured };
  const replicas = Math.ceil(second * usage.size);
  const backwards = (second < 1 && replicas > current) || (second > 1 && replicas < current);
  return { replicas: backwards ? current : replicas, ...measured };
}

interface Groups {
  readonly ready: number;
  /** Too young, or not ready: they count only against more of them. */
  readonly ignored: readonly string[];
  readonly missing: readonly string[];
}

function group(world: World, pods: readonly Pod[], usage: ReadonlyMap<string, number>, resource: string): Groups {
  let ready = 0;
  const ignored: string[] = [];
  const missing: string[] = [];
  for (const pod of pods) {
    const { name = '' } = pod.metadata;
    if (isDeleting(pod) || pod.status?.phase === 'Failed') continue;
    if (pod.status?.phase === 'Pending') ignored.push(name);
    else if (!usage.has(name)) missing.push(name);
    else if (resource === 'cpu' && isUnready(pod, nowMs(world))) ignored.push(name);
    else ready++;
  }
  return { ready, ignored, missing };
}

function isUnready(pod: Pod, now: number): boolean {
  const condition = podCondition(pod, 'Ready');
  const started = pod.status?.startTime;
  if (!condition || typeof started !== 'string') return true;
  const startedMs = Date.parse(started);
  const changedMs = Date.parse(String(condition.lastTransitionTime ?? started));
  if (startedMs + CPU_INITIALIZATION_MS > now) return condition.status === 'False' || now < changedMs + WINDOW_MS;
  return condition.status === 'False' && startedMs + READINESS_DELAY_MS > changedMs;
}

function requestsOf(pods: readonly Pod[], resource: string): ReadonlyMap<string, number> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const { name = '' } = metadata;
    let sum = 0;
    for (const container of spec?.containers ?? []) {
      const amount = amountsOf(container.resources?.requests).get(resource);
      if (amount === undefined)
        throw new MetricError(`missing request for ${resource} in container ${container.name} of Pod ${name}`);
      sum += amount;
    }
    requests.set(name, sum);
  }
  return requests;
}
