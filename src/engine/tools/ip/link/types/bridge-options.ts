import { ExitError } from '../../../clib/exit';
import { BRIDGE_DEFAULTS } from '../../../../kernel/link/bridge-settings';
import type { LinkChanges } from '../../../../kernel/netlink';
import type { BridgePort, BridgeSetting } from '../../../../kernel/records';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { linkLayerBytes, unsigned } from '../../../iproute2/address-words';
import { invalidArgument, notSimulated } from '../../../iproute2/errors';
import type { IpContext } from '../../context';
import { BRIDGE_TYPE_USAGE } from './bridge-usage';
import { macOf } from '../request';

type BridgeOptions = NonNullable<LinkChanges['bridge']>;

/** Options after `type bridge` (ip/iplink_bridge.c). */
export function readBridgeOptions(ip: IpContext, reader: ClauseReader): BridgeOptions {
  let options: BridgeOptions = {};
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'stp_state':
        options = { ...options, stp: number(value, 'invalid stp_state') !== 0 };
        break;
      case 'ageing_time':
        options = { ...options, ageingSeconds: number(value, 'invalid ageing_time') / 100 };
        break;
      case 'vlan_filtering':
        options = { ...options, vlanFiltering: number(value, 'invalid vlan_filtering', 0xff) !== 0 };
        break;
      case 'vlan_protocol':
        options = { ...options, vlanProtocol: readVlanProtocol(value) };
        break;
      case 'fdb_flush':
        options = { ...options, flushFdb: true };
        break;
      case 'group_address':
        options = { ...options, groupAddress: readGroupAddress(value) };
        break;
      case 'help':
        throw new ExitError(1, BRIDGE_TYPE_USAGE);
      case '':
        ip.err(`bridge: unknown command "${value}"?\n`);
        throw new ExitError(1, BRIDGE_TYPE_USAGE);
      default: {
        if (!isSetting(keyword)) throw notSimulated(`ip link … type bridge ${keyword}`);
        const setting = { [keyword]: number(value, `invalid ${keyword}`, LARGEST[keyword] ?? 0xff) };
        options = { ...options, settings: { ...options.settings, ...setting } };
      }
    }
  }
  return options;
}

function readVlanProtocol(word: string): BridgeOptions['vlanProtocol'] {
  const lower = word.toLowerCase();
  if (lower === '802.1q') return '802.1Q';
  if (lower === '802.1ad') return '802.1ad';
  throw invalidArgument('invalid vlan_protocol', word);
}

function isSetting(word: string): word is BridgeSetting {
  return word in BRIDGE_DEFAULTS;
}

/** What the number of a setting may be at most; iplink_bridge.c reads the others as one byte. */
const LARGEST: Readonly<Partial<Record<BridgeSetting, number>>> = {
  forward_delay: 0xffffffff,
  hello_time: 0xffffffff,
  max_age: 0xffffffff,
  priority: 0xffff,
  group_fwd_mask: 0xffff,
  vlan_default_pvid: 0xffff,
  mcast_hash_elasticity: 0xffffffff,
  mcast_hash_max: 0xffffffff,
  mcast_last_member_count: 0xffffffff,
  mcast_startup_query_count: 0xffffffff,
  mcast_last_member_interval: Number.MAX_SAFE_INTEGER,
  mcast_membership_interval: Number.MAX_SAFE_INTEGER,
  mcast_querier_interval: Number.MAX_SAFE_INTEGER,
  mcast_query_interval: Number.MAX_SAFE_INTEGER,
  mcast_query_response_interval: Number.MAX_SAFE_INTEGER,
  mcast_startup_query_interval: Number.MAX_SAFE_INTEGER,
};

function readGroupAddress(word: string): BridgeOptions['groupAddress'] {
  const bytes = linkLayerBytes(word);
  const mac = bytes && macOf(bytes);
  if (!mac) throw new ExitError(1);
  return mac;
}

type PortOptions = Partial<Pick<BridgePort, 'state' | 'cost' | 'priority' | 'hairpin' | 'learning' | 'flood'>>;

/** STP states in the kernel's numbering. */
export const PORT_STATES: readonly BridgePort['state'][] = [
  'disabled',
  'listening',
  'learning',
  'forwarding',
  'blocking',
];

/** Options after `type bridge_slave` (ip/iplink_bridge_slave.c). */
export function readPortOptions(reader: ClauseReader): PortOptions {
  let options: PortOptions = {};
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'state': {
        const state = PORT_STATES[number(value, 'state is invalid')];
        if (state === undefined) throw invalidArgument('state is invalid', value);
        options = { ...options, state };
        break;
      }
      case 'cost':
        options = { ...options, cost: number(value, 'cost is invalid') };
        break;
      case 'priority':
        options = { ...options, priority: number(value, 'priority is invalid') };
        break;
      case 'hairpin':
      case 'learning':
      case 'flood':
        if (value !== 'on' && value !== 'off') {
          throw new ExitError(1, `Error: argument of "${keyword}" must be "on" or "off", not "${value}"\n`);
        }
        options = { ...options, [keyword]: value === 'on' };
        break;
      default:
        throw notSimulated(`ip link … type bridge_slave ${keyword === '' ? value : keyword}`);
    }
  }
  return options;
}

function number(word: string, problem: string, largest = 0xffffffff): number {
  const value = unsigned(word);
  if (value === undefined || value > largest) throw invalidArgument(problem, word);
  return value;
}
