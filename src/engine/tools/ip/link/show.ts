import type { LinkInfo } from '../../../kernel/netlink';
import type { ClauseReader } from '../../grammar/clause-reader';
import type { IpContext } from '../context';
import { selectLinks } from './select';
import { printLink, printLinkBrief } from './print';

/** `ip link show`. */
export function showLinks(ip: IpContext, reader: ClauseReader): number {
  ip.linksShown = true;
  // ip/ipaddress.c: `ip link` is `ip address` for the family "link".
  const selection = selectLinks(ip, reader, 'link');
  if (typeof selection === 'number') return selection;
  const printer = ip.printer();
  for (const link of selection.links) {
    printer.openObject();
    if (selection.shows(link)) printOne(printer, ip, link);
    printer.closeObject();
  }
  ip.out(printer.finish());
  return 0;
}

function printOne(printer: ReturnType<IpContext['printer']>, ip: IpContext, link: LinkInfo): void {
  if (ip.settings.brief) printLinkBrief(printer, link, true);
  else printLink(printer, ip, link, { link: true, hardware: true, inet6Dump: false });
}
