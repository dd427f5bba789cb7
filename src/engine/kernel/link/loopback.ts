import { MAC_ZERO } from '../../packet/address';
import { countTx } from '../counters';
import type { NetnsId } from '../records';
import { arrives, frameLength } from '../transmit';
import type { World } from '../world';
import { registerDevice } from './device';
import type { DeviceType } from './device-type';
import { reserveIfindex } from './registry';

export interface LoopbackKind {
  readonly type: 'loopback';
}

/** drivers/net/loopback.c: what it sends it receives. */
export const loopbackType: DeviceType = {
  immutableNetns: true,
  mtu: { min: 0, max: 0 },
  hardware: { number: 772, name: 'loopback' },
  headerLength: 0,
  linkFlag: 'LOOPBACK',
  linkSettings: () => ({ speed: undefined, duplex: undefined }),
  tsoMaxSize: () => 524280,
  transmit(world, { id }, frame) {
    countTx(world, id, frameLength(frame) - 14);
    arrives(world, id, frame);
    return true;
  },
};

/** drivers/net/loopback.c: every namespace starts with `lo`, down; its carrier is always on and its operstate UNKNOWN. */
export function addLoopback(world: World, netns: NetnsId): void {
  registerDevice(
    world,
    world.allocateId(),
    { type: 'loopback' },
    {
      netns,
      ifindex: reserveIfindex(world, netns),
      name: 'lo',
      mac: MAC_ZERO,
      broadcast: MAC_ZERO,
      mtu: 65536,
      carrier: true,
      operstate: 'UNKNOWN',
      multicast: false,
    },
  );
}
