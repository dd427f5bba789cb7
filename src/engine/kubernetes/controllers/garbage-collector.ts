import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { resourceName } from '../api/api-error';
import type { KubeObject, OwnerReference } from '../api/object';
import { findKind } from '../api/registry';
import { readIndexed, readObject } from '../api/store';
import type { Resource } from '../objects/kinds';
import type { ControllerClient } from './client';
import { controllerUser, type Component } from './component';

/**
 * Deletes what has lost its owners, waits for dependents of what is deleted in the foreground, and lets go those of what is deleted without them
 * (pkg/controller/garbagecollector). Keys: `orphans UID`, `check RESOURCE NS/NAME`, `owner RESOURCE NS/NAME`.
 */
export const garbageCollector: Component = {
  name: 'garbage-collector-controller',
  process: 'kube-controller-manager',
  user: controllerUser('generic-garbage-collector'),
  watches: { '*': keysOf },
  reconcile(api, key) {
    const [kind = '', subject = '', name = ''] = key.split(' ');
    if (kind === 'orphans') return collect(api, subject);
    const slash = name.indexOf('/');
    const object = readObject(api.world, subject, name.slice(0, slash), name.slice(slash + 1));
    if (!object) return;
    if (kind === 'check') return checkOwners(api, subject, object);
    finalize(api, subject, object);
  },
};

function keysOf({ type, object, previous, resource, namespace, name }: ClusterChange): readonly string[] {
  const { metadata } = object as unknown as KubeObject;
  const owners = metadata.ownerReferences;
  if (type === 'DELETED') {
    const blocked = (owners ?? []).filter(({ blockOwnerDeletion }) => blockOwnerDeletion === true);
    return [`orphans ${metadata.uid ?? ''}`, ...blocked.map(({ uid }) => `orphans ${uid}`)];
  }
  if (type === 'ADDED') return owners ? [`check ${resource} ${namespace}/${name}`] : [];
  if (metadata.deletionTimestamp === undefined) return [];
  const before = (previous as unknown as KubeObject).metadata;
  if (before.deletionTimestamp === metadata.deletionTimestamp && before.finalizers === metadata.finalizers) return [];
  const held = metadata.finalizers?.some((finalizer) => finalizer === FOREGROUND || finalizer === ORPHAN);
  return held === true ? [`owner ${resource} ${namespace}/${name}`] : [];
}

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

interface Dependent {
  readonly resource: Resource;
  readonly object: KubeObject;
}

/** Everything that names an owner by its uid. */
function dependentsOf(world: World, uid: string): readonly Dependent[] {
  return [...(world.cluster?.objects.keys() ?? [])].flatMap((resource) =>
    readIndexed(world, resource, 'owner', uid).map((object) => ({ resource: resource as Resource, object })),
  );
}

/** An owner is gone, or one of several dependents of an owner that waits. */
function collect(api: ControllerClient, uid: string): void {
  const owner = ownerThatWaits(api.world, uid);
  if (owner) return finalize(api, owner.resource, owner.object);
  for (const { resource, object } of dependentsOf(api.world, uid)) checkOwners(api, resource, object);
}

function ownerThatWaits(world: World, uid: string): Dependent | undefined {
  for (const { object } of dependentsOf(world, uid).slice(0, 1)) {
    const reference = object.metadata.ownerReferences?.find((each) => each.uid === uid);
    return reference && ownerOf(world, object, reference);
  }
  // The last dependent has gone: the owner is found by looking at those that are being deleted.
  for (const [resource, byNamespace] of world.cluster?.objects ?? []) {
    if (!OWNING.has(resource)) continue;
    for (const objects of byNamespace.values()) {
      for (const object of objects.values()) {
        const { metadata } = object as unknown as KubeObject;
        if (metadata.uid === uid && metadata.deletionTimestamp !== undefined) {
          return { resource: resource as Resource, object: object as unknown as KubeObject };
        }
      }
    }
  }
  return undefined;
}

