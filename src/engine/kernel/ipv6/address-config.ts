import { IPV6_ANY, IPV6_LOOPBACK, isMulticast6 } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import type { AddressSelector, NewAddress } from '../netlink';
import type { DeviceId, Ipv6AddressRecord } from '../records';
import type { World } from '../world';
import { conf6, insertAddress, removeAddress, scopeName } from './addrconf';
import { addPrefixRoute, removeKernelRoute } from './kernel-routes';
import { networkOf6 } from '../../packet/ipv6-address';

/** What a user asks of the addresses of a device (net/ipv6/addrconf.c inet6_rtm_newaddr, inet6_rtm_deladdr). */

type NewIpv6 = Extract<NewAddress, { family: 'inet6' }>;

/** RTM_NEWADDR. Throws EACCES where IPv6 is off, EEXIST "address already assigned", EADDRNOTAVAIL for groups and `::`. */
export function addIpv6(world: World, id: DeviceId, request: NewIpv6): void {
  const { address, prefixLength } = request;
  if (prefixLength > 128) throw new KernelError('EINVAL', 'ipv6: Invalid prefix length');
  const device = world.device(id);
  if (conf6(world, device, 'disable_ipv6') === '1') {
    throw new KernelError('EACCES', 'ipv6: IPv6 is disabled on this device');
  }
  // Below 1280 bytes a device has no IPv6 at all (ipv6_add_dev).
  if (device.mtu < 1280) throw new KernelError('ENOBUFS');
  const twin = device.addresses6.find((a) => a.address === address);
  if (twin) {
    if (request.mode === 'add') throw new KernelError('EEXIST', 'ipv6: address already assigned');
    return changeAddress(world, id, twin, request);
  }
  if (isMulticast6(address)) {
    throw new KernelError('EADDRNOTAVAIL', 'ipv6: Cannot assign multicast address without "IFA_F_MCAUTOJOIN" flag');
  }
  if (address === IPV6_ANY) throw new KernelError('EADDRNOTAVAIL', 'ipv6: Invalid address');
  if (address === IPV6_LOOPBACK && device.kind.type !== 'loopback') {
    throw new KernelError('EADDRNOTAVAIL', 'ipv6: Cannot assign loopback address on this device');
  }
  insertAddress(world, id, {
    family: 'inet6',
    address,
    prefixLength,
    scope: scopeName(address),
    kernelMade: false,
    setAtUs: world.nowUs,
    ...(request.peer !== undefined && request.peer !== address && { peer: request.peer }),
    ...changeable(request),
  });
  scheduleExpiry(world, id, request.validSeconds);
}

/** What a later request may set anew. */
function changeable(request: NewIpv6): Partial<Ipv6AddressRecord> {
  const { nodad, noprefixroute, home, mngtmpaddr, optimistic, metric, validSeconds, preferredSeconds } = request;
  return {
    nodad: nodad || undefined,
    noprefixroute: noprefixroute || undefined,
    home: home || undefined,
    mngtmpaddr: mngtmpaddr || undefined,
    optimistic: optimistic || undefined,
    metric,
    validSeconds,
    preferredSeconds,
  };
}

/** inet6_addr_modify: lifetimes, flags and metric follow the request; so does the route to the network. */
function changeAddress(world: World, id: DeviceId, old: Ipv6AddressRecord, request: NewIpv6): void {
  const changed: Ipv6AddressRecord = {
    ...old,
    ...changeable(request),
    metric: request.metric ?? old.metric,
    setAtUs: world.nowUs,
  };
  const device = world.writeDevice(id);
  device.addresses6 = device.addresses6.map((a) => (a === old ? changed : a));
  const { prefixLength } = old;
  if (!old.noprefixroute) {
    removeKernelRoute(world, device, 'unicast', networkOf6(old.peer ?? old.address, prefixLength), prefixLength);
  }
  addPrefixRoute(world, id, changed);
  scheduleExpiry(world, id, request.validSeconds);
}

/** RTM_DELADDR. Throws EADDRNOTAVAIL. */
export function deleteIpv6(
  world: World,
  id: DeviceId,
  { address, prefixLength }: Extract<AddressSelector, { family: 'inet6' }>,
): void {
  const found = world
    .device(id)
    .addresses6.find((a) => a.address === address && (prefixLength === undefined || a.prefixLength === prefixLength));
  if (!found) throw new KernelError('EADDRNOTAVAIL', 'ipv6: address not found');
  removeAddress(world, id, found);
}

/** Removes addresses whose valid lifetime ended. */
export function expireIpv6(world: World, id: DeviceId): void {
  const over = (a: Ipv6AddressRecord): boolean =>
    a.validSeconds !== undefined && a.setAtUs + a.validSeconds * 1_000_000 <= world.nowUs;
  const gone = world.devices.get(id)?.addresses6.filter(over) ?? [];
  for (const address of gone) {
    removeAddress(world, id, address);
    const { prefixLength, peer } = address;
    const network = networkOf6(peer ?? address.address, prefixLength);
    removeKernelRoute(world, world.device(id), 'unicast', network, prefixLength);
  }
}

function scheduleExpiry(world: World, device: DeviceId, validSeconds: number | undefined): void {
  if (validSeconds !== undefined) world.schedule(validSeconds * 1_000_000, { type: 'address-expires', device });
}
