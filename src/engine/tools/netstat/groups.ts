import type { GroupMemberships } from '../../kernel/multicast-groups';
import { formatIpv4 } from '../../packet/address';

/** `netstat -g` (igmp_info of netstat.c): IPv4's groups of every device, then IPv6's. */
export function formatGroups(
  devices: readonly GroupMemberships[],
  { inet, inet6 }: { readonly inet: boolean; readonly inet6: boolean },
): string {
  const row = (name: string, group: string): string => `${name.padEnd(15)} ${'1'.padEnd(6)} ${group}\n`;
  return (
    'IPv6/IPv4 Group Memberships\n' +
    'Interface       RefCnt Group\n' +
    '--------------- ------ ---------------------\n' +
    (inet ? devices.flatMap(({ name, inet: own }) => own.map((group) => row(name, formatIpv4(group)))).join('') : '') +
    (inet6 ? devices.flatMap(({ name, inet6: own }) => own.map((group) => row(name, group))).join('') : '')
  );
}
