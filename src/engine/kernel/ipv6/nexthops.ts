import type { Ipv6 } from '../../packet/address';
import { IPV6_ANY, isLinkLocal6, isMulticast6 } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import { TABLE_MAIN } from '../fib-table';
import { findDevice } from '../link/registry';
import type { DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';
import { conf6 } from './addrconf';
import { lookup6, lookupInTable6, type Fib6Result, type Hop6Result } from './fib';
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
  return wanted.map((hop) => checkHop(world, netns, hop, request));
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

function checkHop(world: World, netns: NetnsId, hop: WantedHop, { type, table }: NewRoute6): Nexthop6 {
  const given = hop.device === undefined ? undefined : findDevice(world, netns, hop.device);
  if (hop.device !== undefined && !given) throw new KernelError('ENODEV');
  if (hop.onlink) {
    if (!given) throw new KernelError('ENODEV', 'Nexthop device required for onlink');
    if (!given.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up');
  }
  const device =
    hop.via === undefined ? given : checkGateway(world, netns, hop.via, given, { table, onlink: hop.onlink ?? false });
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
  request: Pick<NewRoute6, 'table'> & { readonly onlink: boolean },
): DeviceRecord {
  if (given) refuseOwn(world, netns, via, given);
  let device = given;
  if (!isLinkLocal6(via)) {
    if (isMulticast6(via) || via === IPV6_ANY) throw new KernelError('EINVAL', 'Invalid gateway address');
    if (request.onlink && given) checkOnlink(world, netns, via, given);
    else device = reachedDirectly(world, netns, via, given, request.table ?? TABLE_MAIN);
  }
  if (!device) throw new KernelError('EINVAL', 'Egress device not specified');
  if (device.kind.type === 'loopback') {
    throw new KernelError('EINVAL', 'Egress device can not be loopback device for this route');
  }
  if (!given) refuseOwn(world, netns, via, device);
  return device;
}

/** ipv6_chk_addr_and_flags: a link-local address counts on its own device only, any other wherever it is, tentative or not. */
function refuseOwn(world: World, netns: NetnsId, via: Ipv6, device: DeviceRecord): void {
  const devices = isLinkLocal6(via) ? [device] : [...world.netns(netns).devices.values()].map((id) => world.device(id));
  if (devices.some(({ addresses6 }) => addresses6.some((a) => a.address === via))) {
    throw new KernelError('EINVAL', 'Gateway can not be a local address');
  }
}

/** ip6_route_check_nh_onlink: known through another device, other than by the default route, is a mismatch. */
function checkOnlink(world: World, netns: NetnsId, via: Ipv6, given: DeviceRecord): void {
  const found = lookupInTable6(world, netns, TABLE_MAIN, { destination: via, oif: given.ifindex });
  if (!found || !('hop' in found) || found.kind === 'discard' || found.route.prefixLength === 0) return;
  if (found.kind !== 'unicast' || found.hop.ifindex !== given.ifindex) {
    throw new KernelError('EINVAL', 'Nexthop has invalid gateway or device mismatch');
  }
}

/** ip6_route_check_nh: a route, of the new one's table or of any, leads to the gateway over no other one. */
function reachedDirectly(
  world: World,
  netns: NetnsId,
  via: Ipv6,
  given: DeviceRecord | undefined,
  table: number,
): DeviceRecord | undefined {
  const query = { destination: via, oif: given?.ifindex, strict: given !== undefined };
  const direct = (found: Fib6Result | undefined): Hop6Result | undefined =>
    found &&
    'hop' in found &&
    found.kind !== 'discard' &&
    found.hop.via === undefined &&
    (!given || found.hop.ifindex === given.ifindex)
      ? found
      : undefined;
  const found = direct(lookupInTable6(world, netns, table, query)) ?? direct(lookup6(world, netns, query));
  if (!found) throw new KernelError('EHOSTUNREACH');
  return given ?? findDevice(world, netns, found.hop.ifindex);
}
