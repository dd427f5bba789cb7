import { parseMac, type Mac } from '../../packet/address';
import { KernelError } from '../../kernel/errno';
import type { FdbInfo } from '../../kernel/netlink';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import type { ClauseReader } from '../grammar/clause-reader';
import { unsigned } from '../iproute2/address-words';
import {
  duplicateArgument,
  duplicateOrGarbage,
  invalidArgument,
  kernelErrorText,
  notSimulated,
  usageError,
} from '../iproute2/errors';
import type { Printer } from '../iproute2/printer';
import type { IpContext } from '../ip/context';
import { FDB_USAGE } from './usage';

const FAILED = 255;
const NOT_FOUND = 254;

/** `bridge fdb show`: which MAC addresses are behind which ports. */
export function showFdb(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  let master: string | undefined;
  let vlan = 0;
  let states: ReadonlySet<FdbInfo['state']> | undefined;
  let dynamic = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') device = value;
    else if (keyword === 'br') master = value;
    else if (keyword === 'vlan') {
      if (vlan !== 0) throw duplicateArgument('vlan', value);
      vlan = atoi(value);
    } else if (keyword === 'state') states = new Set([...(states ?? []), ...readStates(value)]);
    else if (keyword === 'dynamic') dynamic = true;
    else if (keyword === 'help') throw usageError(FDB_USAGE);
  }
  const { netlink } = bridge;
  const link = master === undefined ? undefined : netlink.link(master);
  if (master !== undefined && !link) throw new ExitError(FAILED, `Cannot find bridge device "${master}"\n`);
  if (device !== undefined && !netlink.link(device)) {
    bridge.noDevice(device);
    return FAILED;
  }
  const entries = link && link.kind.type !== 'bridge' ? [] : netlink.bridgeFdb(master);
  const printer = bridge.printer();
  for (const entry of entries) {
    if (device !== undefined && entry.device !== device) continue;
    if (vlan !== 0 && entry.vlan !== vlan) continue;
    if (states && !states.has(entry.state)) continue;
    if (dynamic && entry.state === 'permanent') continue;
    printEntry(printer, bridge, entry, device === undefined);
  }
  bridge.out(printer.finish());
  return 0;
}

/** state_a2n: names may be shortened. */
function readStates(word: string): readonly FdbInfo['state'][] {
  const known: readonly (readonly [string, readonly FdbInfo['state'][]])[] = [
    ['permanent', ['permanent']],
    ['static', ['static']],
    ['temp', ['static']],
    ['stale', []],
    ['reachable', ['learned']],
    ['dynamic', ['learned']],
  ];
  if (word === 'all') return ['permanent', 'static', 'learned'];
  const found = known.find(([name]) => word !== '' && name.startsWith(word));
  if (found) return found[1];
  if (unsigned(word) === undefined) throw invalidArgument('invalid state', word);
  return [];
}

function printEntry(printer: Printer, bridge: IpContext, entry: FdbInfo, withDevice: boolean): void {
  const { mac, device, vlan, target, ageSeconds } = entry;
  const state = entry.state === 'learned' ? '' : entry.state;
  printer.openObject();
  printer.field('mac', mac, `${mac} `, 'mac');
  if (withDevice) {
    printer.text('dev ');
    printer.field('ifname', device, `${device} `, 'ifname');
  }
  if (vlan !== undefined) printer.field('vlan', vlan, `vlan ${vlan} `);
  // Only a bridge keeps times; a device's own filter has none.
  if (bridge.settings.stats > 0 && target === 'master') {
    printer.json('used', ageSeconds);
    printer.json('updated', ageSeconds);
    printer.text(`used ${ageSeconds}/${ageSeconds} `);
  }
  printer.words('flags', target === 'self' ? ['self'] : [], ' ');
  if (entry.bridge !== undefined) printer.field('master', entry.bridge, `master ${entry.bridge} `);
  printer.field('state', state, `${state}\n`);
  printer.closeObject();
}

interface Given {
  mac?: string;
  device?: string;
  self: boolean;
  master: boolean;
  vlan?: number;
  state: 'permanent' | 'static' | 'dynamic';
}

