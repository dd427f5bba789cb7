import { inPrefix, ipv4, type Ipv4 } from '../packet/address';
import type { FibResult } from './fib';
import type { DeviceRecord, NetnsId, Nexthop, RouteException, RouteRecord } from './records';
import { sameMetrics } from './route-metrics';
import { readSysctl } from './sysctl-store';
import type { World } from './world';

/**
 * What ICMP taught about the way to one destination (net/ipv4/route.c: update_or_create_fnhe, find_exception): the path MTU that a router
 * reported, or the gateway that a redirect named. Each lives on the next hop it was learned on, until it expires or its route goes.
 */

/** An IPv4 packet's length has 16 bits. */
const IP_MAX_MTU = 65535;
/** ip_rt_gc_timeout: how long a redirect is believed. */
const REDIRECT_SECONDS = 300;

export type HopResult = Extract<FibResult, { readonly hop: unknown }>;

/** The exception in force for a destination on the next hop that the lookup chose. */
export function exceptionFor(
  world: World,
  netns: NetnsId,
  result: HopResult,
  destination: Ipv4,
): RouteException | undefined {
  const { exceptions } = world.netns(netns);
  if (exceptions.size === 0) return undefined;
  const found = exceptions.get(destination);
  if (!found || !sameRoute(found.route, result.route) || !sameHop(found.hop, result.hop)) return undefined;
  if (found.expiresUs !== undefined && found.expiresUs <= world.nowUs) return undefined;
  if (found.flushed) write(world, netns, { ...found, flushed: false });
  return found;
}

/** The next hop to use: the gateway that a redirect named, or the route's own. */
export function gatewayOf(result: HopResult, exception: RouteException | undefined): Ipv4 | undefined {
  // rt_set_nexthop: only a gateway of link scope is asked.
  return exception?.gateway ?? (result.hop.viaHere ? undefined : result.hop.via);
}

/** dst_mtu: how large a packet to a destination may be, and whether the MTU is locked. `forwarding` ignores what was learned (ip_dst_mtu_maybe_forward). */
export function pathMtu(
  world: World,
  result: HopResult,
  exception: RouteException | undefined,
  out: DeviceRecord,
  forwarding: boolean,
): { readonly mtu: number; readonly locked: boolean } {
  const { route } = result;
  const locked = exception?.mtuLocked === true || route.metrics?.mtu?.locked === true;
  const learned =
    !forwarding || locked || readSysctl(world, out.netns, 'net.ipv4.ip_forward_use_pmtu') === '1'
      ? exception?.mtu
      : undefined;
  return { mtu: Math.min(learned ?? route.metrics?.mtu?.value ?? out.mtu, IP_MAX_MTU), locked };
}

/** __ip_rt_update_pmtu: a router said how large packets to `destination` may be. */
export function learnPathMtu(
  world: World,
  netns: NetnsId,
  result: HopResult,
  destination: Ipv4,
  out: DeviceRecord,
  reported: number,
): number | undefined {
  if (result.route.metrics?.mtu?.locked) return undefined;
  const known = exceptionFor(world, netns, result, destination);
  const old = pathMtu(world, result, known, out, false).mtu;
  if (old < reported) return undefined;
  const least = Number(readSysctl(world, netns, 'net.ipv4.route.min_pmtu'));
  const mtuLocked = reported < least;
  const mtu = mtuLocked ? Math.min(old, least) : reported;
  const lifetime = Number(readSysctl(world, netns, 'net.ipv4.route.mtu_expires'));
  update(world, netns, result, destination, lifetime, { mtu, mtuLocked });
  return mtu;
}

/** The second half of __ip_do_redirect: from now on packets to `destination` go to `gateway`. */
export function learnGateway(world: World, netns: NetnsId, result: HopResult, destination: Ipv4, gateway: Ipv4): void {
  update(world, netns, result, destination, REDIRECT_SECONDS, { gateway });
}

