import type { World } from '../../kernel/world';
import { invalid } from './api-error';
import { strategyContext } from './operations/caller';
import { inNamespace } from './operations/create';
import type { KubeObject } from './object';
import type { ResourceType } from './resource-type';

/** Versions of a kind: objects are stored in one, and change on their way in and out of the server when a client speaks another. */

/** The type under which objects are stored. */
export function storedType(type: ResourceType): ResourceType {
  return type.stored?.type ?? type;
}

/** An object that a client sent, as it is stored. */
export function toStored(type: ResourceType, object: KubeObject): KubeObject {
  return type.stored?.toStored(object) ?? object;
}

/** What a version asks of a new object beyond what is asked of all that is stored. Throws ApiError. */
export function checkSent(world: World, type: ResourceType, namespace: string, object: KubeObject): void {
  if (!type.stored) return;
  const errors =
    type.strategy.validate?.(inNamespace(type, namespace, toStored(type, object)), strategyContext(world)) ?? [];
  if (errors.length > 0) throw invalid(type, object.metadata.name ?? '', errors);
}

/** A stored object as the clients of a version see it. */
export function fromStored(type: ResourceType, object: KubeObject): KubeObject {
  return type.stored?.fromStored(object) ?? object;
}
