import type { Ipv4 } from '../packet/address';
import { hasPorts, type Ipv4Packet, type Ipv4Payload } from '../packet/frame';
import type { RuleFlow } from './fib-rules';

/** What routing looks at in a packet (struct flowi4): addresses, type of service, protocol and ports. */

/** IP protocol numbers by payload. */
const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, ipip: 4, gre: 47 } as const satisfies Record<Ipv4Payload['kind'], number>;

const ICMP_TYPE: Readonly<Record<Extract<Ipv4Payload, { kind: 'icmp' }>['type'], number>> = {
  'echo-reply': 0,
  'destination-unreachable': 3,
  redirect: 5,
  'echo-request': 8,
  'time-exceeded': 11,
};

/** The flow of a packet that came in on `iif` (ip_route_input_slow). */
export function inputFlow(packet: Ipv4Packet, iif: number, mark: number): RuleFlow {
  const { destination, source, tos, payload } = packet;
  const [protocol, ports] = [PROTOCOL[payload.kind], portsOf(packet)];
  const [sourcePort, destinationPort] = [ports?.sourcePort, ports?.destinationPort];
  return { destination, source, tos, iif, mark, protocol, sourcePort, destinationPort };
}

/** The flow of a packet that this host makes; without a source the route will choose one. */
export function outputFlow(
  packet: Omit<Ipv4Packet, 'source' | 'dontFragment' | 'ttl'> & { readonly source?: Ipv4 | undefined },
  oif: number | undefined,
  mark: number,
): RuleFlow {
  const { destination, source, tos, payload } = packet;
  const [protocol, ports] = [PROTOCOL[payload.kind], portsOf(packet)];
  const [sourcePort, destinationPort] = [ports?.sourcePort, ports?.destinationPort];
  const flow = { destination, source, tos, oif, mark, protocol, sourcePort, destinationPort };
  // Type and code of ICMP lie where the destination port does (union flowi_uli).
  return payload.kind === 'icmp' ? { ...flow, destinationPort: ICMP_TYPE[payload.type] << 8 } : flow;
}

/** The way back of a packet, as reverse-path filtering asks for it (__fib_validate_source). */
export function returnFlow(flow: RuleFlow, withMark: boolean): RuleFlow {
  const { source, destination, tos, protocol, sourcePort, destinationPort } = flow;
  return {
    destination: source ?? destination,
    source: destination,
    tos,
    mark: withMark ? flow.mark : 0,
    protocol,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
}

/** What of a packet has ports: not a later fragment. */
function portsOf({
  payload,
  fragment,
}: Pick<Ipv4Packet, 'payload' | 'fragment'>): Extract<Ipv4Payload, { kind: 'tcp' | 'udp' }> | undefined {
  return hasPorts(payload) && !(fragment && fragment.offset > 0) ? payload : undefined;
}
