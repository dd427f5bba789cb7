import { MAC_ZERO } from '../../packet/address';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { registerDevice } from './device';
import { reserveIfindex } from './registry';

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
    },
  );
}
