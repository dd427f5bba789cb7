import { MAC_BROADCAST, type Mac } from '../../packet/address';
import type { EthernetFrame } from '../../packet/frame';
import { countRx } from '../counters';
import { receiveCore } from '../datapath';
import { KernelError } from '../errno';
import type { NewLink } from '../netlink';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { trace } from '../trace';
import { frameLength } from '../transmit';
import type { World } from '../world';
import { pruneActive, selectActive, syncBondCarrier } from './bond-active';
import { scheduleMonitor } from './bond-monitor';
import { BOND_MODE, bondSetting, type BondSettings } from './bond-settings';
import { sendThroughBond } from './bond-transmit';
import { newDevice, randomMac } from './device';
import type { DeviceType } from './device-type';
import { inheritMac } from './mac';
import { changeMtu } from './mtu';
import { findDevice } from './registry';
import { framesTaken } from './stack';
import { typeOf } from './types';
import { closeDevice, openDevice } from './updown';

export interface BondKind {
  readonly type: 'bond';
  /** In the order they were enslaved. */
  readonly slaves: readonly DeviceId[];
  /** active-backup: the one that is used. */
  readonly active?: DeviceId;
  readonly primary?: DeviceId;
  readonly settings: BondSettings;
  /** A user chose its MAC; otherwise it takes the first slave's. */
  readonly macSet: boolean;
  /** When the link monitor started; it looks once every `miimon` ms from then on. */
  readonly startedUs: number;
  /** When it looks next, if it has to. */
  readonly dueUs?: number;
  /** balance-rr: packets sent. */
  readonly sentPackets: number;
}

/** A device's role in a bond (struct slave). */
export interface BondSlave {
  readonly bond: DeviceId;
  /** What the monitor believes: BOND_LINK_UP, FAIL (going down), DOWN, BACK (going back). */
  readonly link: 'up' | 'fail' | 'down' | 'back';
  /** Looks of the monitor until `fail` becomes down, or `back` up. */
  readonly delay: number;
  /** BOND_STATE_ACTIVE rather than BACKUP. */
  readonly active: boolean;
  readonly failures: number;
  /** What it had before, and gets back when released. */
  readonly permanentMac: Mac;
  readonly mtuBefore: number;
}

/** IFLA_INFO_DATA of a bond; devices by name. */
export interface BondChanges {
  readonly settings?: BondSettings;
  readonly primary?: string;
  /** null: `clear_active_slave`. */
  readonly activeSlave?: string | null;
}

/** drivers/net/bonding: several devices as one. */
export const bondType: DeviceType = {
  kind: 'bond',
  create: addBond,
  change(world, id, { bond }) {
    if (bond) changeBond(world, id, bond);
  },
  leaving(world, id) {
    for (const slave of bondKind(world.device(id)).slaves) release(world, id, slave);
  },
  immutableNetns: true,
  mtu: { min: 68, max: 65535 },
  queues: { tx: 16, rx: 16 },
  isMaster: true,
  addressOrigin: (device) => (bondKind(device).macSet ? 3 : bondKind(device).slaves.length > 0 ? 2 : 1),
  linkSettings(world, device) {
    const { slaves } = bondKind(device);
    const speeds = slaves
      .map((id) => world.device(id))
      .map((slave) => typeOf(slave).linkSettings?.(world, slave).speed ?? -1);
    const known = speeds.filter((speed) => speed > 0);
    return known.length === 0 ? { speed: -1, duplex: 'unknown' } : { speed: Math.max(...known), duplex: 'full' };
  },
  upChanged(world, id) {
    const device = world.writeDevice(id);
    if (!device.up) return;
    device.kind = { ...bondKind(device), startedUs: world.nowUs };
    scheduleMonitor(world, id, 0);
  },
  macChanged(world, id) {
    const device = world.writeDevice(id);
    const kind = { ...bondKind(device), macSet: true };
    device.kind = kind;
    if (!keepsMacs(kind)) for (const slave of kind.slaves) inheritMac(world, slave, device.mac);
  },
  mtuChanged(world, id) {
    const { mtu } = world.device(id);
    for (const slave of bondKind(world.device(id)).slaves) changeMtu(world, slave, mtu);
  },
  noCarrier: 'no slave of the bond has link',
  transmit: sendThroughBond,
  enslave,
  release,
  receiveOnPort: receiveOnSlave,
  portChanged(world, id, _, event) {
    if (event.type !== 'mtu' && event.type !== 'mac') scheduleMonitor(world, id);
  },
};

