import { words } from '../../../grammar/declare';
import type { LinkType } from '../link-type';
import { VXLAN_OPTIONS } from './vxlan-clause';
import { readVxlanOptions } from './vxlan-options';
import { printVxlanInfo } from './vxlan-print';
import { VXLAN_USAGE } from './vxlan-usage';

/** `type vxlan` (ip/iplink_vxlan.c). */
export const vxlanLinkType: LinkType = {
  name: 'vxlan',
  words: words(
    'a tunnel that carries Ethernet frames in UDP packets to other hosts',
    '이더넷 프레임을 UDP 패킷에 담아 다른 호스트로 나르는 터널',
  ),
  usage: VXLAN_USAGE,
  clause: VXLAN_OPTIONS,
  needsOptions: true,
  // Without options the kernel is told nothing, and complains itself.
  read: (ip, reader, request) => (reader.ahead === undefined ? {} : { vxlan: readVxlanOptions(ip, reader, request) }),
  print(printer, link, ip) {
    if (link.kind.type === 'vxlan') printVxlanInfo(printer, link, link.kind, ip);
  },
};
