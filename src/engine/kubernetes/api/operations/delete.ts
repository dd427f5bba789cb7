import { admit } from '../admission/chain';
import { hold } from '../allocation/service-allocation';
import { ApiError, invalid, notFound, resourceName, type StatusDetails } from '../api-error';
import { goQuote } from '../go-text';
import { jsonEqual } from '../json-equal';
import type { Json, JsonObject, KubeObject, ObjectMeta } from '../object';
import type { ResourceType } from '../resource-type';
import { nowMs, nowText, removeObject, storeObject } from '../store';
import { current, type Caller } from './caller';

/** meta/v1 DeleteOptions. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly orphanDependents?: boolean;
  readonly propagationPolicy?: string;
}

export type Deletion =
  /** It is gone; what it was last. */
  | { readonly gone: true; readonly object: KubeObject }
  /** Its kubelet or a finalizer must act first. */
  | { readonly gone: false; readonly object: KubeObject };

/** Deletes an object, or marks it as being deleted while a grace period or finalizers hold it (generic registry's Store.Delete). */
export function remove(
  caller: Caller,
  type: ResourceType,
  namespace: string,
  name: string,
  options: DeleteOptions = {},
): Deletion {
  const { world } = caller;
  checkOptions(options);
  const existing = current(world, type, namespace, name);
  if (!existing) throw notFound(type, name);
  admit(caller, { type, namespace, operation: 'DELETE', object: existing, old: existing });
  checkPreconditions(type, existing, options);
  const graceful = gracefulMetadata(caller, type, existing, options);
  if (graceful === 'pending') return { gone: false, object: existing };
  let metadata = graceful ?? existing.metadata;
  const finalizers = finalizersAfter(metadata.finalizers ?? [], options);
  if (!jsonEqual(finalizers, metadata.finalizers ?? [])) metadata = { ...metadata, finalizers };
  const heldByNamespace = isNamespace(type) && namespaceFinalizers(existing).length > 0;
  const held = finalizers.length > 0 || heldByNamespace;
  if (held && !graceful) metadata = markAsDeleting(caller, type, metadata);
  if (held || (graceful && (graceful.deletionGracePeriodSeconds ?? 0) > 0)) {
    let object: KubeObject = { ...existing, metadata };
    if (isNamespace(type)) object = terminating(object);
    if (jsonEqual(object, existing)) return { gone: false, object: existing };
    return { gone: false, object: caller.dryRun ? object : storeObject(world, resourceName(type), object) };
  }
  if (!caller.dryRun) {
    hold(world, type, undefined, existing);
    removeObject(world, resourceName(type), existing.metadata.namespace ?? '', name);
  }
  return { gone: true, object: existing };
}

function isNamespace(type: ResourceType): boolean {
  return type.group === '' && type.plural === 'namespaces';
}

/** A namespace goes when its content has gone: `spec.finalizers` holds it (pkg/registry/core/namespace/storage). */
function namespaceFinalizers(object: KubeObject): readonly Json[] {
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  return Array.isArray(spec?.finalizers) ? (spec.finalizers as readonly Json[]) : [];
}

function terminating(object: KubeObject): KubeObject {
  const { status } = object as KubeObject & { readonly status?: JsonObject };
  return { ...object, status: { ...status, phase: 'Terminating' } } as KubeObject;
}

const POLICIES: ReadonlySet<string> = new Set(['Foreground', 'Background', 'Orphan']);

/** meta/v1 validation's ValidateDeleteOptions. */
function checkOptions({ orphanDependents, propagationPolicy }: DeleteOptions): void {
  const kind = { group: 'meta.k8s.io', kind: 'DeleteOptions' };
  if (orphanDependents !== undefined && propagationPolicy !== undefined) {
    const detail = 'orphanDependents and deletionPropagation cannot be both set';
    throw invalid(kind, '', [
      { type: 'FieldValueInvalid', field: 'propagationPolicy', value: propagationPolicy, detail },
    ]);
  }
  if (propagationPolicy !== undefined && !POLICIES.has(propagationPolicy)) {
    const detail = 'supported values: "Foreground", "Background", "Orphan", "nil"';
    throw invalid(kind, '', [
      { type: 'FieldValueNotSupported', field: 'propagationPolicy', value: propagationPolicy, detail },
    ]);
  }
}

