/**
 * Sysctls of a fresh network namespace with their values, recorded from Linux 6.18 with `unshare -n sysctl -a` (values a
 * distribution tunes are the kernel's own defaults). Per-device keys are kept once per family and fill `conf.DEV` and `neigh.DEV`.
 */

/** Keys that exist once per namespace, one `name = value` a line, as `sysctl -a` prints them. */
const NAMESPACE_KEYS = `
bridge.bridge-nf-call-arptables = 1
bridge.bridge-nf-call-ip6tables = 1
bridge.bridge-nf-call-iptables = 1
bridge.bridge-nf-filter-pppoe-tagged = 0
bridge.bridge-nf-filter-vlan-tagged = 0
bridge.bridge-nf-pass-vlan-input-dev = 0
core.optmem_max = 131072
core.rmem_default = 212992
core.rmem_max = 212992
core.rps_default_mask = 0
core.somaxconn = 4096
core.tstamp_allow_data = 1
core.txrehash = 1
core.wmem_default = 212992
core.wmem_max = 212992
core.xfrm_acq_expires = 30
core.xfrm_aevent_etime = 10
core.xfrm_aevent_rseqth = 2
core.xfrm_larval_drop = 1
ipv4.fib_multipath_hash_fields = 7
ipv4.fib_multipath_hash_policy = 0
ipv4.fib_multipath_hash_seed = 0
ipv4.fib_multipath_use_neigh = 0
ipv4.fib_notify_on_flag_change = 0
ipv4.fwmark_reflect = 0
ipv4.icmp_echo_enable_probe = 0
ipv4.icmp_echo_ignore_all = 0
ipv4.icmp_echo_ignore_broadcasts = 1
ipv4.icmp_errors_use_inbound_ifaddr = 0
ipv4.icmp_ignore_bogus_error_responses = 1
ipv4.icmp_msgs_burst = 50
ipv4.icmp_msgs_per_sec = 1000
ipv4.icmp_ratelimit = 1000
ipv4.icmp_ratemask = 6168
ipv4.igmp_link_local_mcast_reports = 1
ipv4.igmp_max_memberships = 20
ipv4.igmp_max_msf = 10
ipv4.igmp_qrv = 2
ipv4.ip_autobind_reuse = 0
ipv4.ip_default_ttl = 64
ipv4.ip_dynaddr = 0
ipv4.ip_early_demux = 1
ipv4.ip_forward = 0
ipv4.ip_forward_update_priority = 1
ipv4.ip_forward_use_pmtu = 0
ipv4.ip_local_port_range = 32768\t60999
ipv4.ip_local_reserved_ports = 
ipv4.ip_no_pmtu_disc = 0
ipv4.ip_nonlocal_bind = 0
ipv4.ip_unprivileged_port_start = 1024
ipv4.ipfrag_high_thresh = 4194304
ipv4.ipfrag_low_thresh = 3145728
ipv4.ipfrag_max_dist = 64
ipv4.ipfrag_time = 30
ipv4.nexthop_compat_mode = 1
ipv4.ping_group_range = 1\t0
ipv4.raw_l3mdev_accept = 1
ipv4.route.min_adv_mss = 256
ipv4.route.min_pmtu = 552
ipv4.route.mtu_expires = 600
ipv4.tcp_abort_on_overflow = 0
ipv4.tcp_adv_win_scale = 1
ipv4.tcp_allowed_congestion_control = reno cubic
ipv4.tcp_app_win = 31
ipv4.tcp_autocorking = 1
ipv4.tcp_available_congestion_control = reno cubic
ipv4.tcp_backlog_ack_defer = 1
ipv4.tcp_base_mss = 1024
ipv4.tcp_challenge_ack_limit = 2147483647
ipv4.tcp_child_ehash_entries = 0
ipv4.tcp_comp_sack_delay_ns = 1000000
ipv4.tcp_comp_sack_nr = 44
ipv4.tcp_comp_sack_slack_ns = 100000
ipv4.tcp_congestion_control = cubic
ipv4.tcp_dsack = 1
ipv4.tcp_early_demux = 1
ipv4.tcp_early_retrans = 3
ipv4.tcp_ecn = 2
ipv4.tcp_ecn_fallback = 1
ipv4.tcp_ecn_option = 2
ipv4.tcp_ecn_option_beacon = 3
ipv4.tcp_ehash_entries = -262144
ipv4.tcp_fack = 0
ipv4.tcp_fastopen = 1
ipv4.tcp_fastopen_blackhole_timeout_sec = 0
ipv4.tcp_fastopen_key = 00000000-00000000-00000000-00000000
ipv4.tcp_fin_timeout = 60
ipv4.tcp_frto = 2
ipv4.tcp_fwmark_accept = 0
ipv4.tcp_invalid_ratelimit = 500
ipv4.tcp_keepalive_intvl = 75
ipv4.tcp_keepalive_probes = 9
ipv4.tcp_keepalive_time = 7200
ipv4.tcp_l3mdev_accept = 0
ipv4.tcp_limit_output_bytes = 4194304
ipv4.tcp_max_reordering = 300
ipv4.tcp_max_syn_backlog = 2048
ipv4.tcp_max_tw_buckets = 131072
ipv4.tcp_migrate_req = 0
ipv4.tcp_min_rtt_wlen = 300
ipv4.tcp_min_snd_mss = 48
ipv4.tcp_min_tso_segs = 2
ipv4.tcp_moderate_rcvbuf = 1
ipv4.tcp_mtu_probe_floor = 48
ipv4.tcp_mtu_probing = 0
ipv4.tcp_no_metrics_save = 0
ipv4.tcp_no_ssthresh_metrics_save = 1
ipv4.tcp_notsent_lowat = 4294967295
ipv4.tcp_orphan_retries = 0
ipv4.tcp_pacing_ca_ratio = 120
ipv4.tcp_pacing_ss_ratio = 200
ipv4.tcp_pingpong_thresh = 1
ipv4.tcp_plb_cong_thresh = 128
ipv4.tcp_plb_enabled = 0
ipv4.tcp_plb_idle_rehash_rounds = 3
ipv4.tcp_plb_rehash_rounds = 12
ipv4.tcp_plb_suspend_rto_sec = 60
ipv4.tcp_probe_interval = 600
ipv4.tcp_probe_threshold = 8
ipv4.tcp_recovery = 1
ipv4.tcp_reflect_tos = 0
ipv4.tcp_reordering = 3
ipv4.tcp_retrans_collapse = 1
ipv4.tcp_retries1 = 3
ipv4.tcp_retries2 = 15
ipv4.tcp_rfc1337 = 0
ipv4.tcp_rmem = 4096\t131072\t6291456
ipv4.tcp_rto_max_ms = 120000
ipv4.tcp_rto_min_us = 200000
ipv4.tcp_sack = 1
ipv4.tcp_shrink_window = 0
ipv4.tcp_slow_start_after_idle = 1
ipv4.tcp_stdurg = 0
ipv4.tcp_syn_linear_timeouts = 4
ipv4.tcp_syn_retries = 6
ipv4.tcp_synack_retries = 5
ipv4.tcp_syncookies = 1
ipv4.tcp_thin_linear_timeouts = 0
ipv4.tcp_timestamps = 1
ipv4.tcp_tso_rtt_log = 9
ipv4.tcp_tso_win_divisor = 3
ipv4.tcp_tw_reuse = 2
ipv4.tcp_tw_reuse_delay = 1000
ipv4.tcp_window_scaling = 1
ipv4.tcp_wmem = 4096\t16384\t4194304
ipv4.tcp_workaround_signed_windows = 0
ipv4.udp_child_hash_entries = 0
ipv4.udp_early_demux = 1
ipv4.udp_hash_entries = -16384
ipv4.udp_l3mdev_accept = 0
ipv4.udp_rmem_min = 4096
ipv4.udp_wmem_min = 4096
ipv4.xfrm4_gc_thresh = 32768
ipv6.anycast_src_echo_reply = 0
ipv6.auto_flowlabels = 1
ipv6.bindv6only = 0
ipv6.fib_multipath_hash_fields = 7
ipv6.fib_multipath_hash_policy = 0
ipv6.fib_notify_on_flag_change = 0
ipv6.flowlabel_consistency = 1
ipv6.flowlabel_reflect = 0
ipv6.flowlabel_state_ranges = 0
ipv6.fwmark_reflect = 0
ipv6.icmp.echo_ignore_all = 0
ipv6.icmp.echo_ignore_anycast = 0
ipv6.icmp.echo_ignore_multicast = 0
ipv6.icmp.error_anycast_as_unicast = 0
ipv6.icmp.ratelimit = 100
ipv6.icmp.ratemask = 0-1,3-127
ipv6.idgen_delay = 1
ipv6.idgen_retries = 3
ipv6.ioam6_id = 16777215
ipv6.ioam6_id_wide = 72057594037927935
ipv6.ip6frag_high_thresh = 4194304
ipv6.ip6frag_low_thresh = 3145728
ipv6.ip6frag_time = 60
ipv6.ip_nonlocal_bind = 0
ipv6.max_dst_opts_length = 2147483647
ipv6.max_dst_opts_number = 8
ipv6.max_hbh_length = 2147483647
ipv6.max_hbh_opts_number = 8
ipv6.route.gc_elasticity = 9
ipv6.route.gc_interval = 30
ipv6.route.gc_min_interval = 0
ipv6.route.gc_min_interval_ms = 500
ipv6.route.gc_thresh = 1024
ipv6.route.gc_timeout = 60
ipv6.route.max_size = 2147483647
ipv6.route.min_adv_mss = 1220
ipv6.route.mtu_expires = 600
ipv6.route.skip_notify_on_dev_down = 0
ipv6.seg6_flowlabel = 0
ipv6.xfrm6_gc_thresh = 32768
mptcp.add_addr_timeout = 120
mptcp.allow_join_initial_addr_port = 1
mptcp.available_path_managers = kernel userspace
mptcp.available_schedulers = default
mptcp.blackhole_timeout = 3600
mptcp.checksum_enabled = 0
mptcp.close_timeout = 60
mptcp.enabled = 1
mptcp.path_manager = kernel
mptcp.pm_type = 0
mptcp.scheduler = default
mptcp.stale_loss_cnt = 4
mptcp.syn_retrans_before_tcp_fallback = 2
netfilter.nf_conntrack_acct = 0
netfilter.nf_conntrack_buckets = 262144
netfilter.nf_conntrack_checksum = 1
netfilter.nf_conntrack_count = 0
netfilter.nf_conntrack_events = 2
netfilter.nf_conntrack_expect_max = 4096
netfilter.nf_conntrack_frag6_high_thresh = 4194304
netfilter.nf_conntrack_frag6_low_thresh = 3145728
netfilter.nf_conntrack_frag6_timeout = 60
netfilter.nf_conntrack_generic_timeout = 600
netfilter.nf_conntrack_gre_timeout = 30
netfilter.nf_conntrack_gre_timeout_stream = 180
netfilter.nf_conntrack_icmp_timeout = 30
netfilter.nf_conntrack_icmpv6_timeout = 30
netfilter.nf_conntrack_log_invalid = 0
netfilter.nf_conntrack_max = 262144
netfilter.nf_conntrack_sctp_timeout_closed = 10
netfilter.nf_conntrack_sctp_timeout_cookie_echoed = 3
netfilter.nf_conntrack_sctp_timeout_cookie_wait = 3
netfilter.nf_conntrack_sctp_timeout_established = 210
netfilter.nf_conntrack_sctp_timeout_heartbeat_sent = 30
netfilter.nf_conntrack_sctp_timeout_shutdown_ack_sent = 3
netfilter.nf_conntrack_sctp_timeout_shutdown_recd = 3
netfilter.nf_conntrack_sctp_timeout_shutdown_sent = 3
netfilter.nf_conntrack_tcp_be_liberal = 0
netfilter.nf_conntrack_tcp_ignore_invalid_rst = 0
netfilter.nf_conntrack_tcp_loose = 1
netfilter.nf_conntrack_tcp_max_retrans = 3
netfilter.nf_conntrack_tcp_timeout_close = 10
netfilter.nf_conntrack_tcp_timeout_close_wait = 60
netfilter.nf_conntrack_tcp_timeout_established = 432000
netfilter.nf_conntrack_tcp_timeout_fin_wait = 120
netfilter.nf_conntrack_tcp_timeout_last_ack = 30
netfilter.nf_conntrack_tcp_timeout_max_retrans = 300
netfilter.nf_conntrack_tcp_timeout_syn_recv = 60
netfilter.nf_conntrack_tcp_timeout_syn_sent = 120
netfilter.nf_conntrack_tcp_timeout_time_wait = 120
netfilter.nf_conntrack_tcp_timeout_unacknowledged = 300
netfilter.nf_conntrack_timestamp = 0
netfilter.nf_conntrack_udp_timeout = 30
netfilter.nf_conntrack_udp_timeout_stream = 120
netfilter.nf_hooks_lwtunnel = 0
netfilter.nf_log.0 = NONE
netfilter.nf_log.1 = NONE
netfilter.nf_log.10 = nf_log_ipv6
netfilter.nf_log.2 = nf_log_ipv4
netfilter.nf_log.3 = nf_log_arp
netfilter.nf_log.4 = NONE
netfilter.nf_log.5 = nf_log_netdev
netfilter.nf_log.6 = NONE
netfilter.nf_log.7 = nf_log_bridge
netfilter.nf_log.8 = NONE
netfilter.nf_log.9 = NONE
unix.max_dgram_qlen = 10
`;

