import { MAC_BROADCAST, type Ipv4 } from '../packet/address';
import type { EthernetFrame, Ipv4Packet } from '../packet/frame';
import { DroppedByRule, KernelError, MessageTooLong, type ErrnoName } from './errno';
import { lookupOutput, selectSource, type FibQuery } from './fib';
import { addressType } from './fib-table';
import { outputFlow } from './flow';
import { sendInPieces } from './fragments';
import { deliverLocally } from './icmp';
import { countIpOut, countMade, countMib, MIB } from './mib';
import { isMember } from './multicast';
import { selectPath } from './multipath';
import { loopbackMac, neighbourOutput } from './neighbour';
import { filters, runHook } from './netfilter/hooks';
import { sendReject } from './netfilter/reject';
import { attached, newSkb, type Tracked } from './netfilter/skb';
import type { DeviceRecord, NetnsId } from './records';
import { exceptionFor, gatewayOf, pathMtu, type HopResult } from './route-exceptions';
import { readSysctl } from './sysctl-store';
import { headOf, trace } from './trace';
import { transmit } from './transmit';
import type { World } from './world';
import { loopback, noRoute, outputDevice, traceRoute } from './ip-route-trace';

/** The way out of a packet that this host made (net/ipv4/ip_output.c). */

export interface SendOptions {
  /** SO_BINDTODEVICE. */
  readonly oif?: number;
  /**
   * IP_MTU_DISCOVER: `do` never fragments and fails with EMSGSIZE, `probe` does too but knows only the device's MTU, `want` forbids routers to,
   * `dont` forbids nobody, which is what the kernel's own answers do.
   */
  readonly discovery?: 'do' | 'probe' | 'want' | 'dont';
  /** The connection of the packet that the kernel reports on, which its answer belongs to (nf_ct_attach). */
  readonly about?: Tracked | undefined;
  /** IP_MULTICAST_LOOP; off unless set. */
  readonly multicastLoop?: boolean;
  /** Routers may not fragment it, though no socket says so: TCP's own answers (tcp_sk_init). */
  readonly dontFragment?: boolean;
}

/** An IPv4 packet's length has 16 bits. */
const IP_MAX_LENGTH = 65535;

/** Why a packet could not be sent, as the errno of sendto(2), by FIB result. */
const SEND_ERRNO: Readonly<Record<'none' | 'unreachable' | 'prohibit' | 'blackhole', ErrnoName>> = {
  none: 'ENETUNREACH',
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
  blackhole: 'EINVAL',
};

/**
 * ip_route_output_key: the route of a packet that this host makes. Throws ENETUNREACH, EHOSTUNREACH (unreachable), EACCES (prohibit) or EINVAL
 * (blackhole); the packet's walk then ends here.
 */
function routeOutput(world: World, netns: NetnsId, query: FibQuery, packetId: number): HopResult {
  const result = selectPath(world, netns, lookupOutput(world, netns, query), query, 'here');
  traceRoute(world, packetId, netns, query, result);
  if ('hop' in result) return result;
  countMib(world, netns, MIB.outNoRoutes);
  trace(world, packetId, netns, undefined, () => ({
    type: 'drop',
    reason: 'IP_OUTNOROUTES',
    ...noRoute(world, netns, result, query.destination),
  }));
  throw new KernelError(SEND_ERRNO[result.kind]);
}

/**
 * ip_route_connect: the route and the source of a connected socket. Policy rules are asked once more when the source is known, and may refuse then.
 * Throws as routeOutput.
 */
export function connectRoute(
  world: World,
  netns: NetnsId,
  query: FibQuery,
  packetId: number,
): { readonly result: HopResult; readonly source: Ipv4 } {
  const result = routeOutput(world, netns, query, packetId);
  if (query.source !== undefined) return { result, source: query.source };
  const source = selectSource(world, netns, result, query.destination) ?? (0 as Ipv4);
  const again = world.netns(netns).rules ? routeOutput(world, netns, { ...query, source }, packetId) : result;
  return { result: again, source };
}

/**
 * ip_queue_xmit / ip_push_pending_frames: sends a packet that this host made. `source` 0 lets the kernel choose. Throws ENETUNREACH,
 * EHOSTUNREACH, EACCES, EINVAL as the FIB says, EMSGSIZE, ENOBUFS when the device dropped it, and returns the source that was used. Without
 * a `ttl` the route's `hoplimit` or the namespace's default counts (ip4_dst_hoplimit). Throws EPERM when a rule drops it.
 */
