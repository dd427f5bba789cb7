import type { VxlanFlag, VxlanKind } from '../../../../kernel/link/vxlan-kind';
import type { LinkInfo } from '../../../../kernel/netlink';
import type { Printer } from '../../../iproute2/printer';
import type { IpContext } from '../../context';

/** vxlan_print_opt (ip/iplink_vxlan.c). */
export function printVxlanInfo(printer: Printer, link: LinkInfo, kind: VxlanKind, ip: IpContext): void {
  const has = (flag: VxlanFlag): boolean => kind.flags.includes(flag);
  const mark = (key: string, flag: VxlanFlag): void => {
    if (has(flag)) printer.field(key, true, `${flag} `);
  };
  printer.openObject('info_data');
  mark('external', 'external');
  printer.field('id', kind.vni, `id ${kind.vni} `);
  if (kind.remote !== undefined) {
    const key = kind.remote >>> 28 === 14 ? 'group' : 'remote';
    const text = ip.hostText(kind.remote);
    printer.field(key, text, `${key} ${text} `);
  }
  if (kind.local !== undefined) {
    const text = ip.hostText(kind.local);
    printer.field('local', text, `local ${text} `);
  }
  const { underlayIfindex: index } = link;
  if (index !== undefined) {
    const name = ip.netlink.link(index)?.name ?? `if${index}`;
    printer.field('link', name, `dev ${name} `);
  }
  const { low, high } = kind.portRange;
  printer.openObject('port_range');
  printer.json('low', low);
  printer.json('high', high);
  printer.closeObject();
  printer.text(`srcport ${low} ${high} `);
  printer.field('port', kind.port, `dstport ${kind.port} `);
  printer.field('learning', has('learning'), has('learning') ? '' : 'nolearning ');
  mark('proxy', 'proxy');
  mark('rsc', 'rsc');
  mark('l2miss', 'l2miss');
  mark('l3miss', 'l3miss');
  if (kind.tos !== 0) {
    const tos = `0x${kind.tos.toString(16)}`;
    printer.field('tos', tos, `tos ${kind.tos === 1 ? 'inherit' : tos} `);
  }
  if (kind.ttl === 'inherit') printer.text('ttl inherit ');
  else printer.field('ttl', kind.ttl, kind.ttl === 0 ? 'ttl auto ' : `ttl ${kind.ttl} `);
  printer.field('df', kind.df, kind.df === 'unset' ? '' : `df ${kind.df} `);
  printer.field(
    'ageing',
    kind.ageingSeconds,
    kind.ageingSeconds === 0 ? 'ageing none ' : `ageing ${kind.ageingSeconds} `,
  );
  if (kind.limit !== 0) printer.field('limit', kind.limit, `maxaddr ${kind.limit} `);
  const either = (key: string, flag: VxlanFlag): void =>
    printer.field(key, has(flag), has(flag) ? `${flag} ` : `no${flag} `);
  either('udp_csum', 'udpcsum');
  either('udp_zero_csum6_tx', 'udp6zerocsumtx');
  either('udp_zero_csum6_rx', 'udp6zerocsumrx');
  mark('remcsum_tx', 'remcsumtx');
  mark('remcsum_rx', 'remcsumrx');
  mark('gbp', 'gbp');
  printer.closeObject();
}
