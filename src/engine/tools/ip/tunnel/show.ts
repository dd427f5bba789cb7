import { formatIpv4 } from '../../../packet/address';
import { ipTunnelKind } from '../../../kernel/link/ip-tunnel-kind';
import type { LinkInfo } from '../../../kernel/netlink';
import { dsfieldText } from '../../iproute2/names';
import type { Printer } from '../../iproute2/printer';
import type { IpContext, IpRun } from '../context';
import { DEFAULT_NAME } from './modify';
import { readTunnel, requireTunnel, type TunnelParameters } from './read';

/** do_show of ip/iptunnel.c: one tunnel when its mode is known, else all that fit. */
export const showTunnels: IpRun = (ip, reader, verb) => {
  const given = readTunnel(ip, reader, verb);
  const printer = ip.printer();
  if (given.mode !== undefined) {
    const link = requireTunnel(ip, given.name === '' ? DEFAULT_NAME[given.mode] : given.name);
    printTunnel(printer, ip, link);
    printer.text('\n');
  } else {
    for (const link of ip.netlink.links()) {
      if ((link.kind.type !== 'ipip' && link.kind.type !== 'gre') || !passes(link, given)) continue;
      printTunnel(printer, ip, link);
      if (ip.settings.stats > 0) printCounters(printer, link);
      printer.text('\n');
    }
  }
  ip.out(printer.finish());
  return 0;
};

/** ip_tunnel_parm_match */
function passes(link: LinkInfo, { name, draft }: TunnelParameters): boolean {
  const kind = ipTunnelKind(link);
  return (
    (name === '' || name === link.name) &&
    (draft.lower === undefined || draft.lower === link.peer?.name) &&
    (draft.remote === undefined || draft.remote === kind.remote) &&
    (draft.local === undefined || draft.local === kind.local) &&
    (!draft.input.key || draft.input.key === kind.input.key)
  );
}

/** print_tunnel */
function printTunnel(printer: Printer, ip: IpContext, link: LinkInfo): void {
  const { numeric } = ip.settings;
  const { type, remote, local, lower, ttl, tos, pathMtuDiscovery, input, output } = ipTunnelKind(link);
  const none = printer.isJson ? '0.0.0.0' : 'any';
  printer.openObject();
  printer.field('ifname', link.name, `${link.name}: `, 'ifname');
  const mode = `${type === 'ipip' ? 'ip' : 'gre'}/ip`;
  printer.field('mode', mode, `${mode} `);
  const far = remote === undefined ? none : ip.hostText(remote);
  printer.text('remote ');
  printer.field('remote', far, `${far} `, 'inet');
  const near = local === undefined ? none : formatIpv4(local);
  printer.text('local ');
  printer.field('local', near, near, 'inet');
  if (lower !== undefined && link.peer?.name !== undefined)
    printer.field('dev', link.peer.name, ` dev ${link.peer.name}`);
  if (ttl === 0) printer.text(' ttl inherit');
  else printer.field('ttl', ttl, ` ttl ${ttl}`);
  if (tos === 1) printer.text(' tos inherit');
  else if (tos !== 0) {
    const inherits = (tos & 1) === 1 && !printer.isJson;
    const text = `${inherits ? 'inherit/' : ''}${dsfieldText(inherits ? tos & ~1 : tos, numeric)}`;
    printer.field('tos', text, ` tos ${text}`);
  }
  if (!pathMtuDiscovery) printer.field('nopmtudisc', null, ' nopmtudisc');
  printKeys(printer, input.key, output.key);
  if (type !== 'ipip') {
    printer.openArray('flags');
    flag(printer, input.sequence, 'rx_drop_ooseq', 'Drop packets out of sequence.');
    flag(printer, input.checksum, 'rx_csum', 'Checksum in received packet is required.');
    flag(printer, output.sequence, 'tx_seq', 'Sequence packets on output.');
    flag(printer, output.checksum, 'tx_csum', 'Checksum output packets.');
    printer.closeArray();
  }
  printer.closeObject();
}

function printKeys(printer: Printer, input: number | undefined, output: number | undefined): void {
  if (input !== undefined && input === output) return printer.field('key', input, ` key ${input}`);
  if (input !== undefined) printer.field('ikey', input, ` ikey ${input}`);
  if (output !== undefined) printer.field('okey', output, ` okey ${output}`);
}

/** tnl_print_gre_flags */
function flag(printer: Printer, on: boolean, name: string, sentence: string): void {
  if (!on) return;
  if (printer.isJson) printer.element(name);
  else printer.text(`${printer.lineEnd}  ${sentence}`);
}

/** tnl_print_stats */
function printCounters(printer: Printer, { counters: c }: LinkInfo): void {
  const eol = printer.lineEnd;
  const columns = (widths: readonly number[], values: readonly number[]): string =>
    `    ${values.map((value, i) => String(value).padEnd(widths[i] ?? 0)).join(' ')}`;
  const rx = [c.rxPackets, c.rxBytes, c.rxErrors, 0, 0, c.multicast];
  const tx = [c.txPackets, c.txBytes, c.txErrors, c.collisions ?? 0, c.carrierErrors ?? 0, c.txDropped];
  printer.text(`${eol}RX: Packets    Bytes        Errors CsumErrs OutOfSeq Mcasts${eol}`);
  printer.text(`${columns([10, 12, 6, 8, 8, 8], rx)}${eol}`);
  printer.text(`TX: Packets    Bytes        Errors DeadLoop NoRoute  NoBufs${eol}`);
  printer.text(columns([10, 12, 6, 8, 8, 6], tx));
}
