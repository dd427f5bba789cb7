import type { World } from '../../kernel/world';
import { customTypes, DEFINITIONS } from './crd/custom-type';
import { BUILT_IN_KINDS } from './kinds';
import type { KubeObject } from './object';
import type { ResourceType } from './resource-type';
import { BINDING, REVIEW_KINDS } from './reviews/kinds';
import { metricsKinds } from '../metrics/kinds';
import { METRICS_GROUP } from '../metrics/server';
import { readObject, readObjects } from './store';

/** The resources that a lab's API server serves. */

/** A kind that is declared twice is served once, as it was declared first. */
const ALL: readonly ResourceType[] = [BINDING, ...BUILT_IN_KINDS, ...REVIEW_KINDS].filter(
  (type, index, all) =>
    all.findIndex(
      (other) => other.plural === type.plural && other.group === type.group && other.version === type.version,
    ) === index,
);

const BUILT_IN: ReadonlyMap<string, ResourceType> = new Map(
  ALL.map((type) => [routeKey(type.group, type.version, type.plural), type]),
);

/** The first of a kind is meant. */
const BUILT_IN_BY_KIND: ReadonlyMap<string, ResourceType> = new Map(
  ALL.toReversed().map((type) => [routeKey(type.group, type.version, type.kind), type]),
);

function routeKey(group: string, version: string, plural: string): string {
  return `${group}/${version}/${plural}`;
}

/** The type served under a group, version and plural. */
export function findResource(world: World, group: string, version: string, plural: string): ResourceType | undefined {
  const builtIn = BUILT_IN.get(routeKey(group, version, plural));
  if (builtIn) return builtIn;
  if (group === METRICS_GROUP)
    return metricsKinds(world).find((type) => type.version === version && type.plural === plural);
  const definition = readObject(world, DEFINITIONS, '', `${plural}.${group}`);
  return definition && customTypes(definition).find((type) => type.version === version);
}

/** The type of a kind, whatever its plural. */
export function findKind(world: World, group: string, version: string, kind: string): ResourceType | undefined {
  const builtIn = BUILT_IN_BY_KIND.get(routeKey(group, version, kind));
  if (builtIn) return builtIn;
  return allResources(world).find((type) => type.group === group && type.version === version && type.kind === kind);
}

/** Every resource: the built-in ones in the order of their declaration, then custom ones. The same list while the definitions are the same. */
export function allResources(world: World): readonly ResourceType[] {
  const definitions = readObjects(world, DEFINITIONS);
  const metrics = metricsKinds(world);
  if (definitions.length === 0 && metrics.length === 0) return ALL;
  const sources = [...metrics, ...definitions];
  const same = latest.sources.length === sources.length && latest.sources.every((each, i) => each === sources[i]);
  if (!same) latest = { sources, resources: [...ALL, ...metrics, ...definitions.flatMap(customTypes)] };
  return latest.resources;
}

let latest: {
  readonly sources: readonly (ResourceType | KubeObject)[];
  readonly resources: readonly ResourceType[];
} = { sources: [], resources: ALL };
