import { MAC_ZERO, type Ipv4, type Ipv6, type Mac } from '../packet/address';
import { groupMac6 } from '../packet/ipv6-address';
import { KernelError } from './errno';
import { groupsOf6 } from './ipv6/groups';
import { devicesInOrder, requireDevice } from './link/registry';
import { isMember } from './multicast';
import type { DeviceRecord, NetnsId } from './records';
import type { World } from './world';

/** The groups one device is in, as /proc/net/{dev_mcast,igmp,igmp6} list them. */
export interface GroupMemberships {
  readonly ifindex: number;
  readonly name: string;
  /** Link-layer groups; those that a user added are static. */
  readonly link: readonly { readonly mac: Mac; readonly static: boolean }[];
  readonly inet: readonly Ipv4[];
  readonly inet6: readonly Ipv6[];
}

const ALL_HOSTS = 0xe0000001 as Ipv4;
const ALL_HOSTS_MAC = '01:00:5e:00:00:01' as Mac;
/** All snoopers (RFC 4286), which a bridge that is up joins (br_multicast_join_snoopers). */
const ALL_SNOOPERS = 0xe000006a as Ipv4;
const ALL_SNOOPERS_6 = 'ff02::6a' as Ipv6;
const SNOOPER_MACS: readonly Mac[] = ['01:00:5e:00:00:6a' as Mac, '33:33:00:00:00:6a' as Mac];

/** Every device with its groups, in ifindex order. */
export function listGroups(world: World, netns: NetnsId): readonly GroupMemberships[] {
  return devicesInOrder(world, netns).map((device) => ({
    ifindex: device.ifindex,
    name: device.name,
    link: linkGroups(world, device),
    inet: isMember(device, ALL_HOSTS) ? [ALL_HOSTS, ...(snoops(device) ? [ALL_SNOOPERS] : [])] : [],
    inet6: inet6Groups(world, device),
  }));
}

function snoops({ kind, up }: DeviceRecord): boolean {
  return kind.type === 'bridge' && up && kind.settings?.mcast_snooping !== 0;
}

/** The newest first: solicited-node groups, then those a device has from the start. */
function inet6Groups(world: World, device: DeviceRecord): readonly Ipv6[] {
  const groups = groupsOf6(world, device);
  const own = device.addresses6.length === 0 ? 0 : new Set(groups).size - fixedCount(groups);
  return snoops(device) ? [...groups.slice(0, own), ALL_SNOOPERS_6, ...groups.slice(own)] : groups;
}

function fixedCount(groups: readonly Ipv6[]): number {
  return groups.filter((group) => !group.startsWith('ff02::1:ff')).length;
}

/**
 * The filter of a card, in the order its groups were joined: IPv6's from the start, IPv4's when the device came up, one for each address later. A device
 * that went down has left them all, and joins IPv4's first when it comes up again.
 */
function linkGroups(world: World, device: DeviceRecord): GroupMemberships['link'] {
  const added = (device.linkGroups ?? []).map((mac) => ({ mac, static: true }));
  if (device.kind.type === 'loopback') return added;
  const groups = groupsOf6(world, device);
  const isSolicited = (group: Ipv6): boolean => group.startsWith('ff02::1:ff');
  const fixed = groups.filter((group) => !isSolicited(group) && group.startsWith('ff02')).map(groupMac6);
  const first = [...fixed].reverse();
  const own: Mac[] = [];
  if (device.up) {
    const snoopers = snoops(device) ? SNOOPER_MACS : [];
    own.push(...(device.reopened ? [ALL_HOSTS_MAC, ...fixed, ...snoopers] : [...first, ...snoopers, ALL_HOSTS_MAC]));
    own.push(...groups.filter(isSolicited).map(groupMac6).reverse());
  } else if (device.qdisc === 'noop') own.push(...first);
  const unique = [...new Set(own)].filter((mac) => !added.some((other) => other.mac === mac));
  const joined = unique.map((mac) => ({ mac, static: false }));
  return device.reopened ? [...added, ...joined] : [...joined, ...added];
}

/** SIOCADDMULTI: adds a group by hand. Throws ENODEV. */
export function addLinkGroup(world: World, netns: NetnsId, device: string, mac: Mac = MAC_ZERO): void {
  const { id, linkGroups: known = [] } = requireDevice(world, netns, device);
  if (!known.includes(mac)) world.writeDevice(id).linkGroups = [...known, mac];
}

/** SIOCDELMULTI. Throws ENODEV, ENOENT. */
export function deleteLinkGroup(world: World, netns: NetnsId, device: string, mac: Mac = MAC_ZERO): void {
  const { id, linkGroups: known = [] } = requireDevice(world, netns, device);
  if (!known.includes(mac)) throw new KernelError('ENOENT');
  world.writeDevice(id).linkGroups = known.filter((other) => other !== mac);
}
