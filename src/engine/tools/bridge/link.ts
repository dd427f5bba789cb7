import { KernelError } from '../../kernel/errno';
import type { LinkInfo } from '../../kernel/netlink';
import type { BridgePort, BridgePortFlag } from '../../kernel/records';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import type { ClauseReader } from '../grammar/clause-reader';
import { integer } from '../iproute2/address-words';
import { notSimulated, usageError } from '../iproute2/errors';
import type { Printer } from '../iproute2/printer';
import type { IpContext } from '../ip/context';
import { PORT_STATES } from '../ip/link/types/bridge-options';
import { LINK_USAGE } from './usage';

const FAILED = 255;
/** Status of a value that is neither on nor off: -EINVAL. */
const INVALID = 234;

/** `bridge link show`: the ports of bridges. */
export function showPorts(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  while (reader.next()) if (reader.keyword === 'dev') device = reader.value;
  if (device !== undefined && !bridge.netlink.link(device)) {
    bridge.noDevice(device);
    return FAILED;
  }
  const printer = bridge.printer();
  for (const link of bridge.netlink.links()) {
    if (link.port && (device === undefined || link.name === device)) printPort(printer, bridge, link, link.port);
  }
  bridge.out(printer.finish());
  return 0;
}

function printPort(printer: Printer, bridge: IpContext, link: LinkInfo, port: BridgePort): void {
  printer.openObject();
  printer.field('ifindex', link.ifindex, `${link.ifindex}: `);
  // The message has no LINK_NETNSID, so the peer's index is looked up here even when the peer is elsewhere.
  const peer = link.peer && bridge.netlink.link(link.peer.ifindex);
  const peerName = link.peer && (peer?.name ?? `if${link.peer.ifindex}`);
  if (peerName !== undefined) printer.json('link', peerName);
  printer.field('ifname', link.name, `${link.name}${peerName === undefined ? '' : `@${peerName}`}: `, 'ifname');
  const flags = link.flags.filter((flag) => flag !== 'M-DOWN');
  if (peer && !peer.up) flags.push('M-DOWN');
  if (printer.isJson) printer.words('flags', flags, '');
  else printer.text(`<${flags.join(',')}> `);
  printer.field('mtu', link.mtu, `mtu ${link.mtu} `);
  const master = link.master?.name ?? '';
  printer.field('master', master, `master ${master} `);
  printer.field('state', port.state, `state ${port.state} `);
  printer.field('priority', port.priority, `priority ${port.priority} `);
  printer.field('cost', port.cost, `cost ${port.cost} `);
  if (bridge.settings.details > 0) printDetails(printer, port);
  printer.text('\n');
  printer.closeObject();
}

function printDetails(printer: Printer, { hairpin, learning, flood, flags }: BridgePort): void {
  const flag = (key: BridgePortFlag, usual = false): void => onOff(key, flags?.[key] ?? usual);
  const onOff = (key: string, value: boolean): void => printer.field(key, value, `${key} ${value ? 'on' : 'off'} `);
  printer.text(`${printer.lineEnd}    `);
  onOff('hairpin', hairpin);
  flag('guard');
  flag('root_block');
  flag('fastleave');
  onOff('learning', learning);
  onOff('flood', flood);
  flag('mcast_flood', true);
  flag('bcast_flood', true);
  printer.field('mcast_router', 1, 'mcast_router 1 ');
  flag('mcast_to_unicast');
  flag('neigh_suppress');
  flag('vlan_tunnel');
  flag('isolated');
  flag('locked');
}

type PortChanges = Parameters<IpContext['netlink']['setBridgePort']>[1];

/** `bridge link set`. */
export function setPort(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  let changes: PortChanges = {};
  let unknownState = false;
  let self = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'dev':
        device = value;
        break;
      case 'cost':
        if (atoi(value) > 0) changes = { ...changes, cost: atoi(value) };
        break;
      case 'priority':
        if (atoi(value) >= 0) changes = { ...changes, priority: atoi(value) };
        break;
      case 'state': {
        const state = readState(value);
        unknownState ||= state === 'unknown';
        if (state !== 'unknown') changes = { ...changes, state };
        break;
      }
      case 'hairpin':
      case 'learning':
      case 'flood':
        changes = { ...changes, [keyword]: onOff(keyword, value) };
        break;
      case 'guard':
      case 'root_block':
      case 'fastleave':
      case 'mcast_flood':
      case 'bcast_flood':
      case 'mcast_to_unicast':
      case 'neigh_suppress':
      case 'vlan_tunnel':
      case 'isolated':
      case 'locked':
        changes = { ...changes, flags: { ...changes.flags, [keyword]: onOff(keyword, value) } };
        break;
      case 'self':
        self = true;
        break;
      case 'master':
        break;
      case '':
        throw usageError(LINK_USAGE);
      default:
        throw notSimulated(`bridge link set … ${keyword}`);
    }
  }
  if (device === undefined) throw new ExitError(FAILED, 'Device is a required argument.\n');
  const link = bridge.netlink.link(device);
  if (!link) throw new ExitError(FAILED, `Cannot find bridge device "${device}"\n`);
  // Only a bridge, or a card that switches, can be asked itself.
  if (self && link.kind.type !== 'bridge') throw new KernelError('EOPNOTSUPP');
  if (unknownState) throw new ExitError(FAILED, 'RTNETLINK answers: Invalid argument\n');
  if (Object.keys(changes).length > 0) bridge.netlink.setBridgePort(device, changes);
  return 0;
}

/** A state by name or number; a number the kernel does not know is refused only there. */
function readState(word: string): BridgePort['state'] | 'unknown' {
  const number = integer(word);
  const state = number === undefined ? PORT_STATES.find((name) => name === word.toLowerCase()) : PORT_STATES[number];
  if (state !== undefined) return state;
  if (number === undefined) throw new ExitError(FAILED, 'Error: invalid STP port state\n');
  return 'unknown';
}

function onOff(keyword: string, word: string): boolean {
  if (word !== 'on' && word !== 'off') {
    throw new ExitError(INVALID, `Error: argument of "${keyword}" must be one of "off", "on", not "${word}"\n`);
  }
  return word === 'on';
}
