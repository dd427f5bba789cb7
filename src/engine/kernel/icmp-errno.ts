import type { IpPacket } from '../packet/frame';
import type { ErrnoName } from './errno';

/** icmp_err_convert (net/ipv4/icmp.c), by the code of a destination unreachable: the error, and whether it ends what a socket does. */
const UNREACHABLE: readonly (readonly [errno: ErrnoName, fatal: boolean])[] = [
  ['ENETUNREACH', false],
  ['EHOSTUNREACH', false],
  ['ENOPROTOOPT', true],
  ['ECONNREFUSED', true],
  ['EMSGSIZE', false],
  ['EOPNOTSUPP', false],
  ['ENETUNREACH', true],
  ['EHOSTUNREACH', true],
  ['ENETUNREACH', true],
  ['ENETUNREACH', true],
  ['EHOSTUNREACH', true],
  ['ENETUNREACH', false],
  ['EHOSTUNREACH', false],
  ['EHOSTUNREACH', true],
];

/** icmpv6_err_convert (net/ipv6/icmp.c), by the code of a destination unreachable. */
const UNREACHABLE6: readonly (readonly [errno: ErrnoName, fatal: boolean])[] = [
  ['ENETUNREACH', false],
  ['EACCES', true],
  ['EHOSTUNREACH', false],
  ['EHOSTUNREACH', false],
  ['ECONNREFUSED', true],
  ['EACCES', true],
  ['EACCES', true],
];

/** What a destination unreachable means to a socket; undefined for any other packet. */
export function unreachableErrno({
  payload,
}: IpPacket): { readonly errno: ErrnoName; readonly fatal: boolean } | undefined {
  if (!('quoted' in payload) || payload.type !== 'destination-unreachable') return undefined;
  const table = payload.kind === 'icmp' ? UNREACHABLE : UNREACHABLE6;
  const [errno, fatal] = table[payload.code] ?? ['EHOSTUNREACH', true];
  return { errno, fatal };
}
