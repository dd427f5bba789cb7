import { allocateNsid } from '../nsid';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { typeOf } from './types';

/** Announcing a device whose link is in another namespace numbers that one (IFLA_LINK_NETNSID); a veth's other end does the same. */
export function numberLink(world: World, id: DeviceId): void {
  const device = world.device(id);
  const link = typeOf(device).link?.(device);
  const there = link === undefined ? undefined : world.devices.get(link)?.netns;
  if (there === undefined || there === device.netns) return;
  allocateNsid(world, device.netns, there);
  if (typeOf(device).companion) allocateNsid(world, there, device.netns);
}
