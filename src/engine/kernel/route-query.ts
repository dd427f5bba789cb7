import type { Ipv4 } from '../packet/address';
import { KernelError } from './errno';
import { addressType, lookupGateway, TABLE_LOCAL } from './fib-table';
import { devicesInOrder, findDevice, requireDevice } from './link/registry';
import type { RouteAnswer, RouteQuery } from './netlink';
import type { NetnsId, RouteRecord } from './records';
import type { World } from './world';

/**
 * RTM_GETROUTE: what the kernel would do with a packet. Throws ENETUNREACH without a route, EHOSTUNREACH (unreachable), EACCES (prohibit), EINVAL
 * (blackhole, or a source that is not local).
 */
export function queryRoute(world: World, netns: NetnsId, query: RouteQuery): RouteAnswer {
  const { destination } = query;
  const oif = query.outputDevice === undefined ? undefined : requireDevice(world, netns, query.outputDevice).ifindex;
  if (
    query.source !== undefined &&
    query.inputDevice === undefined &&
    addressType(world, netns, query.source) !== 'local'
  ) {
    throw new KernelError('EINVAL');
  }
  const route = lookupGateway(world, netns, destination, 0, { oif });
  if (!route) throw new KernelError('ENETUNREACH');
  refuse(route);
  const hop = route.nexthops.find((h) => !h.dead && (oif === undefined || h.ifindex === oif));
  const device = hop?.ifindex === undefined ? undefined : findDevice(world, netns, hop.ifindex);
  if (!hop || !device) throw new KernelError('ENETUNREACH');
  const local = route.type === 'local';
  return {
    type: route.type,
    destination,
    via: hop.via,
    device: local ? 'lo' : device.name,
    table: route.table,
    source: query.source ?? route.preferredSource ?? chooseSource(world, netns, device.ifindex, hop.via ?? destination),
    cacheFlags: local ? ['local'] : route.type === 'broadcast' ? ['local', 'brd'] : [],
    scope: route.scope,
  };
}

function refuse(route: RouteRecord): void {
  if (route.type === 'unreachable') throw new KernelError('EHOSTUNREACH');
  if (route.type === 'prohibit') throw new KernelError('EACCES');
  if (route.type === 'blackhole') throw new KernelError('EINVAL');
  if (route.type === 'throw') throw new KernelError('ENETUNREACH');
}

/** inet_select_addr: the device's address on the subnet of `towards`, else its first, else the first of any other device. */
function chooseSource(world: World, netns: NetnsId, ifindex: number, towards: Ipv4): Ipv4 {
  const own = findDevice(world, netns, ifindex)?.addresses4.filter((a) => !a.secondary) ?? [];
  const near = lookupGateway(world, netns, towards, 253, { oif: ifindex });
  const onSubnet = near?.table === TABLE_LOCAL ? undefined : near?.preferredSource;
  const any = devicesInOrder(world, netns).flatMap((device) => device.addresses4);
  return onSubnet ?? own[0]?.address ?? any.find((a) => a.scope !== 'host')?.address ?? (0 as Ipv4);
}
