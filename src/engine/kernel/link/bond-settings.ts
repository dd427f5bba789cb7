/** Options of a bond that are numbers, by the words of `ip link … type bond` (drivers/net/bonding/bond_options.c), in the order `ip -d link` prints them. */
export const BOND_DEFAULTS = {
  mode: 0,
  miimon: 0,
  updelay: 0,
  downdelay: 0,
  peer_notify_delay: 0,
  use_carrier: 1,
  arp_interval: 0,
  arp_missed_max: 2,
  arp_validate: 0,
  arp_all_targets: 0,
  primary_reselect: 0,
  fail_over_mac: 0,
  xmit_hash_policy: 0,
  resend_igmp: 1,
  num_grat_arp: 1,
  all_slaves_active: 0,
  min_links: 0,
  lp_interval: 1,
  packets_per_slave: 1,
  lacp_active: 1,
  lacp_rate: 0,
  ad_select: 0,
  tlb_dynamic_lb: 1,
} as const;

export type BondSetting = keyof typeof BOND_DEFAULTS;

/** Names of the values of options that have names; the position is the number. */
export const BOND_VALUES: Readonly<Partial<Record<BondSetting, readonly string[]>>> = {
  mode: ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'],
  arp_validate: ['none', 'active', 'backup', 'all', 'filter', 'filter_active', 'filter_backup'],
  arp_all_targets: ['any', 'all'],
  primary_reselect: ['always', 'better', 'failure'],
  fail_over_mac: ['none', 'active', 'follow'],
  xmit_hash_policy: ['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4', 'vlan+srcmac'],
  lacp_active: ['off', 'on'],
  lacp_rate: ['slow', 'fast'],
  ad_select: ['stable', 'bandwidth', 'count'],
};

export const BOND_MODE = { roundRobin: 0, activeBackup: 1, xor: 2, broadcast: 3 } as const;

export type BondSettings = Readonly<Partial<Record<BondSetting, number>>>;

/** The value in force. */
export function bondSetting(kind: { readonly settings: BondSettings }, name: BondSetting): number {
  return kind.settings[name] ?? BOND_DEFAULTS[name];
}
