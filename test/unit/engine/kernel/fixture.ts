import { createHost } from '../../../../src/engine/kernel/host';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { NetlinkSocket, RouteInfo } from '../../../../src/engine/kernel/netlink';
import type { NetnsId } from '../../../../src/engine/kernel/records';
import { World } from '../../../../src/engine/kernel/world';
import { formatIpv4, parseIpv4, type Ipv4 } from '../../../../src/engine/packet/address';

/** A lab with one host that has nothing but `lo`, like `unshare -n`, and a socket in its root namespace. */
export function emptyHost(): { world: World; netns: NetnsId; nl: NetlinkSocket } {
  const world = new World(7);
  const host = createHost(world, { name: 'host01' });
  const { rootNetns } = world.host(host);
  return { world, netns: rootNetns, nl: openNetlink(world, rootNetns) };
}

/** The address written as `a.b.c.d`. */
export function ip(text: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`not an IPv4 address: ${text}`);
  return address;
}

/** Splits `10.0.0.0/8`; a missing length is 32, `default` is 0.0.0.0/0. */
export function prefix(text: string): { address: Ipv4; prefixLength: number } {
  if (text === 'default') return { address: ip('0.0.0.0'), prefixLength: 0 };
  const [address = '', length = '32'] = text.split('/');
  return { address: ip(address), prefixLength: Number(length) };
}

/** A veth pair with both ends up. */
export function addLivePair(nl: NetlinkSocket, name: string, peer: string): void {
  nl.addLink({ type: 'veth', name, up: true, peer: { name: peer } });
  nl.setLink(peer, { up: true });
}

/** `ip address add CIDR dev DEVICE`. */
export function addAddress(nl: NetlinkSocket, device: string, cidr: string): void {
  nl.addAddress(device, { family: 'inet', mode: 'add', ...prefix(cidr) });
}

/** `ip address delete CIDR dev DEVICE`. */
export function deleteAddress(nl: NetlinkSocket, device: string, cidr: string): void {
  nl.deleteAddress(device, { family: 'inet', ...prefix(cidr) });
}

/** `ip route add DESTINATION [via VIA] [dev DEVICE] [metric METRIC]`. */
export function route(destination: string, hop: { via?: string; device?: string }, metric?: number) {
  const { address, prefixLength } = prefix(destination);
  const via = hop.via === undefined ? undefined : ip(hop.via);
  return { destination: address, prefixLength, metric, nexthops: [{ via, device: hop.device }] };
}

/** One route as `ip route show` prints it, without a trailing blank. */
export function show(r: RouteInfo): string {
  const to =
    r.prefixLength === 0 ? 'default' : formatIpv4(r.destination) + (r.prefixLength === 32 ? '' : `/${r.prefixLength}`);
  const words = [r.type === 'unicast' ? to : `${r.type} ${to}`];
  const [hop] = r.nexthops;
  if (hop?.via !== undefined) words.push(`via ${formatIpv4(hop.via)}`);
  if (hop?.device !== undefined) words.push(`dev ${hop.device}`);
  if (r.protocol !== 'boot') words.push(`proto ${r.protocol}`);
  if (r.scope !== 'global') words.push(`scope ${r.scope}`);
  if (r.preferredSource !== undefined) words.push(`src ${formatIpv4(r.preferredSource)}`);
  if (r.metric !== 0) words.push(`metric ${r.metric}`);
  if (hop?.linkdown) words.push('linkdown');
  return words.join(' ');
}

/** A link's flags, qdisc and state as the first line of `ip link show` has them. */
export function linkLine(nl: NetlinkSocket, name: string): string {
  const link = nl.link(name);
  if (!link) throw new Error(`no link ${name}`);
  return `<${link.flags.join(',')}> qdisc ${link.qdisc} state ${link.operstate}`;
}
