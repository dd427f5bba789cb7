import type { HostId } from './records';
import { createNetns } from './namespaces';
import type { World } from './world';

/** Adds a host: a root namespace with `lo` (ifindex 1, down), default sysctls and no files. Its id is its name; throws when taken. */
export function createHost(world: World, options: { readonly name: string }): HostId {
  const { name } = options;
  if (world.hosts.has(name)) throw new Error(`a host named ${name} is in this lab already`);
  const rootNetns = createNetns(world, name);
  world.addHost({ id: name, hostname: name, rootNetns, netnsNames: world.newMap(), files: world.newPaths() });
  return name;
}
