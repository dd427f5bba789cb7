import type { World } from '../../kernel/world';
import { BUILT_IN_KINDS } from './kinds';
import type { ResourceType } from './resource-type';

/** The resources that a lab's API server serves. */

const BUILT_IN: ReadonlyMap<string, ResourceType> = new Map(
  BUILT_IN_KINDS.map((type) => [routeKey(type.group, type.version, type.plural), type]),
);

function routeKey(group: string, version: string, plural: string): string {
  return `${group}/${version}/${plural}`;
}

/** The type served under a group, version and plural. */
export function findResource(_world: World, group: string, version: string, plural: string): ResourceType | undefined {
  return BUILT_IN.get(routeKey(group, version, plural));
}

/** The type of a kind, whatever its plural. */
export function findKind(world: World, group: string, version: string, kind: string): ResourceType | undefined {
  return allResources(world).find((type) => type.group === group && type.version === version && type.kind === kind);
}

/** Every resource, in the order of their declaration. */
export function allResources(_world: World): readonly ResourceType[] {
  return BUILT_IN_KINDS;
}
