import type { IpRun } from '../context';

/** print_tuntap (ip/iptuntap.c). */
export const showTuntap: IpRun = (ip) => {
  const printer = ip.printer();
  for (const { name, kind } of ip.netlink.links()) {
    if (kind.type !== 'tun' && kind.type !== 'tap') continue;
    printer.openObject();
    printer.field('ifname', name, `${name}:`, 'ifname');
    const flags = [
      kind.mode,
      ...(kind.packetInformation ? ['pi'] : []),
      ...(kind.oneQueue ? ['one_queue'] : []),
      ...(kind.multiQueue ? ['multi_queue'] : []),
      ...(kind.vnetHeader ? ['vnet_hdr'] : []),
      'persist',
      // IFF_NOFILTER is the same bit as IFF_NO_PI.
      ...(kind.packetInformation ? ['filter'] : []),
    ];
    if (printer.isJson) printer.words('flags', flags, '');
    else printer.text(` ${flags.join(' ')}`);
    if (kind.user !== undefined) printer.field('user', kind.user, ` user ${kind.user}`);
    if (kind.ownerGroup !== undefined) printer.field('group', kind.ownerGroup, ` group ${kind.ownerGroup}`);
    if (ip.settings.details > 0) {
      printer.text(`${printer.lineEnd}\tAttached to processes:`);
      printer.openArray('processes');
      printer.closeArray();
    }
    printer.closeObject();
    printer.text('\n');
  }
  ip.out(printer.finish());
  return 0;
};
