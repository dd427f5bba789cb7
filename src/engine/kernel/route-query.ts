import { inPrefix, ipv4, type Ipv4 } from '../packet/address';
import { KernelError } from './errno';
import { addressOn, lookup, selectSource, type FibQuery, type FibResult } from './fib';
import { routeInfo } from './fib-list';
import { addressType, TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import { sourceProblem } from './input-policy';
import { findDevice, requireDevice } from './link/registry';
import { isMember } from './multicast';
import { selectPath } from './multipath';
import type { CachedRoute, RouteAnswer, RouteQuery } from './netlink';
import type { DeviceRecord, NetnsId, RouteException, RouteRecord } from './records';
import { wantsRedirect } from './redirect';
import { canBeGateway, exceptionFor, gatewayOf, liveExceptions } from './route-exceptions';
import { readDeviceSysctl } from './sysctl-store';
import type { World } from './world';

const LOOPBACK_ADDRESS = ipv4(0x7f000001);
const LIMITED_BROADCAST = 0xffffffff;

/**
 * RTM_GETROUTE: what the kernel would do with a packet it sends (net/ipv4/route.c ip_route_output_key) or, with `inputDevice`, receives. Throws
 * ENETUNREACH without a route, EHOSTUNREACH (unreachable, or forwarding is off), EACCES (prohibit), EINVAL (blackhole, or a source that
 * reverse-path filtering refuses), ENODEV.
 */
export function queryRoute(world: World, netns: NetnsId, query: RouteQuery): RouteAnswer {
  if (query.inputDevice !== undefined) return queryInput(world, netns, query, query.inputDevice);
  const { source } = query;
  const out = query.outputDevice === undefined ? undefined : requireDevice(world, netns, query.outputDevice);
  if (source !== undefined && !canBeGateway(source)) throw new KernelError('EINVAL');
  if (source !== undefined && addressType(world, netns, source) !== 'local') throw new KernelError('ENETUNREACH');
  if (out && !out.up) throw new KernelError('ENETUNREACH');
  // ip_route_output_key_hash_rcu: the unspecified address means this host.
  if (query.destination === 0) {
    return loopbackAnswer({ ...query, source: source ?? out?.addresses4.find((a) => !a.secondary)?.address });
  }
  const flow = flowOf(query, { oif: out?.ifindex });
  const result = selectPath(world, netns, lookup(world, netns, flow), flow, 'here');
  const found = answer(world, netns, query, result);
  if (found) return found;
  // Whatever the tables say: bound to a device, the destination is taken to be on its link.
  if (!out) throw refusal(result);
  return directly(world, netns, query, out);
}

/** The answer for a route that can be used; undefined for one that refuses, and for none. */
function answer(world: World, netns: NetnsId, query: RouteQuery, result: FibResult): RouteAnswer | undefined {
  if (!('hop' in result)) return undefined;
  const { route, hop } = result;
  const { destination } = query;
  const device = hop.ifindex === undefined ? undefined : findDevice(world, netns, hop.ifindex);
  if (!device) return undefined;
  const local = result.kind === 'local';
  const type = local ? 'local' : groupType(destination, result.kind);
  const exception = exceptionFor(world, netns, result, destination);
  const { metrics, expiresSeconds } = metricsOf(world, exception, route);
  return {
    type,
    destination,
    metrics,
    expiresSeconds,
    via: type === 'unicast' ? gatewayOf(result, exception) : undefined,
    device: local ? 'lo' : device.name,
    // While nobody adds a policy rule, local and main are one trie, which answers as main (fib_lookup).
    table: route.table === TABLE_LOCAL && !result.rule ? TABLE_MAIN : route.table,
    match: query.fibMatch ? routeInfo(world, netns, route) : undefined,
    realms: realmsOf(route.realms, result.rule?.realms),
    source: query.source ?? selectSource(world, netns, result, destination) ?? ipv4(0),
    cacheFlags: exception?.gateway === undefined ? cacheFlags(type, destination, device) : ['redirected'],
    scope: route.scope,
  };
}

/** set_class_tag: each half that the route leaves open comes from the rule. */
function realmsOf(route = 0, rule = 0): number {
  const to = route & 0xffff || rule & 0xffff;
  const from = route >>> 16 || rule >>> 16;
  return ((from << 16) | to) >>> 0;
}

type Metrics = Pick<RouteAnswer, 'metrics' | 'expiresSeconds'>;

const NO_METRICS = {};

/** rt_fill_info: the metrics in force, and how long what was learned is still believed. */
function metricsOf(world: World, exception: RouteException | undefined, route?: RouteRecord): Metrics {
  if (!exception) return { metrics: route?.metrics ?? NO_METRICS, expiresSeconds: undefined };
  const { mtu, expiresUs } = exception;
  const learned =
    mtu === undefined ? {} : { mtu: { value: mtu, ...(exception.mtuLocked && { locked: true as const }) } };
  return {
    metrics: { ...route?.metrics, ...learned },
    expiresSeconds: expiresUs === undefined ? undefined : Math.floor((expiresUs - world.nowUs) / 1_000_000),
  };
}

/** The dump of the cache: one line for each destination that ICMP taught something about. */
export function listCachedRoutes(world: World, netns: NetnsId): readonly CachedRoute[] {
  return liveExceptions(world, netns).map((exception) => {
    const { destination, gateway, hop } = exception;
    return {
      destination,
      via: gateway ?? hop.via,
      device: (hop.ifindex === undefined ? undefined : findDevice(world, netns, hop.ifindex)?.name) ?? '',
      cacheFlags: gateway === undefined ? [] : ['redirected'],
      ...metricsOf(world, exception),
    };
  });
}

/** A packet bound to a device goes out there even without a route, as if the destination were on the link. */
function directly(world: World, netns: NetnsId, query: RouteQuery, out: DeviceRecord): RouteAnswer {
  const { destination } = query;
  const type = groupType(destination, 'unicast');
  return {
    type,
    destination,
    device: out.name,
    table: 0,
    source: query.source ?? addressOn(world, netns, out.ifindex, destination) ?? ipv4(0),
    cacheFlags: cacheFlags(type, destination, out),
    scope: 'link',
  };
}

/** ip_route_input_slow: a packet arrives on a device and is delivered, forwarded or refused. */
function queryInput(world: World, netns: NetnsId, query: RouteQuery, inputName: string): RouteAnswer {
  const input = requireDevice(world, netns, inputName);
  const source = query.source ?? ipv4(0);
  const { destination } = query;
  const flow = flowOf({ ...query, source }, { iif: input.ifindex });
  checkMartians(world, netns, source, destination, input);
  // The limited broadcast is taken in before any route is asked.
  if (isForAll(source, destination)) {
    if (source !== 0) checkSource(world, input, flow);
    return { ...loopbackAnswer({ ...query, source }), ...BROADCAST_IN };
  }
  const result = selectPath(world, netns, lookup(world, netns, flow), flow, 'elsewhere');
  const forwards = readDeviceSysctl(world, netns, 'ipv4.conf', input.name, 'forwarding') !== '0';
  if (!forwards && (result.kind === 'unicast' || result.kind === 'none')) throw new KernelError('EHOSTUNREACH');
  const found = answer(world, netns, { ...query, source }, result);
  if (!found) throw refusal(result);
  checkSource(world, input, flow);
  if (found.type === 'broadcast') return { ...found, ...BROADCAST_IN };
  // What was learned about the path concerns packets of this host's own.
  const forwarded = { ...found, ...metricsOf(world, undefined, 'route' in result ? result.route : undefined) };
  if (!('hop' in result) || !wantsRedirect(world, input, result, source)) return forwarded;
  return { ...forwarded, cacheFlags: ['redirect'] };
}

/** The limited broadcast, or what BOOTP sends before it knows anything. */
function isForAll(source: Ipv4, destination: Ipv4): boolean {
  return destination === LIMITED_BROADCAST || (source === 0 && destination === 0);
}

/** A broadcast that came in is this host's, so its device is lo. */
const BROADCAST_IN = { type: 'broadcast', device: 'lo', cacheFlags: ['local', 'brd'] } as const;

/** Addresses that no packet on a wire may have: martians, refused before any route is asked. */
function checkMartians(world: World, netns: NetnsId, source: Ipv4, destination: Ipv4, input: DeviceRecord): void {
  const forAll = isForAll(source, destination);
  if (!canBeGateway(source) && !(source === 0 && forAll)) throw new KernelError('EINVAL');
  if (destination === 0 && !forAll) throw new KernelError('EINVAL');
  const loopback = source >>> 24 === 127 || destination >>> 24 === 127;
  if (!loopback) return;
  const conf = (segment: string): string | undefined =>
    readDeviceSysctl(world, netns, 'ipv4.conf', segment, 'route_localnet');
  if (conf('all') === '0' && conf(input.name) === '0') throw new KernelError('EINVAL');
}

/** A source that fib_validate_source refuses. */
function checkSource(world: World, input: DeviceRecord, flow: FibQuery): void {
  if (sourceProblem(world, input, flow) !== undefined) throw new KernelError('EINVAL');
}

const IPPROTO_UDP = 17;

/** inet_rtm_getroute: a packet is UDP unless the question says something else. */
function flowOf(query: RouteQuery, ends: Pick<FibQuery, 'iif' | 'oif'>): FibQuery {
  const { destination, source, tos, mark, uid, protocol = IPPROTO_UDP, sourcePort, destinationPort } = query;
  const { iif, oif } = ends;
  return { destination, source, tos, mark, uid, protocol, sourcePort, destinationPort, iif, oif };
}

function loopbackAnswer({ destination, source }: RouteQuery): RouteAnswer {
  return {
    type: 'local',
    destination,
    device: 'lo',
    table: 0,
    source: source ?? LOOPBACK_ADDRESS,
    cacheFlags: ['local'],
    scope: 'host',
  };
}

function groupType(destination: Ipv4, type: 'unicast' | 'broadcast'): RouteAnswer['type'] {
  if (destination === LIMITED_BROADCAST) return 'broadcast';
  return inPrefix(destination, ipv4(0xe0000000), 4) ? 'multicast' : type;
}

const NO_FLAGS: readonly string[] = [];

/** RTCF_LOCAL means that this host takes the packet in too: a broadcast, and a group it is a member of (ip_check_mc_rcu). */
function cacheFlags(type: RouteAnswer['type'], destination: Ipv4, out: DeviceRecord): readonly string[] {
  const loopback = out.kind.type === 'loopback';
  const local =
    loopback || type === 'local' || type === 'broadcast' || (type === 'multicast' && isMember(out, destination));
  const group = type === 'broadcast' ? ['brd'] : type === 'multicast' ? ['mc'] : NO_FLAGS;
  if (!local && group === NO_FLAGS) return NO_FLAGS;
  return [...(local ? ['local'] : []), ...group];
}

function refusal({ kind }: FibResult): KernelError {
  if (kind === 'unreachable') return new KernelError('EHOSTUNREACH');
  if (kind === 'prohibit') return new KernelError('EACCES');
  return new KernelError(kind === 'blackhole' ? 'EINVAL' : 'ENETUNREACH');
}
