import type { Ipv6 } from '../../packet/address';
import { IPV6_MIN_MTU, type Icmpv6Error } from '../../packet/ipv6-frame';
import type { DeviceRecord, NetnsId } from '../records';
import { readSysctl } from '../sysctl-store';
import { trace } from '../trace';
import type { World } from '../world';
import type { RouteException6 } from './records';

/** What ICMPv6 taught about the way to single destinations (net/ipv6/route.c rt6_exception). */

/** What is known about a destination now. */
export function exceptionFor6(world: World, netns: NetnsId, destination: Ipv6): RouteException6 | undefined {
  const { exceptions } = world.netns(netns).inet6;
  if (exceptions.size === 0) return undefined;
  const found = exceptions.get(destination);
  return found && (found.expiresUs ?? Infinity) > world.nowUs ? found : undefined;
}

/** All that is known and still believed. */
export function liveExceptions6(world: World, netns: NetnsId): readonly RouteException6[] {
  return [...world.netns(netns).inet6.exceptions.values()].filter((e) => (e.expiresUs ?? Infinity) > world.nowUs);
}

/** rt6_insert_exception: what is new replaces what was known. */
export function rememberException(world: World, netns: NetnsId, exception: RouteException6): void {
  const ns = world.writeNetns(netns);
  const exceptions = new Map(ns.inet6.exceptions);
  ns.inet6 = {
    ...ns.inet6,
    exceptions: exceptions.set(exception.destination, { ...exceptions.get(exception.destination), ...exception }),
  };
}

/** Forgets everything learned (a route changed, or the cache is flushed). */
export function forgetExceptions6(world: World, netns: NetnsId): void {
  if (world.netns(netns).inet6.exceptions.size === 0) return;
  const ns = world.writeNetns(netns);
  ns.inet6 = { ...ns.inet6, exceptions: new Map() };
}

/** rt6_do_update_pmtu: "packet too big" says how large packets to that destination may be, but never less than every link carries. */
export function takeAdvice6(
  world: World,
  device: DeviceRecord,
  error: Icmpv6Error | { readonly type: 'redirect' },
  packetId: number,
): void {
  if (error.type !== 'packet-too-big') return;
  const { netns, ifindex } = device;
  const { destination } = error.quoted;
  const mtu = Math.max(IPV6_MIN_MTU, error.info ?? 0);
  if (mtu >= (exceptionFor6(world, netns, destination)?.mtu ?? Infinity)) return;
  const expiresUs = world.nowUs + Number(readSysctl(world, netns, 'net.ipv6.route.mtu_expires')) * 1_000_000;
  rememberException(world, netns, { destination, mtu, ifindex, expiresUs });
  trace(world, packetId, netns, device, () => ({ type: 'learn', destination, mtu }));
}