/** Keys of `net.ipv4.conf.DEV` for an Ethernet device. */
const CONF4 = `
accept_local = 0
accept_redirects = 1
accept_source_route = 1
arp_accept = 0
arp_announce = 0
arp_evict_nocarrier = 1
arp_filter = 0
arp_ignore = 0
arp_notify = 0
bc_forwarding = 0
bootp_relay = 0
disable_policy = 0
disable_xfrm = 0
drop_gratuitous_arp = 0
drop_unicast_in_l2_multicast = 0
force_igmp_version = 0
forwarding = 0
igmpv2_unsolicited_report_interval = 10000
igmpv3_unsolicited_report_interval = 1000
ignore_routes_with_linkdown = 0
log_martians = 0
mc_forwarding = 0
medium_id = 0
promote_secondaries = 0
proxy_arp = 0
proxy_arp_pvlan = 0
route_localnet = 0
rp_filter = 0
secure_redirects = 1
send_redirects = 1
shared_media = 1
src_valid_mark = 0
tag = 0
`;

/** Keys of `net.ipv4.neigh.DEV` for an Ethernet device. */
const NEIGH4 = `
anycast_delay = 100
app_solicit = 0
base_reachable_time_ms = 30000
delay_first_probe_time = 5
gc_stale_time = 60
interval_probe_time_ms = 5000
locktime = 100
mcast_resolicit = 0
mcast_solicit = 3
proxy_delay = 80
proxy_qlen = 64
retrans_time_ms = 1000
ucast_solicit = 3
unres_qlen = 101
unres_qlen_bytes = 212992
`;

