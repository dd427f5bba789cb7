import type { Ipv6 } from '../../packet/address';
import { proxyKey } from '../arp-policy';
import type { Skb6 } from '../netfilter/skb';
import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { conf6 } from './addrconf';
import { forwards6 } from './groups';
import { receiveDiscovery } from './ndisc';

/** Answering for others (`ip -6 neigh add proxy`), where `proxy_ndp` allows it and the host forwards. */

/** pndisc_is_router: whether this device answers solicitations for an address that is not its own. */
export function isProxied6(world: World, device: DeviceRecord, target: Ipv6): boolean {
  const { proxies } = world.netns(device.netns);
  if (proxies.size === 0 || !forwards6(world, device)) return false;
  if (!proxies.has(proxyKey(device.ifindex, target)) && !proxies.has(proxyKey(undefined, target))) return false;
  const on = (name: string): boolean => conf6(world, { netns: device.netns, name }, 'proxy_ndp') !== '0';
  return on('all') || on(device.name);
}

/** ip6_forward_proxy_check: a solicitation sent to the proxied address itself is answered, not forwarded. */
export function answersAsProxy(world: World, device: DeviceRecord, { packet, packetId, sourceMac }: Skb6): boolean {
  const { payload, destination } = packet;
  if (payload.kind !== 'icmpv6' || payload.type !== 'neighbour-solicitation') return false;
  if (!isProxied6(world, device, destination)) return false;
  receiveDiscovery(world, device, packet, payload, packetId, sourceMac);
  return true;
}
