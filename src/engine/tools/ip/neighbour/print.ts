import type { NeighbourInfo, ProxyNeighbour } from '../../../kernel/netlink';
import type { Printer } from '../../iproute2/printer';
import type { IpContext } from '../context';

/** One entry as `ip neigh show` prints it (ip/ipneigh.c print_neigh); `withDevice` unless one device was asked for. */
export function printNeighbour(printer: Printer, ip: IpContext, entry: NeighbourInfo, withDevice: boolean): void {
  const address = ip.hostText(entry.address);
  printer.openObject();
  if (ip.settings.brief) {
    printer.field('dst', address, `${address.padEnd(39)} `, 'inet');
    if (withDevice) printer.field('dev', entry.device, `${entry.device.padEnd(16)} `, 'ifname');
    if (entry.mac !== undefined) printer.field('lladdr', entry.mac, entry.mac, 'mac');
    printer.text('\n');
    printer.closeObject();
    return;
  }
  printer.field('dst', address, `${address} `, 'inet');
  if (withDevice) {
    printer.text('dev ');
    printer.field('dev', entry.device, `${entry.device} `, 'ifname');
  }
  if (entry.mac !== undefined) {
    printer.text('lladdr ');
    printer.field('lladdr', entry.mac, `${entry.mac} `, 'mac');
  }
  if (ip.settings.stats > 0) {
    if (isHeld(entry)) printer.field('refcnt', 1, ' ref 1');
    printer.field('used', entry.usedSeconds, ` used ${entry.usedSeconds}`);
    printer.field('confirmed', entry.confirmedSeconds, `/${entry.confirmedSeconds}`);
    printer.field('updated', entry.updatedSeconds, `/${entry.updatedSeconds}`);
    printer.field('probes', entry.probes, `probes ${entry.probes} `);
  }
  if (entry.router) printer.field('router', null, 'router ');
  printer.words('state', [entry.state], ' ');
  printer.text('\n');
  printer.closeObject();
}

/** An address this host answers for. */
export function printProxy(printer: Printer, ip: IpContext, entry: ProxyNeighbour, withDevice: boolean): void {
  const { device } = entry;
  const address = ip.hostText(entry.address);
  const { brief } = ip.settings;
  printer.openObject();
  printer.field('dst', address, `${brief ? address.padEnd(39) : address} `, 'inet');
  if (withDevice && device !== undefined) {
    if (!brief) printer.text('dev ');
    printer.field('dev', device, `${brief ? device.padEnd(16) : device} `, 'ifname');
  }
  if (!brief) printer.field('proxy', null, 'proxy ');
  printer.text('\n');
  printer.closeObject();
}

/** The kernel holds a reference to an entry while a timer runs or a packet waits. */
export function isHeld({ state }: NeighbourInfo): boolean {
  return TIMED.has(state);
}

const TIMED: ReadonlySet<NeighbourInfo['state']> = new Set(['INCOMPLETE', 'REACHABLE', 'DELAY', 'PROBE']);
