import { KernelError } from '../../kernel/errno';
import type { LinkInfo, NetlinkSocket } from '../../kernel/netlink';
import type { Ipv4AddressRecord } from '../../kernel/records';
import { ipv4, maskOf, type Ipv4 } from '../../packet/address';

/**
 * The address ioctls of net/ipv4/devinet.c (devinet_ioctl), on the netlink door. A name is a device or a label `eth0:1`; an ioctl works on
 * the address with that label. All throw KernelError as the ioctl fails: ENODEV, EADDRNOTAVAIL, EINVAL.
 */

/** SIOCSIFADDR: replaces the interface's address by one with its class's mask; 0.0.0.0 removes it. */
export function setAddress(netlink: NetlinkSocket, name: string, address: Ipv4): void {
  const link = deviceOf(netlink, name);
  const prefixLength = classLength(address);
  if (prefixLength === undefined) throw new KernelError('EINVAL');
  const old = labelled(link, name);
  if (old?.address === address) return;
  if (old) remove(netlink, link, old);
  if (address === 0) return;
  const broadcast =
    link.flags.includes('BROADCAST') && prefixLength < 31 ? broadcastOf(address, prefixLength) : undefined;
  const scope = address >>> 24 === 127 ? 'host' : 'global';
  netlink.addAddress(link.name, { family: 'inet', mode: 'add', address, prefixLength, broadcast, label: name, scope });
}

/** SIOCSIFNETMASK: a broadcast address that belonged to the old mask follows. */
export function setMask(netlink: NetlinkSocket, name: string, mask: Ipv4): void {
  const link = deviceOf(netlink, name);
  const old = requireAddress(link, name);
  const wildcard = ipv4(~mask);
  if ((wildcard & (wildcard + 1)) !== 0) throw new KernelError('EINVAL');
  const prefixLength = 32 - Math.round(Math.log2(wildcard + 1));
  if (prefixLength === old.prefixLength) return;
  const follows = prefixLength < 31 && old.broadcast === broadcastOf(old.address, old.prefixLength);
  const broadcast = follows ? broadcastOf(old.address, prefixLength) : old.broadcast;
  replace(netlink, link, old, { prefixLength, broadcast });
}

/** SIOCSIFBRDADDR. */
export function setBroadcast(netlink: NetlinkSocket, name: string, broadcast: Ipv4): void {
  const link = deviceOf(netlink, name);
  const old = requireAddress(link, name);
  if (old.broadcast !== broadcast) replace(netlink, link, old, { broadcast });
}

/** SIOCSIFDSTADDR: the far end of a point-to-point address. */
export function setDestination(netlink: NetlinkSocket, name: string, peer: Ipv4): void {
  const link = deviceOf(netlink, name);
  const old = requireAddress(link, name);
  if ((old.peer ?? old.address) === peer) return;
  if (classLength(peer) === undefined) throw new KernelError('EINVAL');
  replace(netlink, link, old, { peer });
}

/** SIOCSIFFLAGS without IFF_UP on an alias: its address goes. */
export function removeAlias(netlink: NetlinkSocket, name: string): void {
  const link = deviceOf(netlink, name);
  remove(netlink, link, requireAddress(link, name));
}

/** SIOCSIFFLAGS with IFF_UP on an alias: only that it exists is checked. */
export function checkAlias(netlink: NetlinkSocket, name: string): void {
  requireAddress(deviceOf(netlink, name), name);
}

/** The device of an interface name, which is what comes before a colon. Throws ENODEV. */
export function deviceOf(netlink: NetlinkSocket, name: string): LinkInfo {
  const link = netlink.link(name.replace(/:.*/, ''));
  if (!link) throw new KernelError('ENODEV');
  return link;
}

function labelled(link: LinkInfo, label: string): Ipv4AddressRecord | undefined {
  return link.addresses4.find((address) => address.label === label);
}

function requireAddress(link: LinkInfo, label: string): Ipv4AddressRecord {
  const address = labelled(link, label);
  if (!address) throw new KernelError('EADDRNOTAVAIL');
  return address;
}

function remove(netlink: NetlinkSocket, link: LinkInfo, old: Ipv4AddressRecord): void {
  const { address, prefixLength, label } = old;
  netlink.deleteAddress(link.name, { family: 'inet', address, prefixLength, label });
}

function replace(
  netlink: NetlinkSocket,
  link: LinkInfo,
  old: Ipv4AddressRecord,
  changes: Partial<Pick<Ipv4AddressRecord, 'prefixLength' | 'broadcast' | 'peer'>>,
): void {
  const { address, prefixLength, peer, broadcast, scope, label, metric, noprefixroute } = old;
  remove(netlink, link, old);
  netlink.addAddress(link.name, {
    ...{ family: 'inet', mode: 'add', address, prefixLength, peer, broadcast, scope, label, metric, noprefixroute },
    ...changes,
  });
}

/** inet_abc_len: the prefix length of an address's class; undefined for multicast. */
function classLength(address: Ipv4): number | undefined {
  const first = address >>> 24;
  if (address === 0xffffffff || first === 0) return 0;
  if (first < 128) return 8;
  if (first < 192) return 16;
  if (first < 224) return 24;
  return first < 240 ? undefined : 32;
}

function broadcastOf(address: Ipv4, prefixLength: number): Ipv4 {
  return ipv4(address | ~maskOf(prefixLength));
}
