import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import { usedOf } from '../api/quota/usage';
import { nowMs, readObjects } from '../api/store';
import type { ResourceQuota } from '../objects/kinds';
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
    const { namespace = '' } = quota.metadata;
    const used = usedOf(quota, hard, (resource) => readObjects(api.world, resource, namespace), nowMs(api.world));
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