/** `bridge fdb add|append|replace|delete`. */
export function modifyFdb(bridge: IpContext, reader: ClauseReader, verb: string): number {
  const given = readGiven(reader);
  const { device, mac: word } = given;
  if (device === undefined || word === undefined) {
    throw new ExitError(FAILED, 'Device and address are required arguments.\n');
  }
  const mac = readMac(word);
  if (!mac) throw new ExitError(FAILED, `Invalid mac address ${word}\n`);
  if (!bridge.netlink.link(device)) {
    bridge.noDevice(device);
    return FAILED;
  }
  const targets: ('master' | 'self')[] = given.master ? ['master'] : [];
  if (given.self || !given.master) targets.push('self');
  for (const target of targets) {
    if (verb === 'delete') bridge.netlink.deleteFdb({ mac, device, target, vlan: given.vlan });
    else
      bridge.netlink.addFdb(
        { mac, device, state: given.state, target, vlan: given.vlan },
        verb as 'add' | 'append' | 'replace',
      );
  }
  return 0;
}

function readGiven(reader: ClauseReader): Given {
  const given: Given = { self: false, master: false, state: 'permanent' };
  let vlan: number | undefined;
  let sticky = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'dev':
        given.device = value;
        break;
      case 'self':
        given.self = true;
        break;
      case 'master':
        given.master = true;
        break;
      case 'local':
      case 'permanent':
        given.state = 'permanent';
        break;
      case 'temp':
      case 'static':
        given.state = 'static';
        break;
      // NTF_USE: an entry as if a frame had just come from there.
      case 'dynamic':
      case 'use':
        given.state = 'dynamic';
        break;
      case 'sticky':
        sticky = true;
        break;
      case 'vlan':
        if (vlan !== undefined) throw duplicateOrGarbage('vlan', value);
        vlan = atoi(value);
        break;
      case 'help':
        throw usageError(FDB_USAGE);
      case 'to':
        if (given.mac !== undefined) throw duplicateOrGarbage('to', value);
        given.mac = value;
        break;
      default:
        throw notSimulated(`bridge fdb … ${keyword}`);
    }
  }
  if (vlan !== undefined) {
    if (vlan <= 0 || vlan >= 4095) throw new KernelError('EINVAL', 'invalid vlan id');
    given.vlan = vlan;
  }
  if (sticky && given.state === 'permanent') throw new KernelError('EINVAL');
  if (sticky) throw notSimulated('bridge fdb … sticky');
  return given;
}

/** sscanf("%hhx:…"): six bytes; what follows is ignored. */
function readMac(word: string): Mac | undefined {
  const six = /^([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}/.exec(word)?.[0];
  return six === undefined ? undefined : parseMac(six);
}

/** `bridge fdb get`. */
export function getFdb(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  let master: string | undefined;
  let word: string | undefined;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') device = value;
    else if (keyword === 'br') master = value;
    else if (keyword === 'help') throw usageError(FDB_USAGE);
    else if (keyword === 'to') {
      if (word !== undefined) throw duplicateOrGarbage('to', value);
      word = value;
    } else if (keyword === 'vlan') throw notSimulated('bridge fdb get … vlan');
  }
  if ((device === undefined && master === undefined) || word === undefined) {
    throw new ExitError(FAILED, 'Device or master and address are required arguments.\n');
  }
  const mac = readMac(word);
  if (!mac) throw new ExitError(FAILED, `Invalid mac address ${word}\n`);
  for (const name of [device, master]) {
    if (name === undefined || bridge.netlink.link(name)) continue;
    bridge.noDevice(name);
    return FAILED;
  }
  const entry = bridge.netlink
    .bridgeFdb(master)
    .find(
      (known) => known.mac === mac && known.target === 'master' && (device === undefined || known.device === device),
    );
  if (!entry) {
    bridge.err(kernelErrorText(new KernelError('ENOENT', 'Fdb entry not found')));
    return NOT_FOUND;
  }
  const printer = bridge.printer();
  printEntry(printer, bridge, entry, true);
  bridge.out(printer.finish());
  return 0;
}
