import { ExitError } from '../../clib/exit';
import type { LinkChanges } from '../../../kernel/netlink';
import type { BridgePort } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { unsigned } from '../../iproute2/address-words';
import { invalidArgument, notSimulated } from '../../iproute2/errors';
import type { IpContext } from '../context';
import { BRIDGE_TYPE_USAGE } from '../usage/link';

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
        options = { ...options, vlanFiltering: number(value, 'invalid vlan_filtering') !== 0 };
        break;
      case 'help':
        throw new ExitError(1, BRIDGE_TYPE_USAGE);
      case '':
        ip.err(`bridge: unknown command "${value}"?\n`);
        throw new ExitError(1, BRIDGE_TYPE_USAGE);
      default:
        throw notSimulated(`ip link … type bridge ${keyword}`);
    }
  }
  return options;
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

function number(word: string, problem: string): number {
  const value = unsigned(word);
  if (value === undefined) throw invalidArgument(problem, word);
  return value;
}
