import { MAC_ZERO, type Ipv6 } from '../../packet/address';
import { IPV6_LOOPBACK, isLinkLocal6, linkLocalOf, networkOf6, scopeOf6, SCOPE6 } from '../../packet/ipv6-address';
import { IPV6_MIN_MTU } from '../../packet/ipv6-frame';
import type { DeviceId, DeviceRecord, Ipv6AddressRecord } from '../records';
import { readDeviceSysctl } from '../sysctl-store';
import { linkInfo } from '../link/info';
import { notify } from '../notices';
import { typeOf } from '../link/types';
import type { World } from '../world';
import { startDad, wantsDad } from './dad';
import { forgetSource6, routes6DeviceDown, routes6DeviceUp } from './fib-events';
import { forwards6 } from './groups';
import {
  addAnycastRoute,
  addHostRoute,
  addMulticastRoute,
  addPeerRoute,
  addPrefixRoute,
  anycastOf,
  removeKernelRoute,
} from './kernel-routes';

/** The addresses of a device and what comes and goes with it (net/ipv6/addrconf.c). */

/** A value of net.ipv6.conf for a device. */
export function conf6(world: World, { netns, name }: Pick<DeviceRecord, 'netns' | 'name'>, key: string): string {
  return readDeviceSysctl(world, netns, 'ipv6.conf', name, key);
}

/** Whether a device has IPv6 at all: it is switched on, and the link carries what IPv6 needs. */
export function hasInet6(world: World, device: DeviceRecord): boolean {
  return device.mtu >= IPV6_MIN_MTU && conf6(world, device, 'disable_ipv6') === '0';
}

/** NETDEV_UP: addresses that were set while the device was down get their routes (addrconf_permanent_addr). */
export function deviceUp6(world: World, id: DeviceId): void {
  const device = world.device(id);
  if (!hasInet6(world, device)) return;
  for (const address of device.addresses6) addPrefixRoute(world, id, address);
  if ((world.netns(device.netns).inet6.userRoutes.get(device.ifindex) ?? 0) > 0) routes6DeviceUp(world, id);
}

/**
 * addrconf_dev_config, once a device is up and its carrier on: `::1` on lo, otherwise the route to groups and the link-local address, tentative until
 * duplicate address detection ends. Does nothing where IPv6 is off.
 */
export function linkReady(world: World, id: DeviceId): void {
  const device = world.device(id);
  const { kind, mac, up, carrier, addresses6 } = device;
  // IFF_NO_ADDRCONF: a bond's slaves have no addresses of their own.
  if (!up || !carrier || device.ready6 || device.slave || !hasInet6(world, device)) return;
  // addrconf_dev_config: what is no Ethernet makes no address of its own here.
  if (kind.type !== 'loopback' && typeOf(device).hardware) return;
  world.writeDevice(id).ready6 = true;
  if (kind.type === 'loopback') {
    if (!addresses6.some((a) => a.address === IPV6_LOOPBACK)) insertAddress(world, id, made(world, IPV6_LOOPBACK, 128));
    return;
  }
  // addr_gen_mode 0 is EUI-64; 1 makes no address.
  const generates = mac !== MAC_ZERO && conf6(world, device, 'addr_gen_mode') === '0';
  const adds = generates && !addresses6.some((a) => a.scope === 'link');
  // A new address brings the route along.
  if (!adds || addresses6.length > 0) addMulticastRoute(world, id);
  for (const known of addresses6) if (known.tentativeUntilUs !== undefined) startDad(world, id, known.address);
  if (adds) insertAddress(world, id, made(world, linkLocalOf(mac), 64));
}

function made(world: World, address: Ipv6, prefixLength: number): Ipv6AddressRecord {
  return { family: 'inet6', address, prefixLength, scope: scopeName(address), kernelMade: true, setAtUs: world.nowUs };
}

/** The scope of an address as `ip addr` names it. */
export function scopeName(address: Ipv6): Ipv6AddressRecord['scope'] {
  if (address === IPV6_LOOPBACK) return 'host';
  const scope = scopeOf6(address);
  return scope === SCOPE6.linkLocal ? 'link' : scope === SCOPE6.siteLocal ? 'site' : 'global';
}

/** ipv6_add_addr and what follows it: the record, its prefix route, and duplicate detection or the address at once. */
export function insertAddress(world: World, id: DeviceId, record: Ipv6AddressRecord): void {
  const dad = wantsDad(world, world.device(id), record);
  insertSorted(world, id, dad ? { ...record, tentativeUntilUs: Number.POSITIVE_INFINITY } : record);
  if (record.address !== IPV6_LOOPBACK) {
    if (world.device(id).up && world.device(id).kind.type !== 'loopback') addMulticastRoute(world, id);
    addPrefixRoute(world, id, record);
  }
  if (dad && !record.kernelMade) tellAddress(world, id, { ...record, tentativeUntilUs: Infinity }, false);
  if (dad) startDad(world, id, record.address);
  else addressReady(world, id, record);
}

/** The address is this host's now (ipv6_ifa_notify): packets for it are taken in. */
export function addressReady(world: World, id: DeviceId, record: Ipv6AddressRecord): void {
  tellAddress(world, id, { ...record, tentativeUntilUs: undefined }, false);
  addHostRoute(world, id, record.address);
  addPeerRoute(world, id, record);
  const anycast = anycastOf(record);
  if (anycast !== undefined && forwards6(world, world.device(id))) addAnycastRoute(world, id, anycast);
}

