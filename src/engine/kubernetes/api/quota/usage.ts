import { podQosClass } from '../kinds/core/pod-qos';
import type { PodSpec } from '../kinds/pod-spec/types';
import type { JsonObject, KubeObject } from '../object';
import { formatQuantity, quantityNano } from '../quantity';
import { addAmounts, type Amounts } from './amounts';
import { given, podAmounts } from './pod-amounts';

/** What an object counts for in a quota, and which quotas count it (pkg/quota/v1/evaluator/core). `resource` has its group: `deployments.apps`. */

/** A ResourceQuota as far as it decides what counts. */
export type Quota = KubeObject & {
  readonly spec?: {
    readonly hard?: Amounts;
    readonly scopes?: readonly string[];
    readonly scopeSelector?: { readonly matchExpressions?: readonly ScopeRequirement[] };
  };
  readonly status?: { readonly hard?: Amounts; readonly used?: Amounts };
};

interface ScopeRequirement {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

type PodObject = KubeObject & { readonly spec?: PodSpec; readonly status?: JsonObject };

/** Kinds that quotas counted before there was `count/…`. */
const ALIASES: ReadonlySet<string> = new Set([
  'configmaps',
  'resourcequotas',
  'replicationcontrollers',
  'secrets',
  'pods',
  'services',
  'persistentvolumeclaims',
]);
const POD_RESOURCES: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);
const NATIVE_REQUEST = /^requests\.(cpu|memory|ephemeral-storage|storage|hugepages-.*)$/;
const STORAGE_CLASS = '.storageclass.storage.k8s.io/';

/** What the object counts for; `nowMs`: a Pod whose time to end is over counts no more. */
export function usageOf(resource: string, object: KubeObject, nowMs: number): Amounts {
  switch (resource) {
    case 'pods':
      return podUsage(object, nowMs);
    case 'services':
      return serviceUsage(object);
    case 'persistentvolumeclaims':
      return claimUsage(object);
    default:
      return { [`count/${resource}`]: '1', ...(ALIASES.has(resource) && { [resource]: '1' }) };
  }
}

/** Which of these quota names count objects of the resource. */
export function countingNames(resource: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    if (name === `count/${resource}` || (name === resource && ALIASES.has(resource))) return true;
    switch (resource) {
      case 'pods':
        return POD_RESOURCES.has(name) || /^(requests\.)?hugepages-/.test(name) || isExtendedRequest(name);
      case 'services':
        return name === 'services.loadbalancers' || name === 'services.nodeports';
      case 'persistentvolumeclaims':
        return name === 'requests.storage' || name.includes(STORAGE_CLASS);
      default:
        return false;
    }
  });
}

function isExtendedRequest(name: string): boolean {
  return (
    name.startsWith('requests.') && name.includes('/') && !NATIVE_REQUEST.test(name) && !name.includes(STORAGE_CLASS)
  );
}

/** Whether the object is in all scopes of a quota. */
export function inScopes({ spec }: Quota, resource: string, object: KubeObject): boolean {
  const scopes: readonly ScopeRequirement[] = [
    ...(spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ];
  if (scopes.length === 0) return true;
  return resource === 'pods' && scopes.every((scope) => podInScope(object, scope));
}

function podInScope({ spec }: PodObject, { scopeName, operator, values = [] }: ScopeRequirement): boolean {
  switch (scopeName) {
    case 'Terminating':
      return (spec?.activeDeadlineSeconds ?? -1) >= 0;
    case 'NotTerminating':
      return (spec?.activeDeadlineSeconds ?? -1) < 0;
    case 'BestEffort':
      return podQosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return podQosClass(spec) !== 'BestEffort';
    case 'PriorityClass': {
      const name = spec?.priorityClassName ?? '';
      if (operator === 'Exists') return name !== '';
      if (operator === 'DoesNotExist') return name === '';
      return operator === 'In' ? name !== '' && values.includes(name) : !values.includes(name);
    }
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec);
    default:
      return false;
  }
}

