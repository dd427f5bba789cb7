import { KernelError } from '../../../kernel/errno';
import type { NexthopObject } from '../../../kernel/nexthop-records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { unsigned } from '../../iproute2/address-words';
import { invalidArgument, kernelErrorText, usageError } from '../../iproute2/errors';
import { readProtocol } from '../../iproute2/names';
import type { IpContext } from '../context';
import { NEXTHOP_USAGE } from '../usage/nexthop';
import { readId } from './modify';
import { printNexthop } from './print';

/** `ip nexthop list|flush` (ip/ipnexthop.c ipnh_list_flush). */
export function listNexthops(ip: IpContext, reader: ClauseReader, verb: string): number {
  const flushes = verb === 'flush';
  const all = reader.ahead === undefined;
  const filter: { ifindex?: number; groups?: boolean; master?: number; protocol?: string; fdb?: boolean } = {};
  const deviceOf = (name: string): number => {
    const link = ip.netlink.link(name);
    if (!link) throw invalidArgument('Device does not exist\n', name);
    return link.ifindex;
  };
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'dev':
        filter.ifindex = deviceOf(value);
        break;
      case 'master':
        filter.master = deviceOf(value);
        break;
      case 'groups':
        filter.groups = true;
        break;
      case 'vrf':
        throw invalidArgument('Invalid VRF\n', value);
      case 'id':
        if (!flushes) return showOne(ip, readId(value));
        return flushOne(ip, readId(value));
      case 'protocol': {
        const number = unsigned(value);
        if (number === undefined) throw invalidArgument('invalid protocol value', value);
        filter.protocol = number === 0 ? undefined : readProtocol(value);
        break;
      }
      case 'fdb':
        filter.fdb = true;
        break;
      case 'help':
        throw usageError(NEXTHOP_USAGE);
      default:
        throw invalidArgument('', value);
    }
  }
  const masterOf = (ifindex: number | undefined): number | undefined =>
    ifindex === undefined ? undefined : ip.netlink.link(ifindex)?.master?.ifindex;
  const shown = ip.netlink.nexthops().filter(({ target, protocol }) => {
    const out = target.type === 'hop' ? target.hop.ifindex : undefined;
    if (filter.ifindex !== undefined && out !== filter.ifindex) return false;
    if (filter.groups && target.type !== 'group') return false;
    if (filter.master !== undefined && masterOf(out) !== filter.master) return false;
    return filter.protocol === undefined || protocol === filter.protocol;
  });
  if (flushes) return flush(ip, shown, all);
  print(ip, shown);
  return 0;
}

/** ipnh_flush: says how many went. */
function flush(ip: IpContext, objects: readonly NexthopObject[], all: boolean): number {
  let flushed = 0;
  // Groups first: a group goes with its last member.
  const groups = objects.filter(({ target }) => target.type === 'group');
  const order = all ? [...groups, ...objects.filter((object) => !groups.includes(object))] : objects;
  for (const { id } of order) {
    try {
      ip.netlink.deleteNexthop(id);
      flushed++;
    } catch (error) {
      // It went with its last member.
      if (!(error instanceof KernelError)) throw error;
    }
  }
  ip.out(flushed > 0 ? `Flushed ${flushed} nexthops\n` : 'Nothing to flush\n');
  return 0;
}

function flushOne(ip: IpContext, id: number): number {
  try {
    ip.netlink.deleteNexthop(id);
    return 0;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(kernelErrorText(error));
    return 1;
  }
}

function print(ip: IpContext, objects: readonly NexthopObject[]): void {
  const printer = ip.printer();
  for (const object of objects) {
    printNexthop(printer, ip, object);
    printer.text('\n');
  }
  ip.out(printer.finish());
}

function showOne(ip: IpContext, id: number): number {
  if (id === 0) throw new KernelError('EINVAL', 'Invalid nexthop id');
  const object = ip.netlink.nexthops().find((known) => known.id === id);
  if (!object) throw new KernelError('ENOENT');
  print(ip, [object]);
  return 0;
}

/** `ip nexthop get id ID`. */
export function getNexthop(ip: IpContext, reader: ClauseReader): number {
  let id = 0;
  while (reader.next()) {
    if (reader.keyword !== 'id') throw usageError(NEXTHOP_USAGE);
    id = readId(reader.value);
  }
  if (id === 0) throw usageError(NEXTHOP_USAGE);
  return showOne(ip, id);
}
