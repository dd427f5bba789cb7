import type { Ipv6 } from '../../packet/address';
import { ALL_NODES, ALL_ROUTERS, isSolicitedNode, solicitedNode } from '../../packet/ipv6-address';
import type { DeviceRecord } from '../records';
import { readDeviceSysctl } from '../sysctl-store';
import type { World } from '../world';

const ALL_NODES_HERE = 'ff01::1' as Ipv6;

/** The groups a device is in (net/ipv6/mcast.c): all nodes, the solicited-node group of every address, and all routers where it forwards. */
export function groupsOf6(world: World, device: DeviceRecord): readonly Ipv6[] {
  const groups = new Set<Ipv6>(solicits(device) ? device.addresses6.map(({ address }) => solicitedNode(address)) : []);
  if (forwards6(world, device)) groups.add(ALL_ROUTERS);
  return [...groups, ALL_NODES, ALL_NODES_HERE];
}

/** ipv6_chk_mcast_addr: whether a device takes in what is sent to a group. */
export function isMember6(world: World, device: DeviceRecord, group: Ipv6): boolean {
  if (!device.up) return false;
  if (group === ALL_NODES || group === ALL_NODES_HERE) return true;
  if (group === ALL_ROUTERS) return forwards6(world, device);
  return solicits(device) && device.addresses6.some(({ address }) => isSolicitedNode(group, address));
}

/** addrconf_join_solict: nobody asks for neighbours where there are none. */
function solicits({ kind, arp }: DeviceRecord): boolean {
  return kind.type !== 'loopback' && arp;
}

/** Whether a device's `forwarding` makes it a router's. */
export function forwards6(world: World, { netns, name }: DeviceRecord): boolean {
  return readDeviceSysctl(world, netns, 'ipv6.conf', name, 'forwarding') !== '0';
}
