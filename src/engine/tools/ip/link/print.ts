import type { LinkInfo } from '../../../kernel/netlink';
import type { IpContext } from '../context';
import type { Printer } from '../../iproute2/printer';
import { printStatistics } from './print-statistics';
import { linkType } from './types';

export interface LinkStyle {
  /** Asked by `ip link` rather than `ip address`. */
  readonly link: boolean;
  /** Print the hardware address line: `ip link`, or `ip address` without a family. */
  readonly hardware: boolean;
  /** The dump was asked for one family (`ip -6 address`): the kernel answers with fewer attributes. */
  readonly inet6Dump: boolean;
}

/** One link as `ip link show` and `ip address show` print it, the final newline included. */
export function printLink(printer: Printer, ip: IpContext, whole: LinkInfo, style: LinkStyle): void {
  const link = style.inet6Dump ? inet6View(ip, whole) : whole;
  const { settings } = ip;
  printer.field('ifindex', link.ifindex, `${link.ifindex}: `);
  printName(printer, link, (name) => `${name}: `);
  printFlags(printer, link);
  printer.field('mtu', link.mtu, `mtu ${link.mtu} `);
  if (!style.inet6Dump) printer.field('qdisc', link.qdisc, `qdisc ${link.qdisc} `);
  if (link.master) printer.field('master', link.master.name, `master ${link.master.name} `);
  printer.text('state ');
  printer.field('operstate', link.operstate, `${link.operstate} `, stateColour(link));
  const mode = link.dormantMode ? 'DORMANT' : 'DEFAULT';
  if (style.link) printer.field('linkmode', mode, `mode ${mode} `);
  const group = settings.numeric && link.group === 'default' ? '0' : link.group;
  if (!style.inet6Dump) printer.field('group', group, `group ${group} `);
  if (link.txQueueLength !== 0) printer.field('txqlen', link.txQueueLength, `qlen ${link.txQueueLength}`);
  if (style.hardware || settings.details > 0) {
    printer.newline();
    const type = settings.numeric ? `[${link.hardware ?? 0}]` : link.linkType;
    printer.field('link_type', type, `    link/${type} `);
    if (link.mac !== NO_ADDRESS) {
      printer.field('address', link.mac, link.mac, 'mac');
      const pointToPoint = link.flags.includes('POINTOPOINT');
      if (pointToPoint) printer.json('link_pointtopoint', true);
      printer.text(pointToPoint ? ' peer ' : ' brd ');
      printer.field('broadcast', link.broadcast, link.broadcast, 'mac');
    }
  }
  if (!style.inet6Dump && link.peer && link.peer.name === undefined) printPeerNamespace(printer, link.peer);
  if (settings.details > 0) printDetails(printer, ip, link, style);
  if ((style.link || settings.details > 0) && link.alias !== undefined) {
    printer.text(`${printer.lineEnd}    `);
    printer.field('ifalias', link.alias, `alias ${link.alias}`);
  }
  printAltNames(printer, link);
  if (style.link && settings.stats > 0) {
    printer.newline();
    printStatistics(printer, link, settings);
  }
  printer.text('\n');
}

/** A tun has no hardware address at all. */
const NO_ADDRESS = '';

function printAltNames(printer: Printer, { altNames = [] }: LinkInfo): void {
  if (altNames.length === 0) return;
  if (printer.isJson) return printer.words('altnames', altNames, '');
  for (const name of altNames) printer.text(`${printer.lineEnd}    altname ${name}`);
}

/** One line of `-brief`; `ip address` ends it after the addresses. */
export function printLinkBrief(printer: Printer, link: LinkInfo, withAddress: boolean): void {
  printName(printer, link, (name) => `${name.padEnd(16)} `);
  printer.field('operstate', link.operstate, `${link.operstate.padEnd(14)} `, stateColour(link));
  if (!withAddress) return;
  if (link.mac !== NO_ADDRESS) printer.field('address', link.mac, `${link.mac} `, 'mac');
  printFlags(printer, link);
  printer.text('\n');
}

