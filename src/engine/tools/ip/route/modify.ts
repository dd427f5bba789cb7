import { ipv4, type Ipv4, type Ipv6 } from '../../../packet/address';
import { IPV6_ANY, type IpAddress } from '../../../packet/ipv6-address';
import { KernelError } from '../../../kernel/errno';
import type { NewRoute6 } from '../../../kernel/ipv6/netlink';
import type { RouterPreference } from '../../../kernel/ipv6/records';
import type { NewRoute } from '../../../kernel/netlink';
import type { RouteMetric, RouteType, Scope } from '../../../kernel/records';
import { ExitError } from '../../clib/exit';
import type { ClauseReader } from '../../grammar/clause-reader';
import { readFamily, requireAddress, requirePrefix, unsigned, type Family } from '../../iproute2/address-words';
import { duplicateOrGarbage, invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import { isRouteType, readDsfield, readProtocol, readScope, routeTypeOf } from '../../iproute2/names';
import type { IpContext } from '../context';
import { ROUTE_USAGE } from '../usage/route';
import { NEXTHOP_PARAMETERS } from './clauses';
import { readMetric } from './metrics';
import { readRealms } from './realms';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Hop = Omit<Mutable<NewRoute['nexthops'][number]>, 'via'> & { via?: IpAddress };

interface Given {
  family: Family | undefined;
  destination?: { readonly address: IpAddress; readonly length: number };
  type?: RouteType | 'anycast' | 'multicast';
  hop: Hop;
  nexthops?: readonly Hop[];
  scope?: Scope;
  table?: number;
  protocol?: string;
  metric?: number;
  tos?: number;
  source?: IpAddress;
  preference?: RouterPreference;
  expiresSeconds?: number;
  nhid?: number;
  realms?: number;
  metrics: Partial<Record<RouteMetric, { readonly value: number; readonly locked?: true }>>;
}

/** Every field, so that all have one hidden class. */
function nothingGiven(family: Family | undefined): Given {
  return {
    family,
    destination: undefined,
    type: undefined,
    hop: { via: undefined, device: undefined, onlink: undefined, weight: undefined },
    nexthops: undefined,
    scope: undefined,
    table: undefined,
    protocol: undefined,
    metric: undefined,
    tos: undefined,
    source: undefined,
    preference: undefined,
    expiresSeconds: undefined,
    nhid: undefined,
    realms: undefined,
    metrics: {},
  };
}

/** `ip route add|change|replace|prepend|append|test|delete` (ip/iproute.c iproute_modify). */
export function modifyRoute(ip: IpContext, reader: ClauseReader, verb: string): number {
  const given = nothingGiven(ip.settings.family);
  while (!given.nexthops && reader.next()) {
    if (!readMetric(reader, given.metrics)) readParameter(ip, given, reader);
  }
  if (!given.destination) throw usageError(ROUTE_USAGE);
  const { device } = given.hop;
  if (device !== undefined && !ip.netlink.hasLink(device)) return ip.noDevice(device);
  if (given.nexthops) given.nexthops = readNexthops(ip, given, reader);
  if (given.family === 'inet6') return modifyRoute6(ip, given, verb);
  const request = requestOf(given, verb);
  if (verb === 'delete') ip.netlink.deleteRoute(request);
  else if (verb === 'test') {
    // NLM_F_EXCL without NLM_F_CREATE: nothing is made, an existing route is reported.
    const exists = matchesExisting(ip, request);
    throw new KernelError(exists ? 'EEXIST' : 'ENOENT');
  } else ip.netlink.addRoute(request, verb as 'add' | 'change' | 'replace' | 'prepend' | 'append');
  return 0;
}

function readParameter(ip: IpContext, given: Given, reader: ClauseReader): void {
  const { keyword, value } = reader;
  switch (keyword) {
    case 'src':
      given.source = readAddress(value, given, 'src');
      return;
    case 'via':
      if (given.hop.via !== undefined) throw invalidArgument('use nexthop syntax to specify multiple via\n', 'via');
      given.hop.via = readGateway(value, given, reader);
      return;
    case 'tos':
    case 'dsfield':
      given.tos = checked(readDsfield(value), '"tos" value is invalid\n', value);
      return;
    case 'metric':
    case 'preference':
      given.metric = checked(unsigned(value), '"metric" value is invalid\n', value);
      return;
    case 'scope':
      given.scope = checked(readScope(value), 'invalid "scope" value\n', value);
      return;
    case 'onlink':
      given.hop.onlink = true;
      return;
    case 'nhid':
      given.nhid = checked(unsigned(value), '"id" value is invalid\n', value);
      return;
    case 'realms':
      given.realms = checked(readRealms(ip, value), '"realm" value is invalid\n', value);
      return;
    case 'nexthop':
      given.nexthops = [];
      return;
    case 'protocol':
      given.protocol = checked(readProtocol(value), '"protocol" value is invalid\n', value);
      return;
    case 'table':
      given.table = checked(ip.tables.number(value), '"table" value is invalid\n', value);
      return;
    case 'vrf':
      throw invalidArgument('Invalid VRF\n', value);
    case 'dev':
      given.hop.device = value;
      return;
    case 'pref': {
      const preference = PREFERENCES.get(value);
      given.preference = checked(preference, '"pref" value is invalid\n', value);
      return;
    }
    case 'expires':
      given.expiresSeconds = checked(unsigned(value), '"expires" value is invalid\n', value);
      return;
    case 'help':
      throw usageError(ROUTE_USAGE);
    case 'to':
      readDestination(given, reader, value);
      return;
    default:
      if (isRouteType(keyword)) readTyped(given, keyword, value);
      else throw notSimulated(`ip route … ${keyword}`);
  }
}

function readDestination(given: Given, reader: ClauseReader, word: string): void {
  const type = /^\d/.test(word) ? undefined : routeTypeOf(word);
  if (type !== undefined) readTyped(given, type, reader.take());
  else setDestination(given, word);
}

function readTyped(given: Given, type: string, word: string): void {
  setDestination(given, word);
  if (!isRouteType(type)) throw notSimulated(`a ${type} route`);
  if (type === 'multicast' && given.family !== 'inet6') throw notSimulated(`a ${type} route`);
  given.type = type;
}

function setDestination(given: Given, word: string): void {
  if (word !== '' && 'help'.startsWith(word)) throw usageError(ROUTE_USAGE);
  if (given.destination) throw duplicateOrGarbage('to', word);
  const prefix = requirePrefix(word, given.family);
  given.family ??= prefix.family;
  const none = given.family === 'inet6' ? IPV6_ANY : ipv4(0);
  given.destination = { address: prefix.family === undefined ? none : prefix.address, length: prefix.length };
}

function readGateway(word: string, given: Given, reader: ClauseReader): Hop['via'] {
  const family = readFamily(word);
  if (family === undefined) return readAddress(word, given, 'via');
  const address = requireAddress(reader.take(), family);
  given.family ??= address.family;
  if (family !== given.family) throw notSimulated(`ip route … via ${family}`);
  return address.family === undefined ? ipv4(0) : address.address;
}

function readAddress(word: string, given: Given, keyword: string): Hop['via'] {
  const address = requireAddress(word, given.family);
  given.family ??= address.family;
  if (address.family === undefined) throw notSimulated(`ip route … ${keyword} ${word}`);
  return address.address;
}

function checked<T>(value: T | undefined, problem: string, word: string): T {
  if (value === undefined) throw invalidArgument(problem, word);
  return value;
}

/** `nexthop via … dev … weight …`, again and again to the end of the line. */
function readNexthops(ip: IpContext, given: Given, reader: ClauseReader): readonly Hop[] {
  const hops: Hop[] = [];
  for (;;) {
    if (reader.ahead === undefined) throw usageError('Error: unexpected end of line after "nexthop"\n');
    const hop: Hop = {};
    const group = reader.nested(NEXTHOP_PARAMETERS, true);
    while (group.next()) readNexthopParameter(ip, given, hop, group);
    reader.resume(group);
    hops.push(hop);
    const next = reader.ahead;
    if (next === undefined) return hops;
    if (next !== 'nexthop') {
      throw usageError(`Error: "nexthop" or end of line is expected instead of "${next}"\n`);
    }
    reader.take();
  }
}

function readNexthopParameter(ip: IpContext, given: Given, hop: Hop, reader: ClauseReader): void {
  const { keyword, value } = reader;
  switch (keyword) {
    case 'via':
      hop.via = readGateway(value, given, reader);
      return;
    case 'dev':
      if (!ip.netlink.hasLink(value)) {
        throw usageError(`Cannot find device "${value}"\nError: cannot parse nexthop\n`);
      }
      hop.device = value;
      return;
    case 'weight': {
      const weight = unsigned(value);
      if (weight === undefined || weight === 0 || weight > 256) throw invalidArgument('"weight" is invalid\n', value);
      hop.weight = weight;
      return;
    }
    case 'onlink':
      hop.onlink = true;
      return;
    default:
      throw notSimulated(`ip route … nexthop … ${keyword}`);
  }
}

const PREFERENCES: ReadonlyMap<string, RouterPreference> = new Map([
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
]);

/** The request of an IPv6 route, which has neither scope nor tos. */
function modifyRoute6(ip: IpContext, given: Given, verb: string): number {
  const { destination, hop, nexthops, source, type, table, protocol, metric, metrics, preference } = given;
  const { expiresSeconds } = given;
  const single = hop.via !== undefined || hop.device !== undefined || hop.onlink ? [hop] : [];
  const request: NewRoute6 = {
    destination: inet6(destination?.address) ?? IPV6_ANY,
    prefixLength: destination?.length ?? 0,
    ...(type && { type }),
    table,
    protocol,
    metric,
    metrics,
    preferredSource: inet6(source),
    ...(preference && { preference }),
    ...(expiresSeconds !== undefined && { expiresSeconds }),
    nexthops: (nexthops ?? single).map(({ via, ...rest }) => ({ ...rest, via: inet6(via) })),
  };
  if (verb === 'delete') ip.netlink.deleteRoute6(request);
  else if (verb === 'test') {
    const known = ip.netlink.routes6(table);
    const same = known.some((r) => r.destination === request.destination && r.prefixLength === request.prefixLength);
    throw new KernelError(same ? 'EEXIST' : 'ENOENT');
  } else ip.netlink.addRoute6(request, verb as 'add' | 'change' | 'replace' | 'prepend' | 'append');
  return 0;
}

function inet6(address: IpAddress | undefined): Ipv6 | undefined {
  return typeof address === 'string' ? address : undefined;
}

function inet(address: IpAddress | undefined): Ipv4 | undefined {
  return typeof address === 'number' ? address : undefined;
}

function requestOf(given: Given, verb: string): NewRoute {
  const { destination, type, table, protocol, metric, tos, source, metrics, nexthops, hop } = given;
  if (!destination) throw new ExitError(1);
  const single = hop.via !== undefined || hop.device !== undefined || hop.onlink;
  const hops = nexthops ?? (single ? [hop] : []);
  return {
    destination: inet(destination.address) ?? ipv4(0),
    prefixLength: destination.length,
    type: type === 'anycast' || type === 'multicast' ? undefined : type,
    table,
    protocol,
    scope: given.scope ?? defaultScope(given, verb),
    metric,
    tos,
    preferredSource: inet(source),
    metrics,
    nexthops: hops.map(({ via, device, onlink, weight }) => ({ via: inet(via), device, onlink, weight })),
    nhid: given.nhid,
    realms: given.realms,
  };
}

/** The scope iproute_modify fills in; undefined lets a deletion match any. */
function defaultScope({ type, hop, nexthops, nhid }: Given, verb: string): Scope | undefined {
  if (type === 'local') return 'host';
  if (type === 'broadcast') return 'link';
  if (verb === 'delete') return undefined;
  if ((type ?? 'unicast') === 'unicast' && hop.via === undefined && !nexthops && !nhid) return 'link';
  return 'global';
}

function matchesExisting(ip: IpContext, request: NewRoute): boolean {
  return ip.netlink
    .routes(request.table)
    .some((route) => route.destination === request.destination && route.prefixLength === request.prefixLength);
}
