import type { DeviceId } from '../records';
import type { World } from '../world';
import { setCarrier } from './carrier';

/**
 * A physical card has link when its cable is plugged in, it is up, and what is at the other end is up too (a switch always is).
 * Call after anything of that changed at `id`; both ends are brought up to date.
 */
export function syncNicCarrier(world: World, id: DeviceId): void {
  const { kind, up } = world.device(id);
  if (kind.type !== 'nic') return;
  if (!kind.port) return setCarrier(world, id, false);
  if ('switch' in kind.port) return setCarrier(world, id, up);
  const far = kind.port.device;
  const on = up && world.device(far).up;
  setCarrier(world, id, on);
  setCarrier(world, far, on);
}
