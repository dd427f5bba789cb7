import type { DeviceRecord } from '../records';
import type { Skb6 } from '../netfilter/skb';
import { sendReset } from '../tcp/segment';
import type { World } from '../world';
import { sendIcmpv6Error } from './icmp';

/** Codes of "destination unreachable" by the words of `-j REJECT --reject-with`; anything else is "port unreachable". */
const CODE: ReadonlyMap<string, number> = new Map([
  ['icmp6-no-route', 0],
  ['icmp6-adm-prohibited', 1],
  ['icmp6-addr-unreachable', 3],
  ['icmp6-policy-fail', 5],
  ['icmp6-reject-route', 6],
]);
const PORT_UNREACHABLE = 4;

/** The REJECT target for IPv6 (net/ipv6/netfilter/nf_reject_ipv6.c): tells the sender. Answers whether the report got out. */
export function sendReject6(world: World, device: DeviceRecord, skb: Skb6, refusal: string): boolean {
  const { packet, packetId, netns, tracked } = skb;
  if (refusal === 'tcp-reset')
    return sendReset(world, netns, packet, packetId, 'TCP reset: a rule refuses the connection', tracked);
  const code = CODE.get(refusal) ?? PORT_UNREACHABLE;
  return sendIcmpv6Error(world, device, packet, packetId, 'destination-unreachable', code, undefined, tracked);
}
