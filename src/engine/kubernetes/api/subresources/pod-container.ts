import type { ContainerMemory } from '../../../kernel/kubelet-records';
import type { World } from '../../../kernel/world';
import { badRequest, notFound } from '../api-error';
import { current } from '../operations/caller';
import { kubeletUid } from '../../node/memory';
import { findResource } from '../registry';
import type { Pod } from '../../objects/kinds';

/** One container of a Pod, and what its kubelet knows of it. */
export interface PodContainer {
  readonly pod: Pod;
  readonly name: string;
  /** Undefined when no kubelet has taken the Pod up. */
  readonly memory: ContainerMemory | undefined;
}

/** The container that a request is about (pkg/registry/core/pod/strategy.go: LogLocation, streamLocation). Throws ApiError. */
export function podContainer(
  world: World,
  namespace: string,
  podName: string,
  wanted: string | undefined,
): PodContainer {
  const pod = podNamed(world, namespace, podName);
  const name = containerName(pod, podName, wanted);
  const memory = world.cluster?.kubelet.get(kubeletUid(pod))?.containers[name];
  return { pod, name, memory };
}

/** Throws ApiError when there is none. */
export function podNamed(world: World, namespace: string, name: string): Pod {
  const type = findResource(world, '', 'v1', 'pods');
  const pod = type && current(world, type, namespace, name);
  if (!pod) throw notFound({ group: '', plural: 'pods' }, name);
  return pod;
}

function containerName({ spec }: Pod, podName: string, wanted: string | undefined): string {
  const containers = (spec?.containers ?? []).map(({ name }) => name);
  const init = (spec?.initContainers ?? []).map(({ name }) => name);
  const ephemeral = (spec?.ephemeralContainers ?? []).map(({ name }) => name);
  if (wanted !== undefined && wanted !== '') {
    if ([...containers, ...init, ...ephemeral].includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${podName}`);
  }
  const [only, ...more] = containers;
  if (only !== undefined && more.length === 0) return only;
  const others = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
  throw badRequest(
    `a container name must be specified for pod ${podName}, choose one of: [${containers.join(' ')}]${others}`,
  );
}
