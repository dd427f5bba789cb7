import type { BridgeVlanChange, PortVlans } from '../../kernel/netlink';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import type { ClauseReader } from '../grammar/clause-reader';
import { duplicateArgument, notSimulated } from '../iproute2/errors';
import type { Printer } from '../iproute2/printer';
import type { IpContext } from '../ip/context';

const FAILED = 255;

type Vlan = PortVlans['vlans'][number];
interface Range extends Vlan {
  readonly last: number;
}

/** `bridge vlan show`: which VLANs ports and bridges are in. A bridge is listed while it filters VLANs, or once one was configured. */
export function showVlans(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  let vid = 0;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') {
      if (device !== undefined) throw duplicateArgument('dev', value);
      device = value;
    } else if (keyword === 'vid') {
      if (vid !== 0) throw duplicateArgument('vid', value);
      vid = atoi(value);
    }
  }
  if (device !== undefined && !bridge.netlink.link(device)) {
    throw new ExitError(FAILED, `Cannot find device "${device}"\n`);
  }
  const { stats, details, compressVlans } = bridge.settings;
  const printer = bridge.printer();
  printer.text(`${'port'.padEnd(18)}${stats > 0 ? 'vlan-id' : 'vlan-id'.padEnd(9)}\n`);
  const ports = bridge.netlink.bridgeVlans();
  // RTM_GETVLAN, which only a kernel with VLAN filtering answers.
  if (details > 0 && ports.length === 0) {
    bridge.out(printer.finish());
    bridge.err('RTNETLINK answers: Operation not supported\nDump terminated\n');
    return 1;
  }
  for (const port of ports) {
    if (device !== undefined && port.device !== device) continue;
    const ranges =
      compressVlans === true || details > 0
        ? inRanges(port.vlans)
        : port.vlans.map((vlan) => ({ ...vlan, last: vlan.id }));
    printPort(
      printer,
      port.device,
      ranges.filter((range) => vid === 0 || (range.id <= vid && vid <= range.last)),
      { stats: stats > 0, details: details > 0 },
    );
  }
  bridge.out(printer.finish());
  return 0;
}

/** `bridge vlan tunnelshow`: no VLAN here leads into a tunnel. */
export function showTunnels(bridge: IpContext): number {
  const printer = bridge.printer();
  printer.text(`${'port'.padEnd(18)}${'vlan-id'.padEnd(9)}  tunnel-id\n`);
  bridge.out(printer.finish());
  return 0;
}

/** br_fill_ifvlaninfo_compressed: neighbours with the same flags are one range. */
function inRanges(vlans: readonly Vlan[]): Range[] {
  const ranges: Range[] = [];
  for (const vlan of vlans) {
    const before = ranges.at(-1);
    if (before && before.last + 1 === vlan.id && before.untagged === vlan.untagged && !before.pvid && !vlan.pvid) {
      ranges[ranges.length - 1] = { ...before, last: vlan.id };
    } else ranges.push({ ...vlan, last: vlan.id });
  }
  return ranges;
}

function printPort(
  printer: Printer,
  device: string,
  ranges: readonly Range[],
  show: { stats: boolean; details: boolean },
): void {
  if (ranges.length === 0) return;
  printer.openObject();
  printer.field('ifname', device, device.padEnd(18), 'ifname');
  printer.openArray('vlans');
  ranges.forEach((range, i) => {
    if (i > 0) printer.text(' '.repeat(18));
    printer.openObject();
    printer.field(show.stats && !show.details ? 'vid' : 'vlan', range.id, String(range.id));
    if (range.last !== range.id) printer.field('vlanEnd', range.last, `-${range.last}`);
    const flags = [...(range.pvid ? ['PVID'] : []), ...(range.untagged ? ['Egress Untagged'] : [])];
    if (printer.isJson && flags.length > 0) printer.words('flags', flags, '');
    for (const flag of flags) printer.text(` ${flag}`);
    printer.text('\n');
    if (show.details) {
      printer.field('state', 'forwarding', `${' '.repeat(20)}state forwarding `);
      printer.field('mcast_router', 1, 'mcast_router 1 \n');
    }
    // Nothing is counted while vlan_stats_enabled is 0.
    if (show.stats) {
      for (const way of ['rx', 'tx']) {
        printer.field(`${way}_bytes`, 0, `${' '.repeat(20)}${way.toUpperCase()}: 0 bytes`);
        printer.field(`${way}_packets`, 0, ' 0 packets\n');
      }
    }
    printer.closeObject();
  });
  printer.closeArray();
  printer.closeObject();
}

/** `bridge vlan add|delete` (bridge/vlan.c vlan_modify). */
export function modifyVlan(bridge: IpContext, reader: ClauseReader, verb: string): number {
  let device: string | undefined;
  let range: readonly [number, number | undefined] | undefined;
  const flags = { self: false, master: false, pvid: false, untagged: false };
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') device = value;
    else if (keyword === 'vid') range = readRange(value);
    else if (keyword === 'tunnel_info') throw notSimulated(`bridge vlan ${verb} … tunnel_info`);
    else if (keyword in flags) flags[keyword as keyof typeof flags] = true;
  }
  if (device === undefined || range === undefined || range[0] === -1) {
    throw new ExitError(FAILED, 'Device and VLAN ID are required arguments.\n');
  }
  if (!bridge.netlink.link(device)) throw new ExitError(FAILED, `Cannot find bridge device "${device}"\n`);
  const [first, last] = range;
  if (first >= 4096) throw new ExitError(FAILED, `Invalid VLAN ID "${first & 0xffff}"\n`);
  if (last !== undefined) {
    if (last === -1 || last >= 4096 || first >= last) {
      throw new ExitError(FAILED, `Invalid VLAN range "${first & 0xffff}-${last & 0xffff}"\n`);
    }
    if (flags.pvid) throw new ExitError(FAILED, 'pvid cannot be configured for a vlan range\n');
  }
  const { pvid, untagged } = flags;
  for (const target of targets(flags)) {
    const change: BridgeVlanChange = { device, target, first, last: last ?? first, pvid, untagged };
    if (verb === 'delete') bridge.netlink.deleteBridgeVlans(change);
    else bridge.netlink.addBridgeVlans(change);
  }
  return 0;
}

function targets({ self, master }: { readonly self: boolean; readonly master: boolean }): BridgeVlanChange['target'][] {
  return [...(master || !self ? (['master'] as const) : []), ...(self ? (['self'] as const) : [])];
}

/** `10` or `10-20`, read by atoi into a short. */
function readRange(word: string): readonly [number, number | undefined] {
  const short = (text: string): number => (atoi(text) << 16) >> 16;
  const dash = word.indexOf('-');
  return dash < 0 ? [short(word), undefined] : [short(word.slice(0, dash)), short(word.slice(dash + 1))];
}
