import type { StoredObject } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import type { KubeObject } from './object';
import { readObjects, removeObject, storeObject } from './store';

/**
 * Makes the store what a snapshot says. Revisions go on, so that watches and controllers see every difference as a change; the real etcd goes back to old
 * revisions, which is why its documentation has the control plane restarted.
 */
export function restoreObjects(world: World, objects: Readonly<Record<string, readonly StoredObject[]>>): void {
  const { cluster } = world;
  if (!cluster) return;
  for (const resource of new Set([...cluster.objects.keys(), ...Object.keys(objects)])) {
    const wanted = new Map((objects[resource] ?? []).map((object) => [keyOf(object as unknown as KubeObject), object]));
    for (const present of readObjects(world, resource)) {
      const { namespace = '', name = '', resourceVersion } = present.metadata;
      const key = keyOf(present);
      const old = wanted.get(key) as unknown as KubeObject | undefined;
      if (!old) removeObject(world, resource, namespace, name);
      else if (old.metadata.resourceVersion !== resourceVersion) storeObject(world, resource, old);
      wanted.delete(key);
    }
    for (const missing of wanted.values()) storeObject(world, resource, missing as unknown as KubeObject);
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
