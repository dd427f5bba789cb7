import { KernelError } from '../errno';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { requireDevice } from './registry';

/** ALTIFNAMSIZ without the terminating zero byte. */
const MAX_ALT_NAME_BYTES = 127;

/**
 * RTM_NEWLINKPROP: further names of a device (net/core/dev.c netdev_name_node_alt_create), by which it is found as by its own. Names before one that
 * is refused stay. Throws ENODEV, EEXIST, EINVAL for one that is too long.
 */
export function addAltNames(world: World, netns: NetnsId, device: string, names: readonly string[]): void {
  const { id } = requireDevice(world, netns, device);
  checkLengths(names);
  for (const name of names) {
    const ns = world.writeNetns(netns);
    if (ns.deviceNames.has(name)) throw new KernelError('EEXIST');
    ns.deviceNames = world.writable(ns.deviceNames);
    ns.deviceNames.set(name, id);
    const record = world.writeDevice(id);
    record.altNames = [...(record.altNames ?? []), name];
  }
}

/** RTM_DELLINKPROP. Throws ENODEV, ENOENT for a name nobody has, EINVAL for another device's or the device's own. */
export function deleteAltNames(world: World, netns: NetnsId, device: string, names: readonly string[]): void {
  const { id } = requireDevice(world, netns, device);
  checkLengths(names);
  for (const name of names) {
    const ns = world.writeNetns(netns);
    const { altNames = [] } = world.device(id);
    if (!ns.deviceNames.has(name)) throw new KernelError('ENOENT');
    if (!altNames.includes(name)) throw new KernelError('EINVAL');
    ns.deviceNames = world.writable(ns.deviceNames);
    ns.deviceNames.delete(name);
    world.writeDevice(id).altNames = altNames.filter((other) => other !== name);
  }
}

function checkLengths(names: readonly string[]): void {
  if (names.some((name) => new TextEncoder().encode(name).length > MAX_ALT_NAME_BYTES)) {
    throw new KernelError('EINVAL', 'Attribute failed policy validation');
  }
}