/** inet6_fill_ifinfo: the other end is a number only, which `ip` looks up here; one that is the link's own is left out. */
function inet6View(ip: IpContext, { peer, ...link }: LinkInfo): LinkInfo {
  if (!peer || peer.ifindex === link.ifindex) return link;
  return { ...link, peer: { ifindex: peer.ifindex, name: ip.netlink.link(peer.ifindex)?.name } };
}

function printName(printer: Printer, { name, peer }: LinkInfo, format: (name: string) => string): void {
  if (peer?.ifindex === 0) printer.json('link', null);
  else if (peer?.name !== undefined) printer.json('link', peer.name);
  else if (peer) printer.json('link_index', peer.ifindex);
  const at = peer ? `${name}@${peer.name ?? `if${peer.ifindex}`}` : name;
  printer.field('ifname', name, format(at), 'ifname');
}

function printFlags(printer: Printer, { flags }: LinkInfo): void {
  if (printer.isJson) printer.words('flags', flags, '');
  else printer.text(`<${flags.join(',')}> `);
}

function stateColour({ operstate }: LinkInfo): 'up' | 'down' | undefined {
  return operstate === 'UP' ? 'up' : operstate === 'DOWN' ? 'down' : undefined;
}

function printPeerNamespace(printer: Printer, { nsid, netnsName }: NonNullable<LinkInfo['peer']>): void {
  if (nsid === undefined) {
    printer.json('link_netnsid', -1);
    printer.text(' link-netnsid unknown');
    return;
  }
  printer.json('link_netnsid', nsid);
  printer.text(netnsName === undefined ? ` link-netnsid ${nsid}` : ` link-netns ${netnsName}`);
}

function printDetails(printer: Printer, ip: IpContext, link: LinkInfo, style: LinkStyle): void {
  const { min, max } = link.mtuRange ?? { min: 0, max: 0 };
  printer.field('promiscuity', link.promiscuity, ` promiscuity ${link.promiscuity} `);
  printer.field('allmulti', link.allmulticast, ` allmulti ${link.allmulticast} `);
  printer.field('min_mtu', min, `minmtu ${min} `);
  printer.field('max_mtu', max, `maxmtu ${max} `);
  const { infoKind, masterKind } = link;
  if (infoKind !== undefined || masterKind !== undefined) {
    printer.openObject('linkinfo');
    if (infoKind !== undefined) {
      printer.newline();
      printer.field('info_kind', infoKind, `    ${infoKind} `);
      linkType(infoKind)?.print?.(printer, link, ip);
    }
    if (masterKind !== undefined) {
      printer.newline();
      printer.field('info_slave_kind', masterKind, `    ${masterKind}_slave `);
      linkType(`${masterKind}_slave`)?.print?.(printer, link, ip);
    }
    printer.closeObject();
  }
  // Below that the device has no IPv6 at all (RFC 8200).
  if (style.link && (link.mtu >= 1280 || link.linkType === 'loopback'))
    printer.field('inet6_addr_gen_mode', 'eui64', 'addrgenmode eui64 ');
  const { tx = 1, rx = 1 } = link.queues ?? {};
  printer.field('num_tx_queues', tx, `numtxqueues ${tx} `);
  printer.field('num_rx_queues', rx, `numrxqueues ${rx} `);
  const offload = { ...OFFLOAD, tso_max_size: link.tsoMaxSize ?? 65536, ...link.offload };
  for (const [key, value] of Object.entries(offload)) printer.field(key, value, `${key} ${value} `);
}

/** Segmentation offload limits. */
const OFFLOAD: Readonly<Record<string, number>> = {
  gso_max_size: 65536,
  gso_max_segs: 65535,
  tso_max_size: 524280,
  tso_max_segs: 65535,
  gro_max_size: 65536,
};
