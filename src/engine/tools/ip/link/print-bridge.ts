import type { LinkInfo } from '../../../kernel/netlink';
import type { BridgePort } from '../../../kernel/records';
import type { Mac } from '../../../packet/address';
import type { Printer } from '../../iproute2/printer';

type BridgeKind = Extract<LinkInfo['kind'], { type: 'bridge' }>;

const PRIORITY = 0x8000;
/** Bits of a port id that hold the port number (net/bridge/br_private.h BR_PORT_BITS). */
const PORT_BITS = 10;

/** The bridge's part of `ip -details link` (ip/iplink_bridge.c): what cannot be changed here has the kernel's default. */
export function printBridgeInfo(printer: Printer, link: LinkInfo, kind: BridgeKind): void {
  const number = (key: string, value: number, label = key): void => printer.field(key, value, `${label} ${value} `);
  const id = bridgeId(link.mac);
  printer.openObject('info_data');
  number('forward_delay', 1500);
  number('hello_time', 200);
  number('max_age', 2000);
  number('ageing_time', kind.ageingSeconds * 100);
  number('stp_state', kind.stp ? 1 : 0);
  number('priority', PRIORITY);
  number('vlan_filtering', kind.vlanFiltering ? 1 : 0);
  if (kind.vlanFiltering) {
    printer.field('vlan_protocol', '802.1Q', 'vlan_protocol 802.1Q ');
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
    number('vlan_default_pvid', 1);
    number('vlan_stats_enabled', 0);
    number('vlan_stats_per_port', 0);
  }
  printer.field('group_fwd_mask', '0', 'group_fwd_mask 0 ');
  printer.field('group_addr', '01:80:c2:00:00:00', 'group_address 01:80:c2:00:00:00 ');
  for (const [key, value, label] of MULTICAST) number(key, value, label);
  printer.closeObject();
}

/** Multicast snooping and netfilter hooks, in print order: JSON key, default, and the text's word where it differs. */
const MULTICAST: readonly (readonly [string, number, string?])[] = [
  ['mcast_snooping', 1],
  ['no_linklocal_learn', 0],
  ['mcast_vlan_snooping', 0],
  ['mcast_router', 1],
  ['mcast_query_use_ifaddr', 0],
  ['mcast_querier', 0],
  ['mcast_hash_elasticity', 16],
  ['mcast_hash_max', 4096],
  ['mcast_last_member_cnt', 2, 'mcast_last_member_count'],
  ['mcast_startup_query_cnt', 2, 'mcast_startup_query_count'],
  ['mcast_last_member_intvl', 100, 'mcast_last_member_interval'],
  ['mcast_membership_intvl', 26000, 'mcast_membership_interval'],
  ['mcast_querier_intvl', 25500, 'mcast_querier_interval'],
  ['mcast_query_intvl', 12500, 'mcast_query_interval'],
  ['mcast_query_response_intvl', 1000, 'mcast_query_response_interval'],
  ['mcast_startup_query_intvl', 3124, 'mcast_startup_query_interval'],
  ['mcast_stats_enabled', 0],
  ['mcast_igmp_version', 2],
  ['mcast_mld_version', 1],
  ['nf_call_iptables', 0],
  ['nf_call_ip6tables', 0],
  ['nf_call_arptables', 0],
];

/** A bridge port's part of `ip -details link` (ip/iplink_bridge_slave.c). */
export function printBridgePortInfo(printer: Printer, port: BridgePort, bridgeMac: Mac): void {
  const onOff = (key: string, value: boolean): void => printer.field(key, value, `${key} ${value ? 'on' : 'off'} `);
  const number = (key: string, value: number, label = key): void => printer.field(key, value, `${label} ${value} `);
  const id = bridgeId(bridgeMac);
  const portId = (port.priority << PORT_BITS) | port.portNumber;
  printer.openObject('info_slave_data');
  printer.field('state', port.state, `state ${port.state} `);
  number('priority', port.priority);
  number('cost', port.cost);
  onOff('hairpin', port.hairpin);
  onOff('guard', false);
  onOff('root_block', false);
  onOff('fastleave', false);
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
  printer.text('mcast_fast_leave off ');
  onOff('mcast_flood', true);
  onOff('bcast_flood', true);
  onOff('mcast_to_unicast', false);
  onOff('neigh_suppress', false);
  printer.field('group_fwd_mask', '0', 'group_fwd_mask 0 ');
  printer.field('group_fwd_mask_str', '0x0', 'group_fwd_mask_str 0x0 ');
  onOff('vlan_tunnel', false);
  onOff('isolated', false);
  onOff('locked', false);
  printer.closeObject();
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Priority and MAC, the MAC's bytes without leading zeroes as iproute2 6.1 prints them here. */
function bridgeId(mac: Mac): string {
  const bytes = mac.split(':').map((byte) => parseInt(byte, 16).toString(16));
  return `${PRIORITY.toString(16)}.${bytes.join(':')}`;
}
