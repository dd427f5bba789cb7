import { sendGratuitousArp } from '../arp';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { bondKind } from './bond';
import { BOND_MODE, bondSetting } from './bond-settings';
import { setCarrier } from './carrier';
import { inheritMac } from './mac';
import { typeOf } from './types';

/** bond_set_carrier: a bond has link while enough of its slaves have. */
export function syncBondCarrier(world: World, id: DeviceId): void {
  const kind = bondKind(world.device(id));
  const up = kind.slaves.filter((slave) => world.device(slave).slave?.link === 'up').length;
  setCarrier(world, id, up > 0 && up >= bondSetting(kind, 'min_links'));
}

/**
 * bond_select_active_slave and bond_change_active_slave: in active-backup, the primary, or the one that was active, or the first with link becomes
 * active; `wanted` is a user's choice. A new one is announced by gratuitous ARP.
 */
export function selectActive(world: World, id: DeviceId, wanted?: DeviceId): void {
  const bond = world.device(id);
  const kind = bondKind(bond);
  if (bondSetting(kind, 'mode') !== BOND_MODE.activeBackup) return;
  const best = wanted ?? bestSlave(world, id);
  if (best === kind.active) return;
  world.writeDevice(id).kind = { ...kind, active: best };
  for (const slaveId of kind.slaves) {
    const slave = world.writeDevice(slaveId);
    if (slave.slave) slave.slave = { ...slave.slave, active: slaveId === best };
  }
  if (best === undefined) return;
  if (bondSetting(kind, 'fail_over_mac') === 1) inheritMac(world, id, world.device(best).mac);
  syncBondCarrier(world, id);
  if (kind.slaves.length > 1) announce(world, id, bondSetting(kind, 'num_grat_arp'));
}

/** `clear_active_slave`: the bond chooses anew. */
export function pruneActive(world: World, id: DeviceId): void {
  const device = world.writeDevice(id);
  device.kind = { ...bondKind(device), active: undefined };
  selectActive(world, id);
}

function bestSlave(world: World, id: DeviceId): DeviceId | undefined {
  const kind = bondKind(world.device(id));
  const works = (slave: DeviceId | undefined): slave is DeviceId =>
    slave !== undefined && kind.slaves.includes(slave) && world.device(slave).slave?.link === 'up';
  const { primary, active } = kind;
  if (works(primary)) {
    if (!works(active)) return primary;
    const reselect = bondSetting(kind, 'primary_reselect');
    const speed = (slave: DeviceId): number => {
      const device = world.device(slave);
      return typeOf(device).linkSettings?.(world, device).speed ?? -1;
    };
    if (reselect === 0 || (reselect === 1 && speed(primary) > speed(active))) return primary;
  }
  return works(active) ? active : kind.slaves.find(works);
}

/** NETDEV_NOTIFY_PEERS: for the bond's addresses and those of the VLANs on it. */
function announce(world: World, id: DeviceId, times: number): void {
  if (times === 0) return;
  sendGratuitousArp(world, id);
  for (const upper of world.device(id).uppers ?? []) {
    if (world.device(upper).kind.type === 'vlan') sendGratuitousArp(world, upper);
  }
}
