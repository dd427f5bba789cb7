import type { Ipv6Packet } from '../../packet/ipv6-frame';
import { filters6, runHook6 } from '../netfilter/hooks';
import { newSkb, type Skb6 } from '../netfilter/skb';
import type { DeviceRecord } from '../records';
import type { World } from '../world';

/** The kernel's own messages of neighbour discovery go through OUTPUT and POSTROUTING too (ndisc_send_skb). False when a rule drops one. */
export function ndiscHook(world: World, out: DeviceRecord, packet: Ipv6Packet, packetId: number): boolean {
  if (!filters6(world, out.netns)) return true;
  const skb: Skb6 = newSkb(packet, packetId, out.netns);
  skb.out = out;
  skb.nextHop = packet.destination;
  return runHook6(world, skb, 'OUTPUT').pass && runHook6(world, skb, 'POSTROUTING').pass;
}
