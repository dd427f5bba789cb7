import { hasPorts, type IpPacket } from '../../packet/frame';
import { endpoint, formatIp, type IpAddress } from '../../packet/ipv6-address';
import { icmpv6Numbers } from '../../packet/ipv6-frame';

/**
 * One direction of a connection of either family (struct nf_conntrack_tuple). For ICMP `sourcePort` is the echo identifier and `destinationPort` the
 * type times 256 plus the code, as the kernel overlays them.
 */
export interface Tuple {
  readonly protocol: number;
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const PROTOCOL: Readonly<Record<IpPacket['payload']['kind'], number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  ipip: 4,
  gre: 47,
  icmpv6: 58,
};
const ECHO_REQUEST = 8 << 8;
const ECHO_REPLY = 0;
const ECHO_REQUEST6 = 128 << 8;
const ECHO_REPLY6 = 129 << 8;

/** The protocol number of a packet's payload. */
export function protocolOf({ payload }: Pick<IpPacket, 'payload'>): number {
  return PROTOCOL[payload.kind];
}

/** Whether a tuple has an echo identifier instead of ports. */
export function isIcmp({ protocol }: Pick<Tuple, 'protocol'>): boolean {
  return protocol === PROTOCOL.icmp || protocol === PROTOCOL.icmpv6;
}

/** The tuple of a packet by itself; undefined for an ICMP error, which belongs to the connection it reports on. */
export function tupleOf({ source, destination, payload }: IpPacket): Tuple | undefined {
  if (payload.kind === 'tcp' || payload.kind === 'udp') {
    const { kind, sourcePort, destinationPort } = payload;
    return { protocol: PROTOCOL[kind], source, destination, sourcePort, destinationPort };
  }
  const protocol = PROTOCOL[payload.kind];
  const tuple = (sourcePort: number, destinationPort: number): Tuple => {
    return { protocol, source, destination, sourcePort, destinationPort };
  };
  if (payload.kind === 'icmp') {
    if ('quoted' in payload) return undefined;
    const type = payload.type === 'echo-request' ? ECHO_REQUEST : ECHO_REPLY;
    return tuple(payload.id, type);
  }
  if (payload.kind === 'icmpv6') {
    if ('quoted' in payload) return undefined;
    const { type, code } = icmpv6Numbers(payload);
    return tuple('id' in payload ? payload.id : 0, (type << 8) | code);
  }
  // nf_conntrack_proto_generic knows no more than the protocol.
  return tuple(0, 0);
}

/** The types of ICMP that answer each other. */
const ANSWERS: ReadonlyMap<number, number> = new Map([
  [ECHO_REQUEST, ECHO_REPLY],
  [ECHO_REPLY, ECHO_REQUEST],
  [ECHO_REQUEST6, ECHO_REPLY6],
  [ECHO_REPLY6, ECHO_REQUEST6],
]);

/** The tuple that answers have (nf_ct_invert_tuple). */
export function inverted({ protocol, source, destination, sourcePort, destinationPort }: Tuple): Tuple {
  const icmp = protocol === PROTOCOL.icmp || protocol === PROTOCOL.icmpv6;
  return {
    protocol,
    source: destination,
    destination: source,
    sourcePort: icmp ? sourcePort : destinationPort,
    destinationPort: icmp ? (ANSWERS.get(destinationPort) ?? destinationPort) : sourcePort,
  };
}

export function sameTuple(a: Tuple, b: Tuple): boolean {
  return (
    a.sourcePort === b.sourcePort &&
    a.source === b.source &&
    a.destination === b.destination &&
    a.destinationPort === b.destinationPort &&
    a.protocol === b.protocol
  );
}

/** The tuple as a map's key. Several are made for every packet: the numbers of IPv4 are put together as letters, because writing them out is slow. */
export function tupleKey({ protocol, source, sourcePort, destination, destinationPort }: Tuple): string {
  if (typeof source !== 'number' || typeof destination !== 'number') {
    return `${protocol}|${source}|${sourcePort}|${destination}|${destinationPort}`;
  }
  const [from, to] = [source & 0xffff, destination & 0xffff];
  return String.fromCharCode(protocol, source >>> 16, from, sourcePort, destination >>> 16, to, destinationPort);
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`, or without the port for ICMP. */
export function endText(packet: IpPacket, end: 'source' | 'destination'): string {
  const { payload } = packet;
  if (!hasPorts(payload)) return formatIp(packet[end]);
  return endpoint(packet[end], end === 'source' ? payload.sourcePort : payload.destinationPort);
}

/** `10.0.0.1:40000 → 10.0.0.2:80`, or without ports for ICMP. */
export function tupleText({ protocol, source, destination, sourcePort, destinationPort }: Tuple): string {
  const end = (address: IpAddress, port: number): string =>
    protocol !== PROTOCOL.tcp && protocol !== PROTOCOL.udp ? formatIp(address) : endpoint(address, port);
  return `${end(source, sourcePort)} → ${end(destination, destinationPort)}`;
}
