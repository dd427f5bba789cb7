import type { IcmpError } from '../../packet/frame';
import type { Icmpv6Error } from '../../packet/ipv6-frame';

/** What an ICMP error means for tracepath, which sees the errno that the kernel makes of it (icmp_err_convert, net/ipv4/icmp.c). */
type Outcome =
  | { readonly kind: 'router' | 'reached' }
  | { readonly kind: 'too-big'; readonly mtu: number }
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };

const UNREACHABLE: ReadonlyMap<number, Outcome> = new Map<number, Outcome>([
  [0, { kind: 'mark', text: '!N' }],
  [2, { kind: 'error', text: 'Protocol not available' }],
  [3, { kind: 'reached' }],
  [5, { kind: 'error', text: 'Operation not supported' }],
  [6, { kind: 'mark', text: '!N' }],
  [7, { kind: 'error', text: 'Host is down' }],
  [8, { kind: 'error', text: 'Machine is not on the network' }],
  [9, { kind: 'mark', text: '!N' }],
  [11, { kind: 'mark', text: '!N' }],
]);

export function outcomeOf({ type, code, info = 0 }: IcmpError): Outcome {
  if (type === 'time-exceeded' && code === 0) return { kind: 'router' };
  if (type === 'destination-unreachable' && code === 4) return { kind: 'too-big', mtu: info };
  const known = type === 'destination-unreachable' ? UNREACHABLE.get(code) : undefined;
  return known ?? { kind: 'mark', text: '!H' };
}

/** The same for ICMPv6 (icmpv6_err_convert, net/ipv6/icmp.c). */
export function outcomeOf6({ type, code, info = 0 }: Icmpv6Error): Outcome {
  if (type === 'time-exceeded' && code === 0) return { kind: 'router' };
  if (type === 'packet-too-big') return { kind: 'too-big', mtu: info };
  if (type !== 'destination-unreachable') return { kind: 'error', text: 'Protocol error' };
  if (code === 4) return { kind: 'reached' };
  if (code === 0) return { kind: 'mark', text: '!N' };
  return code === 1 || code > 4 ? { kind: 'mark', text: '!A' } : { kind: 'mark', text: '!H' };
}
