import { inPrefix, ipv4, type Ipv4 } from '../packet/address';
import type { IcmpError, Ipv4Packet } from '../packet/frame';
import { lookup, lookupOutput } from './fib';
import { addressType } from './fib-table';
import { sendIcmpError } from './icmp';
import { mayRedirect } from './icmp-limits';
import { ipv4Conf } from './ipv4-conf';
import { probeNeighbour } from './neighbour';
import type { DeviceRecord, NetnsId } from './records';
import { canBeGateway, exceptionFor, gatewayOf, learnGateway, learnPathMtu, type HopResult } from './route-exceptions';
import { readDeviceSysctl } from './sysctl-store';
import { trace } from './trace';
import type { World } from './world';

/** What routers tell senders about better ways, and what senders make of it (net/ipv4/route.c). */

/**
 * __mkroute_input: whether a packet that came in on `device` and leaves there again would better have gone straight to the next hop: its
 * sender is on the same link, and the device may say so.
 */
export function wantsRedirect(world: World, device: DeviceRecord, result: HopResult, source: Ipv4): boolean {
  if (result.kind !== 'unicast' || result.hop.ifindex !== device.ifindex) return false;
  const { sendRedirects, sharedMedia } = ipv4Conf(world, device.netns, device.name);
  if (!sendRedirects) return false;
  // fib_validate_source: the way back leads directly out of this very device.
  const { netns, ifindex } = device;
  const best = lookup(world, netns, { destination: source });
  const uses = best.kind === 'unicast' && best.route.nexthops.some((hop) => hop.ifindex === ifindex);
  const back = uses ? best : lookup(world, netns, { destination: source, oif: ifindex });
  if (back.kind !== 'unicast' || back.hop.via !== undefined) return false;
  return sharedMedia || onLink(device, source, result.hop.via ?? ipv4(0));
}

/** ip_rt_send_redirect: tells the sender of a forwarded packet the gateway it should have used. */
export function sendRedirect(
  world: World,
  device: DeviceRecord,
  packet: Ipv4Packet,
  packetId: number,
  gateway: Ipv4,
): void {
  if (!mayRedirect(world, device.netns, packet.source)) return;
  sendIcmpError(world, device, packet, packetId, 'redirect', 1, gateway);
}

/** An ICMP error about a packet this host sent carries advice for the routing table: a path MTU, or a better gateway. */
export function takeAdvice(world: World, device: DeviceRecord, from: Ipv4, error: IcmpError, packetId: number): void {
  const { type, code, info = 0, quoted } = error;
  const tooBig = type === 'destination-unreachable' && code === 4;
  if (!tooBig && type !== 'redirect') return;
  const { netns } = device;
  const { destination } = quoted;
  const result = lookupOutput(world, netns, { destination, tos: quoted.tos });
  if (result.kind !== 'unicast') return;
  const out = deviceOf(world, netns, result);
  if (!out) return;
  if (tooBig) {
    const mtu = learnPathMtu(world, netns, result, destination, out, info);
    if (mtu !== undefined) trace(world, packetId, netns, device, () => ({ type: 'learn', destination, mtu }));
  } else if (followRedirect(world, out, result, destination, from, ipv4(info))) {
    trace(world, packetId, netns, device, () => ({ type: 'learn', destination, gateway: ipv4(info) }));
  }
}

/** __ip_do_redirect: believes only the gateway in use, and only when it names a neighbour that answers. */
function followRedirect(
  world: World,
  out: DeviceRecord,
  result: HopResult,
  destination: Ipv4,
  from: Ipv4,
  gateway: Ipv4,
): boolean {
  const { netns } = out;
  if (gatewayOf(result, exceptionFor(world, netns, result, destination)) !== from) return false;
  if (gateway === from || !acceptsRedirects(world, out) || !canBeGateway(gateway)) return false;
  if (!ipv4Conf(world, out.netns, out.name).sharedMedia) {
    if (!onLink(out, gateway, from)) return false;
    if (either(world, out, 'secure_redirects') && !isKnownGateway(world, out, gateway)) return false;
  } else if (addressType(world, netns, gateway) !== 'unicast') {
    return false;
  }
  if (!probeNeighbour(world, out, gateway)) return false;
  learnGateway(world, netns, result, destination, gateway);
  return true;
}

/** IN_DEV_RX_REDIRECTS: a router wants both `all` and the device to agree, a host is content with either. */
function acceptsRedirects(world: World, device: DeviceRecord): boolean {
  const forwards = setting(world, device, device.name, 'forwarding');
  const all = setting(world, device, 'all', 'accept_redirects');
  const own = setting(world, device, device.name, 'accept_redirects');
  return forwards ? all && own : all || own;
}

/** IN_DEV_ORCONF. */
function either(world: World, device: DeviceRecord, key: string): boolean {
  return setting(world, device, 'all', key) || setting(world, device, device.name, key);
}

function setting(world: World, { netns }: DeviceRecord, segment: string, key: string): boolean {
  return readDeviceSysctl(world, netns, 'ipv4.conf', segment, key) !== '0';
}

/** inet_addr_onlink: one subnet of the device has both. */
function onLink({ addresses4 }: DeviceRecord, a: Ipv4, b: Ipv4): boolean {
  return addresses4.some(({ address, prefixLength, peer }) => {
    const inside = (x: Ipv4): boolean => inPrefix(x, peer ?? address, prefixLength);
    return inside(a) && (b === 0 || inside(b));
  });
}

/** ip_fib_check_default: a next hop that some route leads to by this device. */
function isKnownGateway(world: World, { netns, ifindex }: DeviceRecord, gateway: Ipv4): boolean {
  for (const { byPrefix } of world.netns(netns).routes.values()) {
    for (const routes of byPrefix.values()) {
      const leads = routes.some((route) =>
        route.nexthops.some((hop) => hop.via === gateway && hop.ifindex === ifindex),
      );
      if (leads) return true;
    }
  }
  return false;
}

function deviceOf(world: World, netns: NetnsId, result: HopResult): DeviceRecord | undefined {
  const id = result.hop.ifindex === undefined ? undefined : world.netns(netns).devices.get(result.hop.ifindex);
  return id === undefined ? undefined : world.device(id);
}