export function sendFromHost(
  world: World,
  netns: NetnsId,
  draft: Omit<Ipv4Packet, 'source' | 'dontFragment' | 'ttl'> & {
    readonly source?: Ipv4 | undefined;
    readonly ttl?: number | undefined;
  },
  packetId: number,
  options: SendOptions = {},
): Ipv4 {
  const query = outputFlow(draft, options.oif, 0);
  const path = outputPath(world, netns, query, packetId);
  const { destination, length } = draft;
  const { discovery = 'dont' } = options;
  const most = discovery === 'probe' ? path.out.mtu : path.mtu;
  const never = discovery === 'do' || discovery === 'probe';
  if (length > (never ? most : IP_MAX_LENGTH)) {
    trace(world, packetId, netns, path.out, () => ({
      type: 'drop',
      reason: 'PKT_TOO_BIG',
      detail: `${length} bytes do not fit the MTU of ${most}`,
      cause: { code: 'too-big', bytes: length, mtu: most },
    }));
    throw new MessageTooLong(most);
  }
  const source = draft.source ?? selectSource(world, netns, path.result, destination) ?? (0 as Ipv4);
  const dontFragment =
    never || options.dontFragment === true || (discovery === 'want' && length <= path.mtu && !path.locked);
  const { metrics } = path.result.route;
  const group = addressType(world, netns, destination) === 'multicast';
  const usual = group ? MULTICAST_TTL : metrics?.hoplimit?.value;
  const ttl = draft.ttl ?? usual ?? Number(readSysctl(world, netns, 'net.ipv4.ip_default_ttl'));
  const { kind, tos, id, payload, fragment } = draft;
  const whole: Ipv4Packet = { kind, source, destination, ttl, tos, dontFragment, id, payload, length };
  const packet = fragment ? { ...whole, fragment } : whole;
  world.recorder?.head(packetId, headOf(packet));
  countMade(world, netns, packet);
  const filtered = filters(world, netns)
    ? output(world, netns, packet, packetId, query, path, options)
    : { packet, path, kept: undefined };
  const { out, result, nextHop = destination } = filtered.path;
  const mtu = discovery === 'probe' ? out.mtu : filtered.path.mtu;
  let sent = true;
  sendInPieces(world, out, filtered.packet, packetId, mtu, (piece, id) => {
    if (!leave(world, out, result.kind, nextHop, piece, id, filtered.kept)) sent = false;
  });
  if (!sent) throw new KernelError('ENOBUFS');
  // ip_mc_output: this host hears what it says to everybody, and to a group it is in.
  const heard = group ? options.multicastLoop === true && isMember(out, destination) : result.kind === 'broadcast';
  if (heard) deliverLocally(world, out, newSkb(filtered.packet, packetId, netns, { device: out }));
  return source;
}

/** A socket's IP_MULTICAST_TTL while nobody set it: groups stay on the link. */
const MULTICAST_TTL = 1;

/** Where a packet that this host made goes. */
interface OutputPath {
  readonly result: HopResult;
  readonly out: DeviceRecord;
  readonly mtu: number;
  readonly locked: boolean;
  /** The gateway; undefined when the destination itself is the neighbour. */
  readonly nextHop: Ipv4 | undefined;
}

function outputPath(world: World, netns: NetnsId, query: FibQuery, packetId: number): OutputPath {
  const result = routeOutput(world, netns, query, packetId);
  const out = result.kind === 'local' ? loopback(world, netns) : outputDevice(world, netns, result.hop.ifindex);
  if (!out) throw new KernelError('ENETUNREACH');
  const exception = exceptionFor(world, netns, result, query.destination);
  const { mtu, locked } = pathMtu(world, result, exception, out, false);
  return { result, out, mtu, locked, nextHop: gatewayOf(result, exception) };
}

/**
 * NF_INET_LOCAL_OUT and NF_INET_POST_ROUTING. A packet whose addresses were changed is routed anew in between (ip_route_me_harder). Throws EPERM
 * when a rule drops it.
 */
function output(
  world: World,
  netns: NetnsId,
  packet: Ipv4Packet,
  packetId: number,
  query: FibQuery,
  path: OutputPath,
  { discovery, about }: SendOptions,
): { readonly packet: Ipv4Packet; readonly path: OutputPath; readonly kept: EthernetFrame['kept'] } {
  const skb = newSkb(packet, packetId, netns);
  skb.out = path.out;
  skb.fromSocket = discovery !== undefined;
  skb.tracked = about && attached(about);
  const result = runHook(world, skb, 'OUTPUT');
  if (!result.pass) {
    if (result.verdict.verdict !== 'REJECT') throw new DroppedByRule(false);
    const device = loopback(world, netns) ?? path.out;
    throw new DroppedByRule(sendReject(world, device, skb, result.verdict.with));
  }
  const { mark } = skb;
  const { source, destination, tos } = skb.packet;
  // ip_route_me_harder: the source stays what the first route chose, and ports are not looked at.
  const moved = destination !== packet.destination || source !== packet.source || mark !== 0;
  const { oif } = query;
  const next = moved ? outputPath(world, netns, { destination, source, tos, oif, mark }, packetId) : path;
  skb.out = next.out;
  skb.nextHop = next.nextHop ?? destination;
  if (!runHook(world, skb, 'POSTROUTING').pass) throw new DroppedByRule(false);
  return {
    packet: skb.packet,
    path: next.nextHop === undefined ? { ...next, nextHop: skb.packet.destination } : next,
    // Only what goes over lo is remembered.
    kept:
      next.result.kind === 'local'
        ? { mark: skb.mark, untracked: skb.untracked, ...(skb.tracked && { tracked: { ...skb.tracked } }) }
        : undefined,
  };
}

/** The last step of output: a frame to this host, to everybody on the link, or to a neighbour. False when the device dropped it. */
function leave(
  world: World,
  out: DeviceRecord,
  kind: HopResult['kind'],
  nextHop: Ipv4,
  packet: Ipv4Packet,
  packetId: number,
  kept: EthernetFrame['kept'],
): boolean {
  countIpOut(world, out.netns, packet);
  if (kind === 'unicast') return neighbourOutput(world, out, nextHop, packet, packetId);
  const destination = kind === 'local' ? loopbackMac(world, out) : MAC_BROADCAST;
  const source = out.mac;
  const local = kind === 'local' && kept;
  return transmit(world, out.id, { source, destination, payload: packet, packetId, ...(local && { kept }) });
}
