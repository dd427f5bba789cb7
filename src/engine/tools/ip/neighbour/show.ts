import { inPrefix } from '../../../packet/address';
import { inPrefix6, type IpAddress } from '../../../packet/ipv6-address';
import { KernelError } from '../../../kernel/errno';
import type { NeighbourInfo, ProxyNeighbour } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import { requireAddress, requirePrefix, type PrefixWord } from '../../iproute2/address-words';
import { duplicateArgument, duplicateOrGarbage, invalidArgument, usageError } from '../../iproute2/errors';
import { readProtocol } from '../../iproute2/names';
import type { IpContext } from '../context';
import { matchesEveryRound, reportRound } from '../flush-rounds';
import { NEIGHBOUR_USAGE } from '../usage/neighbour';
import { isHeld, printNeighbour, printProxy } from './print';
import { readState } from './state';

interface Filter {
  /** Addresses answered for, instead of neighbours. */
  proxy?: boolean;
  /** Only entries nothing refers to. */
  unused?: boolean;
  device?: string;
  /** null: devices without a bridge. */
  master?: string | null;
  states: Set<NeighbourInfo['state']>;
  prefix?: PrefixWord;
  nothing: boolean;
}

const ALL_STATES: readonly NeighbourInfo['state'][] = [
  'INCOMPLETE',
  'REACHABLE',
  'STALE',
  'DELAY',
  'PROBE',
  'FAILED',
  'NOARP',
  'PERMANENT',
];

/** `ip neigh show`: everything but entries that need no ARP, unless states are named. */
export function showNeighbours(ip: IpContext, reader: ClauseReader): number {
  const filter = readFilter(
    ip,
    reader,
    ALL_STATES.filter((state) => state !== 'NOARP'),
    ALL_STATES,
  );
  if (typeof filter === 'number') return filter;
  if (filter.proxy) return showProxies(ip, matchingProxies(ip, filter), filter.device === undefined);
  const printer = ip.printer();
  for (const entry of matching(ip, filter)) printNeighbour(printer, ip, entry, filter.device === undefined);
  ip.out(printer.finish());
  return 0;
}

/** `ip neigh flush`: neither permanent entries nor those that need no ARP, unless named. */
export function flushNeighbours(ip: IpContext, reader: ClauseReader): number {
  if (reader.ahead === undefined) {
    ip.err('Flush requires arguments.\n');
    return 1;
  }
  const usual = ALL_STATES.filter((state) => state !== 'NOARP' && state !== 'PERMANENT');
  const filter = readFilter(
    ip,
    reader,
    usual,
    ALL_STATES.filter((state) => state !== 'NOARP'),
  );
  if (typeof filter === 'number') return filter;
  if (filter.proxy) {
    for (const entry of matchingProxies(ip, filter)) ip.netlink.deleteProxyNeighbour(entry);
    return 0;
  }
  for (let round = 0; matchesEveryRound(round); round++) {
    const found = matching(ip, filter);
    if (found.length === 0) {
      reportRound(ip, round);
      return 0;
    }
    for (const entry of found) remove(ip, entry, filter.device === undefined);
    if (ip.settings.stats > 0) ip.out(`\n*** Round ${round + 1}, deleting ${found.length} entries ***\n`);
    filter.states.delete('FAILED');
  }
  return 1;
}

/** `ip neigh get`. */
export function getNeighbour(ip: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  let address: ReturnType<typeof requireAddress> | undefined;
  let proxy = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') device = value;
    else if (keyword === 'help') throw usageError(NEIGHBOUR_USAGE);
    else {
      if (keyword === 'proxy') proxy = true;
      if (address) throw duplicateOrGarbage('to', value);
      address = requireAddress(value, ip.settings.family);
    }
  }
  if (device === undefined || address?.family === undefined) {
    ip.err('Device and address are required arguments.\n');
    return 1;
  }
  const link = ip.netlink.link(device);
  if (!link) return ip.noDevice(device);
  device = link.name;
  const wanted = address.address;
  if (proxy) {
    const proxies = ip.netlink.proxyNeighbours().filter((one) => one.address === wanted);
    const found = proxies.find((one) => one.device === undefined || one.device === device);
    if (!found) throw new KernelError('ENOENT', 'Proxy neighbour entry not found');
    return showProxies(ip, [found], true);
  }
  const entry = ip.netlink.neighbours().find((known) => known.device === device && known.address === wanted);
  if (!entry) throw new KernelError('ENOENT', 'Neighbour entry not found');
  const printer = ip.printer();
  printNeighbour(printer, ip, entry, true);
  ip.out(printer.finish());
  return 0;
}

