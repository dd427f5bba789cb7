import type { DeviceId, SwitchId } from '../records';
import { switchForward } from '../switch';
import { arrives, sent } from '../transmit';
import type { World } from '../world';
import { setCarrier } from './carrier';
import type { DeviceType } from './device-type';

/** A physical card: `port` is where its cable ends, undefined when unplugged. */
export interface NicKind {
  readonly type: 'nic';
  readonly port?: { readonly switch: SwitchId } | { readonly device: DeviceId };
}

/** A physical card: frames leave by its cable. */
export const nicType: DeviceType = {
  mtu: { min: 68, max: 65535 },
  // As systemd sets it.
  qdisc: 'fq_codel',
  tsoMaxSize: () => 524280,
  noCarrier: 'no live cable is plugged in',
  upChanged: syncNicCarrier,
  transmit(world, device, frame) {
    const port = device.kind.type === 'nic' ? device.kind.port : undefined;
    if (!port) return true;
    sent(world, device, frame);
    if ('device' in port) arrives(world, port.device, frame);
    else switchForward(world, port.switch, device.id, frame);
    return true;
  },
};

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
