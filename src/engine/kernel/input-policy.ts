import { lookup } from './fib';
import type { RuleFlow } from './fib-rules';
import { addressType } from './fib-table';
import { returnFlow } from './flow';
import { ipv4Conf } from './ipv4-conf';
import type { DeviceRecord } from './records';
import { readSysctl, sysctlSegment } from './sysctl-store';
import type { World } from './world';

/** What a device's sysctls say about packets that come in on it. */

/** IN_DEV_FORWARD of the device the packet came in on. */
export function forwardingOn(world: World, device: DeviceRecord): boolean {
  return ipv4Conf(world, device.netns, device.name).forwarding;
}

/**
 * fib_validate_source: an own address as source is a martian unless `accept_local`; `rp_filter` 1 wants the way back to leave by the same device,
 * 2 wants any way back.
 */
export function sourceProblem(
  world: World,
  device: DeviceRecord,
  flow: RuleFlow,
): 'martian' | 'reverse path' | undefined {
  const { netns, ifindex, addresses4 } = device;
  const { rpFilter: mode, acceptLocal, srcValidMark } = ipv4Conf(world, netns, device.name);
  if (mode === 0 && !world.netns(netns).rules) {
    const own = !acceptLocal && addressType(world, netns, flow.source ?? flow.destination) === 'local';
    return own ? 'martian' : undefined;
  }
  const back = lookup(world, netns, returnFlow(flow, srcValidMark));
  const lost = mode === 0 ? undefined : 'reverse path';
  if (!('hop' in back)) return lost;
  if (back.kind !== 'unicast' && !(back.kind === 'local' && acceptLocal)) return 'martian';
  if (back.route.nexthops.some((hop) => hop.ifindex === ifindex)) return undefined;
  return mode === 1 || addresses4.length === 0 ? lost : undefined;
}

/** IN_DEV_NET_ROUTE_LOCALNET: addresses of 127.0.0.0/8 are taken from the wire. */
export function routesLocalnet(world: World, device: DeviceRecord): boolean {
  return ipv4Conf(world, device.netns, device.name).routeLocalnet;
}

/** The sysctls that make reversePathOk strict or loose on a device, for the packet walk. */
export function reversePathKeys(world: World, { netns, name }: DeviceRecord): readonly string[] {
  return ['all', sysctlSegment(name)]
    .map((segment) => `net.ipv4.conf.${segment}.rp_filter`)
    .filter((key) => readSysctl(world, netns, key) !== '0');
}
