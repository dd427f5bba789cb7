import type { Ipv4 } from '../packet/address';
import type { DeviceRecord } from './records';

const ALL_HOSTS = 0xe0000001 as Ipv4;

/**
 * ip_check_mc_rcu: whether a host takes in what is sent to a group on one of its links. Every multicast device that is up is in the group of all
 * hosts (net/ipv4/igmp.c ip_mc_up); programs that join others are not simulated.
 */
export function isMember({ up, multicast, kind }: DeviceRecord, group: Ipv4): boolean {
  return group === ALL_HOSTS && up && (multicast || kind.type === 'loopback');
}
