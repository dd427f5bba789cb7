import type { Printer } from '../../iproute2/printer';
import { protocolText, routeTypeText, scopeText } from '../../iproute2/names';
import type { IpContext } from '../context';
import type { RouteFilter } from './filter';
import type { Inet6Route } from './inet6';
import { printDevice } from './print';

const TABLE_MAIN = 254;

/** One IPv6 route as `ip -6 route show` prints it. */
export function printInet6Route(printer: Printer, ip: IpContext, route: Inet6Route, filter: RouteFilter): void {
  const { details, numeric } = ip.settings;
  const all = details > 0;
  printer.openObject();
  if (route.type !== 'unicast' || all) {
    const type = routeTypeText(route.type, numeric);
    printer.field('type', type, `${type} `);
  }
  printer.field('dst', route.destination, `${route.destination} `, 'inet6');
  if (filter.device === undefined) printDevice(printer, 'dev', route.device);
  if ((route.table !== TABLE_MAIN || all) && filter.table === undefined) {
    const table = ip.tables.text(route.table, numeric);
    printer.field('table', table, `table ${table} `);
  }
  if (filter.protocol === undefined) {
    const protocol = protocolText('kernel', numeric);
    printer.field('protocol', protocol, `proto ${protocol} `);
  }
  if (all && filter.scope === undefined) {
    const scope = scopeText('global', numeric);
    printer.field('scope', scope, `scope ${scope} `);
  }
  if (filter.metric === undefined) printer.field('metric', route.metric, `metric ${route.metric} `);
  printer.words('flags', [], ' ');
  printer.field('pref', 'medium', 'pref medium');
  printer.text('\n');
  printer.closeObject();
}
