import type { DeviceCounters } from './device-records';
import type { DeviceId } from './records';
import type { World } from './world';

/** Counts one frame sent on a device, as `ip -s link` shows it. */
export function countTx(world: World, id: DeviceId, bytes: number): void {
  count(world, id, 0, 0, bytes, 1, 0, 0);
}

/** Counts one frame that a device would not take in. */
export function countRxDropped(world: World, id: DeviceId): void {
  count(world, id, 0, 0, 0, 0, 1, 0);
}

/** Counts one frame received on a device. */
export function countRx(world: World, id: DeviceId, bytes: number, multicast = false): void {
  count(world, id, bytes, 1, 0, 0, 0, multicast ? 1 : 0);
}

/**
 * Done for every frame on every device, so written out: a spread of the old value gives V8 (11) a new hidden class each time, which costs thirty
 * times as much.
 */
function count(
  world: World,
  id: DeviceId,
  rxBytes: number,
  rxPackets: number,
  txBytes: number,
  txPackets: number,
  rxDropped: number,
  multicast: number,
): void {
  const device = world.writeDevice(id);
  const old = device.counters;
  const counters: DeviceCounters = {
    rxBytes: old.rxBytes + rxBytes,
    rxPackets: old.rxPackets + rxPackets,
    rxErrors: old.rxErrors,
    rxDropped: old.rxDropped + rxDropped,
    txBytes: old.txBytes + txBytes,
    txPackets: old.txPackets + txPackets,
    txErrors: old.txErrors,
    txDropped: old.txDropped,
    multicast: old.multicast + multicast,
  };
  const { carrierErrors, collisions } = old;
  device.counters =
    carrierErrors === undefined && collisions === undefined
      ? counters
      : {
          ...counters,
          ...(carrierErrors !== undefined && { carrierErrors }),
          ...(collisions !== undefined && { collisions }),
        };
}
