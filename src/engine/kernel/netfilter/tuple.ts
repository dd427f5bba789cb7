import { formatIpv4, type Ipv4 } from '../../packet/address';
import { hasPorts, type Ipv4Packet, type Ipv4Payload } from '../../packet/frame';

/**
 * One direction of a connection (struct nf_conntrack_tuple). For ICMP `sourcePort` is the echo identifier and `destinationPort` the type times
 * 256 plus the code, as the kernel overlays them.
 */
export interface Tuple {
  readonly protocol: number;
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const PROTOCOL: Readonly<Record<Ipv4Payload['kind'], number>> = { icmp: 1, tcp: 6, udp: 17, ipip: 4, gre: 47 };
const ECHO_REQUEST = 8 << 8;
const ECHO_REPLY = 0;

/** The protocol number of a packet's payload. */
export function protocolOf({ payload }: Ipv4Packet): number {
  return PROTOCOL[payload.kind];
}

/** The tuple of a packet by itself; undefined for an ICMP error, which belongs to the connection it reports on. */
export function tupleOf(packet: Ipv4Packet): Tuple | undefined {
  const { source, destination, payload } = packet;
  const ends = { protocol: PROTOCOL[payload.kind], source, destination };
  if (hasPorts(payload)) {
    return { ...ends, sourcePort: payload.sourcePort, destinationPort: payload.destinationPort };
  }
  // nf_conntrack_proto_generic knows no more than the protocol.
  if (payload.kind !== 'icmp') return { ...ends, sourcePort: 0, destinationPort: 0 };
  if ('quoted' in payload) return undefined;
  const type = payload.type === 'echo-request' ? ECHO_REQUEST : ECHO_REPLY;
  return { ...ends, sourcePort: payload.id, destinationPort: type };
}

/** The tuple that answers have (nf_ct_invert_tuple). */
export function inverted({ protocol, source, destination, sourcePort, destinationPort }: Tuple): Tuple {
  const icmp = protocol === PROTOCOL.icmp;
  return {
    protocol,
    source: destination,
    destination: source,
    sourcePort: icmp ? sourcePort : destinationPort,
    destinationPort: icmp ? (destinationPort === ECHO_REQUEST ? ECHO_REPLY : ECHO_REQUEST) : sourcePort,
  };
}

/** The tuple as a map's key. */
export function tupleKey(tuple: Tuple): string {
  return `${tuple.protocol}|${tuple.source}|${tuple.sourcePort}|${tuple.destination}|${tuple.destinationPort}`;
}

/** `10.0.0.1:80`, or without the port for ICMP. */
export function endText(packet: Ipv4Packet, end: 'source' | 'destination'): string {
  const { payload } = packet;
  const address = formatIpv4(packet[end]);
  if (!hasPorts(payload)) return address;
  return `${address}:${end === 'source' ? payload.sourcePort : payload.destinationPort}`;
}

/** `10.0.0.1:40000 → 10.0.0.2:80`, or without ports for ICMP. */
export function tupleText({ protocol, source, destination, sourcePort, destinationPort }: Tuple): string {
  const end = (address: Ipv4, port: number): string =>
    protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp ? formatIpv4(address) : `${formatIpv4(address)}:${port}`;
  return `${end(source, sourcePort)} → ${end(destination, destinationPort)}`;
}
