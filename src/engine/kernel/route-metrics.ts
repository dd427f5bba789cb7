import type { RouteMetric, RouteMetrics } from './records';

/** What a route says about connections over it (RTAX_*, net/ipv4/metrics.c). Times are as the kernel keeps them: rtt in 1/8 ms, rttvar in 1/4 ms. */

/** Larger values are cut down to these (ip_metrics_convert). */
const LARGEST: Readonly<Partial<Record<RouteMetric, number>>> = { mtu: 65535 - 15, advmss: 65535 - 40, hoplimit: 255 };

/** The metrics that a route will have; zeroes say nothing and are left out. */
export function convertMetrics(given: RouteMetrics | undefined): RouteMetrics | undefined {
  if (!given || isEmpty(given)) return undefined;
  const entries = Object.entries(given).flatMap(([key, metric]) => {
    if (metric.value === 0) return [];
    const largest = LARGEST[key as RouteMetric] ?? 0xffffffff;
    return [[key, { ...metric, value: Math.min(metric.value, largest) }] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isEmpty(metrics: RouteMetrics): boolean {
  for (const _ in metrics) return false;
  return true;
}

/** fib_metrics_match: whether a route has every metric that a request names. */
export function hasMetrics(route: RouteMetrics | undefined, wanted: RouteMetrics | undefined): boolean {
  return Object.entries(convertMetrics(wanted) ?? {}).every(
    ([key, { value }]) => route?.[key as RouteMetric]?.value === value,
  );
}

/** Whether two routes agree in all metrics. */
export function sameMetrics(a: RouteMetrics | undefined, b: RouteMetrics | undefined): boolean {
  if (a === b) return true;
  return hasMetrics(a, b) && hasMetrics(b, a);
}
