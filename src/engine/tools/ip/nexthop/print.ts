import type { NexthopObject } from '../../../kernel/nexthop-records';
import { protocolText, scopeText } from '../../iproute2/names';
import type { Printer } from '../../iproute2/printer';
import type { IpContext } from '../context';
import { printAddress, printDevice } from '../route/print-parts';

/** One object as `ip nexthop` prints it, without the end of the line (ip/ipnexthop.c __print_nexthop_entry). */
export function printNexthop(
  printer: Printer,
  ip: IpContext,
  object: NexthopObject,
  options: { readonly key?: string; readonly deleted?: boolean } = {},
): void {
  const { numeric, details } = ip.settings;
  const { id, target, protocol, fdb } = object;
  const all = details > 0;
  printer.openObject(options.key);
  if (options.deleted) printer.field('deleted', true, 'Deleted ');
  printer.field('id', id, `id ${id} `);
  if (target.type === 'group') {
    printer.openArray('group');
    printer.text('group ');
    for (const [i, member] of target.members.entries()) {
      printer.openObject();
      printer.field('id', member.id, `${i > 0 ? '/' : ''}${member.id}`);
      if (member.weight > 1) printer.field('weight', member.weight, `,${member.weight}`);
      printer.closeObject();
    }
    printer.text(' ');
    printer.closeArray();
  }
  const hop = target.type === 'hop' ? target.hop : undefined;
  if (hop?.via !== undefined) printAddress(printer, 'gateway', 'via', ip.hostText(hop.via));
  const device = hop?.ifindex === undefined ? undefined : ip.netlink.link(hop.ifindex)?.name;
  if (device !== undefined) printDevice(printer, 'dev', device);
  const scope = target.type === 'hop' ? target.scope : 'global';
  if (scope !== 'global' || all) {
    printer.field('scope', scopeText(scope, numeric), `scope ${scopeText(scope, numeric)} `);
  }
  if (target.type === 'blackhole') printer.field('blackhole', null, 'blackhole ');
  if (protocol !== 'unspec' || all) {
    printer.field('protocol', protocolText(protocol, numeric), `proto ${protocolText(protocol, numeric)} `);
  }
  printer.words('flags', hop?.onlink ? ['onlink'] : [], ' ');
  if (fdb) printer.field('fdb', null, 'fdb');
  printer.closeObject();
}
