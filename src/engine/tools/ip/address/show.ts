import { formatIpv4 } from '../../../packet/address';
import type { LinkInfo } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import type { Printer } from '../../iproute2/printer';
import { scopeText } from '../../iproute2/names';
import type { IpContext } from '../context';
import { printLink, printLinkBrief } from '../link/print';
import { printStatistics } from '../link/print-statistics';
import { showLinks } from '../link/show';
import { addressPasses, selectLinks, type AddressFilter } from '../link/select';
import { ADDRESS_FLAGS, flagsOfAddress, PERMANENT, remainingSeconds, SECONDARY, type AddressRecord } from './flags';

/** `ip address show`. */
export function showAddresses(ip: IpContext, reader: ClauseReader): number {
  if (ip.linksShown) return showLinks(ip, reader);
  const { settings } = ip;
  const selection = selectLinks(ip, reader, settings.family);
  if (typeof selection === 'number') return selection;
  const { filter, device } = selection;
  const linksOnly = filter.family === 'link';
  const printer = ip.printer();
  for (const link of selection.links) {
    const addresses = linksOnly ? [] : matching(ip, link, filter);
    if (!linksOnly && addresses.length === 0 && !shownWithoutAddress(link, filter)) continue;
    printer.openObject();
    const shown = selection.shows(link);
    const withLink = settings.brief || !settings.oneline || linksOnly;
    if (withLink && shown && filter.label === undefined) {
      if (settings.brief) printLinkBrief(printer, link, linksOnly);
      else {
        const hardware = filter.family === undefined || linksOnly;
        const inet6Dump = settings.family === 'inet6' && device === undefined;
        printLink(printer, ip, link, { link: false, hardware, inet6Dump });
      }
    }
    if ((shown || !withLink) && !linksOnly) printAddresses(printer, ip, link, addresses);
    if (shown && withLink && !settings.brief && settings.stats > 0) {
      printStatistics(printer, link, settings);
      printer.newline();
    }
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
}

/** Addresses of a link that the filter means, IPv4 first as the kernel dumps them. */
export function matching(ip: IpContext, link: LinkInfo, filter: AddressFilter): readonly AddressRecord[] {
  const { nowUs } = ip.process.world;
  return [...link.addresses4, ...link.addresses6].filter((address) => addressPasses(address, filter, nowUs));
}

/** ipaddr_filter: a link that has no address at all is shown unless a family was asked for. */
function shownWithoutAddress(link: LinkInfo, { family }: AddressFilter): boolean {
  return family === undefined && link.addresses4.length === 0 && link.addresses6.length === 0;
}

function printAddresses(printer: Printer, ip: IpContext, link: LinkInfo, addresses: readonly AddressRecord[]): void {
  printer.openArray('addr_info');
  for (const address of addresses) {
    printer.openObject();
    if (ip.settings.brief) printLocal(printer, ip, address);
    else printAddress(printer, ip, link, address, ip.settings.oneline);
    printer.closeObject();
  }
  printer.closeArray();
  if (ip.settings.brief) printer.text('\n');
}

/** One address with its flags and lifetimes (ip/ipaddress.c print_addrinfo); `withDevice`: the line starts with its device. */
export function printAddress(
  printer: Printer,
  ip: IpContext,
  link: LinkInfo,
  address: AddressRecord,
  withDevice: boolean,
): void {
  const { nowUs } = ip.process.world;
  if (withDevice) {
    printer.json('index', link.ifindex);
    printer.json('dev', link.name);
    printer.text(`${link.ifindex}: ${link.name}`);
  }
  printer.field('family', address.family, `    ${address.family} `);
  printLocal(printer, ip, address);
  if (address.family === 'inet' && address.broadcast !== undefined) {
    const broadcast = formatIpv4(address.broadcast);
    printer.text('brd ');
    printer.field('broadcast', broadcast, `${broadcast} `, 'inet');
  }
  const scope = scopeText(address.scope, ip.settings.numeric);
  printer.field('scope', scope, `scope ${scope} `);
  printFlags(printer, address, flagsOfAddress(address, nowUs));
  if (address.family === 'inet') printer.field('label', address.label, address.label);
  printer.newline();
  printer.text('       valid_lft ');
  printLifetime(printer, 'valid_life_time', remainingSeconds(address.validSeconds, address, nowUs));
  printer.text(' preferred_lft ');
  printLifetime(printer, 'preferred_life_time', remainingSeconds(address.preferredSeconds, address, nowUs));
  printer.text('\n');
}

function printLocal(printer: Printer, ip: IpContext, address: AddressRecord): void {
  const text = ip.hostText(address.address);
  printer.field('local', text, text, address.family);
  if (address.peer !== undefined) {
    const peer = ip.hostText(address.peer);
    printer.text(' peer ');
    printer.field('address', peer, peer, address.family);
  }
  printer.field('prefixlen', address.prefixLength, `/${address.prefixLength} `);
  const { metric } = address;
  if (metric !== undefined) printer.field('metric', metric, `metric ${metric} `);
}

function printFlags(printer: Printer, address: AddressRecord, given: number): void {
  let flags = given;
  for (const { name, mask } of ADDRESS_FLAGS) {
    if (mask === PERMANENT) {
      if ((flags & PERMANENT) === 0) printer.field('dynamic', true, 'dynamic ');
    } else if ((flags & mask) !== 0) {
      const shown = mask === SECONDARY && address.family === 'inet6' ? 'temporary' : name;
      printer.field(shown, true, `${shown} `);
    }
    flags &= ~mask;
  }
}

const FOREVER = 4294967295;

function printLifetime(printer: Printer, key: string, seconds: number | undefined): void {
  if (seconds === undefined) {
    printer.json(key, FOREVER);
    printer.text('forever');
  } else {
    printer.field(key, seconds, `${seconds}sec`);
  }
}
