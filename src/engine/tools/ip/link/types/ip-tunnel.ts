import { ipTunnelKind, type IpTunnelKind } from '../../../../kernel/link/ip-tunnel-kind';
import type { LinkInfo } from '../../../../kernel/netlink';
import { formatIpv4, type Ipv4 } from '../../../../packet/address';
import { words } from '../../../grammar/declare';
import type { Words } from '../../../grammar/types';
import type { Printer } from '../../../iproute2/printer';
import type { IpContext } from '../../context';
import type { LinkType } from '../link-type';
import { GRE_OPTIONS, IPIP_OPTIONS } from './ip-tunnel-clause';
import { readTunnelOptions } from './ip-tunnel-options';
import { greUsage, IPIP_USAGE } from './ip-tunnel-usage';

/** `type ipip` (ip/link_iptnl.c). */
export const ipipLinkType: LinkType = {
  name: 'ipip',
  words: words(
    'a tunnel that carries IP packets in IP packets to another host',
    'IP 패킷을 IP 패킷에 담아 다른 호스트로 나르는 터널',
  ),
  usage: IPIP_USAGE,
  clause: IPIP_OPTIONS,
  read: (ip, reader, request) => ({ ipTunnel: readTunnelOptions(ip, reader, request, IPIP_USAGE, false) }),
  print(printer, link, ip) {
    if (link.kind.type === 'ipip') printTunnel(printer, link, link.kind, ip);
  },
};

function gre(name: 'gre' | 'gretap', meaning: Words): LinkType {
  const usage = greUsage(name);
  return {
    name,
    words: meaning,
    usage,
    clause: GRE_OPTIONS,
    read: (ip, reader, request) => ({ ipTunnel: readTunnelOptions(ip, reader, request, usage, true) }),
    print(printer, link, ip) {
      if (link.kind.type === name) printTunnel(printer, link, ipTunnelKind(link), ip);
    },
  };
}

/** `type gre` (ip/link_gre.c). */
export const greLinkType = gre(
  'gre',
  words('a GRE tunnel that carries IP packets to another host', 'IP 패킷을 다른 호스트로 나르는 GRE 터널'),
);

/** `type gretap` */
export const gretapLinkType = gre(
  'gretap',
  words('a GRE tunnel that carries Ethernet frames to another host', '이더넷 프레임을 다른 호스트로 나르는 GRE 터널'),
);

/** iptunnel_print_opt and gre_print_opt. */
function printTunnel(printer: Printer, link: LinkInfo, kind: IpTunnelKind, ip: IpContext): void {
  const ipip = kind.type === 'ipip';
  const mark = (key: string, on: boolean, text = key): void => {
    if (on) printer.field(key, true, `${text} `);
  };
  printer.openObject('info_data');
  if (ipip) printer.field('proto', kind.any ? 'any' : 'ipip', kind.any ? 'any ' : 'ipip ');
  for (const end of ['remote', 'local'] as const) {
    const address = kind[end];
    const text = address === undefined ? 'any' : ip.hostText(address);
    printer.field(end, text, `${end} ${text} `);
  }
  if (kind.lower !== undefined && link.peer) {
    const name = link.peer.name ?? `if${link.peer.ifindex}`;
    printer.field('link', name, `dev ${name} `);
  }
  printer.field('ttl', kind.ttl, kind.ttl === 0 ? 'ttl inherit ' : `ttl ${kind.ttl} `);
  if (kind.tos !== 0) {
    const tos = `0x${kind.tos.toString(16)}`;
    printer.field('tos', tos, `tos ${kind.tos === 1 ? 'inherit' : tos} `);
  }
  const discovery = kind.pathMtuDiscovery;
  printer.field('pmtudisc', discovery, discovery ? (ipip ? 'pmtudisc ' : '') : 'nopmtudisc ');
  if (!ipip) {
    const { input, output } = kind;
    mark('ignore_df', kind.ignoreDf, 'ignore-df');
    for (const [name, key] of [
      ['ikey', input.key],
      ['okey', output.key],
    ] as const) {
      if (key === undefined) continue;
      const text = formatIpv4(key as Ipv4);
      printer.field(name, text, `${name} ${text} `);
    }
    mark('iseq', input.sequence);
    mark('oseq', output.sequence);
    mark('icsum', input.checksum);
    mark('ocsum', output.checksum);
  }
  printer.closeObject();
}
