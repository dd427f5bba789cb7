import type { Mac } from '../../packet/address';
import { flushOnDown } from '../neighbour-flush';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { tellAbove } from './stack';

/** Gives a device the MAC of another: who has it by inheritance did not have it set. NETDEV_CHANGEADDR. */
export function inheritMac(world: World, id: DeviceId, mac: Mac): void {
  const before = world.device(id).mac;
  if (before === mac) return;
  world.writeDevice(id).mac = mac;
  flushOnDown(world, id);
  tellAbove(world, id, { type: 'mac', before });
}
