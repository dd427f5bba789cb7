import type { Ipv4 } from '../packet/address';
import { lookup } from './fib';
import type { DeviceRecord } from './records';
import { readSysctl, sysctlSegment } from './sysctl-store';
import type { World } from './world';

/** What a device's sysctls say about packets that come in on it. */

/** IN_DEV_FORWARD of the device the packet came in on. */
export function forwardingOn(world: World, device: DeviceRecord): boolean {
  return readSysctl(world, device.netns, `net.ipv4.conf.${sysctlSegment(device.name)}.forwarding`) === '1';
}

/** fib_validate_source: 1 wants the way back to leave by the same device, 2 wants any way back; the larger of `all` and the device counts. */
export function reversePathOk(world: World, device: DeviceRecord, source: Ipv4): boolean {
  const value = (segment: string): number =>
    Number(readSysctl(world, device.netns, `net.ipv4.conf.${segment}.rp_filter`));
  const mode = Math.max(value('all'), value(sysctlSegment(device.name)));
  if (mode === 0) return true;
  const back = lookup(world, device.netns, { destination: source });
  if (back.kind !== 'unicast') return false;
  return mode === 2 || back.route.nexthops.some((hop) => hop.ifindex === device.ifindex);
}

/** The sysctls that make reversePathOk strict or loose on a device, for the packet walk. */
export function reversePathKeys(world: World, { netns, name }: DeviceRecord): readonly string[] {
  return ['all', sysctlSegment(name)]
    .map((segment) => `net.ipv4.conf.${segment}.rp_filter`)
    .filter((key) => readSysctl(world, netns, key) !== '0');
}
