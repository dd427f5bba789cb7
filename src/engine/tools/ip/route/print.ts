import { formatIpv4 } from '../../../packet/address';
import type { IpAddress } from '../../../packet/ipv6-address';
import type { RouteAnswer, RouteInfo } from '../../../kernel/netlink';
import type { Nexthop, RouteMetric, RouteMetrics } from '../../../kernel/records';
import { formatG } from '../../clib/numbers';
import type { Printer } from '../../iproute2/printer';
import { dsfieldText, protocolText, routeTypeText, scopeText } from '../../iproute2/names';
import type { IpContext } from '../context';
import { printNexthop } from '../nexthop/print';
import { destinationText, viaOf, type RouteFilter } from './filter';
import { printAddress, printDevice } from './print-parts';

const TABLE_MAIN = 254;

/** One route as `ip route show` prints it (ip/iproute.c print_route); without a filter nothing is left out. */
export function printRoute(printer: Printer, ip: IpContext, route: RouteInfo, filter: Partial<RouteFilter>): void {
  const { details, numeric } = ip.settings;
  const all = details > 0;
  printer.openObject();
  if (route.type !== 'unicast' || all) {
    const type = routeTypeText(route.type, numeric);
    if (filter.type === undefined || filter.type === route.type) printer.field('type', type, `${type} `);
  }
  const destination = route.prefixLength === 32 ? ip.hostText(route.destination) : destinationText(route);
  printer.field('dst', destination, `${destination} `, destination === 'default' ? undefined : 'inet');
  if (route.nhid !== undefined) printer.field('nhid', route.nhid, `nhid ${route.nhid} `);
  if (route.tos !== 0 && filter.tos === undefined) {
    const tos = dsfieldText(route.tos, numeric);
    printer.field('tos', tos, `tos ${tos} `);
  }
  const [hop] = route.nexthops;
  const single = route.nexthops.length === 1 ? hop : undefined;
  const gateway = viaOf(route);
  if (gateway !== undefined && !(filter.via?.family === 'inet' && filter.via.length === 32)) {
    printAddress(printer, 'gateway', 'via', ip.hostText(gateway));
  }
  if (single?.device !== undefined && filter.device === undefined) printDevice(printer, 'dev', single.device);
  if ((route.table !== TABLE_MAIN || all) && filter.table === undefined && 'table' in filter) {
    const table = ip.tables.text(route.table, numeric);
    printer.field('table', table, `table ${table} `);
  }
  if ((route.protocol !== 'boot' || all) && filter.protocol === undefined) {
    const protocol = protocolText(route.protocol, numeric);
    printer.field('protocol', protocol, `proto ${protocol} `);
  }
  if ((route.scope !== 'global' || all) && filter.scope === undefined) {
    const scope = scopeText(route.scope, numeric);
    printer.field('scope', scope, `scope ${scope} `);
  }
  const { preferredSource } = route;
  if (preferredSource !== undefined && !(filter.source?.family === 'inet' && filter.source.length === 32)) {
    printAddress(printer, 'prefsrc', 'src', formatIpv4(preferredSource));
  }
  if (route.metric !== 0 && filter.metric === undefined)
    printer.field('metric', route.metric, `metric ${route.metric} `);
  printer.words('flags', single ? hopFlags(single) : [], ' ');
  if (route.realms) printRealms(printer, ip, route.realms);
  printMetrics(printer, route.metrics);
  const object =
    all && route.nhid !== undefined ? ip.netlink.nexthops().find(({ id }) => id === route.nhid) : undefined;
  if (object) {
    printer.text('\n\tnh_info ');
    printNexthop(printer, ip, object, { key: 'nh_info' });
  }
  if (route.nexthops.length > 1) printNexthops(printer, ip, route.nexthops);
  printer.text('\n');
  printer.closeObject();
}