/** Keys of `net.ipv6.conf.DEV` for an Ethernet device. */
const CONF6 = `
accept_dad = 1
accept_ra = 1
accept_ra_defrtr = 1
accept_ra_from_local = 0
accept_ra_min_hop_limit = 1
accept_ra_min_lft = 0
accept_ra_mtu = 1
accept_ra_pinfo = 1
accept_ra_rt_info_max_plen = 0
accept_ra_rt_info_min_plen = 0
accept_ra_rtr_pref = 1
accept_redirects = 1
accept_source_route = 0
accept_untracked_na = 0
addr_gen_mode = 0
autoconf = 1
dad_transmits = 1
disable_ipv6 = 0
disable_policy = 0
drop_unicast_in_l2_multicast = 0
drop_unsolicited_na = 0
enhanced_dad = 1
force_forwarding = 0
force_mld_version = 0
force_tllao = 0
forwarding = 0
hop_limit = 64
ignore_routes_with_linkdown = 0
ioam6_enabled = 0
ioam6_id = 65535
ioam6_id_wide = 4294967295
keep_addr_on_down = 0
max_addresses = 16
max_desync_factor = 600
mc_forwarding = 0
mldv1_unsolicited_report_interval = 10000
mldv2_unsolicited_report_interval = 1000
mtu = 1500
ndisc_evict_nocarrier = 1
ndisc_notify = 0
ndisc_tclass = 0
optimistic_dad = 0
proxy_ndp = 0
ra_defrtr_metric = 1024
ra_honor_pio_life = 0
ra_honor_pio_pflag = 0
regen_max_retry = 3
regen_min_advance = 2
router_probe_interval = 60
router_solicitation_delay = 1
router_solicitation_interval = 4
router_solicitation_max_interval = 3600
router_solicitations = -1
rpl_seg_enabled = 0
seg6_enabled = 0
seg6_require_hmac = 0
suppress_frag_ndisc = 1
temp_prefered_lft = 86400
temp_valid_lft = 604800
use_oif_addrs_only = 0
use_optimistic = 0
use_tempaddr = 0
`;