function checkPreconditions(type: ResourceType, { metadata }: KubeObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions ?? {};
  const conflictWith = (cause: string): ApiError => {
    const { name = '' } = metadata;
    const details: StatusDetails = { name, ...(type.group && { group: type.group }), kind: type.kind };
    const what = resourceName({ group: type.group, plural: type.kind });
    const message = `Operation cannot be fulfilled on ${what} ${goQuote(name)}: ${cause}`;
    return new ApiError(409, 'Conflict', message, details);
  };
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflictWith(
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid ?? ''}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw conflictWith(
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion ?? ''}). The object might have been modified`,
    );
  }
}

/**
 * rest.BeforeDelete: metadata with the moment by which it should be gone; `pending` when that was said before and is not later; undefined
 * for a type without a grace period.
 */
function gracefulMetadata(
  { world }: Caller,
  type: ResourceType,
  object: KubeObject,
  options: DeleteOptions,
): ObjectMeta | 'pending' | undefined {
  const { strategy } = type;
  if (!strategy.gracePeriodSeconds) return undefined;
  const { metadata } = object;
  const asked = options.gracePeriodSeconds === undefined ? undefined : atLeastOne(options.gracePeriodSeconds);
  if (metadata.deletionTimestamp !== undefined) {
    const running = metadata.deletionGracePeriodSeconds ?? 0;
    if (running === 0) return undefined;
    if (asked === undefined || asked >= running) return 'pending';
    const dueMs = Date.parse(metadata.deletionTimestamp) - running * 1000 + asked * 1000;
    const passed = dueMs < nowMs(world);
    return {
      ...metadata,
      deletionTimestamp: passed ? nowText(world) : timeText(dueMs),
      deletionGracePeriodSeconds: passed && asked !== 0 ? 1 : asked,
    };
  }
  const own = strategy.gracePeriodSeconds(object);
  if (own === undefined) return undefined;
  const period = own === 0 ? 0 : (asked ?? atLeastOne(own));
  return {
    ...metadata,
    ...(metadata.generation !== undefined && { generation: metadata.generation + 1 }),
    deletionTimestamp: timeText(nowMs(world) + period * 1000),
    deletionGracePeriodSeconds: period,
  };
}

/** A negative grace period counts as one second. */
function atLeastOne(seconds: number): number {
  return seconds < 0 ? 1 : seconds;
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** deletionFinalizersForGarbageCollection: what the garbage collector must do first. */
function finalizersAfter(finalizers: readonly string[], options: DeleteOptions): readonly string[] {
  const { orphanDependents, propagationPolicy } = options;
  const others = finalizers.filter((name) => name !== 'orphan' && name !== 'foregroundDeletion');
  if (orphanDependents !== undefined) return orphanDependents ? [...others, 'orphan'] : others;
  if (propagationPolicy === 'Orphan') return [...others, 'orphan'];
  if (propagationPolicy === 'Foreground') return [...others, 'foregroundDeletion'];
  if (propagationPolicy === 'Background') return others;
  return finalizers;
}

function markAsDeleting({ world }: Caller, type: ResourceType, metadata: ObjectMeta): ObjectMeta {
  const { deletionTimestamp, generation } = metadata;
  const later = deletionTimestamp === undefined || Date.parse(deletionTimestamp) > nowMs(world);
  return {
    ...metadata,
    ...(deletionTimestamp === undefined && generation !== undefined && { generation: generation + 1 }),
    deletionTimestamp: later ? nowText(world) : deletionTimestamp,
    // A namespace's own storage sets the time only (registry/core/namespace/storage).
    ...(!isNamespace(type) && { deletionGracePeriodSeconds: 0 }),
  };
}

/** meta/v1 Status of an object that is gone. */
export function deletedStatus(type: ResourceType, { metadata }: KubeObject): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: metadata.name ?? '',
      ...(type.group && { group: type.group }),
      kind: type.plural,
      ...(metadata.uid !== undefined && { uid: metadata.uid }),
    },
  };
}
