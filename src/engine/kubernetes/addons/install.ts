import { parseAllDocuments } from 'yaml';
import type { World } from '../../kernel/world';
import { ApiClient } from '../api/client';
import type { KubeObject } from '../api/object';
import { findKind } from '../api/registry';

/** Creates what a manifest holds, as `kubectl create -f` of an administrator does. */
export function installManifest(world: World, manifest: string): void {
  const documents = parseAllDocuments(manifest).map(
    (document) => document.toJS() as (KubeObject & { readonly items?: readonly KubeObject[] }) | null,
  );
  installObjects(
    world,
    documents.flatMap((object) => object?.items ?? (object ? [object] : [])),
  );
}

/** Creates objects that are not there yet, as an administrator. */
export function installObjects(world: World, objects: readonly KubeObject[]): void {
  const api = new ApiClient(world, ADMINISTRATOR, 'kubectl-client-side-apply');
  for (const object of objects) create(api, object);
}

const ADMINISTRATOR = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

function create(api: ApiClient, object: KubeObject): void {
  const { apiVersion = '', kind = '' } = object as { readonly apiVersion?: string; readonly kind?: string };
  const slash = apiVersion.indexOf('/');
  const [group, version] = slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
  const type = findKind(api.world, group, version, kind);
  if (!type) throw new Error(`no kind ${kind} in ${apiVersion}`);
  const { plural } = type;
  const { namespace = '', name = '' } = object.metadata;
  if (!api.get({ group, version, plural }, namespace, name)) api.create({ group, version, plural }, namespace, object);
}