function crossesNamespaces(spec: PodSpec | undefined): boolean {
  const terms = [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity].flatMap((affinity) => [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some((term) => (term?.namespaces?.length ?? 0) > 0 || term?.namespaceSelector !== undefined);
}

function podUsage({ spec, status, metadata }: PodObject, nowMs: number): Amounts {
  const phase = status?.phase;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  const overdue =
    deletionTimestamp !== undefined &&
    deletionGracePeriodSeconds !== undefined &&
    nowMs > Date.parse(deletionTimestamp) + deletionGracePeriodSeconds * 1000;
  if (phase === 'Succeeded' || phase === 'Failed' || overdue) return { 'count/pods': '1' };
  return {
    'count/pods': '1',
    ...computeUsage(podAmounts(spec, 'requests'), podAmounts(spec, 'limits')),
  };
}

/** The names under which requests and limits count. */
function computeUsage(requests: Amounts, limits: Amounts): Amounts {
  const result: Record<string, string> = { pods: '1' };
  for (const [name, amount] of Object.entries(requests)) {
    result[`requests.${name}`] = amount;
    if (!name.includes('/')) result[name] = amount;
  }
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const amount = limits[name];
    if (amount !== undefined) result[`limits.${name}`] = amount;
  }
  return result;
}

function serviceUsage(object: KubeObject): Amounts {
  const { spec = {} } = object as KubeObject & { readonly spec?: JsonObject };
  const ports = Array.isArray(spec.ports) ? (spec.ports as readonly JsonObject[]) : [];
  const balanced = spec.type === 'LoadBalancer';
  const asked =
    balanced && spec.allocateLoadBalancerNodePorts === false
      ? ports.filter(({ nodePort }) => typeof nodePort === 'number' && nodePort !== 0)
      : ports;
  const nodePorts = spec.type === 'NodePort' || balanced ? asked.length : 0;
  return {
    'count/services': '1',
    services: '1',
    'services.loadbalancers': balanced ? '1' : '0',
    'services.nodeports': String(nodePorts),
  };
}

function claimUsage(object: KubeObject): Amounts {
  const { spec } = object as KubeObject & {
    readonly spec?: { readonly storageClassName?: string; readonly resources?: { readonly requests?: Amounts } };
  };
  const kind = spec?.storageClassName ?? '';
  const storage = spec?.resources?.requests?.storage;
  const counted = { persistentvolumeclaims: '1', ...(storage !== undefined && { 'requests.storage': storage }) };
  const ofClass =
    kind === '' ? [] : Object.entries(counted).map(([name, value]) => [`${kind}${STORAGE_CLASS}${name}`, value]);
  return { 'count/persistentvolumeclaims': '1', ...counted, ...(Object.fromEntries(ofClass) as Amounts) };
}

/** Containers that do not say what a quota of computing resources makes them say: a mistake of old that stays. */
export function missingAmounts(spec: PodSpec | undefined, names: readonly string[]): string | undefined {
  const missing = new Map<string, Set<string>>();
  for (const { name: container = '', resources } of [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]) {
    const said = computeUsage(given(resources?.requests), given(resources?.limits));
    for (const name of names) {
      if (!/^(requests\.|limits\.)?(cpu|memory)$/.test(name) || said[name] !== undefined) continue;
      missing.set(name, (missing.get(name) ?? new Set()).add(container));
    }
  }
  if (missing.size === 0) return undefined;
  const words = [...missing.keys()]
    .sort()
    .map((name) => `${name} for: ${[...(missing.get(name) ?? [])].sort().join(',')}`);
  return `must specify ${words.join('; ')}`;
}

/** What objects of a namespace use of a quota's hard limits; `list` answers the objects of a resource. */
export function usedOf(
  quota: Quota,
  hard: Amounts,
  list: (resource: string) => readonly KubeObject[],
  nowMs: number,
): Amounts {
  const names = Object.keys(hard);
  let used: Amounts = Object.fromEntries(names.map((name) => [name, '0']));
  for (const resource of new Set(names.map(resourceCountedBy))) {
    const counting = countingNames(resource, names);
    for (const object of list(resource)) {
      if (!inScopes(quota, resource, object)) continue;
      const usage = usageOf(resource, object, nowMs);
      const more = counting.flatMap((name) => (usage[name] === undefined ? [] : [[name, usage[name]] as const]));
      used = addAmounts(used, Object.fromEntries(more));
    }
  }
  return Object.fromEntries(names.map((name) => [name, canonical(used[name] ?? '0')]));
}

function canonical(amount: string): string {
  return formatQuantity({ nano: quantityNano(amount), format: amount.endsWith('i') ? 'BinarySI' : 'DecimalSI' });
}

function resourceCountedBy(name: string): string {
  if (name.startsWith('count/')) return name.slice('count/'.length);
  if (name.startsWith('services')) return 'services';
  if (name === 'requests.storage' || name.includes(STORAGE_CLASS)) return 'persistentvolumeclaims';
  return ALIASES.has(name) ? name : 'pods';
}
