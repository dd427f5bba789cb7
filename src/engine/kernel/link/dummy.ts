import { sent } from '../transmit';
import type { DeviceType } from './device-type';
import { newDevice } from './device';

export interface DummyKind {
  readonly type: 'dummy';
}

/** drivers/net/dummy.c: a device that is always there and swallows what it is given; a home for addresses. */
export const dummyType: DeviceType = {
  kind: 'dummy',
  create: (world, here, request) =>
    newDevice(world, here, request, { type: 'dummy' }, { pattern: 'dummy%d', arp: false, multicast: false }),
  // dummy_setup
  mtu: { min: 0, max: 0 },
  addressOrigin: () => 1,
  carrierByHand: true,
  transmit(world, device, frame) {
    sent(world, device, frame);
    return true;
  },
};
