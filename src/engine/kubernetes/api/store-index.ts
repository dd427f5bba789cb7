import type { ClusterRecord } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import type { JsonObject, KubeObject } from './object';

/**
 * Where controllers would otherwise scan: every object by the uid of its owners (`owner`), Pods by node (`node`) and by label
 * (`label`, `namespace/key=value`), EndpointSlices by their Service in the same way.
 */

const SLICES = 'endpointslices.discovery.k8s.io';
const SERVICE = 'kubernetes.io/service-name';

/** The index entries of one object, as `resource index value`. */
export function indexKeys(resource: string, object: KubeObject): readonly string[] {
  const keys = (object.metadata.ownerReferences ?? []).map(({ uid }) => `${resource} owner ${uid}`);
  if (resource === SLICES) {
    const service = object.metadata.labels?.[SERVICE];
    if (service !== undefined) keys.push(`${SLICES} label ${object.metadata.namespace ?? ''}/${SERVICE}=${service}`);
  }
  if (resource !== 'pods') return keys;
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  if (typeof spec?.nodeName === 'string') keys.push(`pods node ${spec.nodeName}`);
  const namespace = object.metadata.namespace ?? '';
  for (const [key, value] of Object.entries(object.metadata.labels ?? {})) {
    keys.push(`pods label ${namespace}/${key}=${value}`);
  }
  return keys;
}

/** Brings the indexes up to date with one change. */
export function indexObject(
  world: World,
  cluster: ClusterRecord,
  key: string,
  before: readonly string[],
  after: readonly string[],
): void {
  for (const entry of before) if (!after.includes(entry)) edit(world, cluster, entry, (keys) => keys.delete(key));
  for (const entry of after) if (!before.includes(entry)) edit(world, cluster, entry, (keys) => keys.set(key, true));
}

function edit(
  world: World,
  cluster: ClusterRecord,
  entry: string,
  change: (keys: { set(key: string, value: true): void; delete(key: string): boolean }) => void,
): void {
  cluster.indexes = world.writable(cluster.indexes);
  const keys = world.writable(cluster.indexes.get(entry) ?? world.newMap<string, true>());
  change(keys);
  if (keys.size > 0) cluster.indexes.set(entry, keys);
  else cluster.indexes.delete(entry);
}
