import type { DeviceId, NeighbourRecord } from './records';
import { dropProxies } from './proxy-config';
import type { World } from './world';

/** neigh_carrier_down: forgets what was learned on a device; permanent entries stay. */
export function flushOnCarrierLoss(world: World, device: DeviceId): void {
  flush(world, device, (entry) => entry.state !== 'PERMANENT');
}

/** neigh_ifdown and neigh_changeaddr: forgets every entry of a device, permanent ones too. */
export function flushOnDown(world: World, device: DeviceId): void {
  flush(world, device, () => true);
  dropProxies(world, device);
}

function flush(world: World, device: DeviceId, goes: (entry: NeighbourRecord) => boolean): void {
  const { netns, ifindex } = world.device(device);
  const ns = world.netns(netns);
  if (ns.neighbours.size === 0) return;
  const keys = [...ns.neighbours].filter(([, entry]) => entry.ifindex === ifindex && goes(entry)).map(([key]) => key);
  if (keys.length === 0) return;
  const writable = world.writeNetns(netns);
  writable.neighbours = world.writable(writable.neighbours);
  for (const key of keys) writable.neighbours.delete(key);
}