/** Kinds whose objects others belong to. */
const OWNING: ReadonlySet<string> = new Set([
  'deployments.apps',
  'replicasets.apps',
  'daemonsets.apps',
  'statefulsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'nodes',
  'replicationcontrollers',
]);

function ownerOf(world: World, dependent: KubeObject, reference: OwnerReference): Dependent | undefined {
  const { apiVersion, kind, name, uid } = reference;
  const slash = apiVersion.indexOf('/');
  const [group, version] = slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
  const type = findKind(world, group, version, kind);
  if (!type) return undefined;
  const resource = resourceName(type);
  const namespace = type.namespaced ? (dependent.metadata.namespace ?? '') : '';
  const object = readObject(world, resource, namespace, name);
  return object?.metadata.uid === uid ? { resource: resource as Resource, object } : undefined;
}

/** attemptToDeleteItem: deletes what has no owner left, and forgets owners that are gone. */
function checkOwners(api: ControllerClient, resource: string, object: KubeObject): void {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0 || object.metadata.deletionTimestamp !== undefined) return;
  const solid: OwnerReference[] = [];
  let waiting = false;
  for (const reference of references) {
    const owner = ownerOf(api.world, object, reference);
    if (!owner) continue;
    const { deletionTimestamp, finalizers } = owner.object.metadata;
    if (deletionTimestamp !== undefined && finalizers?.includes(FOREGROUND) === true) waiting = true;
    else solid.push(reference);
  }
  if (solid.length === references.length) return;
  if (solid.length > 0) {
    change(api, resource, object, (metadata) => ({ ...metadata, ownerReferences: solid }));
    return;
  }
  const finalizers = object.metadata.finalizers ?? [];
  const policy = finalizers.includes(ORPHAN)
    ? 'Orphan'
    : finalizers.includes(FOREGROUND) || waiting
      ? 'Foreground'
      : 'Background';
  api.remove(resource as Resource, object, { propagationPolicy: policy });
}

/** An object that is being deleted waits for its dependents, or for being left by them. */
function finalize(api: ControllerClient, resource: string, object: KubeObject): void {
  const { finalizers = [], uid = '', deletionTimestamp } = object.metadata;
  if (deletionTimestamp === undefined) return;
  const dependents = dependentsOf(api.world, uid);
  if (finalizers.includes(ORPHAN)) {
    for (const dependent of dependents) {
      change(api, dependent.resource, dependent.object, ({ ownerReferences = [], ...rest }) => {
        const others = ownerReferences.filter((reference) => reference.uid !== uid);
        return { ...rest, ...(others.length > 0 && { ownerReferences: others }) };
      });
    }
    return dropFinalizer(api, resource, object, ORPHAN);
  }
  if (!finalizers.includes(FOREGROUND)) return;
  const blocking = dependents.filter(({ object: dependent }) =>
    dependent.metadata.ownerReferences?.some((each) => each.uid === uid && each.blockOwnerDeletion === true),
  );
  for (const dependent of dependents) {
    if (dependent.object.metadata.deletionTimestamp !== undefined) continue;
    api.remove(dependent.resource, dependent.object, { propagationPolicy: 'Foreground' });
  }
  if (blocking.length === 0) dropFinalizer(api, resource, object, FOREGROUND);
}

function dropFinalizer(api: ControllerClient, resource: string, object: KubeObject, finalizer: string): void {
  change(api, resource, object, ({ finalizers = [], ...rest }) => ({
    ...rest,
    finalizers: finalizers.filter((each) => each !== finalizer),
  }));
}

function change(
  api: ControllerClient,
  resource: string,
  object: KubeObject,
  edit: (metadata: KubeObject['metadata']) => KubeObject['metadata'],
): void {
  api.update(resource as Resource, object, (old) => ({ ...old, metadata: edit(old.metadata) }));
}