/** ipv6_link_dev_addr: keeps addresses ordered by scope, widest first; a new one goes before others of its scope. */
function insertSorted(world: World, id: DeviceId, record: Ipv6AddressRecord): void {
  const device = world.writeDevice(id);
  if (device.addresses6.length === 0) {
    device.addresses6 = [record];
    return;
  }
  const rank = (a: Ipv6AddressRecord): number => SCOPE_RANK[a.scope];
  const at = device.addresses6.findIndex((a) => rank(a) <= rank(record));
  const list = [...device.addresses6];
  list.splice(at < 0 ? list.length : at, 0, record);
  device.addresses6 = list;
}

const SCOPE_RANK: Record<Ipv6AddressRecord['scope'], number> = { global: 4, site: 3, link: 2, host: 1, nowhere: 0 };

/** ipv6_del_addr: the address goes with its routes; the prefix route only when no other address needs it. */
export function removeAddress(world: World, id: DeviceId, record: Ipv6AddressRecord): void {
  const device = world.writeDevice(id);
  device.addresses6 = device.addresses6.filter((a) => a !== record);
  const { address, prefixLength, peer } = record;
  tellAddress(world, id, record, true);
  removeKernelRoute(world, device, 'local', address, 128);
  if (peer !== undefined) removeKernelRoute(world, device, 'unicast', peer, 128);
  const anycast = anycastOf(record);
  if (anycast !== undefined && !device.addresses6.some((a) => anycastOf(a) === anycast)) {
    removeKernelRoute(world, device, 'anycast', anycast, 128);
  }
  // check_cleanup_prefix_route: the route of an address that would not have stayed for ever lives out its own time.
  if (record.validSeconds === undefined && !record.noprefixroute) {
    const network = networkOf6(peer ?? address, prefixLength);
    const needed = (a: Ipv6AddressRecord): boolean =>
      a.prefixLength === prefixLength && networkOf6(a.peer ?? a.address, prefixLength) === network;
    if (!device.addresses6.some(needed)) removeKernelRoute(world, device, 'unicast', network, prefixLength);
  }
  forgetSource6(world, device.netns, address);
}

/** addrconf_ifdown: the device went down, or lost IPv6; its addresses and routes go, unless `keep_addr_on_down` holds some. */
export function linkDown6(world: World, id: DeviceId): void {
  const { addresses6, netns, ifindex, ready6 } = world.device(id);
  if (addresses6.length === 0 && !ready6) {
    if ((world.netns(netns).inet6.userRoutes.get(ifindex) ?? 0) > 0) routes6DeviceDown(world, id);
    return;
  }
  const keeps = Number(conf6(world, world.device(id), 'keep_addr_on_down')) > 0 && hasInet6(world, world.device(id));
  const kept = (a: Ipv6AddressRecord): boolean =>
    keeps && a.validSeconds === undefined && !isLinkLocal6(a.address) && a.address !== IPV6_LOOPBACK;
  const device = world.writeDevice(id);
  device.ready6 = false;
  device.addresses6 = addresses6
    .filter(kept)
    .map((a) => ({ ...a, tentativeUntilUs: a.nodad ? undefined : Number.POSITIVE_INFINITY }));
  const others = (world.netns(netns).inet6.userRoutes.get(ifindex) ?? 0) > 0 || device.addresses6.length > 0;
  if (!others) {
    for (const address of addresses6) removeOwnRoutes(world, device, address);
    removeKernelRoute(world, device, 'multicast', 'ff00::' as Ipv6, 8);
  } else routes6DeviceDown(world, id);
  for (const address of addresses6) if (!kept(address)) tellAddress(world, id, address, true);
}

/** inet6_ifa_notify: RTM_NEWADDR once an address may be used, and RTM_DELADDR. */
function tellAddress(world: World, id: DeviceId, record: Ipv6AddressRecord, deleted: boolean): void {
  const device = world.device(id);
  notify(world, device.netns, () => ({
    ...{ type: 'address', deleted, link: linkInfo(world, device) },
    address: record,
  }));
}

function removeOwnRoutes(world: World, device: DeviceRecord, record: Ipv6AddressRecord): void {
  const { address, prefixLength, peer } = record;
  removeKernelRoute(world, device, 'local', address, 128);
  removeKernelRoute(world, device, 'unicast', networkOf6(peer ?? address, prefixLength), prefixLength);
  if (peer !== undefined) removeKernelRoute(world, device, 'unicast', peer, 128);
  const anycast = anycastOf(record);
  if (anycast !== undefined) removeKernelRoute(world, device, 'anycast', anycast, 128);
}

/** dev_forward_change: a device became a router's, or no longer is; anycast addresses come and go with that. */
export function forwardingChanged6(world: World, id: DeviceId): void {
  const device = world.device(id);
  const forwards = forwards6(world, device);
  for (const record of device.addresses6) {
    const anycast = anycastOf(record);
    if (anycast === undefined || record.tentativeUntilUs !== undefined) continue;
    if (forwards) addAnycastRoute(world, id, anycast);
    else removeKernelRoute(world, device, 'anycast', anycast, 128);
  }
}
