import { KernelError } from '../../../kernel/errno';
import type { LinkInfo } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import { matchesEveryRound, reportRound } from '../flush-rounds';
import type { IpContext } from '../context';
import { selectLinks, type AddressFilter } from '../link/select';
import { SECONDARY, type AddressRecord } from './flags';
import { matching, printAddress } from './show';

/** `ip address flush`: deletes what matches, round by round until nothing does (ip/ipaddress.c ipaddr_flush). */
export function flushAddresses(ip: IpContext, reader: ClauseReader): number {
  if (reader.ahead === undefined) {
    ip.err('Flush requires arguments.\n');
    return 1;
  }
  if (ip.settings.family === 'link') {
    ip.err('Cannot flush link addresses.\n');
    return 1;
  }
  const selection = selectLinks(ip, reader, ip.settings.family);
  if (typeof selection === 'number') return selection;
  const { filter, device } = selection;
  // Flushing primaries promotes secondaries, which a second round would take too.
  const once = (filter.flagMask & SECONDARY) !== 0 && (filter.flags & SECONDARY) === 0;
  for (let round = 0; matchesEveryRound(round); round++) {
    const found = everyMatch(ip, filter, device?.name);
    if (found.length === 0 || (once && round > 0)) {
      reportRound(ip, round);
      return 0;
    }
    for (const [link, address] of found) remove(ip, link, address);
    if (ip.settings.stats > 0) ip.out(`\n*** Round ${round + 1}, deleting ${found.length} addresses ***\n`);
  }
  return 1;
}

function everyMatch(
  ip: IpContext,
  filter: AddressFilter,
  device: string | undefined,
): readonly (readonly [LinkInfo, AddressRecord])[] {
  const found = ip.netlink
    .links()
    .filter((link) => device === undefined || link.name === device)
    .flatMap((link) => matching(ip, link, filter).map((address) => [link, address] as const));
  if (ip.settings.stats > 1) {
    for (const [link, address] of found) {
      const printer = ip.printer();
      printAddress(printer, ip, link, address, true);
      ip.out(printer.finish());
    }
  }
  return found;
}

function remove(ip: IpContext, link: LinkInfo, record: AddressRecord): void {
  const { prefixLength } = record;
  try {
    if (record.family === 'inet6') {
      ip.netlink.deleteAddress(link.name, { family: 'inet6', address: record.address, prefixLength });
    } else {
      const { address, label, peer } = record;
      ip.netlink.deleteAddress(link.name, { family: 'inet', address, prefixLength, label, peer });
    }
  } catch (error) {
    // A secondary goes with its primary unless it is promoted: deleting it again is no error.
    if (!(error instanceof KernelError) || error.errno !== 'EADDRNOTAVAIL') throw error;
  }
}
