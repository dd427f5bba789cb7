import { KernelError } from '../errno';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { typeOf } from './types';

/** do_set_master: takes a device out of the one it is a port of, and makes it a port of another. Throws EOPNOTSUPP when that takes no ports. */
export function setMaster(world: World, id: DeviceId, master: DeviceId | undefined): void {
  const old = world.device(id).master;
  if (old === master) return;
  if (old !== undefined) typeOf(world.device(old)).release?.(world, old, id);
  if (master !== undefined) enslave(world, master, id);
}

/** ndo_add_slave of the device that shall be the master. */
export function enslave(world: World, master: DeviceId, id: DeviceId): void {
  const type = typeOf(world.device(master));
  if (!type.enslave) throw new KernelError('EOPNOTSUPP');
  type.enslave(world, master, id);
}
