import type { DeviceId } from '../records';
import type { World } from '../world';
import type { LinkEvent } from './device-type';
import { typeOf } from './types';

/** Devices on top of others: those that stand on one (VLANs), and the master whose port it is. */

/** Notes that a device stands on another: frames and news from below reach it from now on. */
export function standOn(world: World, upper: DeviceId, lower: DeviceId): void {
  const device = world.writeDevice(lower);
  device.uppers = [...(device.uppers ?? []), upper];
}

/** The opposite of `standOn`. */
export function standOff(world: World, upper: DeviceId, lower: DeviceId): void {
  if (!world.devices.has(lower)) return;
  const device = world.writeDevice(lower);
  const rest = device.uppers?.filter((id) => id !== upper) ?? [];
  device.uppers = rest.length > 0 ? rest : undefined;
}

/** call_netdevice_notifiers: tells the devices above, and the master, what happened to this one. */
export function tellAbove(world: World, id: DeviceId, event: LinkEvent): void {
  const { uppers, master } = world.device(id);
  if (master !== undefined) typeOf(world.device(master)).portChanged?.(world, master, id, event);
  if (!uppers) return;
  for (const upper of uppers) typeOf(world.device(upper)).lowerChanged?.(world, upper, id, event);
}
