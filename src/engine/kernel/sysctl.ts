import { KernelError } from './errno';
import { forgetExceptions6 } from './ipv6/exceptions';
import { forwardingChanged6, linkDown6, linkReady } from './ipv6/addrconf';
import { devicesInOrder, findDevice } from './link/registry';
import { connections } from './netfilter/conntrack';
import type { NetnsId } from './records';
import { neighbourWrites } from './sysctl-neighbour';
import { flushExceptions } from './route-exceptions';
import { allSysctlNames, isPseudoDevice, sysctlDefault, sysctlDeviceSegment } from './sysctl-defaults';
import { readDeviceSysctl, readSysctl, storeSysctl, sysctlSegment } from './sysctl-store';
import type { World } from './world';

/** The value of a dotted name, or undefined when this namespace has no such key. */
export function getSysctl(world: World, netns: NetnsId, name: string): string | undefined {
  if (sysctlDefault(name) === undefined || !deviceExists(world, netns, name)) return undefined;
  if (name === CONNECTIONS) return String(connections(world, netns).length);
  return readSysctl(world, netns, name);
}

const CONNECTIONS = 'net.netfilter.nf_conntrack_count';

/** Every key of the namespace in the order `sysctl -a` prints them. */
export function sysctlNames(world: World, netns: NetnsId): readonly string[] {
  const segments = devicesInOrder(world, netns).map((device) => sysctlSegment(device.name));
  return allSysctlNames(segments).sort(byPath);
}

/**
 * Writes a key, with what the kernel does along: `ip_forward` and `conf.all.forwarding` are one switch that sets every device's. Throws ENOENT for
 * an unknown key, EINVAL for what is not a number where one is needed, EPERM for read-only keys.
 */
export function setSysctl(world: World, netns: NetnsId, name: string, value: string): void {
  if (name === ROUTE_FLUSH) return flushExceptions(world, netns);
  if (name === ROUTE6_FLUSH) return forgetExceptions6(world, netns);
  const old = getSysctl(world, netns, name);
  if (old === undefined) throw new KernelError('ENOENT');
  const foreign = OF_THE_HOST.has(name) && world.host(world.netns(netns).host).rootNetns !== netns;
  if (READ_ONLY.has(name) || foreign) throw new KernelError('EPERM');
  const clean = parseLike(old, value);
  if (name === 'net.ipv4.ip_local_port_range') checkPortRange(world, netns, clean);
  const range = RANGES.get(name);
  if (range && (Number(clean) < range[0] || Number(clean) > range[1])) throw new KernelError('EINVAL');
  if (name === 'net.ipv4.ip_forward' || name === 'net.ipv4.conf.all.forwarding') {
    // devinet_sysctl_forward: what was there already changes nothing, least of all a device's own switch.
    if (clean !== old) setForwarding(world, netns, clean);
    return;
  }
  if (name === 'net.ipv6.conf.all.forwarding') {
    setEverywhere(world, netns, 'ipv6', 'forwarding', clean);
    for (const { id } of devicesInOrder(world, netns)) forwardingChanged6(world, id);
    return;
  }
  const ofNeighbours = neighbourWrites(name, clean);
  if (ofNeighbours) {
    for (const [key, kept] of ofNeighbours) storeSysctl(world, netns, key, kept);
    return;
  }
  if (name === 'net.ipv6.conf.all.disable_ipv6') setEverywhere(world, netns, 'ipv6', 'disable_ipv6', clean);
  // brnf_sysctl_call_tables: whatever is not 0 becomes 1.
  else storeSysctl(world, netns, name, name.startsWith('net.bridge.') && Number(clean) !== 0 ? '1' : clean);
  if (DISABLE_IPV6.test(name)) followDisableIpv6(world, netns);
  const forwarding = FORWARDING6.exec(name)?.[1];
  const router = forwarding === undefined ? undefined : findDevice(world, netns, forwarding.replaceAll('/', '.'));
  if (router) forwardingChanged6(world, router.id);
}

/** Writing anything to it empties the cache of what ICMP taught; nobody may read it (mode 0200). */
export const ROUTE_FLUSH = 'net.ipv4.route.flush';
/** The same for IPv6. */
export const ROUTE6_FLUSH = 'net.ipv6.route.flush';

const DISABLE_IPV6 = /^net\.ipv6\.conf\.[^.]+\.disable_ipv6$/;

const FORWARDING6 = /^net\.ipv6\.conf\.([^.]+)\.forwarding$/;

/** addrconf.c dev_disable_change: a device loses its IPv6 addresses where IPv6 went off, and gets its own back where it came on. */
function followDisableIpv6(world: World, netns: NetnsId): void {
  for (const { id, name } of devicesInOrder(world, netns)) {
    if (readDeviceSysctl(world, netns, 'ipv6.conf', name, 'disable_ipv6') === '0') linkReady(world, id);
    else linkDown6(world, id);
  }
}

/** ipv4_local_port_range: low before high, both beyond the privileged ports. */
function checkPortRange(world: World, netns: NetnsId, value: string): void {
  const [low = 0, high = 0] = value.split('\t').map(Number);
  const least = Number(readSysctl(world, netns, 'net.ipv4.ip_unprivileged_port_start'));
  if (high < low || low < least || high > 65535) throw new KernelError('EINVAL');
}

