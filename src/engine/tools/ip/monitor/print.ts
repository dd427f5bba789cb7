import type { Notice } from '../../../kernel/notices';
import type { Printer } from '../../iproute2/printer';
import { printAddress } from '../address/show';
import type { IpContext } from '../context';
import { printLink } from '../link/print';
import { printNeighbour } from '../neighbour/print';
import { printNexthop } from '../nexthop/print';
import { printRoute } from '../route/print';
import { printRoute6 } from '../route/print-inet6';
import { printRule } from '../rule/print';

const LABEL: Readonly<Record<Notice['type'], string>> = {
  link: '[LINK]',
  address: '[ADDR]',
  route: '[ROUTE]',
  route6: '[ROUTE]',
  neigh: '[NEIGH]',
  rule: '[RULE]',
  nexthop: '[NEXTHOP]',
};

/** One message as `ip monitor` prints it (ip/ipmonitor.c accept_msg); the device that was asked for goes without saying. */
export function printNotice(printer: Printer, ip: IpContext, notice: Notice, label: boolean, device?: string): void {
  if (label) printer.text(LABEL[notice.type]);
  // Rules and next-hop objects say it themselves.
  const said = notice.type === 'rule' || notice.type === 'nexthop';
  if (notice.deleted && !said) printer.text('Deleted ');
  switch (notice.type) {
    case 'link':
      printLink(printer, ip, { ...notice.link, txQueueLength: 0 }, { link: false, hardware: true, inet6Dump: false });
      return;
    case 'address':
      printer.text(`${notice.link.ifindex}: ${notice.link.name}`);
      printAddress(printer, ip, notice.link, notice.address, false);
      return;
    case 'route':
      printRoute(printer, ip, notice.route, { table: undefined, device });
      return;
    case 'route6':
      printRoute6(printer, ip, notice.route, { table: undefined, device });
      return;
    case 'neigh':
      printNeighbour(printer, ip, notice.entry, device === undefined);
      return;
    case 'rule':
      printRule(printer, ip, notice.rule, notice.deleted);
      return;
    case 'nexthop':
      printNexthop(printer, ip, notice.object, { deleted: notice.deleted });
      printer.text('\n');
  }
}
