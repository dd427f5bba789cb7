import type { AutoscalerMemory } from '../../../kernel/autoscaler-records';
import type { World } from '../../../kernel/world';
import { ApiError } from '../../api/api-error';
import { jsonEqual } from '../../api/json-equal';
import { matchesLabels, parseLabelSelector } from '../../api/label-selector';
import type { KubeObject } from '../../api/object';
import { current as stored } from '../../api/operations/caller';
import { update } from '../../api/operations/update';
import { findKind } from '../../api/registry';
import type { ResourceType, ScalePaths } from '../../api/resource-type';
import { storedType } from '../../api/versions';
import { scaleOf, withScale } from '../../api/subresources/scale';
import type { HorizontalPodAutoscaler, Pod } from '../../objects/kinds';
import { quantityNumber } from '../../objects/resources';
import type { ControllerClient } from '../client';
import { controllerUser, ownKey, splitKey, type Component } from '../component';
import { heldBack } from './limits';
import { MetricError, resourceProposal } from './replicas';

/** Scales workloads by what their Pods use (pkg/controller/podautoscaler). */

const NAME = 'horizontal-pod-autoscaler';
const RESOURCE = 'horizontalpodautoscalers.autoscaling';
/** --horizontal-pod-autoscaler-sync-period. */
const PERIOD_US = 15_000_000;

type Spec = NonNullable<HorizontalPodAutoscaler['spec']>;
type Status = NonNullable<HorizontalPodAutoscaler['status']>;
type Condition = NonNullable<Status['conditions']>[number];
type Metric = NonNullable<Spec['metrics']>[number];
type MetricStatus = NonNullable<Status['currentMetrics']>[number];

export const horizontalPodAutoscalers: Component = {
  name: NAME,
  process: 'kube-controller-manager',
  user: controllerUser(NAME),
  watches: { [RESOURCE]: ownKey },
  reconcile(api, key) {
    const hpa = api.get(RESOURCE, ...splitKey(key));
    const memory = api.world.cluster?.autoscalers.get(key);
    if (!hpa) {
      if (memory) forget(api.world, key);
      return;
    }
    // Every one of them waits its time, however often it changes meanwhile.
    if (!memory || memory.dueUs <= api.world.nowUs) api.enqueue(key, PERIOD_US, true);
    const dueUs = api.world.nowUs + PERIOD_US;
    if (!memory) return remember(api.world, key, { dueUs, recommendations: [], ups: [], downs: [] });
    if (memory.dueUs > api.world.nowUs) return;
    remember(api.world, key, { ...new Round(api, hpa, memory).run(), dueUs });
  },
};

function remember(world: World, key: string, memory: AutoscalerMemory): void {
  const cluster = world.writeCluster();
  cluster.autoscalers = world.writable(cluster.autoscalers);
  cluster.autoscalers.set(key, memory);
}

function forget(world: World, key: string): void {
  const cluster = world.writeCluster();
  cluster.autoscalers = world.writable(cluster.autoscalers);
  cluster.autoscalers.delete(key);
}

interface Target {
  readonly type: ResourceType;
  readonly paths: ScalePaths;
  readonly object: KubeObject;
  readonly replicas: number;
  readonly selector: string;
}

/** One look at one autoscaler. */
class Round {
  private readonly conditions: Condition[];

  constructor(
    private readonly api: ControllerClient,
    private readonly hpa: HorizontalPodAutoscaler,
    private memory: AutoscalerMemory,
  ) {
    this.conditions = [...(hpa.status?.conditions ?? [])];
  }

