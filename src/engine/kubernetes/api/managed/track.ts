import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import type { ResourceType } from '../resource-type';
import { decodeTyped } from '../schema/decode';
import { typeInfo, typeNameOf } from '../schema/type-info';
import { nowText } from '../store';
import { trackUpdate, type Writer } from './managers';

/** What writes of a caller are recorded as. */
export function writerOf(
  { world, manager }: Caller,
  type: ResourceType,
  operation: Writer['operation'],
  subresource = '',
): Writer {
  const apiVersion = type.group === '' ? type.version : `${type.group}/${type.version}`;
  return { manager, operation, apiVersion, subresource, now: nowText(world) };
}

/**
 * The managed fields of an object after a write that is no apply. Controllers are not recorded: they write thousands of objects, and nobody
 * competes with them for a field.
 */
export function track(
  caller: Caller,
  type: ResourceType,
  old: KubeObject | undefined,
  next: KubeObject,
  subresource?: string,
): KubeObject {
  if (!caller.tracked || caller.applied) return next;
  const typeName = typeNameOf(type.group, type.version, type.kind);
  const writer = writerOf(caller, type, 'Update', subresource);
  return trackUpdate(old ?? emptyObject(typeName), next, typeName, writer);
}

/** An object of a type with nothing in it, as Go would write it. */
export function emptyObject(typeName: string): KubeObject {
  const fields: JsonObject = typeInfo(typeName) ? decodeTyped({}, typeName).object : {};
  return { ...fields, metadata: {} } as unknown as KubeObject;
}
