import type { World } from '../../kernel/world';
import type { KubeObject } from './object';
import { create } from './operations/create';
import type { Caller } from './operations/caller';
import { findResource } from './registry';
import { createStore } from './store';

/** Namespaces that kube-apiserver itself makes (pkg/controlplane/controller/systemnamespaces, and kubernetesservice for `default`). */
const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What the API server calls itself when it makes objects. */
const SELF = {
  username: 'system:apiserver',
  groups: ['system:authenticated', 'system:masters'],
};

/** Gives a lab an API server with nothing but what it makes by itself when it starts. */
export function createCluster(world: World): void {
  createStore(world);
  const caller: Caller = { world, user: SELF, manager: 'kube-apiserver', dryRun: false, warnings: [] };
  for (const name of NAMESPACES)
    put(caller, 'v1', 'namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

function put(caller: Caller, version: string, plural: string, object: KubeObject): void {
  const type = findResource(caller.world, '', version, plural);
  if (type) create(caller, type, object.metadata.namespace ?? '', object);
}
