import type { ClusterRecord } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import type { JsonObject, KubeObject } from './object';

/**
 * Where controllers would otherwise scan: every object by the uid of its owners (`owner`), Pods by node (`node`) and by label
 * (`label`, `namespace/key=value`), EndpointSlices by their Service in the same way; Pods, Services and EndpointSlices by address (`ip`).
 */

const SLICES = 'endpointslices.discovery.k8s.io';
const SERVICE = 'kubernetes.io/service-name';

/** The index entries of one object, as `resource index value`. */
export function indexKeys(resource: string, object: KubeObject): readonly string[] {
  const keys = (object.metadata.ownerReferences ?? []).map(({ uid }) => `${resource} owner ${uid}`);
  if (resource === SLICES) {
    const service = object.metadata.labels?.[SERVICE];
    if (service !== undefined) keys.push(`${SLICES} label ${object.metadata.namespace ?? ''}/${SERVICE}=${service}`);
    keys.push(...endpointAddresses(object).map((ip) => `${SLICES} ip ${ip}`));
  } else if (resource === 'services') keys.push(...clusterAddresses(object).map((ip) => `services ip ${ip}`));
  if (resource !== 'pods') return keys;
  const { spec, status } = object as Content;
  if (typeof status?.podIP === 'string') keys.push(`pods ip ${status.podIP}`);
  if (typeof spec?.nodeName === 'string') keys.push(`pods node ${spec.nodeName}`);
  const namespace = object.metadata.namespace ?? '';
  for (const [key, value] of Object.entries(object.metadata.labels ?? {})) {
    keys.push(`pods label ${namespace}/${key}=${value}`);
  }
  return keys;
}

function clusterAddresses(object: KubeObject): readonly string[] {
  const { spec } = object as KubeObject & { readonly spec?: { readonly clusterIPs?: readonly string[] } };
  return (spec?.clusterIPs ?? []).filter((ip) => ip !== 'None');
}

function endpointAddresses(object: KubeObject): readonly string[] {
  const { endpoints = [] } = object as KubeObject & {
    readonly endpoints?: readonly { readonly addresses: readonly string[] }[] | null;
  };
  return [...new Set((endpoints ?? []).flatMap(({ addresses }) => addresses))];
}

type Content = KubeObject & { readonly spec?: JsonObject; readonly status?: JsonObject; readonly endpoints?: unknown };

/** Whether a change leaves alone what the indexes look at: most changes are status reports, and most of those do. */
export function keepsIndexKeys(before: Content, after: Content): boolean {
  return (
    before.metadata.ownerReferences === after.metadata.ownerReferences &&
    before.metadata.labels === after.metadata.labels &&
    before.spec === after.spec &&
    before.status?.podIP === after.status?.podIP &&
    before.endpoints === after.endpoints
  );
}

/** Brings the indexes up to date with one change. */
export function indexObject(
  world: World,
  cluster: ClusterRecord,
  key: string,
  before: readonly string[],
  after: readonly string[],
): void {
  const [old, now] = [new Set(before), new Set(after)];
  for (const entry of before) if (!now.has(entry)) edit(world, cluster, entry, (keys) => keys.delete(key));
  for (const entry of after) if (!old.has(entry)) edit(world, cluster, entry, (keys) => keys.set(key, true));
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
