import { KernelError } from '../errno';
import type { BridgeSetting } from '../records';

/** A bridge's numbers that `ip link … type bridge` sets and few programs look at (net/bridge/br_netlink.c); times in 1/100 s. */

/** What each is while nobody set it, in the order `ip -d link` prints them. */
export const BRIDGE_DEFAULTS: Readonly<Record<BridgeSetting, number>> = {
  forward_delay: 1500,
  hello_time: 200,
  max_age: 2000,
  priority: 0x8000,
  group_fwd_mask: 0,
  vlan_default_pvid: 1,
  vlan_stats_enabled: 0,
  vlan_stats_per_port: 0,
  mcast_snooping: 1,
  no_linklocal_learn: 0,
  mcast_vlan_snooping: 0,
  mcast_router: 1,
  mcast_query_use_ifaddr: 0,
  mcast_querier: 0,
  mcast_hash_elasticity: 16,
  mcast_hash_max: 4096,
  mcast_last_member_count: 2,
  mcast_startup_query_count: 2,
  mcast_last_member_interval: 100,
  mcast_membership_interval: 26000,
  mcast_querier_interval: 25500,
  mcast_query_interval: 12500,
  mcast_query_response_interval: 1000,
  mcast_startup_query_interval: 3124,
  mcast_stats_enabled: 0,
  mcast_igmp_version: 2,
  mcast_mld_version: 1,
  nf_call_iptables: 0,
  nf_call_ip6tables: 0,
  nf_call_arptables: 0,
};

export type BridgeSettings = Readonly<Partial<Record<BridgeSetting, number>>>;

/** The value in force. */
export function bridgeSetting(kind: { readonly settings?: BridgeSettings }, name: BridgeSetting): number {
  return kind.settings?.[name] ?? BRIDGE_DEFAULTS[name];
}

/** STP may not be hastier than 2 s nor slower than 30 s; without it any delay will do (br_set_forward_delay). */
const FORWARD_DELAY = [200, 3000] as const;
/** Smallest and largest value (net/bridge/br_private_stp.h); ERANGE outside. */
const RANGES: Readonly<Partial<Record<BridgeSetting, readonly [number, number]>>> = {
  hello_time: [100, 1000],
  max_age: [600, 4000],
};
/** Values a setting cannot have; EINVAL for others. */
const CHOICES: Readonly<Partial<Record<BridgeSetting, readonly number[]>>> = {
  mcast_router: [0, 1, 2],
  mcast_igmp_version: [2, 3],
  mcast_mld_version: [1, 2],
};
const FLAGS: ReadonlySet<BridgeSetting> = new Set<BridgeSetting>([
  'mcast_snooping',
  'no_linklocal_learn',
  'mcast_vlan_snooping',
  'mcast_query_use_ifaddr',
  'mcast_querier',
  'mcast_stats_enabled',
  'nf_call_iptables',
  'nf_call_ip6tables',
  'nf_call_arptables',
]);
/** Groups that a bridge never forwards: STP, pause frames, 802.3ad. */
const RESTRICTED_GROUPS = 0x7;

/** br_changelink: the settings after a request. Throws ERANGE and EINVAL. */
export function changedSettings(old: BridgeSettings, changes: BridgeSettings, stp: boolean): BridgeSettings {
  const settings: Partial<Record<BridgeSetting, number>> = { ...old };
  for (const [key, value] of Object.entries(changes)) {
    const name = key as BridgeSetting;
    const range = name === 'forward_delay' && stp ? FORWARD_DELAY : RANGES[name];
    if (range && (value < range[0] || value > range[1])) throw new KernelError('ERANGE');
    if (CHOICES[name]?.includes(value) === false) throw new KernelError('EINVAL');
    if (name === 'vlan_default_pvid' && value > 4094) throw new KernelError('EINVAL');
    if (name === 'group_fwd_mask' && (value & RESTRICTED_GROUPS) !== 0) throw new KernelError('EINVAL');
    settings[name] = FLAGS.has(name) ? Math.min(value, 1) : value;
  }
  // br_stp_start brings a delay that was set without STP into range.
  const delay = settings.forward_delay;
  if (stp && delay !== undefined) {
    settings.forward_delay = Math.min(Math.max(delay, FORWARD_DELAY[0]), FORWARD_DELAY[1]);
  }
  return settings;
}
