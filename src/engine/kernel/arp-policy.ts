import { inPrefix, ipv4, type Ipv4 } from '../packet/address';
import type { IpAddress } from '../packet/ipv6-address';
import { addressOn, lookup, lookupOutput } from './fib';
import { addressType, SCOPE_VALUE } from './fib-table';
import type { DeviceRecord, NetnsId, Scope } from './records';
import { readDeviceSysctl } from './sysctl-store';
import type { World } from './world';

/** The sysctls that decide which ARP requests are answered and what sender they name (net/ipv4/arp.c). */

/** IN_DEV_MAXCONF: the larger of `all` and the device counts. */
function setting(world: World, { netns, name }: DeviceRecord, key: string): number {
  const read = (segment: string): number => Number(readDeviceSysctl(world, netns, 'ipv4.conf', segment, key));
  return Math.max(read('all'), read(name));
}

/** arp_ignore: whether a request for an address of this host that came in on `device` may be answered. */
export function mayAnswer(world: World, device: DeviceRecord, target: Ipv4, sender: Ipv4): boolean {
  switch (setting(world, device, 'arp_ignore')) {
    case 1:
      return confirmAddress([device], target, undefined, 'host');
    case 2:
      return confirmAddress([device], target, sender, 'host');
    case 3: {
      const devices = Array.from(world.netns(device.netns).devices.values(), (id) => world.device(id));
      return confirmAddress(devices, target, undefined, 'link');
    }
    case 8:
      return false;
    default:
      return true;
  }
}

/** arp_ignore and arp_filter: whether a request for an address of this host that came in on `device` gets an answer. */
export function answersFor(world: World, device: DeviceRecord, target: Ipv4, sender: Ipv4): boolean {
  if (!mayAnswer(world, device, target, sender)) return false;
  if (setting(world, device, 'arp_filter') === 0 || sender === 0) return true;
  const back = lookupOutput(world, device.netns, { destination: sender });
  return 'hop' in back && back.hop.ifindex === device.ifindex;
}

/** arp_accept: whether a neighbour that nobody asked for is remembered, 2 only when it is in a subnet of the device. */
export function acceptsUnasked(world: World, device: DeviceRecord, sender: Ipv4): boolean {
  const mode = setting(world, device, 'arp_accept');
  if (mode !== 2) return mode !== 0;
  return device.addresses4.some((a) => inPrefix(sender, a.peer ?? a.address, a.prefixLength));
}

/** drop_gratuitous_arp: whether announcements are thrown away. */
export function dropsGratuitous(world: World, device: DeviceRecord): boolean {
  return setting(world, device, 'drop_gratuitous_arp') !== 0;
}

/** arp_notify: whether this host announces its own addresses. */
export function notifies(world: World, device: DeviceRecord): boolean {
  return setting(world, device, 'arp_notify') !== 0;
}

/** inet_confirm_addr: one of the devices has the address, its scope is wide enough, and the sender is in its subnet when one is given. */
function confirmAddress(
  devices: readonly DeviceRecord[],
  target: Ipv4,
  sender: Ipv4 | undefined,
  narrowest: Scope,
): boolean {
  return devices.some(({ addresses4 }) => {
    const has = addresses4.some((a) => a.address === target && SCOPE_VALUE[a.scope] <= SCOPE_VALUE[narrowest]);
    if (!has || sender === undefined) return has;
    return addresses4.some((a) => [target, sender].every((one) => inPrefix(one, a.peer ?? a.address, a.prefixLength)));
  });
}

/** arp_fwd_proxy and pneigh_lookup: whether this router answers for an address that lies behind it. */
export function proxiesFor(world: World, device: DeviceRecord, target: Ipv4): boolean {
  const { netns, name, ifindex } = device;
  if (readDeviceSysctl(world, netns, 'ipv4.conf', name, 'forwarding') === '0') return false;
  const route = lookup(world, netns, { destination: target });
  if (route.kind !== 'unicast' || route.hop.ifindex === ifindex) return false;
  const { proxies } = world.netns(netns);
  return (
    setting(world, device, 'proxy_arp') !== 0 ||
    proxies.has(proxyKey(ifindex, target)) ||
    proxies.has(proxyKey(undefined, target))
  );
}

/** The key of a proxy entry in NetnsRecord.proxies. */
export function proxyKey(ifindex: number | undefined, address: IpAddress): string {
  return `${ifindex ?? 0}/${address}`;
}

/** arp_solicit: the address a request names as its sender; the packet's own, when arp_announce lets it out on this link. */
export function announcedAddress(
  world: World,
  device: DeviceRecord,
  target: Ipv4,
  packetSource: Ipv4 | undefined,
): Ipv4 {
  const { netns, ifindex } = device;
  const own =
    packetSource !== undefined && addressType(world, netns, packetSource) === 'local' ? packetSource : undefined;
  return (
    (own !== undefined && mayAnnounce(world, device, target, own) ? own : addressOn(world, netns, ifindex, target)) ??
    ipv4(0)
  );
}

function mayAnnounce(world: World, device: DeviceRecord, target: Ipv4, own: Ipv4): boolean {
  switch (setting(world, device, 'arp_announce')) {
    case 1:
      return device.addresses4.some((a) =>
        [target, own].every((one) => inPrefix(one, a.peer ?? a.address, a.prefixLength)),
      );
    case 2:
      return false;
    default:
      return true;
  }
}

/** NEIGH_VAR(PROXY_DELAY): a proxy lets the owner answer first. The kernel draws from up to 0.8 s; the middle keeps a lab the same every time. */
export function proxyDelayUs(
  world: World,
  { netns, name }: { readonly netns: NetnsId; readonly name: string },
): number {
  // In clock ticks of 1/100 s.
  return (Number(readDeviceSysctl(world, netns, 'ipv4.neigh', name, 'proxy_delay')) * 10_000) / 2;
}
