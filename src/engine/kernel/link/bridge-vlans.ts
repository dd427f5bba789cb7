import { initialVlans, withVlan, withoutVlan, type BridgeVlans } from '../bridge-vlan';
import { fdbKey } from '../bridge-fdb';
import { KernelError } from '../errno';
import type { BridgeVlanChange, PortVlans } from '../netlink';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';
import { devicesInOrder, requireDevice } from './registry';

/** The VLANs of bridges and their ports, as `bridge vlan` configures and lists them. */

/**
 * br_afspec: adds VLANs to a port (`master`), or to the bridge device (`self`), or takes them away; taking away what is not there is no error. Throws
 * EOPNOTSUPP for a device that is neither, EINVAL "bridge: Vlan id is invalid".
 */
export function changeVlans(world: World, netns: NetnsId, change: BridgeVlanChange, add: boolean): void {
  const device = requireDevice(world, netns, change.device);
  const { target, first, last, pvid, untagged } = change;
  if (first <= 0 || last >= 4095) throw new KernelError('EINVAL', 'bridge: Vlan id is invalid');
  const bridge = target === 'self' ? device : device.port && world.device(device.port.bridge);
  if (bridge?.kind.type !== 'bridge') throw new KernelError('EOPNOTSUPP');
  let vlans = target === 'self' ? bridge.kind.vlans : device.port?.vlans;
  if (!vlans) throw new KernelError('EOPNOTSUPP');
  for (let vid = first; vid <= last; vid++) {
    vlans = add ? withVlan(vlans, vid, pvid, untagged) : withoutVlan(vlans, vid);
    if (!add) forget(world, bridge.id, device.id, vid);
  }
  store(world, device.id, target, vlans);
  const kind = world.writeDevice(bridge.id);
  if (kind.kind.type === 'bridge') kind.kind = { ...kind.kind, vlansSet: true };
}

function store(world: World, id: DeviceId, target: 'self' | 'master', vlans: BridgeVlans): void {
  const device = world.writeDevice(id);
  if (target === 'self' && device.kind.type === 'bridge') device.kind = { ...device.kind, vlans };
  else if (device.port) device.port = { ...device.port, vlans };
}

/** br_fdb_delete_by_port of one VLAN. */
function forget(world: World, bridgeId: DeviceId, port: DeviceId, vid: number): void {
  const bridge = world.writeDevice(bridgeId);
  if (bridge.kind.type !== 'bridge') return;
  const fdb = world.writable(bridge.kind.fdb);
  for (const [key, entry] of fdb) if (entry.port === port && key === fdbKey(entry.mac, vid)) fdb.delete(key);
  bridge.kind = { ...bridge.kind, fdb };
}

/** __br_vlan_set_default_pvid: whoever still has the old default gets the new one instead. */
export function changeDefaultPvid(world: World, id: DeviceId, before: number, after: number): void {
  const bridge = world.device(id);
  if (bridge.kind.type !== 'bridge') return;
  const replaced = (vlans: BridgeVlans): BridgeVlans => {
    const untouched = before === 0 ? vlans.pvid === 0 : vlans.pvid === before && vlans.members.get(before) === true;
    if (!untouched) return vlans;
    const rest = before === 0 ? vlans : withoutVlan(vlans, before);
    return after === 0 ? rest : rest.members.size === 0 ? initialVlans(after) : withVlan(rest, after, true, true);
  };
  store(world, id, 'self', replaced(bridge.kind.vlans));
  for (const port of bridge.kind.ports.values()) {
    const { port: settings } = world.device(port);
    if (settings) store(world, port, 'master', replaced(settings.vlans));
  }
}

/** Whether listings show a bridge's VLANs: while it filters them, or once somebody configured some. */
export function showsVlans({ kind }: DeviceRecord): boolean {
  return kind.type === 'bridge' && (kind.vlanFiltering || kind.vlansSet === true);
}

/** RTM_GETLINK of family AF_BRIDGE with RTEXT_FILTER_BRVLAN: device by device, VLANs in order. */
export function listVlans(world: World, netns: NetnsId): readonly PortVlans[] {
  return devicesInOrder(world, netns).flatMap((device) => {
    const bridge = device.port ? world.device(device.port.bridge) : device;
    if (!showsVlans(bridge)) return [];
    const vlans = device.port?.vlans ?? (device.kind.type === 'bridge' ? device.kind.vlans : undefined);
    if (!vlans) return [];
    const list = [...vlans.members].sort(([a], [b]) => a - b);
    return [{ device: device.name, vlans: list.map(([id, untagged]) => ({ id, untagged, pvid: vlans.pvid === id })) }];
  });
}
