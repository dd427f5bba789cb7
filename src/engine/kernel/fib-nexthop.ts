import type { Ipv4 } from '../packet/address';
import { KernelError } from './errno';
import { tablesByRules } from './fib-rules';
import { addressType, lookupGateway, SCOPE_VALUE, TABLE_MAIN } from './fib-table';
import { findDevice } from './link/registry';
import { rebalanced } from './multipath';
import type { NewRoute } from './netlink';
import type { NetnsId, Nexthop, Scope } from './records';
import type { World } from './world';

/** Whether next hops can be used: net/ipv4/fib_semantics.c fib_check_nh. */

/** A route that refuses has no next hop. */
export function noNexthops(_: World, __: NetnsId, request: Pick<NewRoute, 'nexthops'>): readonly Nexthop[] {
  if (request.nexthops.some((hop) => hop.via !== undefined || hop.device !== undefined)) {
    throw new KernelError('EINVAL', 'Gateway, device and multipath can not be specified for this route type');
  }
  return [];
}

/** fib_check_nh for each hop that a request names. */
export function checkNexthops(
  world: World,
  netns: NetnsId,
  request: Pick<NewRoute, 'nexthops'>,
  scope: Scope,
  table: number,
): readonly Nexthop[] {
  if (scope === 'nowhere') throw new KernelError('EINVAL', 'Invalid scope');
  const { nexthops } = request;
  if (scope === 'host') {
    if (nexthops.length > 1) throw new KernelError('EINVAL', 'Route with host scope can not have multiple nexthops');
    if (nexthops[0]?.via !== undefined) throw new KernelError('EINVAL', 'Route with host scope can not have a gateway');
  }
  if (nexthops.length === 0) throw new KernelError('ENODEV');
  const checked = nexthops.map(({ via, device, onlink = false, weight = 1 }): Nexthop => {
    const ifindex = device === undefined ? undefined : findDevice(world, netns, device)?.ifindex;
    if (device !== undefined && ifindex === undefined) throw new KernelError('ENODEV');
    if (scope === 'host') {
      if (ifindex === undefined) throw new KernelError('ENODEV');
      return { via: undefined, ifindex, onlink, weight, linkdown: false, dead: false };
    }
    const { hop } = reach(world, netns, { ifindex, via, onlink }, { scope, table });
    return {
      via: hop.via,
      ifindex: hop.ifindex,
      viaHere: hop.viaHere,
      onlink,
      weight,
      linkdown: hop.linkdown,
      dead: false,
    };
  });
  return rebalanced(world, netns, checked);
}

/** A next hop as it is reached: by which device, and how near it is (fib_nh_scope). */
export interface Reached {
  readonly hop: Pick<Nexthop, 'via' | 'viaHere' | 'ifindex' | 'linkdown'>;
  readonly scope: Scope;
}

/** fib_check_nh. Throws what is wrong with the next hop. */
export function reach(
  world: World,
  netns: NetnsId,
  hop: { readonly via?: Ipv4; readonly ifindex?: number; readonly onlink?: boolean },
  route: { readonly scope: Scope; readonly table: number },
): Reached {
  const { via, ifindex, onlink = false } = hop;
  if (via === undefined) return checkDirect(world, netns, ifindex, onlink);
  return onlink
    ? checkOnlink(world, netns, via, ifindex, route.scope)
    : checkGateway(world, netns, via, ifindex, route);
}

/** fib_check_nh_nongw: the destination is on the link itself. */
function checkDirect(world: World, netns: NetnsId, ifindex: number | undefined, onlink: boolean): Reached {
  if (onlink) throw new KernelError('EINVAL', 'Invalid flags for nexthop - PERVASIVE and ONLINK can not be set');
  const device = ifindex === undefined ? undefined : findDevice(world, netns, ifindex);
  // No in_device: unknown, or its MTU is too small for IPv4.
  if (!device || device.mtu < 68) throw new KernelError('ENODEV');
  if (!device.up) throw new KernelError('ENETDOWN', 'Device for nexthop is not up');
  return { hop: { ifindex: device.ifindex, linkdown: !device.carrier }, scope: 'host' };
}

/** fib_check_nh_v4_gw with RTNH_F_ONLINK: the user vouches that the gateway is on the link. */
function checkOnlink(world: World, netns: NetnsId, via: Ipv4, ifindex: number | undefined, scope: Scope): Reached {
  if (SCOPE_VALUE[scope] >= SCOPE_VALUE.link) throw new KernelError('EINVAL', 'Nexthop has invalid scope');
  const device = ifindex === undefined ? undefined : findDevice(world, netns, ifindex);
  if (!device) throw new KernelError('ENODEV', 'Nexthop device required for onlink');
  if (!device.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up');
  if (addressType(world, netns, via) !== 'unicast') throw new KernelError('EINVAL', 'Nexthop has invalid gateway');
  return { hop: { via, ifindex: device.ifindex, linkdown: !device.carrier }, scope: 'link' };
}

/** fib_check_nh_v4_gw: the gateway must itself be reachable by a route of narrower scope, that is directly. */
function checkGateway(
  world: World,
  netns: NetnsId,
  via: Ipv4,
  oif: number | undefined,
  route: { readonly scope: Scope; readonly table: number },
): Reached {
  const scope = Math.max(SCOPE_VALUE[route.scope] + 1, SCOPE_VALUE.link);
  const inTable =
    route.table === TABLE_MAIN ? undefined : lookupGateway(world, netns, via, scope, { oif, only: route.table });
  const groups = tablesByRules(world, netns, { destination: via, oif });
  const found = inTable ?? lookupGateway(world, netns, via, scope, { oif, groups });
  if (!found) throw new KernelError('ENETUNREACH', 'Nexthop has invalid gateway');
  if (found.type === 'blackhole') throw new KernelError('EINVAL', 'Nexthop has invalid gateway');
  if (found.type === 'prohibit') throw new KernelError('EACCES', 'Nexthop has invalid gateway');
  if (found.type === 'unreachable') throw new KernelError('EHOSTUNREACH', 'Nexthop has invalid gateway');
  if (found.type !== 'unicast' && found.type !== 'local')
    throw new KernelError('EINVAL', 'Nexthop has invalid gateway');
  const hop = found.nexthops.find((h) => !h.dead && (oif === undefined || h.ifindex === oif));
  const device = hop?.ifindex === undefined ? undefined : findDevice(world, netns, hop.ifindex);
  if (!device) throw new KernelError('EINVAL', 'No egress device for nexthop');
  if (!device.up) throw new KernelError('ENETDOWN');
  const viaHere = found.type === 'local' || undefined;
  return { hop: { via, viaHere, ifindex: device.ifindex, linkdown: !device.carrier }, scope: found.scope };
}
