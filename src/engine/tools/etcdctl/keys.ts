import type { StoredObject } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';

/** The keys under which the API server keeps objects (pkg/registry: each storage's prefix). */

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['services', 'services/specs'],
  ['endpoints', 'services/endpoints'],
  ['nodes', 'minions'],
  ['replicationcontrollers', 'controllers'],
  ['ingresses.networking.k8s.io', 'ingress'],
  ['networkpolicies.networking.k8s.io', 'networkpolicies'],
  ['customresourcedefinitions.apiextensions.k8s.io', 'apiextensions.k8s.io/customresourcedefinitions'],
  ['apiservices.apiregistration.k8s.io', 'apiregistration.k8s.io/apiservices'],
]);

/** Groups whose resources have no group in their key. */
const BARE =
  /(^[a-z]+|\.apps|\.batch|\.autoscaling|\.policy|\.(networking|rbac\.authorization|storage|scheduling|coordination|discovery|certificates|node|admissionregistration|flowcontrol\.apiserver)\.k8s\.io)$/;

function prefixOf(resource: string): string {
  const known = PREFIXES.get(resource);
  if (known !== undefined) return known;
  const dot = resource.indexOf('.');
  if (dot < 0) return resource;
  const plural = resource.slice(0, dot);
  return BARE.test(resource.slice(dot)) ? plural : `${resource.slice(dot + 1)}/${plural}`;
}

export interface Entry {
  readonly key: string;
  readonly object: StoredObject;
}

/** Every key of the store, in its order. */
export function entriesOf(world: World): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [resource, namespaces] of world.cluster?.objects ?? [])
    for (const [namespace, objects] of namespaces)
      for (const [name, object] of objects) {
        const place = namespace === '' ? name : `${namespace}/${name}`;
        entries.push({ key: `/registry/${prefixOf(resource)}/${place}`, object });
      }
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}
