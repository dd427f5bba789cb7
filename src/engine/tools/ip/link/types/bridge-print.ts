import type { LinkInfo } from '../../../../kernel/netlink';
import { bridgeSetting } from '../../../../kernel/link/bridge-settings';
import type { BridgePort, BridgePortFlag, BridgeSetting } from '../../../../kernel/records';
import { MAC_ZERO } from '../../../../packet/address';
import type { Printer } from '../../../iproute2/printer';

type BridgeKind = Extract<LinkInfo['kind'], { type: 'bridge' }>;

/** Bits of a port id that hold the port number (net/bridge/br_private.h BR_PORT_BITS). */
const PORT_BITS = 10;

/** The bridge's part of `ip -details link` (ip/iplink_bridge.c): what cannot be changed here has the kernel's default. */
export function printBridgeInfo(printer: Printer, link: LinkInfo, kind: BridgeKind): void {
  const number = (key: string, value: number, label = key): void => printer.field(key, value, `${label} ${value} `);
  const setting = (name: BridgeSetting): number => bridgeSetting(kind, name);
  const id = bridgeId(link);
  printer.openObject('info_data');
  number('forward_delay', setting('forward_delay'));
  number('hello_time', setting('hello_time'));
  number('max_age', setting('max_age'));
  number('ageing_time', kind.ageingSeconds * 100);
  number('stp_state', kind.stp ? 1 : 0);
  number('priority', setting('priority'));
  number('vlan_filtering', kind.vlanFiltering ? 1 : 0);
  if (kind.vlanFiltering) {
    const protocol = kind.vlanProtocol ?? '802.1Q';
    printer.field('vlan_protocol', protocol, `vlan_protocol ${protocol} `);
  }
  printer.field('bridge_id', id, `bridge_id ${id} `);
  printer.field('root_id', id, `designated_root ${id} `);
  number('root_port', 0);
  number('root_path_cost', 0);
  number('topology_change', 0);
  number('topology_change_detected', 0);
  for (const timer of ['hello_timer', 'tcn_timer', 'topology_change_timer', 'gc_timer'])
    printer.decimal(timer, 0, timer, 7);
  if (kind.vlanFiltering) {
    number('vlan_default_pvid', setting('vlan_default_pvid'));
    number('vlan_stats_enabled', setting('vlan_stats_enabled'));
    number('vlan_stats_per_port', setting('vlan_stats_per_port'));
  }
  // printf's %#x, which leaves a zero alone.
  const mask = setting('group_fwd_mask') === 0 ? '0' : hex(setting('group_fwd_mask'));
  printer.field('group_fwd_mask', mask, `group_fwd_mask ${mask} `);
  const group = kind.groupAddress ?? '01:80:c2:00:00:00';
  printer.field('group_addr', group, `group_address ${group} `);
  for (const name of MULTICAST) number(JSON_KEYS[name] ?? name, setting(name), name);
  printer.closeObject();
}

/** Multicast snooping and netfilter hooks, in print order. */
const MULTICAST: readonly BridgeSetting[] = [
  'mcast_snooping',
  'no_linklocal_learn',
  'mcast_vlan_snooping',
  'mcast_router',
  'mcast_query_use_ifaddr',
  'mcast_querier',
  'mcast_hash_elasticity',
  'mcast_hash_max',
  'mcast_last_member_count',
  'mcast_startup_query_count',
  'mcast_last_member_interval',
  'mcast_membership_interval',
  'mcast_querier_interval',
  'mcast_query_interval',
  'mcast_query_response_interval',
  'mcast_startup_query_interval',
  'mcast_stats_enabled',
  'mcast_igmp_version',
  'mcast_mld_version',
  'nf_call_iptables',
  'nf_call_ip6tables',
  'nf_call_arptables',
];

/** Where JSON has another word than the command line. */
const JSON_KEYS: Readonly<Partial<Record<BridgeSetting, string>>> = {
  mcast_last_member_count: 'mcast_last_member_cnt',
  mcast_startup_query_count: 'mcast_startup_query_cnt',
  mcast_last_member_interval: 'mcast_last_member_intvl',
  mcast_membership_interval: 'mcast_membership_intvl',
  mcast_querier_interval: 'mcast_querier_intvl',
  mcast_query_interval: 'mcast_query_intvl',
  mcast_query_response_interval: 'mcast_query_response_intvl',
  mcast_startup_query_interval: 'mcast_startup_query_intvl',
};

/** A bridge port's part of `ip -details link` (ip/iplink_bridge_slave.c). */
export function printBridgePortInfo(printer: Printer, port: BridgePort, bridge: LinkInfo): void {
  const onOff = (key: string, value: boolean): void => printer.field(key, value, `${key} ${value ? 'on' : 'off'} `);
  const number = (key: string, value: number, label = key): void => printer.field(key, value, `${label} ${value} `);
  const flag = (key: BridgePortFlag, usual = false): void => onOff(key, port.flags?.[key] ?? usual);
  const id = bridgeId(bridge);
  const portId = (port.priority << PORT_BITS) | port.portNumber;
  printer.openObject('info_slave_data');
  printer.field('state', port.state, `state ${port.state} `);
  number('priority', port.priority);
  number('cost', port.cost);
  onOff('hairpin', port.hairpin);
  flag('guard');
  flag('root_block');
  flag('fastleave');
  onOff('learning', port.learning);
  onOff('flood', port.flood);
  printer.field('id', hex(portId), `port_id ${hex(portId)} `);
  printer.field('no', hex(port.portNumber), `port_no ${hex(port.portNumber)} `);
  number('designated_port', portId);
  number('designated_cost', 0);
  printer.field('bridge_id', id, `designated_bridge ${id} `);
  printer.field('root_id', id, `designated_root ${id} `);
  for (const timer of ['hold_timer', 'message_age_timer', 'forward_delay_timer']) printer.decimal(timer, 0, timer, 7);
  number('topology_change_ack', 0);
  number('config_pending', 0);
  onOff('proxy_arp', false);
  onOff('proxy_arp_wifi', false);
  number('multicast_router', 1, 'mcast_router');
  // The text has this flag twice under two names; JSON has it once, as fastleave.
  printer.text(`mcast_fast_leave ${port.flags?.fastleave === true ? 'on' : 'off'} `);
  flag('mcast_flood', true);
  flag('bcast_flood', true);
  flag('mcast_to_unicast');
  flag('neigh_suppress');
  printer.field('group_fwd_mask', '0', 'group_fwd_mask 0 ');
  printer.field('group_fwd_mask_str', '0x0', 'group_fwd_mask_str 0x0 ');
  flag('vlan_tunnel');
  flag('isolated');
  flag('locked');
  printer.closeObject();
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Priority and MAC, the MAC's bytes without leading zeroes as iproute2 6.1 prints them here; zero until a port or a user gave the bridge one. */
function bridgeId({ kind, mac }: LinkInfo): string {
  if (kind.type !== 'bridge') return '';
  const known = kind.macSet || kind.ports.size > 0 ? mac : MAC_ZERO;
  const bytes = known.split(':').map((byte) => parseInt(byte, 16).toString(16));
  return `${bridgeSetting(kind, 'priority').toString(16).padStart(4, '0')}.${bytes.join(':')}`;
}
