import type { IcmpError } from '../../packet/frame';
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
