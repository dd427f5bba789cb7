import type { LinkInfo } from '../../../../kernel/netlink';
import type { PortStpInfo } from '../../../../kernel/stp/info';
import { bridgeSetting } from '../../../../kernel/link/bridge-settings';
import type { BridgePort, BridgePortFlag, BridgeSetting } from '../../../../kernel/records';
import type { Printer } from '../../../iproute2/printer';

type BridgeKind = Extract<LinkInfo['kind'], { type: 'bridge' }>;

/** The bridge's part of `ip -details link` (ip/iplink_bridge.c): what cannot be changed here has the kernel's default. */
export function printBridgeInfo(printer: Printer, link: LinkInfo, kind: BridgeKind): void {
  const number = (key: string, value: number, label = key): void => printer.field(key, value, `${label} ${value} `);
  const setting = (name: BridgeSetting): number => bridgeSetting(kind, name);
  const stp = link.bridgeStp;
  if (!stp) return;
  const id = shortId(stp.bridgeId);
  printer.openObject('info_data');
  number('forward_delay', stp.forwardDelay);
  number('hello_time', stp.helloTime);
  number('max_age', stp.maxAge);
  number('ageing_time', Math.round(kind.ageingSeconds * 100));
  number('stp_state', kind.stp ? 1 : 0);
  number('priority', setting('priority'));
  number('vlan_filtering', kind.vlanFiltering ? 1 : 0);
  if (kind.vlanFiltering) {
    const protocol = kind.vlanProtocol ?? '802.1Q';
    printer.field('vlan_protocol', protocol, `vlan_protocol ${protocol} `);
  }
  printer.field('bridge_id', id, `bridge_id ${id} `);
  // iproute2 6.1 prints the bridge's own id here as well.
  printer.field('root_id', id, `designated_root ${id} `);
  number('root_port', stp.rootPort);
  number('root_path_cost', stp.rootPathCost);
  number('topology_change', stp.topologyChange ? 1 : 0);
  number('topology_change_detected', stp.topologyChangeDetected ? 1 : 0);
  const { hello, tcn, topologyChange } = stp.timers;
  for (const [timer, left] of [
    ['hello_timer', hello],
    ['tcn_timer', tcn],
    ['topology_change_timer', topologyChange],
    ['gc_timer', 0],
  ] as const)
    printer.decimal(timer, left, timer, 7);
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
export function printBridgePortInfo(printer: Printer, port: BridgePort, stp: PortStpInfo): void {
  const onOff = (key: string, value: boolean): void => printer.field(key, value, `${key} ${value ? 'on' : 'off'} `);
  const number = (key: string, value: number, label = key): void => printer.field(key, value, `${label} ${value} `);
  const flag = (key: BridgePortFlag, usual = false): void => onOff(key, port.flags?.[key] ?? usual);
  const { portId } = stp;
  const bridge = shortId(stp.designatedBridge);
  const root = shortId(stp.designatedRoot);
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
  number('designated_port', stp.designatedPort);
  number('designated_cost', stp.designatedCost);
  printer.field('bridge_id', bridge, `designated_bridge ${bridge} `);
  printer.field('root_id', root, `designated_root ${root} `);
  const { hold, messageAge, forwardDelay } = stp.timers;
  for (const [timer, left] of [
    ['hold_timer', hold],
    ['message_age_timer', messageAge],
    ['forward_delay_timer', forwardDelay],
  ] as const)
    printer.decimal(timer, left, timer, 7);
  number('topology_change_ack', stp.topologyChangeAck ? 1 : 0);
  number('config_pending', stp.configPending ? 1 : 0);
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

/** A bridge's id, the MAC's bytes without leading zeroes as iproute2 6.1 prints them here. */
function shortId(id: string): string {
  const [priority = '', mac = ''] = id.split('.');
  return `${priority}.${(mac.match(/../g) ?? []).map((byte) => parseInt(byte, 16).toString(16)).join(':')}`;
}
