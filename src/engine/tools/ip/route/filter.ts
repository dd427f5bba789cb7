import { formatIpv4, inPrefix, type Ipv4 } from '../../../packet/address';
import type { RouteInfo } from '../../../kernel/netlink';
import type { RouteType, Scope } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { readFamily, requirePrefix, unsigned, type Family, type PrefixWord } from '../../iproute2/address-words';
import { invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import { isRouteType, readDsfield, readProtocol, readScope, routeTypeOf } from '../../iproute2/names';
import type { IpContext } from '../context';
import { ROUTE_USAGE } from '../usage/route';

const TABLE_MAIN = 254;

/** Which routes `ip route show` and `flush` mean. What was asked for by value is left out of the lines (`dev eth0`, `proto kernel`). */
export interface RouteFilter {
  /** Undefined: all tables. */
  table: number | undefined;
  family: Family | undefined;
  cloned?: boolean;
  tos?: number;
  protocol?: string;
  scope?: Scope;
  type?: RouteType | 'multicast' | 'anycast';
  device?: string;
  inputDevice?: string;
  metric?: number;
  via?: PrefixWord;
  source?: PrefixWord;
  /** At least this network's bits (`root`), at most this destination's (`match`). */
  root?: PrefixWord;
  match?: PrefixWord;
  from?: PrefixWord;
}

/** Reads the selector (ip/iproute.c iproute_list_flush_or_save); answers a status when there is no such device. */
export function readRouteFilter(ip: IpContext, reader: ClauseReader): RouteFilter | number {
  const filter: RouteFilter = { table: TABLE_MAIN, family: ip.settings.family };
  while (reader.next()) readParameter(ip, filter, reader);
  for (const key of ['inputDevice', 'device'] as const) {
    const device = filter[key];
    if (device === undefined) continue;
    const link = ip.netlink.link(device);
    if (!link) return ip.noDevice(device);
    // It may have been called by an alternative name.
    filter[key] = link.name;
  }
  return filter;
}

function readParameter(ip: IpContext, filter: RouteFilter, reader: ClauseReader): void {
  const { keyword, value } = reader;
  switch (keyword) {
    case 'table':
      readTableWord(ip, filter, value);
      return;
    case 'cached':
    case 'cloned':
      filter.cloned = true;
      return;
    case 'tos':
    case 'dsfield':
      filter.tos = readDsfield(value);
      if (filter.tos === undefined) throw invalidArgument('TOS value is invalid\n', value);
      return;
    case 'protocol':
      filter.protocol = value === 'all' ? undefined : readProtocol(value);
      if (filter.protocol === undefined && value !== 'all') throw invalidArgument('invalid "protocol"\n', value);
      return;
    case 'scope':
      filter.scope = value === 'all' ? undefined : readScope(value);
      if (filter.scope === undefined && value !== 'all') throw invalidArgument('invalid "scope"\n', value);
      return;
    case 'type':
      readType(filter, value);
      return;
    case 'dev':
      filter.device = value;
      return;
    case 'iif':
      filter.inputDevice = value;
      return;
    case 'mark':
      if (unsigned(value) === undefined) throw invalidArgument('invalid mark value', value);
      return;
    case 'metric':
    case 'preference':
      filter.metric = unsigned(value);
      if (filter.metric === undefined) throw invalidArgument('"metric" value is invalid\n', value);
      return;
    case 'via': {
      const family = readFamily(value);
      filter.via = requirePrefix(family === undefined ? value : reader.take(), family ?? filter.family);
      return;
    }
    case 'src':
      filter.source = requirePrefix(value, filter.family);
      return;
    case 'vrf':
      throw invalidArgument('Invalid VRF\n', value);
    case 'realms':
      if (unsigned(value) === undefined) throw invalidArgument('invalid realms\n', value);
      return;
    case 'from':
      filter.from = requirePrefix(['root', 'match', 'exact'].includes(value) ? reader.take() : value, filter.family);
      return;
    case 'to':
      readDestination(filter, reader.take(), reader);
      return;
    case 'root':
    case 'match':
      setDestination(filter, keyword, value);
      return;
    default:
      setDestination(filter, 'exact', value);
  }
}

function readType(filter: RouteFilter, word: string): void {
  const type = routeTypeOf(word);
  if (type === undefined) throw invalidArgument('node type value is invalid\n', word);
  if (!isRouteType(type)) throw notSimulated(`${type} routes`);
  filter.type = type;
}

function readTableWord(ip: IpContext, filter: RouteFilter, word: string): void {
  const table = ip.tables.number(word);
  if (table !== undefined) filter.table = table === 0 ? undefined : table;
  else if (word === 'all') filter.table = undefined;
  else if (word === 'cache') filter.cloned = true;
  else if (word === 'help') throw usageError(ROUTE_USAGE);
  else throw invalidArgument('table id value is invalid\n', word);
}

function readDestination(filter: RouteFilter, word: string, reader: ClauseReader): void {
  const kind = (['root', 'match', 'exact'] as const).find((name) => word !== '' && name.startsWith(word));
  setDestination(filter, kind ?? 'exact', kind === undefined ? word : reader.take());
}

function setDestination(filter: RouteFilter, kind: 'root' | 'match' | 'exact', word: string): void {
  const prefix = requirePrefix(word, filter.family);
  // `all` and `any` have neither family nor length, which every route fits; `default` has a length.
  if (prefix.family === undefined && !prefix.lengthGiven && filter.family === undefined) return;
  if (kind !== 'match') filter.root = prefix;
  if (kind !== 'root') filter.match = prefix;
}

/** filter_nlmsg of ip/iproute.c, for IPv4 routes. */
export function routePasses(route: RouteInfo, filter: RouteFilter): boolean {
  const { table, tos, protocol, scope, type, device, metric, root, match, via, source } = filter;
  if (table !== undefined && route.table !== table) return false;
  if (filter.cloned || filter.inputDevice !== undefined) return false;
  if (tos !== undefined && route.tos !== tos) return false;
  if (protocol !== undefined && route.protocol !== protocol) return false;
  if (scope !== undefined && route.scope !== scope) return false;
  if (type !== undefined && route.type !== type) return false;
  if (metric !== undefined && route.metric !== metric) return false;
  if (root && !(isIpv4(root) && root.length <= route.prefixLength && inside(route.destination, root))) return false;
  if (match && !(isIpv4(match) && match.length >= route.prefixLength && covers(route, match))) return false;
  if (via && !(via.family === 'inet' && viaOf(route) !== undefined && inside(viaOf(route) ?? route.destination, via))) {
    return false;
  }
  if (source && !(source.family === 'inet' && inside(route.preferredSource ?? (0 as Ipv4), source))) return false;
  // A route with several next hops has no device of its own.
  return device === undefined || (route.nexthops.length === 1 && route.nexthops[0]?.device === device);
}

/** The gateway of a route with one next hop. */
export function viaOf(route: RouteInfo): Ipv4 | undefined {
  return route.nexthops.length === 1 ? route.nexthops[0]?.via : undefined;
}

/** `default`, or an IPv4 network. */
function isIpv4(prefix: PrefixWord): boolean {
  return prefix.family !== 'inet6';
}

function inside(address: Ipv4, prefix: PrefixWord): boolean {
  return prefix.family === undefined || (prefix.family === 'inet' && inPrefix(address, prefix.address, prefix.length));
}

function covers(route: RouteInfo, prefix: PrefixWord): boolean {
  if (prefix.family === undefined) return route.prefixLength === 0;
  return prefix.family === 'inet' && inPrefix(prefix.address, route.destination, route.prefixLength);
}

/** A destination as a line starts with it: `default`, `10.0.0.1` or `10.0.0.0/24`. */
export function destinationText({
  destination,
  prefixLength,
}: Pick<RouteInfo, 'destination' | 'prefixLength'>): string {
  if (prefixLength === 32) return formatIpv4(destination);
  return prefixLength === 0 && destination === 0 ? 'default' : `${formatIpv4(destination)}/${prefixLength}`;
}
