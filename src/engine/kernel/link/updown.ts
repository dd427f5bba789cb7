import { addLoopbackAddress } from '../addresses';
import { announceAddresses } from '../arp';
import { connectedRoutes, installRoutes } from '../connected-routes';
import { routesDeviceDown, routesDeviceUp } from '../fib-events';
import { deviceUp6, linkDown6, linkReady } from '../ipv6/addrconf';
import { flushNexthopsOf } from '../nexthop-objects';
import { flushOnDown } from '../neighbour-flush';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { tellAbove } from './stack';
import { tellLink } from './tell';
import { typeOf } from './types';

/** `ip link set DEV up` (dev_open): carrier, addresses the kernel makes itself, and connected routes follow. */
export function openDevice(world: World, id: DeviceId): void {
  if (world.device(id).up) return;
  typeOf(world.device(id)).checkOpen?.(world, world.device(id));
  const device = world.writeDevice(id);
  const hadCarrier = device.carrier;
  device.up = true;
  if (device.qdisc === 'noop') device.qdisc = typeOf(device).qdisc ?? 'noqueue';
  typeOf(device).upChanged?.(world, id);
  tellAbove(world, id, { type: 'up' });
  routesDeviceUp(world, id);
  installRoutes(world, id, connectedRoutes(world.device(id), world.device(id).addresses4));
  addLoopbackAddress(world, id);
  deviceUp6(world, id);
  tellLink(world, id);
  if (hadCarrier) linkReady(world, id);
  announceAddresses(world, id);
}

/** `ip link set DEV down` (dev_close): routes through the device, its neighbours and its IPv6 addresses go; IPv4 addresses stay. */
export function closeDevice(world: World, id: DeviceId): void {
  if (!world.device(id).up) return;
  const device = world.writeDevice(id);
  device.up = false;
  device.reopened = true;
  typeOf(device).upChanged?.(world, id);
  tellAbove(world, id, { type: 'down' });
  flushNexthopsOf(world, id);
  routesDeviceDown(world, id, 'down');
  flushOnDown(world, id);
  tellLink(world, id);
  linkDown6(world, id);
}
