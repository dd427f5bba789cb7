import type { DeviceId, DeviceRecord } from '../records';
import type { World } from '../world';
import type { LinkEvent } from './device-type';
import { typeOf } from './types';

/** Devices on top of others: those that stand on one (VLANs), and the master whose port it is. */

/** Notes that a device stands on another: frames and news from below reach it from now on. */
export function standOn(world: World, upper: DeviceId, lower: DeviceId): void {
  const device = world.writeDevice(lower);
  const others = device.uppers ?? [];
  // __netif_receive_skb_core gives tagged frames to VLANs before an rx_handler sees them.
  device.uppers = typeOf(world.device(upper)).rxHandler ? [...others, upper] : [upper, ...others];
}

/** The opposite of `standOn`. */
export function standOff(world: World, upper: DeviceId, lower: DeviceId): void {
  if (!world.devices.has(lower)) return;
  const device = world.writeDevice(lower);
  const rest = device.uppers?.filter((id) => id !== upper) ?? [];
  device.uppers = rest.length > 0 ? rest : undefined;
}

/** Whether somebody has the device's rx_handler already: its master, or macvlans. */
export function framesTaken(world: World, { master, uppers }: DeviceRecord): boolean {
  return master !== undefined || (uppers?.some((id) => typeOf(world.device(id)).rxHandler) ?? false);
}

/** How many reasons it has to listen to every frame, besides being told so and being a port (dev_set_promiscuity). */
export function promiscuityFromAbove(world: World, { uppers, kind }: DeviceRecord): number {
  if (!uppers) return 0;
  let all = 0;
  let address = false;
  for (const id of uppers) {
    const upper = world.device(id);
    const wants = typeOf(upper).promiscuityBelow?.(upper);
    if (wants === 'all') all++;
    if (wants === 'address') address = true;
  }
  return all + (address && !typeOf({ kind }).unicastFilter ? 1 : 0);
}

/** call_netdevice_notifiers: tells the devices above, and the master, what happened to this one. */
export function tellAbove(world: World, id: DeviceId, event: LinkEvent): void {
  const { uppers, master } = world.device(id);
  if (master !== undefined) typeOf(world.device(master)).portChanged?.(world, master, id, event);
  if (!uppers) return;
  for (const upper of uppers) typeOf(world.device(upper)).lowerChanged?.(world, upper, id, event);
}
