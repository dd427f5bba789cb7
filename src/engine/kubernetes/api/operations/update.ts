import { admit } from '../admission/chain';
import { allocate, hold } from '../allocation/service-allocation';
import { conflict, invalid, MODIFIED_SINCE, notFound, resourceName } from '../api-error';
import type { FieldError } from '../field-error';
import { jsonEqual } from '../json-equal';
import { track } from '../managed/track';
import type { Json, JsonObject, KubeObject, ObjectMeta } from '../object';
import { validateObjectMeta, validateObjectMetaUpdate } from '../object-meta';
import type { ResourceType } from '../resource-type';
import { removeObject, storeObject } from '../store';
import { current, strategyContext, type Caller } from './caller';
import { inNamespace, ofType } from './create';

export interface UpdateOptions {
  /** `status`: only the status changes; undefined: everything else; `binding` and `finalize` change what only they may. */
  readonly subresource?: 'status' | 'binding' | 'finalize' | 'ephemeralcontainers';
  /** The uid a client expects. */
  readonly uid?: string;
}

/** What an object of a type is beyond its metadata. */
type Content = KubeObject & { readonly spec?: Json; readonly status?: Json };

/**
 * Changes an object: `produce` makes the next one from what is stored. Answers what is stored then, the same object when nothing
 * changed. Throws ApiError.
 */
export function update<T extends KubeObject>(
  caller: Caller,
  type: ResourceType,
  namespace: string,
  name: string,
  produce: (existing: T) => KubeObject,
  options: UpdateOptions = {},
): T {
  const { world } = caller;
  const { strategy } = type;
  const existing = current(world, type, namespace, name);
  if (!existing) throw notFound(type, name);
  checkUid(type, existing, options.uid);
  let next = ofType(type, produce(existing as T));
  // What is stored has its defaults.
  const statusOnly = options.subresource === 'status' && specIsShared(next, existing);
  if (!statusOnly) next = strategy.defaults?.(next) ?? next;
  const question = {
    type,
    namespace,
    operation: 'UPDATE',
    old: existing,
    ...(options.subresource && { subresource: options.subresource }),
  } as const;
  next = admit(caller, { ...question, object: next });
  next = withMetadata(next, requestedVersion(type, name, next.metadata, existing.metadata));
  next = inNamespace(type, namespace, next);
  const context = strategyContext(world);
  if (options.subresource === 'status') next = withStatusOnly(type, next, existing);
  else if (options.subresource === 'ephemeralcontainers') next = withEphemeralContainersOnly(next, existing);
  else if (options.subresource === undefined) next = withoutStatus(type, next, existing);
  if (options.subresource === undefined) next = strategy.prepareForUpdate?.(next, existing, context) ?? next;
  next = withMetadata(next, keptMetadata(next.metadata, existing.metadata));
  if (type.generation && options.subresource === undefined && specChanged(next, existing)) {
    next = { ...next, metadata: { ...next.metadata, generation: (existing.metadata.generation ?? 0) + 1 } };
  }
  if (unchanged(next, existing)) return existing as T;
  next = track(caller, type, existing, next, options.subresource);
  const errors: readonly FieldError[] = [
    ...(next.metadata === existing.metadata
      ? []
      : [
          ...validateObjectMeta(next.metadata, type.namespaced, 'path-segment'),
          ...validateObjectMetaUpdate(next.metadata, existing.metadata),
        ]),
    ...(options.subresource === 'status'
      ? (strategy.validateStatusUpdate?.(next, existing) ?? [])
      : options.subresource === undefined
        ? (strategy.validateUpdate?.(next, existing, context) ?? [])
        : []),
  ];
  if (errors.length > 0) throw invalid(type, name, dedupe(errors));
  if (options.subresource === undefined) caller.warnings.push(...(strategy.warnings?.(next, existing) ?? []));
  if (options.subresource === undefined) next = allocate(world, type, next, existing);
  next = admit(caller, { ...question, object: next, validating: true });
  if (caller.dryRun) return next as T;
  if (emptiedFinalizers(next, existing)) {
    hold(world, type, undefined, existing);
    removeObject(world, resourceName(type), next.metadata.namespace ?? '', name);
    return next as T;
  }
  hold(world, type, next, existing);
  return storeObject(world, resourceName(type), next) as T;
}

/** The same object when it has this metadata already. */
function withMetadata(object: KubeObject, metadata: ObjectMeta): KubeObject {
  return object.metadata === metadata ? object : { ...object, metadata };
}

