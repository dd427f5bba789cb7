import type { ContainerMemory, PodMemory } from '../../kernel/kubelet-records';
import type { World } from '../../kernel/world';
import type { Pod } from '../objects/kinds';

/** A kubelet's memory of its Pods. */

export function memoryOf(world: World, uid: string): PodMemory | undefined {
  return world.cluster?.kubelet.get(uid);
}

export function saveMemory(world: World, memory: PodMemory): void {
  const cluster = world.writeCluster();
  cluster.kubelet = world.writable(cluster.kubelet);
  cluster.kubelet.set(memory.uid, memory);
}

export function forgetMemory(world: World, uid: string): void {
  if (!world.cluster?.kubelet.has(uid)) return;
  const cluster = world.writeCluster();
  cluster.kubelet = world.writable(cluster.kubelet);
  cluster.kubelet.delete(uid);
}

export function newMemory(node: string, pod: Pod): PodMemory {
  const { uid = '', namespace = '', name = '' } = pod.metadata;
  return { node, uid, namespace, name, sandboxes: 0, mountFailures: 0, containers: {} };
}

const FRESH: ContainerMemory = { restarts: 0, probes: {} };

export function containerMemory(memory: PodMemory, name: string): ContainerMemory {
  return memory.containers[name] ?? FRESH;
}

export function withContainer(memory: PodMemory, name: string, container: ContainerMemory): PodMemory {
  return { ...memory, containers: { ...memory.containers, [name]: container } };
}

const MIRROR = 'kubernetes.io/config.mirror';

/** Under which uid a kubelet knows a Pod: a static Pod's is that of its manifest, which its mirror in the API names. */
export function kubeletUid({ metadata }: Pod): string {
  return metadata.annotations?.[MIRROR] ?? metadata.uid ?? '';
}
