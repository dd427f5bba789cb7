import { addNamespace, deleteNamespace } from '../namespaces';
import { openNetlink } from '../netlink-socket';
import type { HostId } from '../records';
import type { World } from '../world';
import { removeContainerRecord } from './container';
import { nextPid, randomHex, randomUuid } from './node';
import type { SandboxConfig, SandboxId } from './records';

/**
 * A Pod's sandbox: its network namespace, named as containerd names it (`cni-UUID`, so `ip netns` of the node lists it), with nothing but `lo`, up.
 * Whoever makes the Pod's network does so in that namespace and says with `setSandboxIps` which addresses it got.
 */
export function createSandbox(world: World, node: HostId, config: SandboxConfig): SandboxId {
  const id = randomHex(world, 64);
  let netns = world.host(node).rootNetns;
  let netnsName: string | undefined;
  if (!config.hostNetwork) {
    netnsName = `cni-${randomUuid(world)}`;
    netns = addNamespace(world, node, netnsName);
    openNetlink(world, netns).setLink('lo', { up: true });
  }
  world.addSandbox({
    id,
    node,
    config,
    netns,
    netnsName,
    pid: nextPid(world),
    state: 'ready',
    createdUs: world.nowUs,
    ips: [],
    containers: [],
  });
  const record = world.writeNode(node);
  record.sandboxes = world.writable(record.sandboxes);
  record.sandboxes.set(id, true);
  return id;
}

/** What the network add-on answered. */
export function setSandboxIps(world: World, id: SandboxId, ips: readonly string[]): void {
  world.writeSandbox(id).ips = ips;
}

/** Takes the network away; containers must have been stopped. Stopping it twice is no error. */
export function stopSandboxRecord(world: World, id: SandboxId): void {
  const { state, netnsName, node } = world.sandbox(id);
  if (state === 'notready') return;
  world.writeSandbox(id).state = 'notready';
  if (netnsName !== undefined && world.host(node).netnsNames.has(netnsName)) deleteNamespace(world, node, netnsName);
}

/** Forgets a stopped sandbox and its containers. */
export function removeSandboxRecord(world: World, id: SandboxId): void {
  const { containers, node } = world.sandbox(id);
  for (const container of containers) removeContainerRecord(world, container);
  const record = world.writeNode(node);
  record.sandboxes = world.writable(record.sandboxes);
  record.sandboxes.delete(id);
  world.removeSandbox(id);
}
