import type { World } from '../../kernel/world';
import type { KubeObject } from '../api/object';
import { type Caller, current } from '../api/operations/caller';
import { create } from '../api/operations/create';
import { findKind } from '../api/registry';
import { readObjects } from '../api/store';
import { apiServerObjects, type ApiServerOptions, namespaceObjects } from './api-server-objects';

/** What the API server calls itself when it makes objects. */
const SELF = {
  username: 'system:apiserver',
  groups: ['system:authenticated', 'system:masters'],
};

/** Makes what a new API server makes, and what its namespaces have; objects that are there stay as they are. */
export function createApiServerObjects(world: World, options: ApiServerOptions): void {
  const caller: Caller = { world, user: SELF, manager: 'kube-apiserver', dryRun: false, warnings: [] };
  for (const object of apiServerObjects(options)) put(caller, object);
  for (const { metadata } of readObjects(world, 'namespaces')) {
    for (const object of namespaceObjects(metadata.name ?? '', options.caCertificate)) put(caller, object);
  }
}

/** Makes the objects that are not there yet. */
export function createMissing(world: World, objects: readonly KubeObject[]): void {
  const caller: Caller = { world, user: SELF, manager: 'kubeadm', dryRun: false, warnings: [] };
  for (const object of objects) put(caller, object);
}

function put(caller: Caller, object: KubeObject): void {
  const [version = '', group = ''] = object.apiVersion.split('/').reverse();
  const type = findKind(caller.world, group, version, object.kind);
  const { namespace = '', name = '' } = object.metadata;
  if (type && !current(caller.world, type, namespace, name)) create(caller, type, namespace, object);
}
