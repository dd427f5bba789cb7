import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import type { KubeObject } from '../api/object';
import { nowMs, readObject, storeObject } from '../api/store';
import type { Namespace, Resource } from '../objects/kinds';
import type { ControllerClient } from './client';
import { controllerUser, ownKey, type Component } from './component';

/** API servers beside this one may not know yet that the namespace goes, and let objects be made in it (namespaceDeletionGracePeriod). */
const GRACE_MS = 5000;

/** Empties namespaces that are being deleted, and lets them go when nothing is left (pkg/controller/namespace/deletion). */
export const namespaceController: Component = {
  name: 'namespace-controller',
  process: 'kube-controller-manager',
  user: controllerUser('namespace-controller'),
  watches: { namespaces: ownKey, '*': leaving },
  reconcile(api, key) {
    const namespace = api.get('namespaces', '', key);
    const deleted = namespace?.metadata.deletionTimestamp;
    if (namespace === undefined || deleted === undefined) return;
    const waitMs = Date.parse(deleted) + GRACE_MS - nowMs(api.world);
    if (waitMs > 0) return api.enqueue(key, waitMs * 1000);
    const counts = new Map<string, number>();
    const finalizers = new Map<string, number>();
    for (const [resource, object] of contentOf(api.world, key)) {
      api.remove(resource as Resource, object, { propagationPolicy: 'Background' });
      const { name = '' } = object.metadata;
      const left = readObject(api.world, resource, key, name);
      if (!left) continue;
      counts.set(resource, (counts.get(resource) ?? 0) + 1);
      for (const finalizer of left.metadata.finalizers ?? [])
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    }
    if (counts.size > 0) return tell(api, namespace, counts, finalizers);
    storeObject(api.world, 'namespaces', { ...namespace, spec: { ...namespace.spec, finalizers: [] } });
    api.remove('namespaces', namespace);
  },
};

/** Something in a namespace that is on its way out has gone. */
function leaving({ type, namespace }: ClusterChange, world: World): readonly string[] {
  if (type !== 'DELETED' || namespace === '') return [];
  const object = readObject(world, 'namespaces', '', namespace);
  return object?.metadata.deletionTimestamp === undefined ? [] : [namespace];
}

function contentOf(world: World, namespace: string): readonly (readonly [resource: string, object: KubeObject])[] {
  return [...(world.cluster?.objects ?? [])].flatMap(([resource, byNamespace]) =>
    [...(byNamespace.get(namespace)?.values() ?? [])].map(
      (object) => [resource, object as unknown as KubeObject] as const,
    ),
  );
}

type Conditions = NonNullable<NonNullable<Namespace['status']>['conditions']>;

function tell(
  api: ControllerClient,
  namespace: Namespace,
  counts: ReadonlyMap<string, number>,
  finalizers: ReadonlyMap<string, number>,
): void {
  const list = (map: ReadonlyMap<string, number>, words: (key: string, count: number) => string): string =>
    [...map]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => words(key, count))
      .join(', ');
  const remaining = list(
    counts,
    (resource, count) => `${resource.includes('.') ? resource : `${resource}.`} has ${count} resource instances`,
  );
  const holding = list(finalizers, (finalizer, count) => `${finalizer} in ${count} resource instances`);
  const facts: readonly (readonly [string, 'True' | 'False', string, string])[] = [
    ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    ['NamespaceContentRemaining', 'True', 'SomeResourcesRemain', `Some resources are remaining: ${remaining}`],
    finalizers.size > 0
      ? [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${holding}`,
        ]
      : [
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ],
  ];
  const old = namespace.status?.conditions ?? [];
  const conditions: Conditions = facts.map(([type, status, reason, message]) => {
    const before = old.find((condition) => condition.type === type);
    const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? api.now) : api.now;
    return { type, status, lastTransitionTime, reason, message };
  });
  if (jsonEqual(conditions, old)) return;
  api.updateStatus('namespaces', namespace, (current) => ({
    ...current,
    status: { ...current.status, phase: 'Terminating', conditions },
  }));
}
