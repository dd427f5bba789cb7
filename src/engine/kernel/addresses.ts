import { inPrefix, type Ipv4 } from '../packet/address';
import { connectedRoutes, installRoutes, sameSubnet, withdrawRoutes } from './connected-routes';
import { KernelError } from './errno';
import { addressType, SCOPE_VALUE } from './fib-table';
import { routesAddressGone, routesDeviceDown } from './fib-events';
import { linkDown6 } from './ipv6/addrconf';
import { addIpv6, deleteIpv6, expireIpv6 } from './ipv6/address-config';
import { linkInfo } from './link/info';
import { notify } from './notices';
import type { AddressSelector, NewAddress } from './netlink';
import { flushOnDown } from './neighbour-flush';
import type { DeviceId, Ipv4AddressRecord } from './records';
import { readDeviceSysctl } from './sysctl-store';
import type { World } from './world';

type NewIpv4 = Extract<NewAddress, { family: 'inet' }>;

/** RTM_NEWADDR. Throws EEXIST "ipv4: Address already assigned", EINVAL for bad lengths, lifetimes or scopes. */
export function addAddress(world: World, device: DeviceId, request: NewAddress): void {
  checkLifetimes(request);
  if (request.family === 'inet') addIpv4(world, device, request);
  else addIpv6(world, device, request);
}

/** RTM_DELADDR: the first address of the device that the selector fits. Throws EADDRNOTAVAIL. */
export function deleteAddress(world: World, device: DeviceId, selector: AddressSelector): void {
  if (selector.family === 'inet6') {
    deleteIpv6(world, device, selector);
    return;
  }
  const found = world.device(device).addresses4.find((a) => fits(a, selector));
  if (!found) throw new KernelError('EADDRNOTAVAIL', 'ipv4: Address not found');
  removeIpv4(world, device, found);
}

/** inetdev_event NETDEV_UP: lo gets 127.0.0.1/8 whenever it comes up, unless it has it or an address of another scope is in the way. */
export function addLoopbackAddress(world: World, device: DeviceId): void {
  const { kind, mtu, addresses4 } = world.device(device);
  if (kind.type !== 'loopback' || mtu < IPV4_MIN_MTU) return;
  const inTheWay = (a: Ipv4AddressRecord): boolean =>
    a.prefixLength === 8 && a.address >>> 24 === 127 && (a.address === LOOPBACK_ADDRESS || a.scope !== 'host');
  if (addresses4.some(inTheWay)) return;
  addIpv4(world, device, { family: 'inet', mode: 'add', address: LOOPBACK_ADDRESS, prefixLength: 8, scope: 'host' });
}

/** Fewest bytes an IPv4 link must carry (RFC 791). */
export const IPV4_MIN_MTU = 68;

const LOOPBACK_ADDRESS = 0x7f000001 as Ipv4;

/** The device is leaving its namespace: forgets every address (its routes go with it). */
export function dropAllAddresses(world: World, device: DeviceId): void {
  linkDown6(world, device);
  dropIpv4(world, device);
}

/** The MTU became too small for IPv4 (inetdev_destroy), or the device is leaving: IPv4 addresses and routes go. */
export function dropIpv4(world: World, device: DeviceId): void {
  const record = world.writeDevice(device);
  const gone = record.addresses4;
  record.addresses4 = [];
  routesDeviceDown(world, device, 'leaves');
  for (const { address } of gone) forgetSource(world, device, address);
}

/** The `address-expires` event: removes addresses whose valid lifetime ended. */
export function expireAddresses(world: World, device: DeviceId): void {
  const over = (a: Ipv4AddressRecord): boolean =>
    a.validSeconds !== undefined && a.setAtUs + a.validSeconds * 1_000_000 <= world.nowUs;
  for (;;) {
    const found = world.devices.get(device)?.addresses4.find(over);
    if (!found) break;
    removeIpv4(world, device, found);
  }
  expireIpv6(world, device);
}

function addIpv4(world: World, id: DeviceId, request: NewIpv4): void {
  const { address, prefixLength } = request;
  // IFA_LABEL holds IFNAMSIZ - 1 bytes.
  if ((request.label?.length ?? 0) > 15) throw new KernelError('ERANGE', 'Attribute failed policy validation');
  if (prefixLength > 32) throw new KernelError('EINVAL', 'ipv4: Invalid prefix length');
  const device = world.device(id);
  // inetdev_valid_mtu: below 68 bytes a device has no IPv4 at all.
  if (device.mtu < IPV4_MIN_MTU) throw new KernelError('ENOBUFS');
  const near = device.addresses4.filter((a) => sameSubnet(a, request));
  const record: Ipv4AddressRecord = {
    family: 'inet',
    address,
    prefixLength,
    peer: request.peer === address ? undefined : request.peer,
    broadcast: request.broadcast,
    scope: request.scope ?? 'global',
    label: request.label ?? device.name,
    secondary: near.length > 0,
    noprefixroute: request.noprefixroute ?? false,
    metric: request.metric,
    validSeconds: request.validSeconds,
    preferredSeconds: request.preferredSeconds,
    setAtUs: world.nowUs,
  };
  const twin = near.find((a) => a.address === address);
  if (twin && request.mode !== 'add') return changeIpv4(world, id, twin, record);
  if (twin) throw new KernelError('EEXIST', 'ipv4: Address already assigned');
  // inet_insert_ifa: 0.0.0.0 is accepted and forgotten.
  if (address === 0) return;
  if (near.some((a) => a.scope !== record.scope)) throw new KernelError('EINVAL', 'ipv4: Invalid scope value');
  world.writeDevice(id).addresses4 = insert4(device.addresses4, record);
  tell(world, id, record, false);
  installRoutes(world, id, connectedRoutes(world.device(id), [...near, record]));
  scheduleExpiry(world, id, record.validSeconds);
}

