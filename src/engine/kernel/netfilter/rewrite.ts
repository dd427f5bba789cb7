import { hasPorts, type Ipv4Packet, type Ipv4Payload } from '../../packet/frame';
import type { Tuple } from './tuple';

/** Puts one end of a tuple into a packet (nf_nat_manip_pkt): address, and port or echo identifier. */
export function rewriteEnd(packet: Ipv4Packet, end: 'source' | 'destination', to: Tuple): Ipv4Packet {
  return { ...packet, [end]: to[end], payload: rewritePayload(packet.payload, end, to) };
}

function rewritePayload(payload: Ipv4Payload, end: 'source' | 'destination', to: Tuple): Ipv4Payload {
  if (payload.kind === 'icmp') return 'quoted' in payload ? payload : { ...payload, id: to.sourcePort };
  if (!hasPorts(payload)) return payload;
  return end === 'source'
    ? { ...payload, sourcePort: to.sourcePort }
    : { ...payload, destinationPort: to.destinationPort };
}

/** The packet that an ICMP error quotes, as its sender knows it: the other end of the quoted packet is rewritten. */
export function rewriteQuoted(packet: Ipv4Packet, end: 'source' | 'destination', to: Tuple): Ipv4Packet {
  const { payload } = packet;
  if (payload.kind !== 'icmp' || !('quoted' in payload)) return packet;
  return { ...packet, payload: { ...payload, quoted: rewriteEnd(payload.quoted, end, to) } };
}
