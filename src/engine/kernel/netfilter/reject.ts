import type { IcmpError } from '../../packet/frame';
import { sendIcmpError } from '../icmp';
import type { DeviceRecord } from '../records';
import { sendReset } from '../tcp/segment';
import type { World } from '../world';
import type { RejectWith } from './model';
import type { Skb } from './skb';

/** ICMP destination unreachable codes (RFC 1122, RFC 1812). */
const CODE: Readonly<Partial<Record<RejectWith, number>>> = {
  'icmp-net-unreachable': 0,
  'icmp-host-unreachable': 1,
  'icmp-proto-unreachable': 2,
  'icmp-port-unreachable': 3,
  'icmp-net-prohibited': 9,
  'icmp-host-prohibited': 10,
  'icmp-admin-prohibited': 13,
};
const PORT = 3;
const UNREACHABLE: IcmpError['type'] = 'destination-unreachable';

/** Tells a packet's sender that a rule refuses it (net/ipv4/netfilter/nf_reject_ipv4.c). `device` is where it was refused. Answers whether the report got out. */
export function sendReject(world: World, device: DeviceRecord, skb: Skb, how: RejectWith): boolean {
  const { packet, packetId, netns, tracked } = skb;
  if (how === 'tcp-reset')
    return sendReset(world, netns, packet, packetId, 'TCP reset: a rule refuses the connection', tracked);
  return sendIcmpError(world, device, packet, packetId, UNREACHABLE, CODE[how] ?? PORT, undefined, tracked);
}
