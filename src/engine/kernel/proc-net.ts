import { formatIpv4, MAC_ZERO, type Ipv4 } from '../packet/address';
import { ipv6Words } from '../packet/ipv6-address';
import { maskOf } from '../packet/address';
import { listRoutes } from './fib-list';
import { TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import { devicesInOrder } from './link/registry';
import { procConntrack, procConntrackStatistics } from './proc-conntrack';
import { procFibTrie } from './proc-fib-trie';
import { procNetstat, procSnmp } from './proc-snmp';
import { procTcp, procTcp6, procUdp, procUdp6 } from './proc-sockets';
import { listProxies } from './proxy-config';
import type { NeighbourRecord, NetnsId, Scope } from './records';
import { typeOf } from './link/types';
import type { World } from './world';

/** The files of /proc/net that net-tools and people read, byte for byte as the kernel prints them. */
export const PROC_NET: ReadonlyMap<string, (world: World, netns: NetnsId) => string> = new Map(
  Object.entries<(world: World, netns: NetnsId) => string>({
    arp: procArp,
    dev: procDev,
    fib_trie: procFibTrie,
    if_inet6: procIfInet6,
    nf_conntrack: procConntrack,
    'stat/nf_conntrack': procConntrackStatistics,
    netstat: procNetstat,
    route: procRoute,
    snmp: procSnmp,
    tcp: procTcp,
    tcp6: procTcp6,
    udp: procUdp,
    udp6: procUdp6,
  }),
);

/** net/ipv4/fib_trie.c fib_route_seq_show: lines padded with blanks to 127 characters. */
function procRoute(world: World, netns: NetnsId): string {
  // fib_route_seq_start: nothing at all, not even the headings, before the namespace ever had a route.
  if (!world.netns(netns).routes.has(TABLE_MAIN)) return '';
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
  const lines = listRoutes(world, netns, TABLE_MAIN)
    .filter((route) => route.type !== 'broadcast' && route.table !== TABLE_LOCAL)
    .map((route) => {
      const [hop] = route.nexthops;
      const refuses = ['unreachable', 'blackhole', 'prohibit', 'throw'].includes(route.type);
      let flags = refuses && route.type !== 'blackhole' && route.type !== 'throw' ? 0x200 : 0;
      flags |= 0x1;
      if (hop?.via !== undefined) flags |= 0x2;
      if (route.prefixLength === 32) flags |= 0x4;
      return [
        hop?.device ?? '*',
        hexLittle(route.destination),
        hexLittle(hop?.via ?? (0 as Ipv4)),
        flags.toString(16).toUpperCase().padStart(4, '0'),
        0,
        0,
        route.metric,
        hexLittle(maskOf(route.prefixLength)),
        route.metrics?.advmss ? route.metrics.advmss.value + 40 : 0,
        route.metrics?.window?.value ?? 0,
        (route.metrics?.rtt?.value ?? 0) >> 3,
      ].join('\t');
    });
  return [head, ...lines].map((line) => `${line.padEnd(127)}\n`).join('');
}

/** An address as the kernel prints it with %08X on a little-endian machine: bytes reversed. */
function hexLittle(address: Ipv4): string {
  const bytes = [address & 255, (address >>> 8) & 255, (address >>> 16) & 255, address >>> 24];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** net/ipv4/arp.c arp_format_neigh_entry; NOARP entries are left out. */
function procArp(world: World, netns: NetnsId): string {
  const { neighbours, devices } = world.netns(netns);
  const lines = ['IP address       HW type     Flags       HW address            Mask     Device'];
  for (const entry of neighbours.values()) {
    if (entry.state === 'NOARP' || typeof entry.address === 'string') continue;
    const id = devices.get(entry.ifindex);
    if (id === undefined) continue;
    const { name, kind } = world.device(id);
    const hardware = `0x${(typeOf({ kind }).hardware?.number ?? 1).toString(16)}`;
    const address = formatIpv4(entry.address).padEnd(16);
    lines.push(
      `${address} ${hardware.padEnd(10)}  0x${arpFlags(entry).toString(16).padEnd(8)}  ${entry.mac ?? MAC_ZERO}     *        ${name}`,
    );
  }
  // arp_format_pneigh_entry: ATF_PUBL | ATF_PERM, after all others.
  for (const { address, device } of listProxies(world, netns)) {
    if (typeof address === 'string') continue;
    const hardware = device === undefined ? '0x0' : device === 'lo' ? '0x304' : '0x1';
    const start = `${formatIpv4(address).padEnd(16)} ${hardware.padEnd(10)}  0x${'c'.padEnd(8)}`;
    lines.push(`${start}  ${MAC_ZERO}     *        ${device ?? '*'}`);
  }
  return `${lines.join('\n')}\n`;
}

/** arp_state_to_flags: ATF_PERM | ATF_COM for permanent entries, ATF_COM for valid ones. */
function arpFlags({ state }: NeighbourRecord): number {
  if (state === 'PERMANENT') return 6;
  return state === 'INCOMPLETE' || state === 'FAILED' ? 0 : 2;
}

/** net/core/net-procfs.c dev_seq_printf_stats. */
function procDev(world: World, netns: NetnsId): string {
  const head =
    'Inter-|   Receive                                                |  Transmit\n' +
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  const lines = devicesInOrder(world, netns).map(({ name, counters: c }) => {
    const received = [
      pad(c.rxBytes, 7),
      pad(c.rxPackets, 7),
      pad(c.rxErrors, 4),
      pad(c.rxDropped, 4),
      pad(0, 4),
      pad(0, 5),
    ];
    const sent = [
      pad(c.txBytes, 8),
      pad(c.txPackets, 7),
      pad(c.txErrors, 4),
      pad(c.txDropped, 4),
      pad(0, 4),
      pad(0, 5),
    ];
    return `${name.padStart(6)}: ${received.join(' ')} ${pad(0, 10)} ${pad(c.multicast, 9)} ${sent.join(' ')} ${pad(0, 7)} ${pad(0, 10)}\n`;
  });
  return head + lines.join('');
}

function pad(value: number, width: number): string {
  return String(value).padStart(width);
}

/** IPV6_ADDR_* scope bits (include/net/ipv6.h). */
const IPV6_SCOPE: Record<Scope, string> = { global: '00', site: '40', link: '20', host: '10', nowhere: '00' };

/** net/ipv6/addrconf.c if6_seq_show: address, ifindex, prefix length, scope, flags, name. */
function procIfInet6(world: World, netns: NetnsId): string {
  return devicesInOrder(world, netns)
    .flatMap((device) =>
      device.addresses6.map((a) => {
        const hex = ipv6Words(a.address)
          .map((word) => word.toString(16).padStart(4, '0'))
          .join('');
        // IFA_F_PERMANENT 0x80, IFA_F_TENTATIVE 0x40, IFA_F_DADFAILED 0x08, IFA_F_NODAD 0x02; the others have no room here.
        const flags =
          (a.validSeconds === undefined ? 0x80 : 0) |
          (a.tentativeUntilUs === undefined ? 0 : 0x40) |
          (a.nodad ? 0x02 : 0) |
          (a.dadFailed ? 0x08 : 0);
        const index = device.ifindex.toString(16).padStart(2, '0');
        const length = a.prefixLength.toString(16).padStart(2, '0');
        return `${hex} ${index} ${length} ${IPV6_SCOPE[a.scope]} ${flags.toString(16).padStart(2, '0')} ${device.name.padStart(8)}\n`;
      }),
    )
    .join('');
}
