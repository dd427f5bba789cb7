import { formatIp } from '../packet/ipv6-address';
import type { PolicyEnds } from './cluster-records';
import type { AnySkb } from './netfilter/skb';

/** A packet's ends as network policies judge it. */
export function policyEnds({ source, destination, payload }: AnySkb['packet']): PolicyEnds {
  const ends = { source: formatIp(source), destination: formatIp(destination) };
  switch (payload.kind) {
    case 'tcp': {
      // SYN without ACK.
      const opens = (payload.flags & 0x12) === 0x02;
      return { ...ends, protocol: 'tcp', port: payload.destinationPort, opens };
    }
    case 'udp':
      // Answers go to ports that programs do not choose.
      return { ...ends, protocol: 'udp', port: payload.destinationPort, opens: payload.destinationPort < 32_768 };
    case 'icmp':
      return { ...ends, protocol: 'icmp', opens: payload.type === 'echo-request' };
    default:
      return { ...ends, protocol: 'other', opens: false };
  }
}
