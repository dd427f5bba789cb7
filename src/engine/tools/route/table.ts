import type { RouteInfo } from '../../kernel/netlink';
import { formatIpv4, ipv4, maskOf } from '../../packet/address';
import { showInet } from '../nettools/inet-names';
import type { HostFiles } from '../tool';

/** Which columns: `route` shows metrics, `-e` what TCP would use, `-ee` both; net-tools keeps only two bits of the count. */
export type Columns = 0 | 1 | 2 | 3;

const HEADERS: Readonly<Record<Columns, string>> = {
  0: '',
  1: 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n',
  2: 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n',
  3: 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface    MSS   Window irtt\n',
};

/** The main table as route(8) prints it (net-tools lib/inet_gr.c rprint_fib). */
export function formatRoutes(
  routes: readonly RouteInfo[],
  columns: Columns,
  numeric: boolean,
  files: HostFiles,
): string {
  const shown = routes.filter((route) => route.type !== 'broadcast');
  return `Kernel IP routing table\n${HEADERS[columns]}${shown.map((route) => formatRoute(route, columns, numeric, files)).join('')}`;
}

function formatRoute(route: RouteInfo, columns: Columns, numeric: boolean, files: HostFiles): string {
  const [hop] = route.nexthops;
  const mask = maskOf(route.prefixLength);
  const host = route.prefixLength === 32;
  const target = showInet(files, route.destination, mask, { numeric, defaultName: true, host });
  const via = hop?.via ?? ipv4(0);
  const gateway = showInet(files, via, ipv4(0xffffff00), { numeric, host: true });
  const reject = route.type === 'unreachable' || route.type === 'prohibit';
  const flags = `${reject ? '!' : via === 0 ? 'U' : 'UG'}${host ? 'H' : ''}`;
  const start = `${column(target)} ${column(reject ? '-' : gateway)} ${column(formatIpv4(mask))} ${flags.padEnd(5)} `;
  const device = reject ? '-' : (hop?.device ?? '*');
  const metric = String(route.metric).padEnd(6);
  // /proc/net/route (net/ipv4/fib_trie.c fib_route_seq_show) gives the advertised segment plus the two headers.
  const { advmss, window, rtt } = route.metrics ?? {};
  const mss = String(advmss ? advmss.value + 40 : 0);
  const bytes = String(window?.value ?? 0);
  const ms = String((rtt?.value ?? 0) >> 3);
  switch (columns) {
    case 0:
      return '';
    case 1:
      return `${start}${metric} ${reject ? '- ' : '0 '} ${'0'.padStart(7)} ${device}\n`;
    case 2:
      return reject
        ? `${start}    - -          - -\n`
        : `${start}${mss.padStart(5)} ${bytes.padEnd(5)} ${ms.padStart(6)} ${device}\n`;
    case 3:
      if (reject) return `${start}${metric} -  ${'0'.padStart(7)} -        -     -      -\n`;
      return `${start}${metric} 0   ${'0'.padStart(6)} ${device.slice(0, 6).padEnd(6)}   ${mss.padEnd(5)} ${bytes.padEnd(6)} ${ms}\n`;
  }
}

function column(text: string): string {
  return text.slice(0, 15).padEnd(15);
}
