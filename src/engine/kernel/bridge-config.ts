import type { Mac } from '../packet/address';
import { KernelError } from './errno';
import { bridgeKind } from './link/bridge';
import { setPortState } from './link/carrier';
import { devicesInOrder, requireDevice } from './link/registry';
import type { FdbInfo, NetlinkSocket } from './netlink';
import type { DeviceRecord, FdbEntry, NetnsId } from './records';
import type { World } from './world';

type FdbRequest = Parameters<NetlinkSocket['addFdb']>[0];
type PortChanges = Parameters<NetlinkSocket['setBridgePort']>[1];

/** Forwarding entries of every bridge of a namespace, or of one, in the order `bridge fdb show` prints them. */
export function listFdb(world: World, netns: NetnsId, bridge?: string): readonly FdbInfo[] {
  const bridges =
    bridge === undefined
      ? devicesInOrder(world, netns).filter((device) => device.kind.type === 'bridge')
      : [requireDevice(world, netns, bridge)];
  return bridges.flatMap((device) => entriesOf(world, device));
}

function entriesOf(world: World, bridge: DeviceRecord): FdbInfo[] {
  return Array.from(bridgeKind(bridge).fdb.values(), (entry) => ({
    mac: entry.mac,
    state: entry.state,
    device: world.device(entry.port).name,
    bridge: bridge.name,
    target: 'master',
    ageSeconds: Math.floor((world.nowUs - entry.updatedUs) / 1_000_000),
  }));
}

/** RTM_NEWNEIGH of family AF_BRIDGE. Throws EOPNOTSUPP when the device has no such table, EEXIST (add), ENODEV. */
export function addFdb(world: World, netns: NetnsId, request: FdbRequest, mode: 'add' | 'append' | 'replace'): void {
  const device = requireDevice(world, netns, request.device);
  const bridge = bridgeFor(world, device, request.target);
  const kind = bridgeKind(bridge);
  if (kind.fdb.has(request.mac) && mode === 'add') throw new KernelError('EEXIST');
  const state: FdbEntry['state'] = request.state === 'dynamic' ? 'learned' : request.state;
  const fdb = world.writable(kind.fdb);
  fdb.set(request.mac, { mac: request.mac, port: device.id, state, updatedUs: world.nowUs });
  world.writeDevice(bridge.id).kind = { ...kind, fdb };
}

/** RTM_DELNEIGH of family AF_BRIDGE. Throws ENOENT, EOPNOTSUPP, ENODEV. */
export function deleteFdb(
  world: World,
  netns: NetnsId,
  request: { readonly mac: Mac; readonly device: string; readonly target: 'self' | 'master' },
): void {
  const device = requireDevice(world, netns, request.device);
  const bridge = bridgeFor(world, device, request.target);
  const kind = bridgeKind(bridge);
  if (kind.fdb.get(request.mac)?.port !== device.id) throw new KernelError('ENOENT');
  const fdb = world.writable(kind.fdb);
  fdb.delete(request.mac);
  world.writeDevice(bridge.id).kind = { ...kind, fdb };
}

/** `bridge link set`: throws EOPNOTSUPP when the device is no port, EINVAL for a state STP owns, ENETDOWN for a port that is not up. */
export function setBridgePort(world: World, netns: NetnsId, name: string, changes: PortChanges): void {
  const device = requireDevice(world, netns, name);
  const { port } = device;
  if (!port) throw new KernelError('EOPNOTSUPP');
  const { state, ...rest } = changes;
  world.writeDevice(device.id).port = { ...port, ...rest };
  if (state === undefined || state === port.state) return;
  // br_netlink.c br_set_port_state
  const { kind } = world.device(port.bridge);
  if (kind.type === 'bridge' && kind.stp) throw new KernelError('EBUSY');
  if (state !== 'disabled' && (!device.up || !device.carrier)) throw new KernelError('ENETDOWN');
  setPortState(world, device.id, state);
}

function bridgeFor(world: World, device: DeviceRecord, target: 'self' | 'master'): DeviceRecord {
  if (target === 'self') return device;
  if (!device.port) throw new KernelError('EOPNOTSUPP');
  return world.device(device.port.bridge);
}
