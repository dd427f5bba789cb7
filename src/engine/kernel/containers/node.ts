import type { HostId } from '../records';
import type { World } from '../world';
import type { ContainerRecord, SandboxRecord } from './records';

/** Makes a host the node of a cluster: it has a container runtime from now on. */
export function addNodeRuntime(world: World, host: HostId): void {
  if (world.nodes.has(host)) return;
  world.addNode({ host, sandboxes: world.newMap(), containers: world.newMap(), images: world.newMap() });
}

/** The sandboxes of a node, the oldest first. */
export function sandboxesOf(world: World, node: HostId): readonly SandboxRecord[] {
  const ids = world.nodes.get(node)?.sandboxes.keys() ?? [];
  return Array.from(ids, (id) => world.sandbox(id));
}

/** The containers of a node, the oldest first. */
export function containersOf(world: World, node: HostId): readonly ContainerRecord[] {
  const ids = world.nodes.get(node)?.containers.keys() ?? [];
  return Array.from(ids, (id) => world.container(id));
}

/** As many random hexadecimal digits. */
export function randomHex(world: World, digits: number): string {
  let text = '';
  while (text.length < digits) text += world.random().toString(16).padStart(8, '0');
  return text.slice(0, digits);
}

/** A random UUID (RFC 9562, version 4). */
export function randomUuid(world: World): string {
  const hex = randomHex(world, 32);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The process id that fork(2) gives next. */
export function nextPid(world: World): number {
  return FIRST_PID + world.allocateId();
}

const FIRST_PID = 1000;
