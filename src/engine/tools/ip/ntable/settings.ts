import { sysctlSegment } from '../../../kernel/sysctl-store';
import type { IpContext } from '../context';

/** The settings of a neighbour table for a device, which are sysctls as well (net/core/neighbour.c neightbl_fill_parms). */

export interface NeighbourSetting {
  /** The word of `ip ntable`. */
  readonly name: string;
  /** The key under net.ipv4.neigh.DEV and net.ipv6.neigh.DEV. */
  readonly key: string;
  /** Milliseconds that one of the sysctl's units is; undefined for numbers. */
  readonly unitMs?: number;
}

/** In the order they are printed; lines of `ip ntable` break before some. */
export const SETTINGS: readonly (readonly NeighbourSetting[])[] = [
  [
    { name: 'base_reachable', key: 'base_reachable_time_ms', unitMs: 1 },
    { name: 'retrans', key: 'retrans_time_ms', unitMs: 1 },
  ],
  [
    { name: 'gc_stale', key: 'gc_stale_time', unitMs: 1000 },
    { name: 'delay_probe', key: 'delay_first_probe_time', unitMs: 1000 },
    { name: 'queue', key: 'unres_qlen' },
  ],
  [
    { name: 'app_probes', key: 'app_solicit' },
    { name: 'ucast_probes', key: 'ucast_solicit' },
    { name: 'mcast_probes', key: 'mcast_solicit' },
  ],
  [
    { name: 'anycast_delay', key: 'anycast_delay', unitMs: 10 },
    { name: 'proxy_delay', key: 'proxy_delay', unitMs: 10 },
    { name: 'proxy_queue', key: 'proxy_qlen' },
    { name: 'locktime', key: 'locktime', unitMs: 10 },
  ],
];

/** Names of the two tables, by family. */
export const TABLES = [
  ['inet', 'arp_cache'],
  ['inet6', 'ndisc_cache'],
] as const;

type Family = (typeof TABLES)[number][0];

/** A device's own value, or what new devices get; in the units of `ip ntable`. */
export function setting(ip: IpContext, family: Family, device: string | undefined, wanted: NeighbourSetting): number {
  const value = ip.netlink.sysctl(pathOf(family, device ?? 'default', wanted.key)) ?? DEFAULTS.get(wanted.key) ?? '0';
  if (device === undefined && wanted.key === 'locktime' && family === 'inet6') return 0;
  return Number(value) * (wanted.unitMs ?? 1);
}

export function pathOf(family: Family, device: string, key: string): string {
  return `net.${family === 'inet' ? 'ipv4' : 'ipv6'}.neigh.${sysctlSegment(device)}.${key}`;
}

/** Only the first namespace has sysctls for the tables themselves. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['base_reachable_time_ms', '30000'],
  ['retrans_time_ms', '1000'],
  ['gc_stale_time', '60'],
  ['delay_first_probe_time', '5'],
  ['unres_qlen', '101'],
  ['ucast_solicit', '3'],
  ['mcast_solicit', '3'],
  ['anycast_delay', '100'],
  ['proxy_delay', '80'],
  ['proxy_qlen', '64'],
  ['locktime', '100'],
]);
