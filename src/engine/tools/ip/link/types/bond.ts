import { BOND_DEFAULTS, BOND_VALUES, bondSetting, type BondSetting } from '../../../../kernel/link/bond-settings';
import type { BondChanges, BondKind } from '../../../../kernel/link/bond';
import { ExitError } from '../../../clib/exit';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { words } from '../../../grammar/declare';
import { integer, unsigned } from '../../../iproute2/address-words';
import { invalidArgument, notSimulated } from '../../../iproute2/errors';
import type { Printer } from '../../../iproute2/printer';
import type { LinkInfo } from '../../../../kernel/netlink';
import type { IpContext } from '../../context';
import type { LinkType } from '../link-type';
import { BOND_OPTIONS, BOND_SLAVE_OPTIONS, BOND_SLAVE_USAGE, BOND_USAGE } from './bond-clauses';

/** `type bond` (ip/iplink_bond.c). */
export const bondLinkType: LinkType = {
  name: 'bond',
  words: words(
    'several devices as one, for failover or for load sharing',
    '여러 장치를 하나로 묶음 (장애 대비 또는 부하 분산)',
  ),
  usage: BOND_USAGE,
  clause: BOND_OPTIONS,
  read: (ip, reader) => ({ bond: readOptions(ip, reader) }),
  print(printer, { kind }, ip) {
    if (kind.type === 'bond') printBond(printer, kind, ip);
  },
};

/** `type bond_slave` (ip/iplink_bond_slave.c). */
export const bondSlaveLinkType: LinkType = {
  name: 'bond_slave',
  words: words('settings of a device as slave of a bond', '본드 슬레이브로서의 설정'),
  usage: BOND_SLAVE_USAGE,
  clause: BOND_SLAVE_OPTIONS,
  setPort: (ip, _device, reader) => readSlaveOptions(ip, reader),
  print: printSlave,
};

/** Modes, hash policies and monitors that the simulator does not have. */
const LATER: Readonly<Partial<Record<BondSetting, readonly number[]>>> = {
  mode: [4, 5, 6],
  xmit_hash_policy: [3, 4, 5],
  fail_over_mac: [2],
};
/** What the number of an option may be at most. */
const BYTE: ReadonlySet<BondSetting> = new Set<BondSetting>([
  'use_carrier',
  'arp_missed_max',
  'num_grat_arp',
  'all_slaves_active',
  'tlb_dynamic_lb',
]);

function readOptions(ip: IpContext, reader: ClauseReader): BondChanges {
  let changes: BondChanges = {};
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'active_slave':
        changes = { ...changes, activeSlave: readDevice(ip, value) };
        break;
      case 'clear_active_slave':
        changes = { ...changes, activeSlave: null };
        break;
      case 'primary':
        changes = { ...changes, primary: readDevice(ip, value) };
        break;
      case 'arp_ip_target':
      case 'ns_ip6_target':
      case 'ad_user_port_key':
      case 'ad_actor_sys_prio':
      case 'ad_actor_system':
        throw notSimulated(`ip link … type bond ${keyword}`);
      case 'help':
        throw new ExitError(1, BOND_USAGE);
      case '':
        ip.err(`bond: unknown command "${value}"?\n`);
        throw new ExitError(1, BOND_USAGE);
      default:
        if (!isSetting(keyword)) throw notSimulated(`ip link … type bond ${keyword}`);
        changes = { ...changes, settings: { ...changes.settings, [keyword]: readSetting(keyword, value) } };
    }
  }
  return changes;
}

function isSetting(word: string): word is BondSetting {
  return Object.hasOwn(BOND_DEFAULTS, word);
}

/** get_index of iplink_bond.c: a name or its number; other options are numbers. */
function readSetting(name: BondSetting, word: string): number {
  const names = BOND_VALUES[name];
  const problem = `invalid ${name === 'num_grat_arp' ? 'num_grat_arp|num_unsol_na' : name}`;
  let number: number | undefined;
  if (names) {
    const index = integer(word);
    number = index !== undefined && index >= 0 && index < names.length ? index : names.indexOf(word);
    if (number < 0) throw invalidArgument(problem, word);
  } else {
    number = unsigned(word);
    if (number === undefined || (BYTE.has(name) && number > 255)) throw invalidArgument(problem, word);
  }
  const later = LATER[name]?.includes(number) === true || (name === 'arp_interval' && number > 0);
  if (later) throw notSimulated(`ip link … type bond ${name} ${word}`);
  return number;
}

function readDevice(ip: IpContext, name: string): string {
  if (!ip.netlink.link(name)) throw new ExitError(1, `Cannot find device "${name}"\n`);
  return name;
}

/** Options of which JSON has another name than the command line. */
const JSON_KEYS: Readonly<Partial<Record<BondSetting, string>>> = {
  num_grat_arp: 'num_peer_notif',
  lacp_active: 'ad_lacp_active',
  lacp_rate: 'ad_lacp_rate',
};

function printBond(printer: Printer, kind: BondKind, ip: IpContext): void {
  const nameOf = (id: number | undefined): string | undefined =>
    id === undefined ? undefined : ip.netlink.links().find((link) => link.id === id)?.name;
  const device = (key: string, id: number | undefined): void => {
    const name = nameOf(id);
    if (name !== undefined) printer.field(key, name, `${key} ${name} `);
  };
  printer.openObject('info_data');
  for (const name of Object.keys(BOND_DEFAULTS) as BondSetting[]) {
    if (name === 'primary_reselect') device('primary', kind.primary);
    printSetting(printer, kind, name);
    if (name === 'mode') device('active_slave', kind.active);
  }
  printer.closeObject();
}

function printSetting(printer: Printer, kind: BondKind, name: BondSetting): void {
  const number = bondSetting(kind, name);
  const value = BOND_VALUES[name]?.[number] ?? number;
  const key = JSON_KEYS[name] ?? name;
  if (name === 'arp_validate' && number === 0) printer.field(key, null, `${name} ${value} `);
  else printer.field(key, value, `${name} ${value} `);
}

function printSlave(printer: Printer, { slave }: LinkInfo): void {
  if (!slave) return;
  const status = { up: 'UP', fail: 'GOING_DOWN', down: 'DOWN', back: 'GOING_BACK' }[slave.link];
  const state = slave.active ? 'ACTIVE' : 'BACKUP';
  printer.openObject('info_slave_data');
  printer.field('state', state, `state ${state} `);
  printer.field('mii_status', status, `mii_status ${status} `);
  printer.field('link_failure_count', slave.failures, `link_failure_count ${slave.failures} `);
  printer.field('perm_hwaddr', slave.permanentMac, `perm_hwaddr ${slave.permanentMac} `);
  printer.field('queue_id', 0, 'queue_id 0 ');
  printer.field('prio', 0, 'prio 0 ');
  printer.closeObject();
}

function readSlaveOptions(ip: IpContext, reader: ClauseReader): void {
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'queue_id') {
      const id = unsigned(value);
      if (id === undefined || id > 0xffff) throw invalidArgument('queue_id is invalid', value);
      if (id > 0) throw notSimulated('ip link … type bond_slave queue_id');
    } else if (keyword === 'prio') {
      const prio = integer(value);
      if (prio === undefined) throw invalidArgument('prio is invalid', value);
      if (prio !== 0) throw notSimulated('ip link … type bond_slave prio');
    } else {
      if (keyword !== 'help') ip.err(`bond_slave: unknown option "${value}"?\n`);
      throw new ExitError(1, BOND_SLAVE_USAGE);
    }
  }
}
