import type { IcmpError } from '../../packet/frame';
import type { Icmpv6Error } from '../../packet/ipv6-frame';
import { formatIpv4, ipv4 } from '../../packet/address';

/** Destination-unreachable codes (RFC 792, RFC 1812) as ping's pr_icmph words them. */
const UNREACHABLE: readonly string[] = [
  'Destination Net Unreachable',
  'Destination Host Unreachable',
  'Destination Protocol Unreachable',
  'Destination Port Unreachable',
  '', // fragmentation needed: carries the MTU
  'Source Route Failed',
  'Destination Net Unknown',
  'Destination Host Unknown',
  'Source Host Isolated',
  'Destination Net Prohibited',
  'Destination Host Prohibited',
  'Destination Net Unreachable for Type of Service',
  'Destination Host Unreachable for Type of Service',
  'Packet filtered',
  'Precedence Violation',
  'Precedence Cutoff',
];

const REDIRECT: readonly string[] = [
  'Redirect Network',
  'Redirect Host',
  'Redirect Type of Service and Network',
  'Redirect Type of Service and Host',
];

/** What ping prints for an ICMP error, without the end of the line. `nameOf` turns a redirect's gateway into text. */
export function icmpErrorText(
  error: IcmpError,
  nameOf: (gateway: ReturnType<typeof ipv4>) => string = formatIpv4,
): string {
  const { code, info = 0 } = error;
  switch (error.type) {
    case 'destination-unreachable':
      if (code === 4) return `Frag needed and DF set (mtu = ${info})`;
      return UNREACHABLE[code] ?? `Dest Unreachable, Bad Code: ${code}`;
    case 'time-exceeded':
      if (code === 0) return 'Time to live exceeded';
      return code === 1 ? 'Frag reassembly time exceeded' : `Time exceeded, Bad Code: ${code}`;
    case 'redirect':
      return `${REDIRECT[code] ?? `Redirect, Bad Code: ${code}`}(New nexthop: ${nameOf(ipv4(info))})`;
  }
}

/** Codes of "destination unreachable" of ICMPv6 (RFC 4443 3.1) as ping's print_icmp words them. */
const UNREACHABLE6: readonly string[] = [
  'No route',
  'Administratively prohibited',
  'Beyond scope of source address',
  'Address unreachable',
  'Port unreachable',
];
const EXCEEDED6: readonly string[] = ['Hop limit', 'Defragmentation failure'];
const PROBLEM6: readonly string[] = ['Wrong header field', 'Unknown header', 'Unknown option'];

/** What ping prints for an ICMPv6 error. */
export function icmpv6ErrorText({ type, code, info = 0 }: Icmpv6Error): string {
  switch (type) {
    case 'destination-unreachable':
      return `Destination unreachable: ${UNREACHABLE6[code] ?? `Unknown code ${code}`}`;
    case 'packet-too-big':
      return `Packet too big: mtu=${info}${code === 0 ? '' : `, code=${code}`}`;
    case 'time-exceeded':
      return `Time exceeded: ${EXCEEDED6[code] ?? `code ${code}`}`;
    case 'parameter-problem':
      return `Parameter problem: ${PROBLEM6[code] ?? `code ${code}`}, at ${info}`;
  }
}
