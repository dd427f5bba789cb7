import { ipv6Words, type IpAddress } from '../packet/ipv6-address';
import { proxyKey } from './arp-policy';
import { KernelError } from './errno';
import { findDevice, requireDevice } from './link/registry';
import type { ProxyNeighbour } from './netlink';
import type { DeviceId, NetnsId } from './records';
import type { World } from './world';

/** Proxy entries of the tables of ARP and neighbour discovery (net/core/neighbour.c pneigh_*): addresses this host answers for. */

/** pneigh_create: adding an entry that is there changes nothing. Throws ENODEV. */
export function addProxy(world: World, netns: NetnsId, { address, device }: ProxyNeighbour): void {
  const ifindex = device === undefined ? undefined : requireDevice(world, netns, device).ifindex;
  const ns = world.writeNetns(netns);
  ns.proxies = world.writable(ns.proxies);
  ns.proxies.set(proxyKey(ifindex, address), { address, ifindex });
}

/** pneigh_delete: throws ENOENT and ENODEV. */
export function deleteProxy(world: World, netns: NetnsId, { address, device }: ProxyNeighbour): void {
  const ifindex = device === undefined ? undefined : requireDevice(world, netns, device).ifindex;
  const key = proxyKey(ifindex, address);
  if (!world.netns(netns).proxies.has(key)) throw new KernelError('ENOENT');
  const ns = world.writeNetns(netns);
  ns.proxies = world.writable(ns.proxies);
  ns.proxies.delete(key);
}

/** Entries as a dump and /proc/net/arp show them: by hash bucket, newest first. */
export function listProxies(world: World, netns: NetnsId): readonly ProxyNeighbour[] {
  const entries = [...world.netns(netns).proxies.values()].reverse();
  const family = (address: IpAddress): number => (typeof address === 'string' ? 16 : 0);
  entries.sort((a, b) => family(a.address) + bucket(a.address) - family(b.address) - bucket(b.address));
  return entries.map(({ address, ifindex }) => ({
    address,
    device: ifindex === undefined ? undefined : findDevice(world, netns, ifindex)?.name,
  }));
}

/** pneigh_ifdown: a device went down, and its entries with it. */
export function dropProxies(world: World, id: DeviceId): void {
  const { netns, ifindex } = world.device(id);
  for (const [key, entry] of [...world.netns(netns).proxies]) {
    if (entry.ifindex !== ifindex) continue;
    const ns = world.writeNetns(netns);
    ns.proxies = world.writable(ns.proxies);
    ns.proxies.delete(key);
  }
}

/** pneigh_hash, which reads the last four bytes of the address as a little-endian number. */
function bucket(address: IpAddress): number {
  const last = typeof address === 'number' ? address : lastWord(ipv6Words(address));
  let hash = ((last & 255) << 24) | ((last & 0xff00) << 8) | ((last >>> 8) & 0xff00) | (last >>> 24);
  hash ^= hash >>> 16;
  hash ^= hash >>> 8;
  hash ^= hash >>> 4;
  return hash & 15;
}

function lastWord(words: readonly number[]): number {
  return (((words[6] ?? 0) << 16) | (words[7] ?? 0)) >>> 0;
}
