import { KernelError } from '../../../kernel/errno';
import type { RuleRequest } from '../../../kernel/rule-config';
import { RULE_ACTION, type RuleFamily } from '../../../kernel/rule-records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { integer, requireAddress, requirePrefix, unsigned, type PrefixWord } from '../../iproute2/address-words';
import { invalidArgument, usageError } from '../../iproute2/errors';
import { readGroup, readProtocol, routeTypeNumber } from '../../iproute2/names';
import type { IpContext } from '../context';
import { readRealms } from '../route/realms';
import { RULE_USAGE } from '../usage/rule';
import { checked, readIfname, readIpProtocol, readMark, readPorts, readTos, readUids } from './values';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Given {
  readonly request: Mutable<RuleRequest>;
  from?: PrefixWord;
  to?: PrefixWord;
  /** A table, or an action that needs none, was named. */
  tableGiven: boolean;
}

const TABLE_MAIN = 254;
const EINVAL = 22;

/** `ip rule add|delete` (ip/iprule.c iprule_modify). */
export function modifyRule(ip: IpContext, reader: ClauseReader, verb: string): number {
  const adds = verb === 'add';
  if (reader.ahead === undefined) {
    ip.err(`"ip rule ${adds ? 'add' : 'del'}" requires arguments.\n`);
    return 1;
  }
  const request = { action: adds ? RULE_ACTION.table : 0, table: 0 };
  const given: Given = { request, tableGiven: false };
  while (reader.next()) readParameter(ip, given, reader);
  if (given.request.l3mdev && given.request.table !== 0) {
    ip.err('table can not be specified for l3mdev rules\n');
    return EINVAL;
  }
  const family = ip.settings.family === 'inet6' ? 'inet6' : 'inet';
  setPrefixes(given, family);
  if (!given.tableGiven && adds) given.request.table = TABLE_MAIN;
  if (adds) ip.netlink.addRule(given.request, true, family);
  else ip.netlink.deleteRule(given.request, family);
  return 0;
}

function readParameter(ip: IpContext, given: Given, reader: ClauseReader): void {
  const { keyword, value } = reader;
  const { request } = given;
  switch (keyword) {
    case 'not':
      request.invert = true;
      return;
    case 'from':
    case 'to':
      given[keyword] = requirePrefix(value, ip.settings.family);
      return;
    case 'preference':
      request.priority = checked(unsigned(value), 'preference value is invalid\n', value);
      return;
    case 'tos':
    case 'dsfield':
      request.tos = readTos(value);
      return;
    case 'fwmark': {
      const { mark, mask } = readMark(value);
      request.mark = mark;
      if (mask !== undefined) request.markMask = mask;
      return;
    }
    case 'realms':
      request.realms = checked(readRealms(ip, value), 'invalid realms\n', value);
      return;
    case 'protocol':
      request.protocol = checked(readProtocol(value), '"protocol" value is invalid\n', value);
      return;
    case 'tun_id':
      request.tunnelId = checked(unsigned(value), '"tun_id" value is invalid\n', value);
      return;
    case 'table':
    case 'lookup':
      request.table = checked(ip.tables.number(value), 'invalid table ID\n', value);
      given.tableGiven = true;
      return;
    case 'suppress_prefixlength':
    case 'sup_pl': {
      const length = integer(value);
      if (length === undefined || length < 0) throw invalidArgument('suppress_prefixlength value is invalid\n', value);
      request.suppressPrefixLength = length;
      return;
    }
    case 'suppress_ifgroup':
    case 'sup_group':
      request.suppressGroup = checked(readGroup(value), 'Invalid "suppress_ifgroup" value\n', value);
      return;
    case 'iif':
      request.iif = readIfname(value, '"iif"/"dev" not a valid ifname');
      return;
    case 'oif':
      request.oif = readIfname(value, '"oif" not a valid ifname');
      return;
    case 'l3mdev':
      request.l3mdev = true;
      given.tableGiven = true;
      return;
    case 'uidrange':
      request.uids = readUids(value);
      return;
    case 'nat':
    case 'map-to':
      ip.err('Warning: route NAT is deprecated\n');
      requireAddress(value, 'inet');
      request.action = checked(routeTypeNumber('nat'), '', value);
      return;
    case 'ipproto':
      request.ipProtocol = readIpProtocol(ip, value);
      return;
    case 'sport':
      request.sourcePorts = readPorts(value, 'invalid port range\n');
      return;
    case 'dport':
      request.destinationPorts = readPorts(value, 'invalid dport range\n');
      return;
    case 'help':
      throw usageError(RULE_USAGE);
    case 'goto':
      setTarget(given, value);
      return;
    case 'nop':
      setAction(given, RULE_ACTION.nop);
      return;
    case 'type':
      readType(given, value, reader);
      return;
    default:
      readType(given, keyword === '' ? value : keyword, reader);
  }
}

/** A word that is no selector, or what follows `type`. */
function readType(given: Given, word: string, reader: ClauseReader): void {
  if (word !== '' && 'help'.startsWith(word)) throw usageError(RULE_USAGE);
  if (word !== '' && 'goto'.startsWith(word)) setTarget(given, reader.take());
  else if (word !== '' && 'nop'.startsWith(word)) setAction(given, RULE_ACTION.nop);
  else setAction(given, checked(routeTypeNumber(word), 'Failed to parse rule type', word));
}

function setTarget(given: Given, word: string): void {
  given.request.target = checked(unsigned(word), 'invalid target\n', word);
  setAction(given, RULE_ACTION.goto);
}

function setAction(given: Given, action: number): void {
  given.request.action = action;
  given.tableGiven = true;
}

/** validate_rulemsg: a prefix of the other family. */
function setPrefixes({ request, from, to }: Given, family: RuleFamily): void {
  if (from?.family !== undefined && from.family !== family) throw new KernelError('EINVAL', 'Invalid source address');
  if (to?.family !== undefined && to.family !== family) throw new KernelError('EINVAL', 'Invalid dst address');
  if (from?.family !== undefined && from.length > 0)
    Object.assign(request, { source: from.address, sourceLength: from.length });
  if (to?.family !== undefined && to.length > 0)
    Object.assign(request, { destination: to.address, destinationLength: to.length });
}
