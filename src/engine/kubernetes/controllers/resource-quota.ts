import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import { formatQuantity } from '../api/quantity';
import { readObjects } from '../api/store';
import type { ResourceQuota } from '../objects/kinds';
import { isTerminal } from '../objects/pod-state';
import { podLimits, podRequests } from '../objects/resources';
import type { ControllerClient } from './client';
import { controllerUser, keyOf, ownKey, splitKey, type Component } from './component';

/** What a namespace has used of its quotas (pkg/controller/resourcequota). */
export const resourceQuotaController: Component = {
  name: 'resourcequota-controller',
  process: 'kube-controller-manager',
  user: controllerUser('resourcequota-controller'),
  watches: { resourcequotas: ownKey, '*': quotasOf },
  reconcile(api, key) {
    const quota = api.get('resourcequotas', ...splitKey(key));
    const hard = quota?.spec?.hard;
    if (!quota || !hard) return;
    const used = Object.fromEntries(
      Object.keys(hard).map((name) => [name, usage(api, quota.metadata.namespace ?? '', name)]),
    );
    const status = { hard, used };
    if (!jsonEqual(status, quota.status))
      api.updateStatus('resourcequotas', quota, (old): ResourceQuota => ({ ...old, status }));
  },
};

function quotasOf({ namespace, type, resource, object, previous }: ClusterChange, world: World): readonly string[] {
  if (namespace === '' || resource === 'events' || resource === 'resourcequotas') return [];
  // Of changes only the end of a Pod matters.
  const phase = (version: unknown): unknown =>
    (version as { readonly status?: { readonly phase?: string } } | undefined)?.status?.phase;
  if (type === 'MODIFIED' && (resource !== 'pods' || phase(object) === phase(previous))) return [];
  return readObjects(world, 'resourcequotas', namespace).map(({ metadata }) => keyOf(namespace, metadata.name ?? ''));
}

/** How much of one resource the namespace uses, as a quantity. */
function usage(api: ControllerClient, namespace: string, name: string): string {
  const counted = /^count\/(.+)$/.exec(name)?.[1] ?? PLURALS[name];
  if (counted !== undefined && name !== 'pods') return String(readObjects(api.world, counted, namespace).length);
  const pods = api.list('pods', namespace).filter((pod) => !isTerminal(pod));
  if (name === 'pods') return String(pods.length);
  const limits = name.startsWith('limits.');
  const resource = name.replace(/^(requests|limits)\./, '');
  const sum = pods.reduce(
    (total, { spec }) => total + ((limits ? podLimits(spec) : podRequests(spec)).get(resource) ?? 0),
    0,
  );
  const nano = BigInt(Math.round(sum)) * (resource === 'cpu' ? 1_000_000n : 1_000_000_000n);
  return formatQuantity({ nano, format: resource === 'cpu' ? 'DecimalSI' : 'BinarySI' });
}

const PLURALS: Readonly<Record<string, string>> = {
  configmaps: 'configmaps',
  persistentvolumeclaims: 'persistentvolumeclaims',
  pods: 'pods',
  replicationcontrollers: 'replicationcontrollers',
  resourcequotas: 'resourcequotas',
  secrets: 'secrets',
  services: 'services',
};
