import { compareQuantity, addQuantity } from '../../quantity';
import type { PodSpec, ResourceList } from '../pod-spec/types';

const COMPUTE = ['cpu', 'memory'] as const;

/** Guaranteed, Burstable or BestEffort: pkg/apis/core/v1/helper/qos, ComputePodQOS. */
export function podQosClass(spec: PodSpec | undefined): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  // Requests and limits of the Pod as a whole come before those of its containers.
  const all = spec?.resources ? [{ resources: spec.resources }] : containers;
  let requests: ResourceList = {};
  let limits: ResourceList = {};
  let guaranteed = true;
  for (const { resources } of all) {
    requests = added(requests, resources?.requests);
    limits = added(limits, resources?.limits);
    if (!COMPUTE.every((name) => compareQuantity(resources?.limits?.[name], '0') > 0)) guaranteed = false;
  }
  if (!Object.keys(requests).length && !Object.keys(limits).length) return 'BestEffort';
  const equal = Object.entries(requests).every(([name, value]) => compareQuantity(limits[name], value) === 0);
  const same = Object.keys(requests).length === Object.keys(limits).length;
  return guaranteed && equal && same ? 'Guaranteed' : 'Burstable';
}

function added(sum: ResourceList, more: ResourceList | undefined): ResourceList {
  const next: Record<string, string | undefined> = { ...sum };
  for (const name of COMPUTE) {
    const value = more?.[name];
    if (value !== undefined && compareQuantity(value, '0') > 0) next[name] = addQuantity(next[name] ?? '0', value);
  }
  return next;
}
