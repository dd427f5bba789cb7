import { dropIpv4, IPV4_MIN_MTU } from '../addresses';
import { linkDown6, linkReady } from '../ipv6/addrconf';
import type { DeviceId } from '../records';
import { exceptionsFollowMtu } from '../route-exceptions';
import type { World } from '../world';
import { tellAbove } from './stack';
import { typeOf } from './types';

/** Below this many bytes IPv6 cannot work (RFC 8200) and the kernel takes its addresses away. */
const IPV6_MIN_MTU = 1280;

/** __dev_set_mtu and its notifiers; the new MTU was checked. */
export function changeMtu(world: World, id: DeviceId, mtu: number): void {
  const device = world.writeDevice(id);
  const before = device.mtu;
  device.mtu = mtu;
  exceptionsFollowMtu(world, device, before);
  typeOf(device).mtuChanged?.(world, id);
  tellAbove(world, id, { type: 'mtu', before });
  if (mtu < IPV4_MIN_MTU) dropIpv4(world, id);
  if (mtu < IPV6_MIN_MTU) linkDown6(world, id);
  else linkReady(world, id);
}