/** The bond's half of a device record. */
export function bondKind({ kind }: Pick<DeviceRecord, 'kind'>): BondKind {
  if (kind.type !== 'bond') throw new KernelError('EOPNOTSUPP');
  return kind;
}

/** fail_over_mac: slaves keep their own addresses and the bond has the active one's. */
function keepsMacs(kind: BondKind): boolean {
  return bondSetting(kind, 'mode') === BOND_MODE.activeBackup && bondSetting(kind, 'fail_over_mac') === 1;
}

function addBond(world: World, here: NetnsId, request: NewLink): DeviceId {
  const kind: BondKind = {
    type: 'bond',
    slaves: [],
    settings: {},
    macSet: request.mac !== undefined,
    startedUs: world.nowUs,
    sentPackets: 0,
  };
  const id = newDevice(world, here, request, kind, { pattern: 'bond%d', carrier: false, operstate: 'DOWN' });
  if (request.bond) changeBond(world, id, request.bond);
  return id;
}

/** bond_changelink. Throws EBUSY, ENOTEMPTY and EINVAL with bond_options.c's sentences. */
function changeBond(world: World, id: DeviceId, changes: BondChanges): void {
  const device = world.writeDevice(id);
  const kind = bondKind(device);
  const mode = changes.settings?.mode;
  if (mode !== undefined && mode !== bondSetting(kind, 'mode')) {
    if (kind.slaves.length > 0) {
      throw new KernelError('ENOTEMPTY', 'unable to set option because the bond device has slaves');
    }
    if (device.up) throw new KernelError('EBUSY', 'unable to set option because the bond is up');
  }
  const settings = { ...kind.settings, ...changes.settings };
  const needsMonitor = (settings.updelay ?? 0) > 0 || (settings.downdelay ?? 0) > 0;
  if (needsMonitor && (settings.miimon ?? 0) === 0) throw new KernelError('EINVAL', 'invalid option value');
  const primary = changes.primary === undefined ? kind.primary : findDevice(world, device.netns, changes.primary)?.id;
  device.kind = { ...kind, settings, primary };
  if (changes.activeSlave !== undefined) setActive(world, id, changes.activeSlave);
  selectActive(world, id);
  if (device.up) scheduleMonitor(world, id, 0);
}

/** bond_option_active_slave_set */
function setActive(world: World, id: DeviceId, name: string | null): void {
  const device = world.device(id);
  const kind = bondKind(device);
  if (bondSetting(kind, 'mode') !== BOND_MODE.activeBackup)
    throw new KernelError('EACCES', 'option not supported in mode');
  if (name === null) return pruneActive(world, id);
  const slave = findDevice(world, device.netns, name);
  if (!slave || !kind.slaves.includes(slave.id)) throw new KernelError('EINVAL', 'invalid option value');
  if (slave.id !== kind.active && (slave.slave?.link !== 'up' || !slave.up))
    throw new KernelError('EINVAL', 'invalid option value');
  selectActive(world, id, slave.id);
}

