import { notFound } from '../api-error';
import type { Json, JsonObject, KubeObject } from '../object';
import { current, type Caller } from '../operations/caller';
import { update } from '../operations/update';
import { findResource } from '../registry';

/**
 * The `finalize` subresource of a namespace: the only way to change `spec.finalizers`. When none is left and the namespace is being deleted,
 * it goes (pkg/registry/core/namespace/storage).
 */
export function finalizeNamespace(caller: Caller, name: string, finalizers: readonly string[]): KubeObject {
  const { world } = caller;
  const type = findResource(world, '', 'v1', 'namespaces');
  if (!type || !current(world, type, '', name)) throw notFound({ group: '', plural: 'namespaces' }, name);
  return update(caller, type, '', name, (existing) => withFinalizers(existing, finalizers), {
    subresource: 'finalize',
  });
}

function withFinalizers(object: KubeObject, finalizers: readonly string[]): KubeObject {
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  const { finalizers: _, ...rest } = spec ?? {};
  return { ...object, spec: finalizers.length > 0 ? { ...rest, finalizers } : rest } as KubeObject;
}

/** `spec.finalizers` of a namespace that a client sent. */
export function finalizersOf(object: KubeObject): readonly string[] {
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  const finalizers: Json | undefined = spec?.finalizers;
  return Array.isArray(finalizers) ? (finalizers as readonly string[]) : [];
}
