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
import { readEntry, type GivenEntry } from './fdb-words';
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
    if (states && !states.has(entry.state) && !(entry.noarp && states.has('static'))) continue;
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
  const { destination, port, vni, sourceVni, via, flags = [], usedSeconds = ageSeconds } = entry;
  if (destination !== undefined) {
    const text = bridge.hostText(destination);
    printer.field('dst', text, `dst ${text} `);
  }
  if (vlan !== undefined) printer.field('vlan', vlan, `vlan ${vlan} `);
  if (port !== undefined) printer.field('port', port, `port ${port} `);
  if (vni !== undefined) printer.field('vni', vni, `vni ${vni} `);
  if (sourceVni !== undefined) printer.field('src_vni', sourceVni, `src_vni ${sourceVni} `);
  if (via !== undefined) printer.field('viaIf', via, `via ${via} `);
  // Only a bridge and a tunnel keep times; a device's own filter has none.
  if (bridge.settings.stats > 0 && (target === 'master' || destination !== undefined)) {
    printer.json('used', usedSeconds);
    printer.json('updated', ageSeconds);
    printer.text(`used ${usedSeconds}/${ageSeconds} `);
  }
  const shown = ['extern_learn', 'router', 'sticky'].filter((flag) => flags.some((one) => one === flag));
  printer.words('flags', [...(target === 'self' ? ['self'] : []), ...shown], ' ');
  if (entry.bridge !== undefined) printer.field('master', entry.bridge, `master ${entry.bridge} `);
  printer.field('state', state, `${state}\n`);
  printer.closeObject();
}

/** `bridge fdb add|append|replace|delete`. */
export function modifyFdb(bridge: IpContext, reader: ClauseReader, verb: string): number {
  const given = readEntry(bridge, reader);
  const { device, mac: word } = given;
  if (device === undefined || word === undefined) {
    throw new ExitError(FAILED, 'Device and address are required arguments.\n');
  }
  const { destination, port, vni, sourceVni, via, flags } = given;
  const tunnel = { destination, port, vni, sourceVni, via, flags };
  if (given.nexthop !== undefined && (destination ?? port ?? vni) !== undefined) {
    throw new ExitError(FAILED, 'dst, port, vni are mutually exclusive with nhid\n');
  }
  const mac = readMac(word);
  if (!mac) throw new ExitError(FAILED, `Invalid mac address ${word}\n`);
  const link = bridge.netlink.link(device);
  if (!link) {
    bridge.noDevice(device);
    return FAILED;
  }
  const hasTable = link.kind.type === 'vxlan' && !given.master;
  if (given.nexthop !== undefined) throw notSimulated('bridge fdb … nhid');
  if (!hasTable) checkForBridge(given);
  else if (given.inet6) throw new KernelError('EAFNOSUPPORT');
  const targets: ('master' | 'self')[] = given.master ? ['master'] : [];
  if (given.self || !given.master) targets.push('self');
  for (const target of targets) {
    if (verb === 'delete') bridge.netlink.deleteFdb({ mac, device, target, vlan: given.vlan, ...tunnel });
    else {
      const request = { mac, device, state: stateFor(given, hasTable), target, vlan: given.vlan, ...tunnel };
      bridge.netlink.addFdb(request, verb as 'add' | 'append' | 'replace');
    }
  }
  return 0;
}

/** What a bridge would do with `vlan` and `sticky`; a tunnel does not look at the one and takes the other for a flag. */
function checkForBridge({ vlan, flags, state }: GivenEntry): void {
  if (vlan !== undefined && (vlan <= 0 || vlan >= 4095)) throw new KernelError('EINVAL', 'invalid vlan id');
  if (!flags.includes('sticky')) return;
  if (state === 'permanent') throw new KernelError('EINVAL');
  throw notSimulated('bridge fdb … sticky');
}

/** NTF_USE makes an entry as if a frame had just come from there, which a tunnel's table does not know. */
function stateFor({ state, use }: GivenEntry, hasTable: boolean): GivenEntry['state'] {
  return use && !hasTable ? 'dynamic' : state;
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
  let self = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') device = value;
    else if (keyword === 'br') master = value;
    else if (keyword === 'self') self = true;
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
  const link = device === undefined ? undefined : bridge.netlink.link(device);
  const target = self && link?.kind.type === 'vxlan' ? 'self' : 'master';
  if (target === 'master' && link?.kind.type === 'vxlan' && !link.port) {
    bridge.err(kernelErrorText(new KernelError('EINVAL', 'Device is not a bridge port')));
    return NOT_FOUND;
  }
  const entry = bridge.netlink
    .bridgeFdb(master)
    .find((known) => known.mac === mac && known.target === target && (device === undefined || known.device === device));
  if (!entry) {
    bridge.err(kernelErrorText(new KernelError('ENOENT', 'Fdb entry not found')));
    return NOT_FOUND;
  }
  const printer = bridge.printer();
  printEntry(printer, bridge, entry, true);
  bridge.out(printer.finish());
  return 0;
}