/** Keys of `net.ipv6.neigh.DEV` for an Ethernet device. */
const NEIGH6 = `
anycast_delay = 100
app_solicit = 0
base_reachable_time_ms = 30000
delay_first_probe_time = 5
gc_stale_time = 60
interval_probe_time_ms = 5000
locktime = 0
mcast_resolicit = 0
mcast_solicit = 3
proxy_delay = 80
proxy_qlen = 64
retrans_time_ms = 1000
ucast_solicit = 3
unres_qlen = 101
unres_qlen_bytes = 212992
`;

/** Where the pseudo-devices `all` and `default`, and `lo`, differ from an Ethernet device. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    'ipv4.conf.all.accept_source_route': '0',
    'ipv4.conf.lo.disable_policy': '1',
    'ipv4.conf.lo.disable_xfrm': '1',
    'ipv6.conf.all.accept_dad': '0',
    'ipv6.conf.all.mtu': '1280',
    'ipv6.conf.default.mtu': '1280',
    'ipv6.conf.lo.accept_dad': '-1',
    'ipv6.conf.lo.mtu': '65536',
    'ipv6.conf.lo.use_tempaddr': '-1',
  }),
);

/** `all` and `default` exist under conf only. */
const FAMILIES = [
  { prefix: 'ipv4.conf.', keys: parse(CONF4), pseudo: ['all', 'default'] },
  { prefix: 'ipv4.neigh.', keys: parse(NEIGH4), pseudo: [] },
  { prefix: 'ipv6.conf.', keys: parse(CONF6), pseudo: ['all', 'default'] },
  { prefix: 'ipv6.neigh.', keys: parse(NEIGH6), pseudo: [] },
] as const;

