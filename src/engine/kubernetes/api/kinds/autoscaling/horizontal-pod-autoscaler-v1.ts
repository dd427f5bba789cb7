import type { HorizontalPodAutoscaler as V1 } from 'kubernetes-types/autoscaling/v1';
import type { Json, KubeObject } from '../../object';
import type { ResourceType } from '../../resource-type';
import type { KindObject, Loose } from '../kind-object';
import { horizontalPodAutoscaler, type HorizontalPodAutoscalerObject } from './horizontal-pod-autoscaler';

/** autoscaling/v1: a target for CPU alone; what version 2 says beyond that stands in annotations (pkg/apis/autoscaling/v1/conversion.go). */

type V1Object = KindObject<V1>;
type Spec = NonNullable<HorizontalPodAutoscalerObject['spec']>;
type Status = NonNullable<HorizontalPodAutoscalerObject['status']>;
type Metric = NonNullable<Spec['metrics']>[number];

const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const METRICS = `${PREFIX}metrics`;
const CURRENT = `${PREFIX}current-metrics`;
const CONDITIONS = `${PREFIX}conditions`;
const BEHAVIOR = `${PREFIX}behavior`;
const ANNOTATIONS: readonly string[] = [METRICS, CURRENT, CONDITIONS, BEHAVIOR];

function cpuTarget({ type, resource }: Metric): number | undefined {
  return type === 'Resource' && resource?.name === 'cpu' ? resource.target?.averageUtilization : undefined;
}

function fromStored(object: KubeObject): KubeObject {
  const { spec = {}, status = {}, metadata, ...rest } = object as HorizontalPodAutoscalerObject;
  const { metrics = [], behavior, ...sharedSpec } = spec;
  const { currentMetrics, conditions = [], ...sharedStatus } = status;
  const others = metrics.filter((metric) => cpuTarget(metric) === undefined);
  const target = metrics.map(cpuTarget).find((value) => value !== undefined);
  const current = (currentMetrics ?? []).find(
    (metric) => metric.type === 'Resource' && metric.resource?.name === 'cpu',
  );
  const measured = current?.resource?.current?.averageUtilization;
  const annotations = {
    ...metadata.annotations,
    ...(others.length > 0 && { [METRICS]: JSON.stringify(others.map(oldMetric)) }),
    ...((currentMetrics ?? []).length > 0 && { [CURRENT]: JSON.stringify((currentMetrics ?? []).map(oldStatus)) }),
    ...(conditions.length > 0 && { [CONDITIONS]: JSON.stringify(conditions) }),
    ...(behavior && { [BEHAVIOR]: JSON.stringify(goNames(behavior)) }),
  };
  return {
    ...rest,
    metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { ...sharedSpec, ...(target !== undefined && { targetCPUUtilizationPercentage: target }) },
    status: {
      ...sharedStatus,
      currentReplicas: sharedStatus.currentReplicas ?? 0,
      desiredReplicas: sharedStatus.desiredReplicas ?? 0,
      ...(measured !== undefined && { currentCPUUtilizationPercentage: measured }),
    },
  } as KubeObject;
}

function toStored(object: KubeObject): KubeObject {
  const { spec = {}, status, metadata, ...rest } = object as V1Object;
  const { targetCPUUtilizationPercentage: target, ...sharedSpec } = spec;
  const given = metadata.annotations ?? {};
  const kept = Object.entries(given).filter(([name]) => !ANNOTATIONS.includes(name));
  const { annotations: _, ...otherMetadata } = metadata;
  const metrics: readonly Metric[] = [
    ...(target === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: target } },
          } as const,
        ]),
    ...listIn(given[METRICS]).map((metric) => newMetric(metric as OldMetric)),
  ];
  const behavior = valueIn(given[BEHAVIOR]);
  return {
    ...rest,
    metadata: { ...otherMetadata, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) },
    spec: {
      ...sharedSpec,
      ...(metrics.length > 0 && { metrics }),
      ...(behavior !== undefined && { behavior: jsonNames(behavior) }),
    },
    ...(status && { status: storedStatus(status, given) }),
  } as KubeObject;
}

function storedStatus(
  { currentCPUUtilizationPercentage: cpu, ...shared }: Loose<NonNullable<V1['status']>>,
  annotations: Readonly<Record<string, string>>,
): Status {
  const listed = listIn(annotations[CURRENT]).map((metric) => newStatus(metric as OldMetric));
  const current: readonly unknown[] =
    listed.length > 0 || cpu === undefined
      ? listed
      : [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: cpu } } }];
  const conditions = listIn(annotations[CONDITIONS]);
  return {
    ...shared,
    currentMetrics: current.length > 0 ? current : null,
    ...(conditions.length > 0 && { conditions }),
  } as unknown as Status;
}

/** A metric as autoscaling/v1 writes it into an annotation: its target in fields of the source. */
interface OldMetric {
  readonly type?: string;
  readonly resource?: { readonly name?: string; readonly [field: string]: Json | undefined };
  readonly [source: string]: unknown;
}

function oldMetric(metric: Metric): object {
  if (!metric.resource) return metric;
  const { name, target } = metric.resource;
  return {
    type: metric.type,
    resource: {
      name,
      ...(target?.averageUtilization !== undefined && { targetAverageUtilization: target.averageUtilization }),
      ...(target?.averageValue !== undefined && { targetAverageValue: target.averageValue }),
    },
  };
}

function newMetric(metric: OldMetric): Metric {
  if (!metric.resource) return metric;
  const { name, targetAverageUtilization: utilization, targetAverageValue: value } = metric.resource;
  const target =
    utilization === undefined
      ? { type: 'AverageValue', averageValue: value }
      : { type: 'Utilization', averageUtilization: utilization };
  return { type: 'Resource', resource: { name, target } } as Metric;
}

function oldStatus(metric: NonNullable<Status['currentMetrics']>[number]): object {
  if (!metric.resource) return metric;
  const { name, current } = metric.resource;
  return {
    type: metric.type,
    resource: {
      name,
      ...(current?.averageUtilization !== undefined && { currentAverageUtilization: current.averageUtilization }),
      currentAverageValue: current?.averageValue ?? '0',
    },
  };
}

function newStatus(metric: OldMetric): object {
  if (!metric.resource) return metric;
  const { name, currentAverageUtilization: averageUtilization, currentAverageValue: averageValue } = metric.resource;
  return {
    type: 'Resource',
    resource: { name, current: { ...(averageUtilization !== undefined && { averageUtilization }), averageValue } },
  };
}

/** The behaviour is kept as Go prints the internal type, which has no names of its own for JSON. */
function goNames(value: Json): Json {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

function jsonNames(value: Json): Json {
  return renamed(value, (name) => name.charAt(0).toLowerCase() + name.slice(1));
}

function renamed(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [rename(name), renamed(item as Json, rename)]));
}

function listIn(text: string | undefined): readonly Json[] {
  const value = valueIn(text);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function valueIn(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

export const horizontalPodAutoscalerV1: ResourceType<HorizontalPodAutoscalerObject> = {
  ...horizontalPodAutoscaler,
  version: 'v1',
  strategy: {},
  stored: { type: horizontalPodAutoscaler, toStored, fromStored },
};
