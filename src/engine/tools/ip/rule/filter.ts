import { inPrefix } from '../../../packet/address';
import { inPrefix6 } from '../../../packet/ipv6-address';
import type { RuleInfo } from '../../../kernel/rule-config';
import type { NumberRange } from '../../../kernel/rule-records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { requirePrefix, unsigned, type PrefixWord } from '../../iproute2/address-words';
import { readProtocol } from '../../iproute2/names';
import type { IpContext } from '../context';
import { checked, readIfname, readIpProtocol, readMark, readPorts, readTos, readUids } from './values';

/** Which rules `ip rule list` and `flush` mean (ip/iprule.c filter_nlmsg). */
export interface RuleFilter {
  priority?: number;
  invert?: boolean;
  tos?: number;
  mark?: number;
  mask?: number;
  iif?: string;
  oif?: string;
  l3mdev?: boolean;
  uids?: NumberRange;
  tunnelId?: number;
  table?: number;
  source?: PrefixWord;
  destination?: PrefixWord;
  /** Only `flush` looks at it. */
  protocol?: string;
  ipProtocol?: number;
  sourcePorts?: NumberRange;
  destinationPorts?: NumberRange;
}

export function readRuleFilter(ip: IpContext, reader: ClauseReader): RuleFilter {
  const filter: RuleFilter = {};
  while (reader.next()) readParameter(ip, filter, reader);
  return filter;
}

function readParameter(ip: IpContext, filter: RuleFilter, reader: ClauseReader): void {
  const { keyword, value } = reader;
  const family = ip.settings.family ?? 'inet';
  switch (keyword) {
    case 'preference':
      filter.priority = checked(unsigned(value), 'preference value is invalid\n', value);
      return;
    case 'not':
      filter.invert = true;
      return;
    case 'tos':
    case 'dsfield':
      filter.tos = readTos(value);
      return;
    case 'fwmark':
      Object.assign(filter, readMark(value));
      return;
    case 'iif':
      filter.iif = readIfname(value, '"iif"/"dev" not a valid ifname');
      return;
    case 'oif':
      filter.oif = readIfname(value, '"oif" not a valid ifname');
      return;
    case 'l3mdev':
      filter.l3mdev = true;
      return;
    case 'uidrange':
      filter.uids = readUids(value);
      return;
    case 'tun_id':
      filter.tunnelId = checked(unsigned(value), '"tun_id" value is invalid\n', value);
      return;
    case 'lookup':
      filter.table = checked(ip.tables.number(value), 'table id value is invalid\n', value);
      return;
    case 'from':
      filter.source = requirePrefix(value, family);
      return;
    case 'protocol':
      filter.protocol = value === 'all' ? undefined : checked(readProtocol(value), 'invalid "protocol"\n', value);
      return;
    case 'ipproto':
      filter.ipProtocol = readIpProtocol(ip, value);
      return;
    case 'sport':
      filter.sourcePorts = readPorts(value, 'invalid port range\n');
      return;
    case 'dport':
      filter.destinationPorts = readPorts(value, 'invalid dport range\n');
      return;
    default:
      filter.destination = requirePrefix(value, family);
  }
}

/** 0 asks nothing for most numbers, as the real filter is a C structure that starts empty. */
export function rulePasses(rule: RuleInfo, filter: RuleFilter): boolean {
  const { priority, tos, mark, mask, iif, oif, uids, tunnelId, table, ipProtocol } = filter;
  if (priority !== undefined && rule.priority !== priority) return false;
  if (filter.invert && !rule.invert) return false;
  if (!covers(filter.source, rule.source, rule.sourceLength)) return false;
  if (!covers(filter.destination, rule.destination, rule.destinationLength)) return false;
  if (tos !== undefined && rule.tos !== tos) return false;
  if (mark && rule.mark !== mark) return false;
  if (mask && rule.markMask !== mask) return false;
  if (iif !== undefined && rule.iif !== iif) return false;
  if (oif !== undefined && rule.oif !== oif) return false;
  if (filter.l3mdev && !rule.l3mdev) return false;
  if (uids && !equal(rule.uids, uids)) return false;
  if (ipProtocol && rule.ipProtocol !== ipProtocol) return false;
  if (filter.sourcePorts?.start && !equal(rule.sourcePorts, filter.sourcePorts)) return false;
  if (filter.destinationPorts?.start && !equal(rule.destinationPorts, filter.destinationPorts)) return false;
  if (tunnelId && rule.tunnelId !== tunnelId) return false;
  return !table || rule.table === table;
}

function covers(wanted: PrefixWord | undefined, address: RuleInfo['source'], length: number): boolean {
  if (wanted?.family === undefined) return true;
  if (wanted.length > length) return false;
  if (wanted.length === 0) return true;
  if (wanted.family === 'inet') return typeof address === 'number' && inPrefix(address, wanted.address, wanted.length);
  return typeof address === 'string' && inPrefix6(address, wanted.address, wanted.length);
}

function equal(a: NumberRange | undefined, b: NumberRange): boolean {
  return a?.start === b.start && a.end === b.end;
}
