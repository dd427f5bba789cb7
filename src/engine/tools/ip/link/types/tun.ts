import { words } from '../../../grammar/declare';
import type { Printer } from '../../../iproute2/printer';
import { accountName } from '../../../clib/accounts';
import type { LinkType } from '../link-type';

/** `type tun`, which `ip tuntap` makes (ip/iptuntap.c tun_print_opt). */
export const tunLinkType: LinkType = {
  name: 'tun',
  words: words(
    'a device whose other end is a program; made by `ip tuntap`',
    '반대쪽 끝이 프로그램인 장치 (`ip tuntap`으로 만듦)',
  ),
  print(printer, { kind }, ip) {
    if (kind.type !== 'tun' && kind.type !== 'tap') return;
    printer.openObject('info_data');
    printer.field('type', kind.mode, `type ${kind.mode} `);
    onOff(printer, 'pi', kind.packetInformation);
    onOff(printer, 'vnet_hdr', kind.vnetHeader);
    printer.field('multi_queue', kind.multiQueue, kind.multiQueue ? 'multi_queue ' : '');
    if (kind.multiQueue) {
      printer.field('numqueues', 0, 'numqueues 0 ');
      printer.field('numdisabled', 0, 'numdisabled 0 ');
    }
    onOff(printer, 'persist', true);
    for (const [key, id] of [
      ['user', kind.user],
      ['group', kind.ownerGroup],
    ] as const) {
      if (id === undefined) continue;
      const name = accountName(ip.process.files, key, id) ?? id;
      printer.field(key, name, `${key} ${name} `);
    }
    printer.closeObject();
  },
};

function onOff(printer: Printer, key: string, on: boolean): void {
  printer.field(key, on, `${key} ${on ? 'on' : 'off'} `);
}