function specIsShared(next: Content, old: Content): boolean {
  return next.spec !== undefined && next.spec === old.spec && next.status !== undefined;
}

function dedupe(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.filter((error, index) => !errors.slice(0, index).some((other) => jsonEqual(other, error)));
}

function checkUid(type: ResourceType, existing: KubeObject, uid: string | undefined): void {
  if (uid === undefined || uid === '' || uid === existing.metadata.uid) return;
  const cause = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${existing.metadata.uid ?? ''}`;
  throw conflict(type, existing.metadata.name ?? '', cause);
}

/** An update that names a version must name the latest; one that names none takes it. */
function requestedVersion(type: ResourceType, name: string, next: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const { resourceVersion = '' } = next;
  if (resourceVersion === old.resourceVersion) return next;
  if (resourceVersion !== '' && resourceVersion !== '0') throw conflict(type, name, MODIFIED_SINCE);
  return { ...next, resourceVersion: old.resourceVersion ?? '' };
}

/** rest.BeforeUpdate: what nobody may change. */
function keptMetadata(next: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (next === old) return old;
  return {
    ...next,
    ...(!next.uid && { uid: old.uid ?? '' }),
    ...(old.generation !== undefined && { generation: old.generation }),
    ...(old.creationTimestamp !== undefined && { creationTimestamp: old.creationTimestamp }),
    ...(old.deletionTimestamp !== undefined && { deletionTimestamp: old.deletionTimestamp }),
    ...(old.deletionGracePeriodSeconds !== undefined &&
      next.deletionGracePeriodSeconds === undefined && { deletionGracePeriodSeconds: old.deletionGracePeriodSeconds }),
  };
}

function withoutStatus(type: ResourceType, next: Content, old: Content): KubeObject {
  if (!type.subresources?.status || next.status === old.status) return next;
  const { status: _, ...rest } = next;
  return old.status === undefined ? rest : ({ ...rest, status: old.status } as KubeObject);
}

/** The status strategies of the core group let metadata change, those of other groups do not. */
function withStatusOnly(type: ResourceType, next: Content, old: Content): KubeObject {
  const metadata =
    type.group === '' || next.metadata === old.metadata
      ? next.metadata
      : { ...old.metadata, ...(next.metadata.managedFields && { managedFields: next.metadata.managedFields }) };
  if (next.status !== undefined && old.status !== undefined)
    return { ...old, metadata, status: next.status } as KubeObject;
  const { status: _, ...rest } = old;
  return { ...rest, metadata, ...(next.status !== undefined && { status: next.status }) };
}

/** pkg/registry/core/pod: podEphemeralContainersStrategy. */
function withEphemeralContainersOnly(next: KubeObject, old: KubeObject): KubeObject {
  const { spec } = next as KubeObject & { readonly spec?: JsonObject };
  const { spec: oldSpec } = old as KubeObject & { readonly spec?: JsonObject };
  const metadata = { ...old.metadata, generation: (old.metadata.generation ?? 0) + 1 };
  return { ...old, metadata, spec: { ...oldSpec, ephemeralContainers: spec?.ephemeralContainers } } as KubeObject;
}

function specChanged(next: KubeObject, old: KubeObject): boolean {
  const strip = (object: Content): unknown => {
    const { metadata: _1, status: _2, ...rest } = object;
    return rest;
  };
  return !jsonEqual(strip(next), strip(old));
}

/** Whether nothing is different, but for what the client left out of the managed fields. */
function unchanged(next: KubeObject, old: KubeObject): boolean {
  if (next.metadata === old.metadata || next.metadata.managedFields !== undefined) return jsonEqual(next, old);
  const { managedFields: _, ...metadata } = old.metadata;
  return jsonEqual(next, { ...old, metadata });
}

/** `spec.finalizers`, which only namespaces have. */
function finalizersOf(object: KubeObject): readonly unknown[] {
  const { spec } = object as KubeObject & { readonly spec?: { readonly finalizers?: readonly unknown[] } };
  return spec?.finalizers ?? [];
}

/** registry.ShouldDeleteDuringUpdate: the last finalizer of an object that is being deleted is gone. */
function emptiedFinalizers(next: KubeObject, old: KubeObject): boolean {
  if ((next.metadata.finalizers ?? []).length > 0 || old.metadata.deletionTimestamp === undefined) return false;
  if (next.kind === 'Namespace' && next.apiVersion === 'v1' && finalizersOf(next).length > 0) return false;
  return (old.metadata.deletionGracePeriodSeconds ?? 0) === 0;
}
