import { formatIpv4 } from '../../packet/address';
import { TCP_FLAG, type IcmpError } from '../../packet/frame';
import { sendFromHost } from '../datapath';
import { KernelError } from '../errno';
import { sendIcmpError } from '../icmp';
import type { DeviceRecord } from '../records';
import { beginPacket } from '../trace';
import type { World } from '../world';
import type { RejectWith } from './model';
import type { Skb } from './skb';

/** ICMP destination unreachable codes (RFC 1122, RFC 1812). */
const CODE: Readonly<Record<Exclude<RejectWith, 'tcp-reset'>, number>> = {
  'icmp-net-unreachable': 0,
  'icmp-host-unreachable': 1,
  'icmp-proto-unreachable': 2,
  'icmp-port-unreachable': 3,
  'icmp-net-prohibited': 9,
  'icmp-host-prohibited': 10,
  'icmp-admin-prohibited': 13,
};
const UNREACHABLE: IcmpError['type'] = 'destination-unreachable';

/** Tells a packet's sender that a rule refuses it (net/ipv4/netfilter/nf_reject_ipv4.c). `device` is where it was refused. */
export function sendReject(world: World, device: DeviceRecord, skb: Skb, how: RejectWith): void {
  if (how === 'tcp-reset') sendReset(world, skb);
  else sendIcmpError(world, device, skb.packet, skb.packetId, UNREACHABLE, CODE[how]);
}

/** nf_send_reset: answers a segment as a host without that port does. */
function sendReset(world: World, { packet, packetId, netns }: Skb): void {
  const { payload } = packet;
  if (payload.kind !== 'tcp' || (payload.flags & TCP_FLAG.RST) !== 0) return;
  const acked = (payload.flags & TCP_FLAG.ACK) !== 0;
  const length = payload.data.length + ((payload.flags & (TCP_FLAG.SYN | TCP_FLAG.FIN)) === 0 ? 0 : 1);
  const id = beginPacket(
    world,
    () => `TCP reset ${formatIpv4(packet.destination)} → ${formatIpv4(packet.source)}`,
    packetId,
  );
  try {
    sendFromHost(
      world,
      netns,
      {
        kind: 'ipv4',
        source: packet.destination,
        destination: packet.source,
        ttl: 64,
        tos: 0,
        id: 0,
        length: 40,
        payload: {
          kind: 'tcp',
          sourcePort: payload.destinationPort,
          destinationPort: payload.sourcePort,
          sequence: acked ? payload.acknowledgement : 0,
          acknowledgement: acked ? 0 : (payload.sequence + length) >>> 0,
          flags: acked ? TCP_FLAG.RST : TCP_FLAG.RST | TCP_FLAG.ACK,
          window: 0,
          data: '',
        },
      },
      id,
    );
  } catch (error) {
    // No way back: the reset dies as any packet would, and the walk has the drop.
    if (!(error instanceof KernelError)) throw error;
  }
}