/** print_rta_flow: `realms [FROM/]TO`. */
export function printRealms(printer: Printer, ip: IpContext, realms: number): void {
  const { numeric } = ip.settings;
  const from = realms >>> 16;
  const to = ip.realms.text(realms & 0xffff, numeric);
  if (printer.isJson) {
    printer.openObject('flow');
    if (from !== 0) printer.json('from', ip.realms.text(from, numeric));
    printer.json('to', to);
    printer.closeObject();
  } else {
    printer.text(`${from === 0 ? 'realm ' : `realms ${ip.realms.text(from, numeric)}/`}${to} `);
  }
}

/** RTNH_F_* of a next hop in print_rt_flags' order. */
export function hopFlags({ dead, onlink, linkdown }: Pick<Nexthop, 'dead' | 'onlink' | 'linkdown'>): readonly string[] {
  return [...(dead ? ['dead'] : []), ...(onlink ? ['onlink'] : []), ...(linkdown ? ['linkdown'] : [])];
}

/** What a route or a cached answer knows about connections over it (print_rta_metrics). */
export function printMetrics(printer: Printer, metrics: RouteMetrics = {}): void {
  const known = METRICS.flatMap((name) => {
    const metric = metrics[name];
    return metric ? [{ name, ...metric }] : [];
  });
  if (known.length === 0) return;
  printer.openArray('metrics');
  printer.openObject();
  for (const { name, value, locked } of known) {
    const per = TIMES[name];
    const shown = per === undefined ? value : Math.trunc(value / per);
    const text = per === undefined ? String(shown) : shown >= 1000 ? `${formatG(shown / 1000)}s` : `${shown}ms`;
    printer.field(name, shown, `${name} ${locked ? 'lock ' : ''}${text} `);
  }
  printer.closeObject();
  printer.closeArray();
}

const METRICS: readonly RouteMetric[] = [
  'mtu',
  'window',
  'rtt',
  'rttvar',
  'ssthresh',
  'cwnd',
  'advmss',
  'reordering',
  'hoplimit',
  'initcwnd',
  'rto_min',
  'initrwnd',
  'quickack',
  'fastopen_no_cookie',
];

/** Metrics that are times, and the parts of a millisecond the kernel counts them in. */
const TIMES: Readonly<Partial<Record<RouteMetric, number>>> = { rtt: 8, rttvar: 4, rto_min: 1 };

/** The `cache` line of an answer the kernel made up from routes and from what it learned. */
export function printCache(
  printer: Printer,
  { cacheFlags, expiresSeconds, metrics }: Pick<RouteAnswer, 'cacheFlags' | 'expiresSeconds' | 'metrics'>,
): void {
  if (printer.isJson) printer.words('cache', cacheFlags, '');
  else printer.text(`${printer.lineEnd}    cache ${cacheFlags.length > 0 ? `<${cacheFlags.join(',')}> ` : ''}`);
  if (expiresSeconds !== undefined) printer.field('expires', expiresSeconds, `expires ${expiresSeconds}sec `);
  printMetrics(printer, metrics);
}

interface ShownHop extends Pick<Nexthop, 'dead' | 'onlink' | 'linkdown' | 'weight' | 'ifindex'> {
  readonly via?: IpAddress;
  readonly device?: string;
}

/** The next hops of a multipath route, a line each. */
export function printNexthops(
  printer: Printer,
  ip: IpContext,
  nexthops: readonly ShownHop[],
  family: 'inet' | 'inet6' = 'inet',
): void {
  printer.openArray('nexthops');
  for (const hop of nexthops) {
    printer.openObject();
    printer.text(`${printer.lineEnd}\tnexthop `);
    if (hop.via !== undefined) printAddress(printer, 'gateway', 'via', ip.hostText(hop.via), family);
    const device = hop.device ?? `if${hop.ifindex ?? 0}`;
    printer.field('dev', device, `dev ${device} `);
    printer.field('weight', hop.weight, `weight ${hop.weight} `);
    printer.words('flags', hopFlags(hop), ' ');
    printer.closeObject();
  }
  printer.closeArray();
}
