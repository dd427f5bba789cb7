import type { Ipv6 } from '../../packet/address';
import type { Ipv6Packet, Ipv6Payload } from '../../packet/ipv6-frame';
import type { Fib6Query } from './fib';

/** What routing and its rules look at in a packet of IPv6 (struct flowi6). */

const PROTOCOL = { icmpv6: 58, tcp: 6, udp: 17 } as const satisfies Record<Ipv6Payload['kind'], number>;
/** Of the traffic class only the DSCP counts (ip6_dscp). */
const DSCP_BITS = 0xfc;

/** The flow of a packet that came in on `iif` (ip6_route_input). */
export function inputFlow6(packet: Ipv6Packet, iif: number, mark: number): Fib6Query {
  return { ...outputFlow6(packet, packet.destination), oif: iif, iif, mark };
}

/** The flow of a packet that this host makes; without a source the route will choose one. */
export function outputFlow6(
  {
    source,
    trafficClass,
    payload,
    fragment,
  }: Pick<Ipv6Packet, 'trafficClass' | 'payload'> & Partial<Pick<Ipv6Packet, 'source' | 'fragment'>>,
  destination: Ipv6,
): Fib6Query {
  const later = fragment !== undefined && fragment.offset > 0;
  return {
    destination,
    source,
    tos: trafficClass & DSCP_BITS,
    protocol: PROTOCOL[payload.kind],
    ...(!later &&
      'sourcePort' in payload && { sourcePort: payload.sourcePort, destinationPort: payload.destinationPort }),
  };
}
