import type { DeviceId } from './records';
import type { World } from './world';

/** Counts one frame sent on a device, as `ip -s link` shows it. */
export function countTx(world: World, id: DeviceId, bytes: number): void {
  const device = world.writeDevice(id);
  const { counters } = device;
  device.counters = { ...counters, txBytes: counters.txBytes + bytes, txPackets: counters.txPackets + 1 };
}

/** Counts one frame that a device would not take in. */
export function countRxDropped(world: World, id: DeviceId): void {
  const device = world.writeDevice(id);
  device.counters = { ...device.counters, rxDropped: device.counters.rxDropped + 1 };
}

/** Counts one frame received on a device. */
export function countRx(world: World, id: DeviceId, bytes: number, multicast = false): void {
  const device = world.writeDevice(id);
  const { counters } = device;
  device.counters = {
    ...counters,
    rxBytes: counters.rxBytes + bytes,
    rxPackets: counters.rxPackets + 1,
    multicast: counters.multicast + (multicast ? 1 : 0),
  };
}