function update(
  world: World,
  netns: NetnsId,
  result: HopResult,
  destination: Ipv4,
  seconds: number,
  news: Partial<Pick<RouteException, 'mtu' | 'mtuLocked' | 'gateway'>>,
): void {
  const { table, destination: network, prefixLength, tos, metric } = result.route;
  const { ifindex, via } = result.hop;
  write(world, netns, {
    mtuLocked: false,
    ...exceptionFor(world, netns, result, destination),
    destination,
    route: { table, destination: network, prefixLength, tos, metric },
    hop: { ifindex, via },
    flushed: false,
    expiresUs: world.nowUs + seconds * 1_000_000,
    ...news,
  });
}

/** `net.ipv4.route.flush`: what was learned is void at once; the entries themselves stay. */
export function flushExceptions(world: World, netns: NetnsId): void {
  for (const { destination, route, hop } of [...world.netns(netns).exceptions.values()]) {
    write(world, netns, { destination, route, hop, mtuLocked: false, flushed: true });
  }
}

/** The aliases of a prefix changed: what was learned on a route that is gone goes with it. */
export function forgetExceptions(
  world: World,
  netns: NetnsId,
  before: readonly RouteRecord[],
  after: readonly RouteRecord[],
): void {
  if (world.netns(netns).exceptions.size === 0) return;
  const gone = before.filter((old) => !after.some((route) => sameRoute(old, route) && sameHops(old, route)));
  for (const route of gone) {
    for (const known of [...world.netns(netns).exceptions.values()]) {
      if (!sameRoute(known.route, route) || !route.nexthops.some((hop) => sameHop(known.hop, hop))) continue;
      const ns = world.writeNetns(netns);
      ns.exceptions = world.writable(ns.exceptions);
      ns.exceptions.delete(known.destination);
    }
  }
}

/** fib_nhc_update_mtu: a device's MTU changed; exceptions follow it down, and back up when it was what held them. */
export function exceptionsFollowMtu(world: World, device: DeviceRecord, before: number): void {
  for (const known of [...world.netns(device.netns).exceptions.values()]) {
    if (known.hop.ifindex !== device.ifindex || known.mtu === undefined) continue;
    const { mtu } = device;
    if (known.mtuLocked ? mtu <= known.mtu : mtu < known.mtu || before === known.mtu) {
      write(world, device.netns, { ...known, mtu, mtuLocked: false });
    }
  }
}

/** The exceptions a dump of the cache shows. */
export function liveExceptions(world: World, netns: NetnsId): readonly RouteException[] {
  return [...world.netns(netns).exceptions.values()].filter(
    ({ flushed, expiresUs }) => !flushed && (expiresUs === undefined || expiresUs > world.nowUs),
  );
}

function write(world: World, netns: NetnsId, exception: RouteException): void {
  const ns = world.writeNetns(netns);
  ns.exceptions = world.writable(ns.exceptions);
  ns.exceptions.set(exception.destination, exception);
}

function sameRoute(a: RouteException['route'], b: RouteException['route']): boolean {
  return (
    a.table === b.table &&
    a.destination === b.destination &&
    a.prefixLength === b.prefixLength &&
    a.tos === b.tos &&
    a.metric === b.metric
  );
}

/** Also that nothing but link state differs: a route that was replaced by another of the same hop is a new one. */
function sameHops(a: RouteRecord, b: RouteRecord): boolean {
  return sameMetrics(a.metrics, b.metrics) && a.nexthops.every((hop, i) => sameHop(hop, b.nexthops[i]));
}

function sameHop(a: RouteException['hop'], b: Pick<Nexthop, 'ifindex' | 'via'> | undefined): boolean {
  return a.ifindex === b?.ifindex && a.via === b?.via;
}

/** Whether an address can be a gateway at all: no group, no broadcast, not "this network". */
export function canBeGateway(address: Ipv4): boolean {
  return address !== 0 && !inPrefix(address, ipv4(0xe0000000), 4) && address !== 0xffffffff;
}
