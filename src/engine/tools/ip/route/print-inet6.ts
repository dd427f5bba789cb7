import type { Route6Answer, Route6Info } from '../../../kernel/ipv6/netlink';
import type { Printer } from '../../iproute2/printer';
import { protocolText, routeTypeText, scopeText } from '../../iproute2/names';
import type { IpContext } from '../context';
import type { RouteFilter } from './filter';
import { destinationText6, viaOf6 } from './inet6';
import { hopFlags, printMetrics, printNexthops } from './print';
import { printAddress, printDevice } from './print-parts';

const TABLE_MAIN = 254;

type Facts = Pick<Route6Info, 'type' | 'table' | 'protocol' | 'metric' | 'metrics' | 'preference' | 'expiresSeconds'>;

/** One IPv6 route as `ip -6 route show` prints it (ip/iproute.c print_route); without a filter nothing is left out. */
export function printRoute6(printer: Printer, ip: IpContext, route: Route6Info, filter: Partial<RouteFilter>): void {
  const [hop] = route.nexthops;
  const single = route.nexthops.length === 1 ? hop : undefined;
  printer.openObject();
  printType(printer, ip, route.type, filter);
  const destination = route.prefixLength === 128 ? ip.hostText(route.destination) : destinationText6(route);
  printer.field('dst', destination, `${destination} `, destination === 'default' ? undefined : 'inet6');
  const gateway = viaOf6(route);
  if (gateway !== undefined && !(filter.via?.family === 'inet6' && filter.via.length === 128)) {
    printAddress(printer, 'gateway', 'via', ip.hostText(gateway), 'inet6');
  }
  if (single?.device !== undefined && filter.device === undefined) printDevice(printer, 'dev', single.device);
  printOrigin(printer, ip, route, filter);
  const { preferredSource } = route;
  if (preferredSource !== undefined && !(filter.source?.family === 'inet6' && filter.source.length === 128)) {
    printAddress(printer, 'prefsrc', 'src', ip.hostText(preferredSource), 'inet6');
  }
  printRest(printer, route, single ? hopFlags(single) : [], filter);
  if (route.nexthops.length > 1) printNexthops(printer, ip, route.nexthops, 'inet6');
  printer.text('\n');
  printer.closeObject();
}

/** The answer of `ip -6 route get`: the route itself, with where from and the source chosen. */
export function printAnswer6(
  printer: Printer,
  ip: IpContext,
  answer: Route6Answer,
  from: string,
  inputDevice?: string,
): void {
  const destination = ip.hostText(answer.destination);
  printer.openObject();
  printType(printer, ip, answer.type, {});
  printer.field('dst', destination, `${destination} `, 'inet6');
  printer.field('from', from, `from ${from} `, 'inet6');
  if (answer.via !== undefined) printAddress(printer, 'gateway', 'via', ip.hostText(answer.via), 'inet6');
  printDevice(printer, 'dev', answer.device);
  printOrigin(printer, ip, answer, { table: undefined });
  if (answer.source !== undefined) printAddress(printer, 'prefsrc', 'src', ip.hostText(answer.source), 'inet6');
  printRest(printer, answer, answer.linkdown ? ['linkdown'] : [], {}, inputDevice);
  printer.text('\n');
  printer.closeObject();
}

function printType(printer: Printer, ip: IpContext, type: Route6Info['type'], filter: Partial<RouteFilter>): void {
  if (type === 'unicast' && ip.settings.details === 0) return;
  const text = routeTypeText(type, ip.settings.numeric);
  if (filter.type === undefined || filter.type === type) printer.field('type', text, `${text} `);
}

function printOrigin(printer: Printer, ip: IpContext, route: Facts, filter: Partial<RouteFilter>): void {
  const { details, numeric } = ip.settings;
  const all = details > 0;
  if ((route.table !== TABLE_MAIN || all) && filter.table === undefined && 'table' in filter) {
    const table = ip.tables.text(route.table, numeric);
    printer.field('table', table, `table ${table} `);
  }
  if ((route.protocol !== 'boot' || all) && filter.protocol === undefined) {
    const protocol = protocolText(route.protocol, numeric);
    printer.field('protocol', protocol, `proto ${protocol} `);
  }
  if (all && filter.scope === undefined) {
    const scope = scopeText('global', numeric);
    printer.field('scope', scope, `scope ${scope} `);
  }
}

function printRest(
  printer: Printer,
  route: Facts,
  flags: readonly string[],
  filter: Partial<RouteFilter>,
  inputDevice?: string,
): void {
  const { metric, expiresSeconds, metrics, preference } = route;
  if (filter.metric === undefined) printer.field('metric', metric, `metric ${metric} `);
  printer.words('flags', flags, ' ');
  if (expiresSeconds !== undefined) printer.field('expires', expiresSeconds, `expires ${expiresSeconds}sec `);
  printMetrics(printer, metrics);
  if (inputDevice !== undefined) printDevice(printer, 'iif', inputDevice);
  printer.field('pref', preference, `pref ${preference}`);
}
