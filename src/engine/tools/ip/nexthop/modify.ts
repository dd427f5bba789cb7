import { KernelError } from '../../../kernel/errno';
import type { GroupMember, NexthopRequest } from '../../../kernel/nexthop-records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { readFamily, requireAddress, unsigned, type Family } from '../../iproute2/address-words';
import { invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import { readProtocol } from '../../iproute2/names';
import type { IpContext } from '../context';
import { NEXTHOP_USAGE } from '../usage/nexthop';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `ip nexthop add|replace|delete` (ip/ipnexthop.c ipnh_modify). */
export function modifyNexthop(ip: IpContext, reader: ClauseReader, verb: string): number {
  const request: Mutable<NexthopRequest> = {};
  const given = { family: ip.settings.family };
  while (reader.next()) readParameter(ip, request, given, reader);
  if (verb === 'delete') {
    const { via, device, blackhole, fdb, group } = request;
    if ([via, device, blackhole, fdb, group].some((one) => one !== undefined)) {
      throw new KernelError('EINVAL', 'Unknown attribute type');
    }
    ip.netlink.deleteNexthop(request.id);
  } else ip.netlink.addNexthop(request, verb as 'add' | 'replace');
  return 0;
}

function readParameter(
  ip: IpContext,
  request: Mutable<NexthopRequest>,
  given: { family: Family | undefined },
  reader: ClauseReader,
): void {
  const { keyword, value } = reader;
  switch (keyword) {
    case 'id':
      request.id = readId(value);
      return;
    case 'dev':
      if (!ip.netlink.link(value)) throw invalidArgument('Device does not exist\n', value);
      request.device = value;
      given.family ??= 'inet';
      return;
    case 'via': {
      const family = readFamily(value);
      const address = requireAddress(family === undefined ? value : reader.take(), family ?? given.family);
      given.family ??= address.family;
      if (given.family !== address.family) throw invalidArgument('address family mismatch\n', value);
      if (address.family !== 'inet') throw notSimulated('ip nexthop … via an IPv6 address');
      request.via = address.address;
      return;
    }
    case 'blackhole':
    case 'fdb':
    case 'onlink':
      request[keyword] = true;
      return;
    case 'group':
      request.group = readGroup(value);
      return;
    case 'type':
      if (value === 'resilient') throw notSimulated('ip nexthop … type resilient');
      if (value !== 'mpath') throw invalidArgument('"type" value is invalid\n', value);
      return;
    case 'protocol': {
      const protocol = readProtocol(value);
      if (protocol === undefined) throw invalidArgument('"protocol" value is invalid\n', value);
      request.protocol = protocol;
      return;
    }
    case 'encap':
      throw notSimulated('ip nexthop … encap');
    case 'help':
      throw usageError(NEXTHOP_USAGE);
    default:
      throw invalidArgument('', value);
  }
}

/** ipnh_parse_id. */
export function readId(word: string): number {
  const id = unsigned(word);
  if (id === undefined) throw invalidArgument('invalid id value', word);
  return id;
}

/** add_nh_group_attr: `ID[,WEIGHT]/ID…`. */
function readGroup(word: string): readonly GroupMember[] {
  return word.split('/').map((part) => {
    const comma = part.indexOf(',');
    const id = unsigned(comma < 0 ? part : part.slice(0, comma));
    if (id === undefined) throw invalidArgument('"group" value is invalid\n', part.split(',')[0] ?? '');
    if (comma < 0) return { id, weight: 1 };
    const text = part.slice(comma + 1);
    const weight = unsigned(text);
    if (weight === undefined || weight === 0 || weight > 256) throw invalidArgument('"weight" is invalid\n', text);
    return { id, weight };
  });
}