/** net/ipv4/sysctl_net_ipv4.c: switches that are 0 or 1, and those that take any byte. */
const SWITCHES =
  'icmp_echo_ignore_all icmp_echo_ignore_broadcasts icmp_errors_use_inbound_ifaddr icmp_ignore_bogus_error_responses fib_multipath_use_neigh ip_forward_update_priority'.split(
    ' ',
  );
const BYTES = [
  ...'ip_no_pmtu_disc ip_nonlocal_bind ip_early_demux fwmark_reflect ip_forward_use_pmtu ip_dynaddr'.split(' '),
  ...'igmp_link_local_mcast_reports udp_early_demux tcp_early_demux tcp_syncookies tcp_sack tcp_timestamps'.split(' '),
  ...'tcp_window_scaling tcp_mtu_probing tcp_synack_retries tcp_retries1 tcp_retries2'.split(' '),
];

/** net/netfilter/nf_conntrack_standalone.c: switches of connection tracking. */
const CONNTRACK_SWITCHES = 'acct checksum timestamp tcp_loose tcp_be_liberal tcp_ignore_invalid_rst'.split(' ');
/** Of the whole host: other namespaces than its first may only read them. */
const OF_THE_HOST: ReadonlySet<string> = new Set(['max', 'buckets', 'expect_max'].map((name) => `net.netfilter.nf_conntrack_${name}`)); // prettier-ignore

/** Keys with bounds of their own (proc_dointvec_minmax): smallest and largest value. */
const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries<readonly [number, number]>({
    'net.ipv4.ip_default_ttl': [1, 255],
    ...Object.fromEntries(SWITCHES.map((name) => [`net.ipv4.${name}`, [0, 1] as const])),
    ...Object.fromEntries(BYTES.map((name) => [`net.ipv4.${name}`, [0, 255] as const])),
    'net.ipv4.tcp_ecn': [0, 2],
    ...Object.fromEntries(CONNTRACK_SWITCHES.map((name) => [`net.netfilter.nf_conntrack_${name}`, [0, 1] as const])),
    'net.netfilter.nf_conntrack_events': [0, 2],
    'net.netfilter.nf_conntrack_log_invalid': [0, 255],
    'net.netfilter.nf_conntrack_tcp_max_retrans': [0, 255],
    'net.ipv4.tcp_tw_reuse': [0, 2],
    'net.ipv4.fib_multipath_hash_policy': [0, 3],
    'net.ipv4.tcp_syn_retries': [1, 127],
    'net.ipv4.icmp_ratelimit': [0, 2147483647],
    'net.ipv4.igmp_qrv': [1, 2147483647],
    'net.ipv4.route.min_pmtu': [68, 2147483647],
    'net.ipv4.fib_multipath_hash_fields': [1, 0xfff],
    'net.ipv4.fib_multipath_use_neigh': [0, 1],
  }),
);

const READ_ONLY: ReadonlySet<string> = new Set([
  'net.ipv4.tcp_available_congestion_control',
  'net.ipv4.conf.all.mc_forwarding',
  CONNECTIONS,
]);

/** devinet.c inet_forward_change: all, default and every device follow the switch, and a router takes no redirects. */
function setForwarding(world: World, netns: NetnsId, value: string): void {
  storeSysctl(world, netns, 'net.ipv4.conf.all.accept_redirects', Number(value) === 0 ? '1' : '0');
  storeSysctl(world, netns, 'net.ipv4.ip_forward', value);
  setEverywhere(world, netns, 'ipv4', 'forwarding', value);
}

function setEverywhere(world: World, netns: NetnsId, family: 'ipv4' | 'ipv6', key: string, value: string): void {
  const segments = devicesInOrder(world, netns).map((device) => sysctlSegment(device.name));
  for (const segment of ['all', 'default', ...segments])
    storeSysctl(world, netns, `net.${family}.conf.${segment}.${key}`, value);
}

function deviceExists(world: World, netns: NetnsId, name: string): boolean {
  const segment = sysctlDeviceSegment(name);
  if (segment === undefined || isPseudoDevice(name, segment)) return true;
  return findDevice(world, netns, segment.replaceAll('/', '.')) !== undefined;
}

/** proc_dointvec: where the old value is one or more integers the new one must be too; text keys take anything. */
function parseLike(old: string, value: string): string {
  const fields = value.trim().split(/\s+/);
  if (!/^-?\d+(\t-?\d+)*$/.test(old)) return value.trim();
  const numbers = fields.slice(0, old.split('\t').length);
  for (const field of numbers) {
    if (!/^[-+]?(0[xX][0-9a-fA-F]+|\d+)$/.test(field)) throw new KernelError('EINVAL');
    if (Math.abs(Number(field)) > 0xffffffff) throw new KernelError('EINVAL');
  }
  // Numbers that were not written keep their values.
  return [...numbers.map((field) => String(Number(field))), ...old.split('\t').slice(numbers.length)].join('\t');
}

/** procps walks /proc/sys directory by directory, names sorted: compare segment by segment. */
function byPath(a: string, b: string): number {
  const as = a.split('.');
  const bs = b.split('.');
  for (let i = 0; i < as.length && i < bs.length; i++) {
    const x = as[i] ?? '';
    const y = bs[i] ?? '';
    if (x !== y) return x < y ? -1 : 1;
  }
  return as.length - bs.length;
}
