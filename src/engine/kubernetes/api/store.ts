import type { ClusterChange, ClusterRecord, ObjectsByName, StoredObject } from '../../kernel/cluster-records';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { World } from '../../kernel/world';
import { withFields } from '../../state/with-fields';
import { indexObject, indexKeys, keepsIndexKeys } from './store-index';
import type { KubeObject } from './object';

/** How many changes a watch may lag behind; older ones are forgotten, as etcd compacts. */
const HISTORY_LENGTH = 4096;

/** The store of the lab's API server: objects by resource, namespace and name, and the changes they went through. What etcd is. */

/** The cluster of a lab that has one. */
export function clusterOf(world: World): ClusterRecord {
  const { cluster } = world;
  if (!cluster) throw new Error('this lab has no cluster');
  return cluster;
}

/** An empty store. */
export function createStore(world: World): void {
  world.addCluster({
    version: 1,
    objects: world.newMap(),
    history: world.newMap(),
    historyFrom: 1,
    indexes: world.newMap(),
    namesChangedUs: world.nowUs,
    tokens: world.newMap(),
    ready: world.newMap(),
    later: world.newMap(),
    failures: world.newMap(),
    stopped: world.newMap(),
    autoscalers: world.newMap(),
    eventNames: world.newMap(),
    eventBuckets: world.newMap(),
    unschedulable: world.newMap(),
    kubelet: world.newMap(),
    proxies: world.newMap(),
    networkRules: world.newMap(),
    staticPods: world.newMap(),
    openWatches: world.newMap(),
  });
}

/** The virtual clock in milliseconds since 1970. */
export function nowMs(world: World): number {
  return LAB_EPOCH_MS + Math.floor(world.nowUs / 1000);
}

/** The virtual clock as meta/v1 Time: RFC 3339, whole seconds. */
export function nowText(world: World): string {
  const second = Math.floor(nowMs(world) / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
  }
  return lastText;
}

/** Thousands of objects are written within one second: its text is made once. */
let lastSecond = Number.NaN;
let lastText = '';

/** `resource` is a plural with its group: `deployments.apps`; `namespace` is '' for an object without. */
export function readObject(world: World, resource: string, namespace: string, name: string): KubeObject | undefined {
  return world.cluster?.objects.get(resource)?.get(namespace)?.get(name) as KubeObject | undefined;
}

/** Objects of one namespace, or of all, in etcd's order: by namespace, then by name. */
export function readObjects(world: World, resource: string, namespace?: string): KubeObject[] {
  const byNamespace = world.cluster?.objects.get(resource);
  if (!byNamespace) return [];
  if (namespace !== undefined) return inOrder(byNamespace.get(namespace));
  return [...byNamespace.keys()].sort(byBytes).flatMap((key) => inOrder(byNamespace.get(key)));
}

/** Objects that an index knows under a value; store-index.ts names the indexes. */
export function readIndexed(world: World, resource: string, index: string, value: string): KubeObject[] {
  const keys = world.cluster?.indexes.get(`${resource} ${index} ${value}`)?.keys() ?? [];
  return [...keys].map((key) => readByKey(world, resource, key)).filter((object) => object !== undefined);
}

function readByKey(world: World, resource: string, key: string): KubeObject | undefined {
  const slash = key.indexOf('/');
  return readObject(world, resource, key.slice(0, slash), key.slice(slash + 1));
}

function inOrder(objects: ObjectsByName | undefined): KubeObject[] {
  if (!objects) return [];
  const names = [...objects.keys()].sort(byBytes);
  return names.map((name) => objects.get(name) as unknown as KubeObject);
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Stores a new or changed object under the next resource version and tells those who listen; answers the object as stored. */
export function storeObject<T extends KubeObject>(world: World, resource: string, object: T): T {
  const { namespace = '', name = '' } = object.metadata;
  const cluster = world.writeCluster();
  const version = ++cluster.version;
  const stored = { ...object, metadata: withFields(object.metadata, { resourceVersion: String(version) }) };
  const objects = objectsFor(world, cluster, resource, namespace);
  const previous = objects.get(name);
  objects.set(name, stored as unknown as StoredObject);
  record(world, cluster, {
    type: previous ? 'MODIFIED' : 'ADDED',
    resource,
    namespace,
    name,
    version,
    object: stored as unknown as StoredObject,
    previous,
  });
  return stored;
}

/** Removes an object; answers it as it was last, with the version of its removal, or undefined when there is none. */
export function removeObject(world: World, resource: string, namespace: string, name: string): KubeObject | undefined {
  const previous = readObject(world, resource, namespace, name);
  if (!previous) return undefined;
  const cluster = world.writeCluster();
  const version = ++cluster.version;
  objectsFor(world, cluster, resource, namespace).delete(name);
  const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(version) } };
  record(world, cluster, {
    type: 'DELETED',
    resource,
    namespace,
    name,
    version,
    object: object,
    previous: previous as unknown as StoredObject,
  });
  return object;
}

function objectsFor(world: World, cluster: ClusterRecord, resource: string, namespace: string): ObjectsByName {
  cluster.objects = world.writable(cluster.objects);
  const byNamespace = world.writable(cluster.objects.get(resource) ?? world.newMap<string, ObjectsByName>());
  cluster.objects.set(resource, byNamespace);
  const objects = world.writable(byNamespace.get(namespace) ?? world.newMap<string, StoredObject>());
  byNamespace.set(namespace, objects);
  return objects;
}

function record(world: World, cluster: ClusterRecord, change: ClusterChange): void {
  cluster.history = world.writable(cluster.history);
  cluster.history.set(change.version, change);
  while (change.version - cluster.historyFrom > HISTORY_LENGTH) cluster.history.delete(++cluster.historyFrom);
  index(world, cluster, change);
  if (change.resource === 'services' || change.resource === 'endpointslices.discovery.k8s.io')
    cluster.namesChangedUs = world.nowUs;
  world.clusterBehaviour?.changed(world, change);
}

function index(world: World, cluster: ClusterRecord, change: ClusterChange): void {
  const { type, resource, namespace, name } = change;
  const previous = change.previous as unknown as KubeObject | undefined;
  const object = change.object as unknown as KubeObject;
  if (previous && type === 'MODIFIED' && keepsIndexKeys(previous, object)) return;
  const before = previous ? indexKeys(resource, previous) : [];
  const after = type === 'DELETED' ? [] : indexKeys(resource, object);
  indexObject(world, cluster, `${namespace}/${name}`, before, after);
}