  /** Answers what is to be remembered. */
  run(): AutoscalerMemory {
    const { spec } = this.hpa;
    if (!spec) return this.memory;
    let target: Target;
    try {
      target = this.target(spec);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.warn('FailedGetScale', error.message);
      this.set('AbleToScale', 'False', 'FailedGetScale', `the HPA controller was unable to get the target's current scale: ${error.message}`); // prettier-ignore
      this.write(this.hpa.status ?? {});
      return this.memory;
    }
    this.set('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale"); // prettier-ignore
    if (this.memory.recommendations.length === 0) {
      const first = { replicas: target.replicas, atUs: this.api.world.nowUs };
      this.memory = { ...this.memory, recommendations: [first] };
    }
    this.scale(spec, target);
    return this.memory;
  }

  private scale(spec: Spec, target: Target): void {
    const { replicas: current } = target;
    const { minReplicas: min = 1, maxReplicas: max } = spec;
    if (current === 0 && min !== 0) {
      this.set('ScalingActive', 'False', 'ScalingDisabled', 'scaling is disabled since the replica count of the target is zero'); // prettier-ignore
      return this.finish(current, 0, undefined, false);
    }
    if (current > max) return this.rescale(target, max, 'Current number of replicas above Spec.MaxReplicas');
    if (current < min) return this.rescale(target, min, 'Current number of replicas below Spec.MinReplicas');
    const measured = this.measure(spec, target);
    if (!measured) return this.finish(current, this.hpa.status?.desiredReplicas ?? 0, this.hpa.status?.currentMetrics, false); // prettier-ignore
    const { nowUs } = this.api.world;
    const wish = { current, desired: measured.replicas, min, max, nowUs };
    const verdict = heldBack(wish, spec.behavior, this.memory);
    this.memory = { ...this.memory, recommendations: verdict.recommendations };
    this.set('AbleToScale', 'True', verdict.able.reason, verdict.able.message);
    this.set('ScalingLimited', verdict.limited.status, verdict.limited.reason, verdict.limited.message);
    if (verdict.desired === current) return this.finish(current, current, measured.statuses, false);
    const reason = measured.replicas > current ? `${measured.metric} above target` : 'All metrics below target';
    this.rescale(target, verdict.desired, reason, measured.statuses);
  }

  private rescale(target: Target, desired: number, reason: string, statuses?: readonly MetricStatus[]): void {
    const { replicas: current, type, paths, object } = target;
    const { world, user } = this.api;
    const caller = { world, user, manager: 'kube-controller-manager', dryRun: false, warnings: [] };
    const { namespace = '', name = '' } = object.metadata;
    const scale = { spec: { replicas: desired }, metadata: {} } as unknown as KubeObject;
    try {
      update(caller, type, namespace, name, (old) => withScale(old, scale, paths));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.warn('FailedRescale', `New size: ${desired}; reason: ${reason}; error: ${error.message}`);
      this.set('AbleToScale', 'False', 'FailedUpdateScale', `the HPA controller was unable to update the target scale: ${error.message}`); // prettier-ignore
      return this.finish(current, this.hpa.status?.desiredReplicas ?? 0, statuses, false);
    }
    this.set('AbleToScale', 'True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${desired}`); // prettier-ignore
    this.tell('Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`);
    const change = { replicas: Math.abs(desired - current), atUs: world.nowUs };
    const side = desired > current ? 'ups' : 'downs';
    const recent = this.memory[side].filter(({ atUs }) => world.nowUs - atUs < LONGEST_PERIOD_US);
    if (this.hpa.spec?.behavior) this.memory = { ...this.memory, [side]: [...recent, change] };
    this.finish(current, desired, statuses, true);
  }

  private target({ scaleTargetRef: { apiVersion = '', kind, name } }: Spec): Target {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const { namespace = '' } = this.hpa.metadata;
    const served = findKind(this.api.world, group, version, kind);
    if (!served) throw new ApiError(404, 'NotFound', `no matches for kind "${kind}" in group "${group}"`);
    const type = storedType(served);
    const paths = type.subresources?.scale;
    if (!paths) throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
    const object = stored(this.api.world, type, namespace, name);
    if (!object) {
      const plural = group === '' ? type.plural : `${type.plural}.${group}`;
      throw new ApiError(404, 'NotFound', `${plural} "${name}" not found`);
    }
    const { spec, status } = scaleOf(object, paths) as unknown as {
      readonly spec: { readonly replicas?: number };
      readonly status: { readonly selector?: string };
    };
    return { type, paths, object, replicas: spec.replicas ?? 0, selector: status.selector ?? '' };
  }

  /** What all metrics together ask for: the most of any. Undefined, and told, when none can be had. */
  private measure(spec: Spec, target: Target): Measured | undefined {
    const { metrics = [] } = spec;
    if (target.selector === '') {
      this.warn('SelectorRequired', 'selector is required');
      this.set('ScalingActive', 'False', 'InvalidSelector', "the HPA target's scale is missing a selector");
      this.warn('FailedComputeMetricsReplicas', 'selector is required');
      return undefined;
    }
    const labels = parseLabelSelector(target.selector);
    const { namespace = '' } = this.hpa.metadata;
    const pods = this.api.list('pods', namespace).filter((pod) => matchesLabels(labels, pod.metadata.labels));
    let best: { readonly replicas: number; readonly metric: string } | undefined;
    let failure: { readonly reason: string; readonly cause: string; readonly error: string } | undefined;
    let failed = 0;
    const statuses: MetricStatus[] = [];
    for (const metric of metrics) {
      const outcome = this.measureOne(metric, pods, target.replicas);
      if ('error' in outcome) {
        failed++;
        failure ??= outcome;
        statuses.push({ type: '' });
        continue;
      }
      statuses.push(outcome.status);
      if (!best || outcome.replicas > best.replicas) best = outcome;
    }
    if (failure && (failed === metrics.length || (best?.replicas ?? 0) < target.replicas)) {
      this.set('ScalingActive', 'False', failure.reason, `the HPA was unable to compute the replica count: ${failure.cause}`); // prettier-ignore
      this.warn('FailedComputeMetricsReplicas', `invalid metrics (${failed} invalid out of ${metrics.length}), first error is: ${failure.error}`); // prettier-ignore
      return undefined;
    }
    if (!best) return undefined;
    this.set('ScalingActive', 'True', 'ValidMetricFound', `the HPA was able to successfully calculate a replica count from ${best.metric}`); // prettier-ignore
    return { ...best, statuses };
  }

  private measureOne(metric: Metric, pods: readonly Pod[], current: number): Outcome {
    const { resource } = metric;
    if (metric.type !== 'Resource' || !resource) return this.unserved(metric);
    const { name, target } = resource;
    const { averageUtilization: utilization, averageValue } = target;
    const scale = name === 'cpu' ? 1000 : 1;
    const wanted = utilization === undefined ? { average: quantityNumber(averageValue) * scale } : { utilization };
    try {
      const { replicas, average, utilization: percent } = resourceProposal(this.api.world, pods, name, current, wanted);
      const value = name === 'cpu' ? `${average}m` : String(average);
      const now = { ...(percent !== undefined && { averageUtilization: percent }), averageValue: value };
      return {
        replicas,
        metric: percent === undefined ? `${name} resource` : `${name} resource utilization (percentage of request)`,
        status: { type: 'Resource', resource: { name, current: now } },
      };
    } catch (error) {
      if (!(error instanceof MetricError)) throw error;
      const cause = `failed to get ${name} ${utilization === undefined ? 'usage' : 'utilization'}: ${error.message}`;
      this.warn('FailedGetResourceMetric', cause);
      return {
        reason: 'FailedGetResourceMetric',
        cause,
        error: `failed to get ${name} resource metric value: ${cause}`,
      };
    }
  }

  /** Metrics of applications come from an adapter, which no lab has. */
  private unserved(metric: Metric): Outcome {
    const { namespace = '' } = this.hpa.metadata;
    const [kind, api, name] = metric.pods
      ? (['Pods', 'custom metrics', metric.pods.metric.name] as const)
      : metric.object
        ? (['Object', 'custom metrics', metric.object.metric.name] as const)
        : (['External', 'external metrics', metric.external?.metric.name ?? ''] as const);
    const reason = `FailedGet${kind}Metric`;
    const group = kind === 'External' ? 'external' : 'custom';
    const fetch = `unable to fetch metrics from ${api} API: no ${group} metrics API (${group}.metrics.k8s.io) registered`;
    const where = kind === 'External' ? `external metric ${namespace}/${name}/nil` : `metric ${name}`;
    const cause = `unable to get ${where}: ${fetch}`;
    this.warn(reason, cause);
    const error = `failed to get ${kind.toLowerCase()} metric value: ${cause}`;
    return { reason, cause, error };
  }

  private finish(
    currentReplicas: number,
    desiredReplicas: number,
    statuses: readonly MetricStatus[] | undefined,
    rescaled: boolean,
  ): void {
    const { lastScaleTime } = this.hpa.status ?? {};
    this.write({
      ...(rescaled ? { lastScaleTime: this.api.now } : lastScaleTime !== undefined && { lastScaleTime }),
      currentReplicas,
      desiredReplicas,
      currentMetrics: (statuses ?? null) as unknown as NonNullable<Status['currentMetrics']>,
    });
  }

  private write(status: Partial<Status>): void {
    const next = { ...status, conditions: this.conditions } as Status;
    if (!jsonEqual(next, this.hpa.status)) {
      this.api.updateStatus(RESOURCE, this.hpa, (old) => ({ ...old, status: next }));
    }
  }

  private set(type: string, status: 'True' | 'False', reason: string, message: string): void {
    const at = this.conditions.findIndex((condition) => condition.type === type);
    const before = this.conditions[at];
    const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? this.api.now) : this.api.now;
    const condition = { type, status, lastTransitionTime, reason, message } as Condition;
    if (at < 0) this.conditions.push(condition);
    else this.conditions[at] = condition;
  }

  private warn(reason: string, message: string): void {
    this.tell('Warning', reason, message);
  }

  private tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.api.event(this.hpa, { type, reason, message, from: NAME });
  }
}

/** The longest period of a policy (validation's MaxPeriodSeconds). */
const LONGEST_PERIOD_US = 1_800_000_000;

interface Measured {
  readonly replicas: number;
  readonly metric: string;
  readonly statuses: readonly MetricStatus[];
}

type Outcome =
  | { readonly replicas: number; readonly metric: string; readonly status: MetricStatus }
  | { readonly reason: string; readonly cause: string; readonly error: string };
