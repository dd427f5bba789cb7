import { allSysctlNames, deviceSysctlDefault, sysctlDefault, type DeviceFamily } from './sysctl-defaults';
import { Ipv4ConfCache } from './ipv4-conf';
import type { NetnsId } from './records';
import type { World } from './world';

/** A sysctl as the kernel itself reads it, without checking that its device exists: the stored value, or the default. */
export function readSysctl(world: World, netns: NetnsId, name: string): string {
  const { sysctls } = world.netns(netns);
  return (sysctls.size > 0 ? sysctls.get(name) : undefined) ?? sysctlDefault(name) ?? '0';
}

/** The same for one key of a device (or of `all`), whose name is put together only where somebody has set anything at all. */
export function readDeviceSysctl(
  world: World,
  netns: NetnsId,
  family: DeviceFamily,
  device: string,
  key: string,
): string {
  const { sysctls } = world.netns(netns);
  const set = sysctls.size > 0 ? sysctls.get(`net.${family}.${sysctlSegment(device)}.${key}`) : undefined;
  return set ?? deviceSysctlDefault(family, device, key) ?? '0';
}

/** Stores a value as it is; sysctl.ts checks values and their side effects. */
export function storeSysctl(world: World, netns: NetnsId, name: string, value: string): void {
  const ns = world.writeNetns(netns);
  ns.sysctls = world.writable(ns.sysctls);
  ns.ipv4Conf = new Ipv4ConfCache();
  if (sysctlDefault(name) === value) ns.sysctls.delete(name);
  else ns.sysctls.set(name, value);
}

/** A device name as one segment of a dotted sysctl name: its dots become slashes, as sysctl(8) writes them. */
export function sysctlSegment(deviceName: string): string {
  return deviceName.replaceAll('.', '/');
}

const PER_DEVICE = ['net.ipv4.conf.', 'net.ipv4.neigh.', 'net.ipv6.conf.', 'net.ipv6.neigh.'];

/** Gives a new device the values of `conf.default` and `neigh.default` that differ from the built-in ones. */
export function inheritSysctls(world: World, netns: NetnsId, deviceName: string): void {
  const { sysctls } = world.netns(netns);
  if (sysctls.size === 0) return;
  const segment = sysctlSegment(deviceName);
  // Asked by name: a node with a hundred veths has hundreds of values of their own.
  for (const { name, before, after } of DEFAULTS) {
    const value = sysctls.get(name);
    if (value !== undefined) storeSysctl(world, netns, before + segment + after, value);
  }
}

/** Keys of `default`, each with what stands around the device's name in its own key. */
const DEFAULTS = allSysctlNames([]).flatMap((name) => {
  const prefix = PER_DEVICE.find((each) => name.startsWith(`${each}default.`));
  return prefix === undefined ? [] : [{ name, before: prefix, after: name.slice(prefix.length + 7) }];
});

/** Forgets a device's values, or moves them to its new name. */
export function moveSysctls(world: World, netns: NetnsId, deviceName: string, newName?: string): void {
  const { sysctls } = world.netns(netns);
  if (sysctls.size === 0) return;
  for (const [key, value] of [...sysctls]) {
    for (const prefix of PER_DEVICE) {
      const own = `${prefix}${sysctlSegment(deviceName)}.`;
      if (!key.startsWith(own)) continue;
      const ns = world.writeNetns(netns);
      ns.sysctls = world.writable(ns.sysctls);
      ns.ipv4Conf = new Ipv4ConfCache();
      ns.sysctls.delete(key);
      if (newName !== undefined) ns.sysctls.set(prefix + sysctlSegment(newName) + key.slice(own.length - 1), value);
    }
  }
}
