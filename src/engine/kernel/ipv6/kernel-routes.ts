import type { Ipv6 } from '../../packet/address';
import { networkOf6 } from '../../packet/ipv6-address';
import { TABLE_LOCAL, TABLE_MAIN } from '../fib-table';
import type { DeviceId, DeviceRecord, Ipv6AddressRecord } from '../records';
import { withFields } from '../../state/with-fields';
import type { World } from '../world';
import { routesOf6, setRoutes6 } from './fib-table';
import type { Route6Record, Route6Type } from './records';

/** The routes that come with a device and its addresses (net/ipv6/addrconf.c). */

/** IP6_RT_PRIO_ADDRCONF */
const ADDRCONF_METRIC = 256;
const ALL_GROUPS = 'ff00::' as Ipv6;

/** addrconf_add_mroute: groups are reached through every device. */
export function addMulticastRoute(world: World, id: DeviceId): void {
  insert(world, id, { type: 'multicast', destination: ALL_GROUPS, prefixLength: 8, metric: ADDRCONF_METRIC });
}

/** addrconf_prefix_route: the network of an address is on the link. A device that is down gets none. */
export function addPrefixRoute(world: World, id: DeviceId, address: Ipv6AddressRecord): void {
  if (!world.device(id).up || address.noprefixroute) return;
  const { prefixLength, validSeconds, setAtUs, metric = ADDRCONF_METRIC } = address;
  insert(world, id, {
    type: 'unicast',
    destination: networkOf6(address.peer ?? address.address, prefixLength),
    prefixLength,
    metric,
    ...(validSeconds !== undefined && { expiresUs: setAtUs + validSeconds * 1_000_000 }),
  });
}

/** The route to the other end of a point-to-point address. */
export function addPeerRoute(world: World, id: DeviceId, { peer, metric = ADDRCONF_METRIC }: Ipv6AddressRecord): void {
  if (peer === undefined || !world.device(id).up) return;
  insert(world, id, { type: 'unicast', destination: peer, prefixLength: 128, metric });
}

/** addrconf_f6i_alloc: the address itself, once it is ours. */
export function addHostRoute(world: World, id: DeviceId, address: Ipv6): void {
  insert(world, id, { type: 'local', destination: address, prefixLength: 128, metric: 0 });
}

/** The subnet-router anycast address (RFC 4291 2.6.1); undefined for prefixes that have none. */
export function anycastOf({ address, prefixLength }: Ipv6AddressRecord): Ipv6 | undefined {
  const anycast = prefixLength >= 127 ? '::' : networkOf6(address, prefixLength);
  return anycast === '::' ? undefined : anycast;
}

/** addrconf_join_anycast: a router answers to the subnet's anycast address. */
export function addAnycastRoute(world: World, id: DeviceId, anycast: Ipv6): void {
  insert(world, id, { type: 'anycast', destination: anycast, prefixLength: 128, metric: 0 });
}

/** Takes away the kernel's own route of a type to a prefix through a device. */
export function removeKernelRoute(
  world: World,
  { netns, ifindex }: DeviceRecord,
  type: Route6Type,
  destination: Ipv6,
  prefixLength: number,
): void {
  const table = tableOf(type);
  const list = routesOf6(world, netns, table, destination, prefixLength);
  const left = list.filter(
    (route) => !(route.type === type && route.protocol === 'kernel' && route.nexthops[0]?.ifindex === ifindex),
  );
  if (left.length < list.length) setRoutes6(world, netns, table, destination, prefixLength, left);
}

function tableOf(type: Route6Type): number {
  return type === 'unicast' ? TABLE_MAIN : TABLE_LOCAL;
}

function insert(
  world: World,
  id: DeviceId,
  facts: Pick<Route6Record, 'type' | 'destination' | 'prefixLength' | 'metric' | 'expiresUs'>,
): void {
  const { netns, ifindex, carrier } = world.device(id);
  const { type, destination, prefixLength, metric } = facts;
  const table = tableOf(type);
  const list = routesOf6(world, netns, table, destination, prefixLength);
  const known = list.find((route) => route.metric === metric && route.nexthops[0]?.ifindex === ifindex);
  // fib6_add_rt2node: the same route again only changes how long it stays.
  if (known) {
    if (known.expiresUs === facts.expiresUs || known.expiresUs === undefined) return;
    const next = list.map((route) => (route === known ? { ...route, expiresUs: facts.expiresUs } : route));
    return setRoutes6(world, netns, table, destination, prefixLength, next);
  }
  const linkdown = type !== 'local' && type !== 'anycast' && !carrier;
  const made = withFields<Partial<Route6Record>, Pick<Route6Record, 'table' | 'protocol' | 'nexthops' | 'preference'>>(
    facts,
    {
      table,
      protocol: 'kernel',
      nexthops: [{ ifindex, onlink: false, weight: 1, linkdown, dead: false }],
      preference: 'medium',
    },
  ) as Route6Record;
  const route = facts.expiresUs === undefined ? withFields(made, { own: true }) : made;
  const at = list.findIndex((other) => other.metric > metric);
  const next = at < 0 ? [...list, route] : [...list.slice(0, at), route, ...list.slice(at)];
  setRoutes6(world, netns, table, destination, prefixLength, next);
}
