import { addLoopbackAddress } from '../addresses';
import { connectedRoutes, installRoutes } from '../connected-routes';
import { routesDeviceDown, routesDeviceUp } from '../fib-events';
import { linkDown6, linkReady } from '../ipv6-addresses';
import { flushOnDown } from '../neighbour-flush';
import type { DeviceId, DeviceKind } from '../records';
import type { World } from '../world';
import { bridgeUpChanged } from './bridge';
import { syncPortState } from './carrier';
import { syncNicCarrier } from './nic';
import { syncVethCarrier } from './veth';

/** The queueing discipline a device gets when it first comes up: virtual devices have none, a card fq_codel (as systemd sets it). */
const QDISC: Record<DeviceKind['type'], string> = {
  loopback: 'noqueue',
  veth: 'noqueue',
  bridge: 'noqueue',
  nic: 'fq_codel',
};

/** `ip link set DEV up` (dev_open): carrier, addresses the kernel makes itself, and connected routes follow. */
export function openDevice(world: World, id: DeviceId): void {
  if (world.device(id).up) return;
  const device = world.writeDevice(id);
  const hadCarrier = device.carrier;
  device.up = true;
  if (device.qdisc === 'noop') device.qdisc = QDISC[device.kind.type];
  syncKind(world, id);
  syncPortState(world, id);
  routesDeviceUp(world, id);
  installRoutes(world, id, connectedRoutes(world.device(id), world.device(id).addresses4));
  addLoopbackAddress(world, id);
  if (hadCarrier) linkReady(world, id);
}

/** `ip link set DEV down` (dev_close): routes through the device, its neighbours and its IPv6 addresses go; IPv4 addresses stay. */
export function closeDevice(world: World, id: DeviceId): void {
  if (!world.device(id).up) return;
  world.writeDevice(id).up = false;
  syncKind(world, id);
  syncPortState(world, id);
  routesDeviceDown(world, id, false);
  flushOnDown(world, id);
  linkDown6(world, id);
}

function syncKind(world: World, id: DeviceId): void {
  switch (world.device(id).kind.type) {
    case 'veth':
      return syncVethCarrier(world, id);
    case 'nic':
      return syncNicCarrier(world, id);
    case 'bridge':
      return bridgeUpChanged(world, id);
    case 'loopback':
      return;
  }
}
