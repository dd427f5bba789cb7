import type { Ipv6 } from '../../packet/address';
import { addressFromNumber6, IPV6_ANY, numberOf6 } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import { requireDevice } from '../link/registry';
import { flagsOf } from '../link/state';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { conf6 } from './addrconf';

const HOST_PART = (1n << 64n) - 1n;

/**
 * IFLA_INET6_TOKEN (net/ipv6/addrconf.c inet6_set_iftoken): the lower half of the addresses that a device would make from router advertisements;
 * `::` takes it away. Throws EINVAL with a reason.
 */
export function setToken(world: World, netns: NetnsId, name: string, token: Ipv6): void {
  const device = requireDevice(world, netns, name);
  const { kind } = device;
  if (kind.type === 'loopback') throw new KernelError('EINVAL', 'ipv6: Device is loopback');
  if (flagsOf(world, device).includes('NOARP')) {
    throw new KernelError('EINVAL', 'ipv6: Device does not do neighbour discovery');
  }
  // ipv6_accept_ra: a router takes no advertisements unless it is told to (2).
  const accept = conf6(world, device, 'accept_ra');
  const accepts = conf6(world, device, 'forwarding') === '0' ? accept !== '0' : accept === '2';
  if (!accepts) throw new KernelError('EINVAL', 'ipv6: Router advertisement is disabled on device');
  if (conf6(world, device, 'router_solicitations') === '0') {
    throw new KernelError('EINVAL', 'Router solicitation is disabled on device');
  }
  const kept = addressFromNumber6(numberOf6(token) & HOST_PART);
  world.writeDevice(device.id).token6 = kept === IPV6_ANY ? undefined : kept;
}
