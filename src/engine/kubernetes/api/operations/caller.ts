import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import { nowText, readObject } from '../store';
import type { KubeObject } from '../object';
import type { ResourceType, StrategyContext } from '../resource-type';
import { resourceName } from '../api-error';

/** On whose behalf an operation is done, and how. */
export interface Caller {
  readonly world: World;
  readonly user: ClusterUser;
  /** `fieldManager`: who owns the fields that are set. */
  readonly manager: string;
  /** Its writes are recorded in managed fields; controllers' are not. */
  readonly tracked?: true;
  /** Server-side apply has recorded the write already. */
  readonly applied?: true;
  /** Everything but the writing. */
  readonly dryRun: boolean;
  /** Collects what the answer warns of. */
  readonly warnings: string[];
}

/** What strategies may look at. */
export function strategyContext(world: World): StrategyContext {
  return {
    now: nowText(world),
    find: (resource, namespace, name) => readObject(world, resource, namespace ?? '', name),
  };
}

/** The stored object of a type, or undefined. */
export function current(world: World, type: ResourceType, namespace: string, name: string): KubeObject | undefined {
  if (type.computed) {
    return type
      .computed(world)
      .find(
        ({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === (type.namespaced ? namespace : ''),
      );
  }
  return readObject(world, resourceName(type), type.namespaced ? namespace : '', name);
}
