import { dropAllAddresses } from '../addresses';
import { KernelError } from '../errno';
import { tellLinkGone } from './tell';
import type { NewLink } from '../netlink';
import { allocateNsid } from '../nsid';
import type { DeviceId, NetnsId } from '../records';
import { inheritSysctls, moveSysctls } from '../sysctl-store';
import type { World } from '../world';
import { linkwatch } from './carrier';
import { numberLink } from './link-netns';
import { enslave, setMaster } from './master';
import { chooseName, delist, enlist, findDevice, requireDevice, reserveIfindex } from './registry';
import { closeDevice, openDevice } from './updown';
import { typeOf, typeOfKind } from './types';

/** rtnl_link_get_net: throws ESRCH when the namespace a request names, usually by a process id, does not exist. */
export function requireNetns(world: World, netns: NetnsId): void {
  if (!world.namespaces.has(netns)) throw new KernelError('ESRCH');
}

/** RTM_NEWLINK: throws EOPNOTSUPP "Unknown device type", EEXIST, EINVAL, ENODEV for an unknown master, EADDRNOTAVAIL for a bad MAC. */
export function addLink(world: World, netns: NetnsId, request: NewLink): void {
  const here = request.netns ?? netns;
  requireNetns(world, here);
  requireNetns(world, request.peer?.netns ?? here);
  // __rtnl_newlink looks the device up before it makes anything.
  const { name, ifindex } = request;
  const taken = (name !== undefined && findDevice(world, here, name)) || (ifindex && findDevice(world, here, ifindex));
  if (taken) throw new KernelError('EEXIST');
  const master = request.master === undefined ? undefined : requireDevice(world, here, request.master);
  const type = typeOfKind(request.type);
  if (!type?.create) throw new KernelError('EOPNOTSUPP', 'Unknown device type');
  const id = type.create(world, here, request, netns);
  inherit(world, id);
  numberLink(world, id);
  if (master) enslave(world, master.id, id);
  if (request.up) openDevice(world, id);
}

/** RTM_DELLINK: a veth takes its peer with it. Throws ENODEV, EOPNOTSUPP for devices that cannot be deleted (lo, a card). */
export function deleteLink(world: World, netns: NetnsId, name: string): void {
  const device = requireDevice(world, netns, name);
  if (!typeOf(device).create) throw new KernelError('EOPNOTSUPP');
  destroyDevice(world, device.id);
}

/** Unregisters a device of any type, its companion, and before them the devices that stand on it. */
export function destroyDevice(world: World, id: DeviceId): void {
  const device = world.device(id);
  const companion = typeOf(device).companion?.(device);
  for (const each of [id, companion]) {
    for (const upper of (each !== undefined && world.device(each).uppers) || []) {
      if (world.devices.has(upper)) destroyDevice(world, upper);
    }
  }
  detach(world, id, true);
  tellLinkGone(world, id);
  if (companion !== undefined) {
    detach(world, companion, true);
    tellLinkGone(world, companion);
  }
  world.removeDevice(id);
  if (companion !== undefined) world.removeDevice(companion);
}

/**
 * dev_change_net_namespace: the device comes down, loses master, addresses and routes, and keeps its name and, if free, its ifindex. Throws EINVAL
 * "The interface netns is immutable" (lo, bridge), EEXIST when the name is taken there and no new one was given.
 */
export function moveDevice(world: World, id: DeviceId, target: NetnsId, newName?: string): void {
  const { netns, name } = world.device(id);
  const type = typeOf(world.device(id));
  if (target === netns) return;
  if (type.immutableNetns) {
    throw new KernelError('EINVAL', 'The interface netns is immutable');
  }
  let arrival = name;
  if (world.netns(target).deviceNames.has(name)) {
    if (newName === undefined || newName === name)
      throw new KernelError('EEXIST', 'An interface with the same name exists in the target netns');
    arrival = nameThere(world, target, newName);
  }
  const altName = world.device(id).altNames?.find((other) => world.netns(target).deviceNames.has(other));
  if (altName !== undefined) {
    throw new KernelError('EEXIST', `An interface with the altname ${altName} exists in the target netns`);
  }
  const companion = type.companion?.(world.device(id));
  const companionHadCarrier = companion !== undefined && world.device(companion).carrier;
  detach(world, id, false);
  allocateNsid(world, netns, target);
  const device = world.writeDevice(id);
  const { ifindex } = device;
  device.netns = target;
  device.name = arrival;
  device.qdisc = 'noop';
  device.ifindex = findDevice(world, target, ifindex) ? reserveIfindex(world, target) : ifindex;
  enlist(world, device);
  inherit(world, id);
  numberLink(world, id);
  // A veth's other end has its carrier event handled when the move is over: it finds no peer here any more.
  if (companionHadCarrier) linkwatch(world, companion);
}

function nameThere(world: World, target: NetnsId, pattern: string): string {
  try {
    return chooseName(world, target, pattern);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new KernelError(error.errno, `Unable to use '${pattern}' for the new interface name in the target netns`);
  }
}

/** Takes a device out of its namespace: down, out of its bridge or freed of its ports, addresses and routes dropped, off the lists. */
function detach(world: World, id: DeviceId, forGood: boolean): void {
  closeDevice(world, id);
  setMaster(world, id, undefined);
  typeOf(world.device(id)).leaving?.(world, id, forGood);
  dropAllAddresses(world, id);
  const device = world.device(id);
  delist(world, device);
  moveSysctls(world, device.netns, device.name);
}

function inherit(world: World, id: DeviceId): void {
  const { netns, name } = world.device(id);
  inheritSysctls(world, netns, name);
}
