import type { IcmpError } from '../../packet/frame';
import type { Icmpv6Error } from '../../packet/ipv6-frame';

/** parse_icmp_res: the mark of a destination unreachable by its code; code 3 is the host itself and code 4 carries the MTU. */
const UNREACHABLE: readonly string[] = [
  '!N',
  '!H',
  '!P',
  '',
  '',
  '!S',
  '!N',
  '!H',
  '!N',
  '!X',
  '!X',
  '!N',
  '!H',
  '!X',
  '!V',
  '!C',
];

/** The mark after a time (`!H`, `!X` …; empty when there is none); undefined for a router on the way, which ends nothing. */
export function markOf({ type, code, info = 0 }: IcmpError): string | undefined {
  if (type === 'time-exceeded') return code === 0 ? undefined : `!<11-${code}>`;
  if (type === 'redirect') return `!<5-${code}>`;
  return code === 4 ? tooBigMark(info) : (UNREACHABLE[code] ?? `!<${code}>`);
}

/** A packet that may not be fragmented is larger than this MTU. */
export function tooBigMark(mtu: number): string {
  return `!F-${mtu}`;
}

/** parse_icmp_res for ICMPv6: codes 2 and 3 are what a neighbour that does not answer is, code 4 is the host itself. */
const UNREACHABLE6: readonly string[] = ['!N', '!X', '!H', '!H', ''];

/** The same for an ICMPv6 error. */
export function markOf6({ type, code, info = 0 }: Icmpv6Error): string | undefined {
  switch (type) {
    case 'time-exceeded':
      return code === 0 ? undefined : `!<3-${code}>`;
    case 'packet-too-big':
      return tooBigMark(info);
    case 'destination-unreachable':
      return UNREACHABLE6[code] ?? `!<${code}>`;
    case 'parameter-problem':
      return code === 1 ? '!P' : '!S';
  }
}
