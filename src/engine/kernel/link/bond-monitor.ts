import type { DeviceId } from '../records';
import type { World } from '../world';
import { bondKind, type BondKind, type BondSlave } from './bond';
import { selectActive, syncBondCarrier } from './bond-active';
import { BOND_MODE, bondSetting } from './bond-settings';

/**
 * bond_mii_monitor: once every `miimon` ms a bond looks at the carrier of its slaves. Looks that would find nothing new are left out: one is due only after
 * something happened to a slave, at the moment the kernel's would be.
 */
export function scheduleMonitor(world: World, id: DeviceId, delayUs?: number): void {
  const bond = world.device(id);
  const kind = bondKind(bond);
  const periodUs = bondSetting(kind, 'miimon') * 1000;
  if (periodUs === 0 || !bond.up) return;
  const toNext = periodUs - ((world.nowUs - kind.startedUs) % periodUs);
  const dueUs = world.nowUs + (delayUs ?? toNext);
  if (kind.dueUs === dueUs) return;
  world.writeDevice(id).kind = { ...kind, dueUs };
  world.schedule(dueUs - world.nowUs, { type: 'bond-monitor', device: id });
}

/** The `bond-monitor` event: bond_miimon_inspect and bond_miimon_commit. */
export function bondMonitor(world: World, id: DeviceId): void {
  const bond = world.devices.get(id);
  if (bond?.kind.type !== 'bond' || !bond.up || bondSetting(bond.kind, 'miimon') === 0) return;
  const { dueUs, ...kind } = bond.kind;
  // Another look was ordered meanwhile.
  if (dueUs !== world.nowUs) return;
  world.writeDevice(id).kind = kind;
  let again = false;
  let changed = false;
  for (const slaveId of kind.slaves) {
    const { slave, up, carrier } = world.device(slaveId);
    if (!slave) continue;
    const next = inspected(kind, slave, up && carrier);
    again ||= next.link === 'fail' || next.link === 'back';
    if (next.link === slave.link && next.delay === slave.delay) continue;
    const ended = next.link !== slave.link && (next.link === 'up' || next.link === 'down');
    changed ||= ended;
    const standsBy = bondSetting(kind, 'mode') === BOND_MODE.activeBackup;
    world.writeDevice(slaveId).slave = {
      ...next,
      ...(ended && { active: standsBy ? slave.active && next.link === 'up' : next.link === 'up' }),
      failures: slave.failures + (ended && next.link === 'down' ? 1 : 0),
    };
  }
  if (changed) {
    selectActive(world, id);
    syncBondCarrier(world, id);
  }
  if (again) scheduleMonitor(world, id);
}

function inspected(kind: BondKind, slave: BondSlave, hasLink: boolean): BondSlave {
  const ticks = (which: 'updelay' | 'downdelay'): number =>
    Math.floor(bondSetting(kind, which) / bondSetting(kind, 'miimon'));
  const hurry = bondSetting(kind, 'mode') === BOND_MODE.activeBackup && kind.active === undefined;
  switch (slave.link) {
    case 'up':
      return hasLink ? slave : waiting({ ...slave, link: 'fail', delay: ticks('downdelay') }, 'down');
    case 'fail':
      return hasLink ? { ...slave, link: 'up', delay: 0 } : waiting(slave, 'down');
    case 'down':
      return hasLink ? waiting({ ...slave, link: 'back', delay: hurry ? 0 : ticks('updelay') }, 'up') : slave;
    case 'back':
      return hasLink ? waiting(hurry ? { ...slave, delay: 0 } : slave, 'up') : { ...slave, link: 'down', delay: 0 };
  }
}

function waiting(slave: BondSlave, end: 'up' | 'down'): BondSlave {
  return slave.delay <= 0 ? { ...slave, link: end, delay: 0 } : { ...slave, delay: slave.delay - 1 };
}
