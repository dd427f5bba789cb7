import { formatIpv4, ipv4, networkOf, parseIpv4, type Ipv4 } from '../../../packet/address';
import type { KubeObject } from '../../api/object';

/** What an IPAddressPool says. */
export type Pool = KubeObject & {
  readonly spec?: { readonly addresses?: readonly string[]; readonly autoAssign?: boolean };
};

interface Range {
  readonly first: Ipv4;
  readonly last: Ipv4;
}

/** `192.168.1.240-192.168.1.250` or `192.168.10.0/24`; none when it is neither. */
function rangeOf(text: string): readonly Range[] {
  const [from = '', to] = text.split('-').map((part) => part.trim());
  if (to !== undefined) {
    const [first, last] = [parseIpv4(from), parseIpv4(to)];
    return first === undefined || last === undefined || last < first ? [] : [{ first, last }];
  }
  const [network = '', length = ''] = from.split('/');
  const base = parseIpv4(network);
  const bits = Number(length);
  if (base === undefined || !/^\d+$/.test(length) || bits > 32) return [];
  const first = networkOf(base, bits);
  return [{ first, last: ipv4(first + 2 ** (32 - bits) - 1) }];
}

export function holds({ spec }: Pool, ip: string): boolean {
  const address = parseIpv4(ip);
  if (address === undefined) return false;
  return (spec?.addresses ?? []).flatMap(rangeOf).some(({ first, last }) => address >= first && address <= last);
}

/** The first address of the pools, by name, that nobody has. */
export function freeAddress(pools: readonly Pool[], taken: ReadonlySet<string>): string | undefined {
  for (const { spec } of pools) {
    if (spec?.autoAssign === false) continue;
    for (const { first, last } of (spec?.addresses ?? []).flatMap(rangeOf)) {
      for (let address = first; address <= last; address = ipv4(address + 1)) {
        const text = formatIpv4(address);
        if (!taken.has(text)) return text;
        if (address === 0xffffffff) break;
      }
    }
  }
  return undefined;
}
