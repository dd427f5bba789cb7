import { words } from '../../../grammar/declare';
import type { LinkType } from '../link-type';
import { BRIDGE_OPTIONS, BRIDGE_PORT_OPTIONS } from './bridge-clauses';
import { readBridgeOptions, readPortOptions } from './bridge-options';
import { printBridgeInfo, printBridgePortInfo } from './bridge-print';
import { BRIDGE_TYPE_USAGE } from './bridge-usage';

/** `type bridge` (ip/iplink_bridge.c). */
export const bridgeLinkType: LinkType = {
  name: 'bridge',
  words: words('a virtual switch', '가상 스위치'),
  usage: BRIDGE_TYPE_USAGE,
  clause: BRIDGE_OPTIONS,
  read: (ip, reader) => ({ bridge: readBridgeOptions(ip, reader) }),
  print(printer, link) {
    if (link.kind.type === 'bridge') printBridgeInfo(printer, link, link.kind);
  },
};

/** `type bridge_slave` (ip/iplink_bridge_slave.c): the settings of a port. */
export const bridgePortLinkType: LinkType = {
  name: 'bridge_slave',
  words: words('settings of a device as port of a bridge', '브리지 포트로서의 설정'),
  clause: BRIDGE_PORT_OPTIONS,
  setPort: (ip, device, reader) => ip.netlink.setBridgePort(device, readPortOptions(reader)),
  print(printer, link) {
    if (link.port && link.portStp) printBridgePortInfo(printer, link.port, link.portStp);
  },
};
