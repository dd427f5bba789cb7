import type { EthernetFrame } from '../../packet/frame';

/** Priorities of packets and of VLAN tags, mapped onto each other (vlan_dev_set_ingress_priority, vlan_dev_set_egress_priority). */
export type PriorityMap = ReadonlyMap<number, number>;

/** The map with entries added or replaced; one that leads to 0 is none. */
export function priorityMap(old: PriorityMap, entries: readonly (readonly [number, number])[] = []): PriorityMap {
  if (entries.length === 0) return old;
  const map = new Map(old);
  for (const [from, to] of entries) {
    if (to === 0) map.delete(from);
    else map.set(from, to);
  }
  return map;
}

/** net/ipv4/route.c ip_tos2prio: what skb->priority a packet gets from its type of service. */
const TOS_TO_PRIORITY = [0, 1, 0, 0, 2, 2, 2, 2, 6, 6, 6, 6, 4, 4, 4, 4];

/** skb->priority of what a frame carries. */
export function skbPriority({ payload }: EthernetFrame): number {
  return payload.kind === 'ipv4' ? (TOS_TO_PRIORITY[(payload.tos & 0x1e) >> 1] ?? 0) : 0;
}
