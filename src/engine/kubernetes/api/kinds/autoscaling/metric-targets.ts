import type { MetricSpec, MetricStatus } from 'kubernetes-types/autoscaling/v2';
import type { Loose } from '../kind-object';

type Target = { readonly value?: string; readonly averageValue?: string; readonly averageUtilization?: number };

const FIELD = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
} as const;

function oneTarget(type: string, target: Target, now: Target | undefined): string {
  const isResource = type === 'Resource' || type === 'ContainerResource';
  if (isResource && target.averageUtilization !== undefined) {
    const current = now?.averageUtilization;
    return `${current === undefined ? '<unknown>' : `${current}%`}/${target.averageUtilization}%`;
  }
  if (type !== 'Object' && target.averageValue !== undefined) {
    const suffix = type === 'External' ? ' (avg)' : '';
    return `${now?.averageValue ?? '<unknown>'}/${target.averageValue}${suffix}`;
  }
  if (type === 'Object' && target.averageValue !== undefined) {
    return `${now?.averageValue ?? '<unknown>'}/${target.averageValue} (avg)`;
  }
  return `${now?.value ?? '<unknown>'}/${target.value ?? '<auto>'}`;
}

/** What is measured against what is wanted, at most two of them: printers.go, formatHPAMetrics. */
export function metricTargets(specs: readonly Loose<MetricSpec>[], statuses: readonly Loose<MetricStatus>[]): string {
  if (!specs.length) return '<none>';
  const shown = specs.slice(0, 2).map((spec, i) => {
    const type = spec.type ?? '';
    const field = FIELD[type as keyof typeof FIELD];
    const source = spec[field];
    if (!source) return '<unknown type>';
    const now = statuses[i]?.[field]?.current;
    const text = oneTarget(type, source.target ?? {}, now);
    return 'name' in source ? `${source.name ?? ''}: ${text}` : text;
  });
  const list = shown.join(', ');
  return specs.length > 2 ? `${list} + ${specs.length - 2} more...` : list;
}