function readFilter(
  ip: IpContext,
  reader: ClauseReader,
  usual: readonly NeighbourInfo['state'][],
  all: readonly NeighbourInfo['state'][],
): Filter | number {
  const filter: Filter = { states: new Set(usual), nothing: false };
  let stateGiven = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'dev':
        if (filter.device !== undefined) throw duplicateArgument('dev', value);
        filter.device = value;
        break;
      case 'master':
        if (!ip.netlink.link(value)) throw invalidArgument('Device does not exist\n', value);
        filter.master = value;
        break;
      case 'nomaster':
        filter.master = null;
        break;
      case 'vrf':
        throw invalidArgument('Not a valid VRF name\n', value);
      case 'unused':
        filter.unused = true;
        break;
      case 'nud': {
        if (!stateGiven) filter.states.clear();
        stateGiven = true;
        const state = readState(value);
        if (state === undefined && value !== 'all') throw invalidArgument('nud state is bad', value);
        if (value === 'all') all.forEach((known) => filter.states.add(known));
        else if (state !== undefined && state !== 'none') filter.states.add(state);
        break;
      }
      case 'proxy':
        filter.proxy = true;
        break;
      case 'protocol':
        if (readProtocol(value) === undefined && value !== 'all') throw invalidArgument('invalid "protocol"\n', value);
        filter.nothing ||= value !== 'all';
        break;
      case 'help':
        throw usageError(NEIGHBOUR_USAGE);
      default:
        filter.prefix = requirePrefix(value, ip.settings.family);
    }
  }
  if (filter.device !== undefined) {
    const link = ip.netlink.link(filter.device);
    if (!link) return ip.noDevice(filter.device);
    filter.device = link.name;
  }
  return filter;
}

function matching(
  ip: IpContext,
  { device, master, states, prefix, nothing, unused }: Filter,
): readonly NeighbourInfo[] {
  if (nothing) return [];
  return ip.netlink.neighbours().filter((entry) => {
    if (!familyFits(ip, entry.address)) return false;
    if (device !== undefined && entry.device !== device) return false;
    if (!states.has(entry.state) || (unused && isHeld(entry))) return false;
    if (master !== undefined && (ip.netlink.link(entry.ifindex)?.master?.name ?? null) !== master) return false;
    if (!prefix || prefix.family === undefined) return true;
    return inside(entry.address, prefix);
  });
}

function matchingProxies(ip: IpContext, { device, prefix, nothing }: Filter): readonly ProxyNeighbour[] {
  if (nothing) return [];
  return ip.netlink.proxyNeighbours().filter((entry) => {
    if (!familyFits(ip, entry.address)) return false;
    if (device !== undefined && entry.device !== device) return false;
    if (!prefix || prefix.family === undefined) return true;
    return inside(entry.address, prefix);
  });
}

function inside(address: IpAddress, prefix: PrefixWord): boolean {
  if (typeof address === 'string') {
    return prefix.family === 'inet6' && inPrefix6(address, prefix.address, prefix.length);
  }
  return prefix.family === 'inet' && inPrefix(address, prefix.address, prefix.length);
}

/** The family that -4 or -6 asks for. */
function familyFits(ip: IpContext, address: IpAddress): boolean {
  const { family } = ip.settings;
  return family === undefined || family === (typeof address === 'string' ? 'inet6' : 'inet');
}

function showProxies(ip: IpContext, entries: readonly ProxyNeighbour[], withDevice: boolean): number {
  const printer = ip.printer();
  for (const entry of entries) printProxy(printer, ip, entry, withDevice);
  ip.out(printer.finish());
  return 0;
}

function remove(ip: IpContext, entry: NeighbourInfo, withDevice: boolean): void {
  if (ip.settings.stats > 1) {
    const printer = ip.printer();
    printNeighbour(printer, ip, entry, withDevice);
    ip.out(printer.finish());
  }
  ip.netlink.deleteNeighbour(entry.device, entry.address);
}
