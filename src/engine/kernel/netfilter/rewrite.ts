import { copyOf, copyOfSegment } from '../../packet/copy';
import { hasPorts, type Ipv4Packet, type IpPacket, type TcpSegment } from '../../packet/frame';
import type { Tuple } from './tuple';

/** Puts one end of a tuple of the packet's own family into it (nf_nat_manip_pkt): address, and port or echo identifier. */
export function rewriteEnd<P extends IpPacket>(packet: P, end: 'source' | 'destination', to: Tuple): P {
  const payload = rewritePayload(packet.payload, end, to);
  if (packet.kind === 'ipv4' && typeof to.source === 'number' && typeof to.destination === 'number') {
    const moved = copyOf(packet);
    if (end === 'source') moved.source = to.source;
    else moved.destination = to.destination;
    moved.payload = payload as Ipv4Packet['payload'];
    return moved as IpPacket as P;
  }
  return end === 'source'
    ? { ...packet, source: to.source, payload }
    : { ...packet, destination: to.destination, payload };
}

function rewritePayload<T extends IpPacket['payload']>(payload: T, end: 'source' | 'destination', to: Tuple): T {
  if (payload.kind === 'icmp' || payload.kind === 'icmpv6') {
    return 'id' in payload ? { ...payload, id: to.sourcePort } : payload;
  }
  if (!hasPorts(payload)) return payload;
  if (payload.kind === 'tcp') {
    const moved = copyOfSegment(payload as TcpSegment);
    if (end === 'source') moved.sourcePort = to.sourcePort;
    else moved.destinationPort = to.destinationPort;
    return moved as IpPacket['payload'] as T;
  }
  return end === 'source'
    ? { ...payload, sourcePort: to.sourcePort }
    : { ...payload, destinationPort: to.destinationPort };
}

/** The packet that an ICMP error quotes, as its sender knows it: the other end of the quoted packet is rewritten. */
export function rewriteQuoted<P extends IpPacket>(packet: P, end: 'source' | 'destination', to: Tuple): P {
  const { payload } = packet;
  if (!('quoted' in payload)) return packet;
  return { ...packet, payload: { ...payload, quoted: rewriteEnd<IpPacket>(payload.quoted, end, to) } };
}
