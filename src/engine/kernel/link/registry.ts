import { KernelError } from '../errno';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';

/** IFNAMSIZ without the terminating zero byte. */
const MAX_NAME_BYTES = 15;

/** net/core/dev.c dev_valid_name: what may be an interface name. */
function isValidName(name: string): boolean {
  if (PLAIN.test(name)) return name !== '.' && name !== '..';
  if (name === '' || name === '.' || name === '..' || /[/:\s]/.test(name)) return false;
  return name.length <= MAX_NAME_BYTES && (ASCII.test(name) || new TextEncoder().encode(name).length <= MAX_NAME_BYTES);
}

/** What most names are: a few printable characters of ASCII, none of them special. */
const PLAIN = /^[!-.0-9;-~]{1,15}$/;
const ASCII = /^[\x21-\x7e]*$/;

/** The device with this name, alternative name or ifindex in a namespace, or undefined. */
export function findDevice(world: World, netns: NetnsId, nameOrIndex: string | number): DeviceRecord | undefined {
  const ns = world.netns(netns);
  const id = typeof nameOrIndex === 'number' ? ns.devices.get(nameOrIndex) : ns.deviceNames.get(nameOrIndex);
  return id === undefined ? undefined : world.device(id);
}

/** As `findDevice`, but throws ENODEV ("No such device") as RTM_*LINK by name does. */
export function requireDevice(world: World, netns: NetnsId, nameOrIndex: string | number): DeviceRecord {
  const device = findDevice(world, netns, nameOrIndex);
  if (!device) throw new KernelError('ENODEV');
  return device;
}

/**
 * The name to register: `pattern` itself, or with its `%d` replaced by the lowest free number (dev_alloc_name).
 * Throws EINVAL for an invalid name, EEXIST when it is taken.
 */
export function chooseName(world: World, netns: NetnsId, pattern: string): string {
  const { deviceNames } = world.netns(netns);
  if (!isValidName(pattern)) throw new KernelError('EINVAL');
  const at = pattern.indexOf('%');
  if (at < 0) {
    if (deviceNames.has(pattern)) throw new KernelError('EEXIST');
    return pattern;
  }
  if (pattern[at + 1] !== 'd' || pattern.indexOf('%', at + 1) >= 0) throw new KernelError('EINVAL');
  for (let i = 0; ; i++) {
    const name = pattern.replace('%d', String(i));
    if (!deviceNames.has(name)) return name;
  }
}

/** The ifindex a new or moved device gets: `wanted` when given (EEXIST when taken), otherwise the next free one, cyclically. */
export function reserveIfindex(world: World, netns: NetnsId, wanted?: number): number {
  const ns = world.writeNetns(netns);
  if (wanted !== undefined && wanted > 0) {
    if (ns.devices.has(wanted)) throw new KernelError('EEXIST');
    return wanted;
  }
  while (ns.devices.has(ns.nextIfindex)) ns.nextIfindex++;
  return ns.nextIfindex++;
}

/** Lists a device in its namespace under its name and ifindex. */
export function enlist(
  world: World,
  device: Pick<DeviceRecord, 'id' | 'netns' | 'ifindex' | 'name' | 'altNames'>,
): void {
  const ns = world.writeNetns(device.netns);
  ns.devices = world.writable(ns.devices);
  ns.devices.set(device.ifindex, device.id);
  ns.deviceNames = world.writable(ns.deviceNames);
  ns.deviceNames.set(device.name, device.id);
  for (const name of device.altNames ?? []) ns.deviceNames.set(name, device.id);
}

/** Takes a device off its namespace's lists; the record stays. */
export function delist(world: World, device: DeviceRecord): void {
  const ns = world.writeNetns(device.netns);
  ns.devices = world.writable(ns.devices);
  ns.devices.delete(device.ifindex);
  ns.deviceNames = world.writable(ns.deviceNames);
  ns.deviceNames.delete(device.name);
  for (const name of device.altNames ?? []) ns.deviceNames.delete(name);
}

/** Gives a listed device another name; the name must be free. */
export function rename(world: World, id: DeviceId, name: string): void {
  const device = world.writeDevice(id);
  const ns = world.writeNetns(device.netns);
  ns.deviceNames = world.writable(ns.deviceNames);
  ns.deviceNames.delete(device.name);
  ns.deviceNames.set(name, id);
  device.name = name;
}

/** Devices of a namespace in ifindex order. */
export function devicesInOrder(world: World, netns: NetnsId): DeviceRecord[] {
  const devices = Array.from(world.netns(netns).devices.values(), (id) => world.device(id));
  return devices.sort((a, b) => a.ifindex - b.ifindex);
}