/** __inet_insert_ifa: primaries before secondaries, narrower scopes first; otherwise in order of arrival. */
function insert4(list: readonly Ipv4AddressRecord[], record: Ipv4AddressRecord): readonly Ipv4AddressRecord[] {
  if (record.secondary || list.length === 0) return [...list, record];
  let at = 0;
  list.forEach((a, i) => {
    if (!a.secondary && SCOPE_VALUE[record.scope] <= SCOPE_VALUE[a.scope]) at = i + 1;
  });
  return [...list.slice(0, at), record, ...list.slice(at)];
}

/** `ip address replace` or `change` of an address that exists: lifetimes, metric and prefix route follow the request. */
function changeIpv4(world: World, id: DeviceId, old: Ipv4AddressRecord, wanted: Ipv4AddressRecord): void {
  const device = world.writeDevice(id);
  const { validSeconds, preferredSeconds, noprefixroute, metric, setAtUs } = wanted;
  const changed = { ...old, validSeconds, preferredSeconds, noprefixroute, metric: metric ?? old.metric, setAtUs };
  const list = device.addresses4.map((a) => (a === old ? changed : a));
  const before = connectedRoutes(device, device.addresses4);
  device.addresses4 = list;
  const after = connectedRoutes(device, list);
  tell(world, id, changed, false);
  installRoutes(world, id, after);
  withdrawRoutes(world, id, before, after);
  scheduleExpiry(world, id, validSeconds);
}

function removeIpv4(world: World, id: DeviceId, entry: Ipv4AddressRecord): void {
  const device = world.writeDevice(id);
  const before = device.addresses4;
  const rest = before.filter((a) => a !== entry);
  const heirs = entry.secondary ? [] : rest.filter((a) => a.secondary && sameSubnet(entry, a));
  const [heir] = heirs;
  const promote = heir !== undefined && promotes(world, id);
  const list = !heir
    ? rest
    : promote
      ? insert4(
          rest.filter((a) => a !== heir),
          { ...heir, secondary: false },
        )
      : rest.filter((a) => !heirs.includes(a));
  const oldRoutes = connectedRoutes(device, before);
  device.addresses4 = list;
  for (const gone of promote ? [] : heirs) tell(world, id, gone, true);
  tell(world, id, entry, true);
  const newRoutes = connectedRoutes(device, list);
  withdrawRoutes(world, id, oldRoutes, newRoutes);
  if (promote) installRoutes(world, id, newRoutes);
  for (const gone of promote ? [entry] : [entry, ...heirs]) forgetSource(world, id, gone.address);
  if (list.length > 0) return;
  // fib_disable_ip
  routesDeviceDown(world, id, 'no-address');
  flushOnDown(world, id);
}

/** rtmsg_ifa. */
function tell(world: World, id: DeviceId, address: Ipv4AddressRecord, deleted: boolean): void {
  const { netns } = world.device(id);
  notify(world, netns, () => ({ type: 'address', deleted, link: linkInfo(world, world.device(id)), address }));
}

function promotes(world: World, id: DeviceId): boolean {
  const { netns, name } = world.device(id);
  const set = (which: string): boolean =>
    readDeviceSysctl(world, netns, 'ipv4.conf', which, 'promote_secondaries') === '1';
  return set('all') || set(name);
}

/** Once nobody in the namespace has an address any more, routes that use it as source go. */
function forgetSource(world: World, id: DeviceId, address: Ipv4): void {
  const { netns } = world.device(id);
  if (addressType(world, netns, address) !== 'local') routesAddressGone(world, netns, address);
}

function fits(a: Ipv4AddressRecord, selector: Extract<AddressSelector, { family: 'inet' }>): boolean {
  if (a.address !== selector.address) return false;
  if (selector.label !== undefined && a.label !== selector.label) return false;
  if (selector.prefixLength === undefined) return true;
  const far = selector.peer ?? selector.address;
  return a.prefixLength === selector.prefixLength && inPrefix(far, a.peer ?? a.address, a.prefixLength);
}

function checkLifetimes({ family, validSeconds, preferredSeconds }: NewAddress): void {
  const ip = family === 'inet' ? 'ipv4' : 'ipv6';
  if (validSeconds === 0)
    throw new KernelError('EINVAL', `${ip}: ${family === 'inet' ? 'Invalid valid lifetime' : 'valid lifetime is 0'}`);
  const preferred = preferredSeconds ?? Number.POSITIVE_INFINITY;
  if (preferred > (validSeconds ?? Number.POSITIVE_INFINITY) && preferredSeconds !== undefined) {
    throw new KernelError('EINVAL', `${ip}: preferred lifetime is greater than valid lifetime`);
  }
}

function scheduleExpiry(world: World, device: DeviceId, validSeconds: number | undefined): void {
  if (validSeconds !== undefined) world.schedule(validSeconds * 1_000_000, { type: 'address-expires', device });
}
