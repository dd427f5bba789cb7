import type { Ipv6 } from '../../packet/address';
import { IPV6_ANY, IPV6_LOOPBACK, isLinkLocal6, isMulticast6 } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import { findDevice } from '../link/registry';
import type { DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';
import { conf6 } from './addrconf';
import { isLocal6, lookup6 } from './fib';
import type { NewRoute6 } from './netlink';
import type { Nexthop6, Route6Type } from './records';

/** What a new route leads to (net/ipv6/route.c fib6_nh_init, ip6_validate_gw). */

type WantedHop = NewRoute6['nexthops'][number];

const REJECTING: ReadonlySet<Route6Type> = new Set<Route6Type>(['unreachable', 'blackhole', 'prohibit', 'throw']);

/** Whether a route of this type refuses what it matches (RTF_REJECT). */
export function isRejecting(type: Route6Type): boolean {
  return REJECTING.has(type);
}

/** The next hops of a new route. Throws ENODEV, ENETDOWN, EACCES, EINVAL and EHOSTUNREACH as the kernel does. */
export function nexthopsOf(world: World, netns: NetnsId, request: NewRoute6): readonly Nexthop6[] {
  const { type = 'unicast', nexthops } = request;
  if (isRejecting(type)) return [hopThrough(loopback(world, netns), {})];
  const wanted = nexthops.length > 0 ? nexthops : [{}];
  return wanted.map((hop) => checkHop(world, netns, hop, type));
}

function loopback(world: World, netns: NetnsId): DeviceRecord {
  const device = findDevice(world, netns, 1);
  if (!device) throw new KernelError('ENODEV');
  return device;
}

function hopThrough(device: DeviceRecord, { via, onlink, weight }: WantedHop, local = false): Nexthop6 {
  const linkdown = !local && !device.carrier;
  return {
    ...(via !== undefined && { via }),
    ifindex: device.ifindex,
    onlink: onlink ?? false,
    weight: weight ?? 1,
    linkdown,
    dead: false,
  };
}

function checkHop(world: World, netns: NetnsId, hop: WantedHop, type: Route6Type): Nexthop6 {
  const given = hop.device === undefined ? undefined : findDevice(world, netns, hop.device);
  if (hop.device !== undefined && !given) throw new KernelError('ENODEV');
  if (hop.onlink) {
    if (!given) throw new KernelError('ENODEV', 'Nexthop device required for onlink');
    if (!given.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up');
  }
  const device = hop.via === undefined ? given : checkGateway(world, netns, hop.via, given, hop.onlink ?? false);
  if (!device) throw new KernelError('ENODEV');
  if (conf6(world, device, 'disable_ipv6') !== '0' || device.mtu < 1280) {
    throw new KernelError('EACCES', 'IPv6 is disabled on nexthop device');
  }
  if (!device.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up');
  return hopThrough(device, hop, type === 'local' || type === 'anycast');
}

/** ip6_validate_gw: the gateway is no address of this host, and on a link that a route leads to. */
function checkGateway(
  world: World,
  netns: NetnsId,
  via: Ipv6,
  given: DeviceRecord | undefined,
  onlink: boolean,
): DeviceRecord | undefined {
  const own = isLinkLocal6(via)
    ? given?.addresses6.some((a) => a.address === via && a.tentativeUntilUs === undefined)
    : via !== IPV6_LOOPBACK && isLocal6(world, netns, via);
  if (own) throw new KernelError('EINVAL', 'Gateway can not be a local address');
  if (isLinkLocal6(via)) {
    if (!given) throw new KernelError('EINVAL', 'Egress device not specified');
    return checkNotLoopback(given);
  }
  if (via === IPV6_LOOPBACK) return checkNotLoopback(loopback(world, netns));
  if (isMulticast6(via) || via === IPV6_ANY) {
    throw new KernelError('EINVAL', 'Invalid gateway address');
  }
  const found = lookup6(world, netns, { destination: via, oif: given?.ifindex, strict: given !== undefined });
  const usable = found.kind === 'unicast' ? found : undefined;
  if (onlink && given) {
    // ip6_route_check_nh_onlink: known through another device, or as a gateway's, is a mismatch.
    if (usable && usable.hop.ifindex !== given.ifindex && usable.route.prefixLength > 0) {
      throw new KernelError('EINVAL', 'Nexthop has invalid gateway or device mismatch');
    }
    return given;
  }
  // ip6_route_check_nh: a route over another gateway does not lead there directly.
  if (!usable || usable.hop.via !== undefined || (given && usable.hop.ifindex !== given.ifindex)) {
    throw new KernelError('EHOSTUNREACH');
  }
  const device = given ?? findDevice(world, netns, usable.hop.ifindex);
  return device && checkNotLoopback(device);
}

function checkNotLoopback(device: DeviceRecord): DeviceRecord {
  if (device.kind.type === 'loopback') {
    throw new KernelError('EINVAL', 'Egress device can not be loopback device for this route');
  }
  return device;
}