const PLAIN = parse(NAMESPACE_KEYS);

/** Full names with their defaults: the keys that exist once, and the exceptions. */
const DEFAULTS: ReadonlyMap<string, string> = new Map(
  [...PLAIN, ...[...EXCEPTIONS]].map(([key, value]) => [`net.${key}`, value] as const),
);

/**
 * The value a key has while nobody wrote it, or undefined when the kernel has no such key. The device segment of a per-device key is
 * taken on trust; sysctl.ts checks that the device exists.
 */
export function sysctlDefault(name: string): string | undefined {
  const exact = DEFAULTS.get(name);
  if (exact !== undefined) return exact;
  for (const { prefix, keys } of FAMILIES) {
    if (!name.startsWith(prefix, 4)) continue;
    const at = name.indexOf('.', 4 + prefix.length);
    return at < 0 ? undefined : keys.get(name.slice(at + 1));
  }
  return undefined;
}

/** The same for a per-device key such as `net.ipv4.conf.DEVICE.KEY`, without its name being put together. */
export function deviceSysctlDefault(family: DeviceFamily, device: string, key: string): string | undefined {
  if (UNLIKE.has(device)) return sysctlDefault(`net.${family}.${device}.${key}`);
  return KEYS.get(family)?.get(key);
}

export type DeviceFamily = 'ipv4.conf' | 'ipv4.neigh' | 'ipv6.conf' | 'ipv6.neigh';
/** Devices of EXCEPTIONS. */
const UNLIKE: ReadonlySet<string> = new Set(['all', 'default', 'lo']);
const KEYS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  FAMILIES.map(({ prefix, keys }) => [prefix.slice(0, -1), keys]),
);

/** The device (or `all`, `default`) a per-device key is about, as its dotted segment; undefined for other keys. */
export function sysctlDeviceSegment(name: string): string | undefined {
  const match = /^net\.ipv[46]\.(?:conf|neigh)\.([^.]+)\.[^.]+$/.exec(name);
  return match?.[1];
}

/** Whether `conf.SEGMENT` or `neigh.SEGMENT` is one of the kernel's pseudo-devices. */
export function isPseudoDevice(name: string, segment: string): boolean {
  return name.includes('.conf.') && (segment === 'all' || segment === 'default');
}

/** Every key of a namespace with these devices (dotted segments), unsorted. */
export function allSysctlNames(deviceSegments: readonly string[]): string[] {
  const names = Array.from(PLAIN.keys(), (key) => `net.${key}`);
  for (const { prefix, keys, pseudo } of FAMILIES) {
    for (const segment of [...pseudo, ...deviceSegments])
      for (const key of keys.keys()) names.push(`net.${prefix}${segment}.${key}`);
  }
  return names;
}

function parse(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(' =');
    if (at > 0) entries.set(line.slice(0, at), line.slice(at + 3));
  }
  return entries;
}