/** bond_enslave: the device must be down and nobody's port; it gets the bond's MAC and MTU, and comes up. Throws EPERM, EBUSY, EINVAL. */
function enslave(world: World, id: DeviceId, slaveId: DeviceId): void {
  const slave = world.device(slaveId);
  if (id === slaveId) throw new KernelError('EPERM', 'Cannot enslave bond to itself.');
  if (framesTaken(world, slave)) throw new KernelError('EBUSY', 'Device is in use and cannot be enslaved');
  if (slave.up) throw new KernelError('EPERM', 'Device can not be enslaved while up');
  if ((typeOf(slave).hardware?.number ?? 1) !== 1) throw new KernelError('EINVAL');
  const bond = world.device(id);
  const kind = bondKind(bond);
  const device = world.writeDevice(slaveId);
  device.master = id;
  device.slave = {
    bond: id,
    link: 'down',
    delay: 0,
    active: false,
    failures: 0,
    permanentMac: slave.mac,
    mtuBefore: slave.mtu,
  };
  world.writeDevice(id).kind = { ...kind, slaves: [...kind.slaves, slaveId] };
  if (kind.slaves.length === 0 && !kind.macSet) inheritMac(world, id, slave.mac);
  else if (!keepsMacs(kind)) inheritMac(world, slaveId, bond.mac);
  if (slave.mtu !== bond.mtu) changeMtu(world, slaveId, bond.mtu);
  openDevice(world, slaveId);
  const after = world.writeDevice(slaveId);
  const hasLink = bondSetting(kind, 'miimon') === 0 || after.carrier;
  const link = !hasLink ? 'down' : bondSetting(kind, 'updelay') > 0 ? 'back' : 'up';
  const active = bondSetting(kind, 'mode') !== BOND_MODE.activeBackup && link === 'up';
  if (after.slave) after.slave = { ...after.slave, link, active, delay: delayOf(kind, 'updelay') };
  selectActive(world, id);
  syncBondCarrier(world, id);
  if (link === 'back') scheduleMonitor(world, id);
}

function delayOf(kind: BondKind, which: 'updelay' | 'downdelay'): number {
  const miimon = bondSetting(kind, 'miimon');
  return miimon === 0 ? 0 : Math.floor(bondSetting(kind, which) / miimon);
}

/** __bond_release_one: it goes down and gets back what was its own; a bond without slaves makes up a new address. */
function release(world: World, id: DeviceId, slaveId: DeviceId): void {
  const bond = world.writeDevice(id);
  const kind = bondKind(bond);
  const slaves = kind.slaves.filter((each) => each !== slaveId);
  bond.kind = { ...kind, slaves, active: kind.active === slaveId ? undefined : kind.active };
  const device = world.writeDevice(slaveId);
  const role = device.slave;
  device.master = undefined;
  device.slave = undefined;
  closeDevice(world, slaveId);
  if (role) {
    inheritMac(world, slaveId, role.permanentMac);
    if (device.mtu !== role.mtuBefore) changeMtu(world, slaveId, role.mtuBefore);
  }
  selectActive(world, id);
  syncBondCarrier(world, id);
  if (slaves.length === 0) {
    inheritMac(world, id, randomMac(world));
    const empty = world.writeDevice(id);
    empty.kind = { ...bondKind(empty), macSet: false };
  }
}

/** bond_handle_frame: what comes in on a slave came in on the bond; a backup slave hears nothing. */
function receiveOnSlave(
  world: World,
  bond: DeviceRecord,
  slave: DeviceRecord,
  frame: EthernetFrame,
): EthernetFrame | undefined {
  if (!bond.up || !slave.slave?.active) {
    trace(world, frame.packetId, slave.netns, slave, () => ({
      type: 'drop',
      reason: 'NOT_SPECIFIED',
      detail: bond.up ? `${slave.name} is a backup slave of ${bond.name}` : `the bond ${bond.name} is down`,
    }));
    return undefined;
  }
  countRx(
    world,
    bond.id,
    frameLength(frame),
    frame.destination !== MAC_BROADCAST && frame.destination.startsWith('01'),
  );
  receiveCore(world, world.device(bond.id), frame);
  return undefined;
}
