import { MAC_ZERO, type Mac } from '../packet/address';
import { groupMac6, solicitedNode } from '../packet/ipv6-address';
import { KernelError } from './errno';
import { fdbKey } from './bridge-fdb';
import { bridgeKind } from './link/bridge';
import { showsVlans } from './link/bridge-vlans';
import { setPortState } from './link/carrier';
import { devicesInOrder, requireDevice } from './link/registry';
import { typeOf } from './link/types';
import { portCostChanged, portPriorityChanged } from './stp/ports';
import { portIdOf } from './stp/state';
import type { FdbFlush, FdbInfo, FdbRequest, NetlinkSocket } from './netlink';
import type { DeviceRecord, FdbEntry, NetnsId } from './records';
import type { World } from './world';

type PortChanges = Parameters<NetlinkSocket['setBridgePort']>[1];

/**
 * Forwarding entries in the order of an RTM_GETNEIGH dump (net/core/rtnetlink.c rtnl_fdb_dump): device by device, a port's entries in
 * its bridge newest first, then the addresses the device itself filters. With `bridge`, only that bridge and its ports.
 */
export function listFdb(world: World, netns: NetnsId, bridge?: string): readonly FdbInfo[] {
  const only = bridge === undefined ? undefined : requireDevice(world, netns, bridge);
  if (only) bridgeKind(only);
  return devicesInOrder(world, netns)
    .filter((device) => !only || device.id === only.id || device.port?.bridge === only.id)
    .flatMap((device) => {
      const master = device.port ? inBridge(world, world.device(device.port.bridge), device) : [];
      const own = device.kind.type === 'bridge' ? inBridge(world, device, device) : [];
      const self = typeOf(device).fdb?.list(world, device) ?? filtered(device);
      return [...master, ...self, ...own];
    });
}

/** What a bridge's table says about one port, or about the bridge itself: newest first. */
function inBridge(world: World, bridge: DeviceRecord, port: DeviceRecord): FdbInfo[] {
  const { fdb, ageingSeconds } = bridgeKind(bridge);
  const info = (entry: Omit<FdbEntry, 'port'>): FdbInfo => ({
    mac: entry.mac,
    state: entry.state,
    ...(entry.vlan !== undefined && { vlan: entry.vlan }),
    device: port.name,
    bridge: bridge.name,
    target: 'master',
    ageSeconds: Math.floor((world.nowUs - entry.updatedUs) / 1_000_000),
  });
  const live = [...fdb.values()]
    .filter((entry) => entry.port === port.id)
    .flatMap((entry) => inEveryVlan(entry, bridge, port))
    .map(info)
    .filter((entry) => entry.state !== 'learned' || entry.ageSeconds <= ageingSeconds)
    .reverse();
  // br_fdb_change_mac_address: once up or set by hand, the bridge's own MAC is in the table unless a port has the same.
  const { kind, mac, qdisc } = bridge;
  const known = fdb.has(mac) || mac === MAC_ZERO;
  if (port.id !== bridge.id || known || kind.type !== 'bridge' || (!kind.macSet && qdisc === 'noop')) return live;
  const own: FdbEntry = { mac, port: port.id, state: 'permanent', updatedUs: world.nowUs };
  return [...live, ...inEveryVlan(own, bridge, port).map(info).reverse()];
}

/** br_fdb_add_local: an entry of the host's own is there once more for each VLAN of its port. */
function inEveryVlan(entry: FdbEntry, bridge: DeviceRecord, port: DeviceRecord): readonly FdbEntry[] {
  if (entry.state !== 'permanent' || entry.vlan !== undefined || entry.mac !== port.mac || !showsVlans(bridge))
    return [entry];
  const vlans = port.port?.vlans ?? (port.kind.type === 'bridge' ? port.kind.vlans : undefined);
  return [entry, ...[...(vlans?.members.keys() ?? [])].sort((a, b) => a - b).map((vlan) => ({ ...entry, vlan }))];
}

/** ndo_dflt_fdb_dump: unicast, then multicast addresses an Ethernet device listens to besides its own. */
function filtered(device: DeviceRecord): FdbInfo[] {
  if (device.kind.type === 'loopback') return [];
  return [...device.unicastFilter, ...multicastMacs(device)].map((mac) => ({
    mac,
    state: 'permanent',
    device: device.name,
    target: 'self',
    ageSeconds: 0,
  }));
}

/** The groups the kernel joins by itself: all IPv6 nodes from the start, the others with the device and its addresses. */
function multicastMacs({ kind, up, qdisc, addresses6 }: DeviceRecord): Mac[] {
  if (!up) return qdisc === 'noop' ? [ALL_IPV6_NODES] : [];
  const snoopers = kind.type === 'bridge' ? ALL_SNOOPERS : [];
  const solicited = addresses6.map(({ address }) => groupMac6(solicitedNode(address)));
  return [ALL_IPV6_NODES, ...snoopers, ALL_IPV4_SYSTEMS, ...new Set(solicited)];
}

const ALL_IPV6_NODES = '33:33:00:00:00:01' as Mac;
const ALL_IPV4_SYSTEMS = '01:00:5e:00:00:01' as Mac;
const ALL_SNOOPERS = ['01:00:5e:00:00:6a' as Mac, '33:33:00:00:00:6a' as Mac];

/**
 * RTM_NEWNEIGH of family AF_BRIDGE. Throws EOPNOTSUPP (`master` of a device without one), EEXIST (add), ENODEV, EPERM (a dynamic entry on a port
 * that does not learn), EINVAL (`self` on a device that is no bridge, with an entry that is not permanent).
 */
export function addFdb(world: World, netns: NetnsId, request: FdbRequest, mode: 'add' | 'append' | 'replace'): void {
  const device = requireDevice(world, netns, request.device);
  if (!hasEthernet(device)) throw new KernelError('EINVAL', 'FDB add only supported for Ethernet devices');
  const { fdb: table } = typeOf(device);
  if (request.target === 'self' && table) return table.add(world, device, request, mode);
  if (request.target === 'self' && device.kind.type !== 'bridge') return addFilter(world, device, request, mode);
  const bridge = bridgeFor(world, device, request.target);
  const kind = bridgeKind(bridge);
  // br_fdb_add: "RTM_NEWNEIGH with invalid ether address".
  if (request.mac === MAC_ZERO) throw new KernelError('EINVAL');
  const { port } = device;
  const learns = port === undefined || port.state === 'learning' || port.state === 'forwarding';
  if (request.state === 'dynamic' && !learns) throw new KernelError('EPERM');
  const vids = vlansOfRequest(bridge, device, request.vlan);
  if (kind.fdb.has(fdbKey(request.mac, vids[0] ?? 0)) && mode === 'add') throw new KernelError('EEXIST');
  const state: FdbEntry['state'] = request.state === 'dynamic' ? 'learned' : request.state;
  const fdb = world.writable(kind.fdb);
  for (const vid of vids) {
    const entry = { mac: request.mac, ...(vid !== 0 && { vlan: vid }), port: device.id, state, updatedUs: world.nowUs };
    fdb.set(fdbKey(request.mac, vid), entry);
  }
  world.writeDevice(bridge.id).kind = { ...kind, fdb };
}

/** br_fdb_add: the VLAN asked for, which the port must be a member of, or none and all that the port is a member of. */
function vlansOfRequest(bridge: DeviceRecord, device: DeviceRecord, vlan: number | undefined): readonly number[] {
  const vlans = device.port?.vlans ?? (device.kind.type === 'bridge' ? device.kind.vlans : undefined);
  const members = showsVlans(bridge) ? [...(vlans?.members.keys() ?? [])] : [];
  if (vlan === undefined) return [0, ...members];
  if (!members.includes(vlan)) throw new KernelError('EINVAL');
  return [vlan];
}

/** ARPHRD_ETHER: rtnl_fdb_add and rtnl_fdb_del want nothing else. */
function hasEthernet(device: DeviceRecord): boolean {
  return (typeOf(device).hardware?.number ?? 1) === 1 && device.kind.type !== 'loopback';
}

/** RTM_DELNEIGH of family AF_BRIDGE. Throws ENOENT, EOPNOTSUPP, ENODEV. */
export function deleteFdb(world: World, netns: NetnsId, request: Omit<FdbRequest, 'state'>): void {
  const device = requireDevice(world, netns, request.device);
  if (!hasEthernet(device)) throw new KernelError('EINVAL', 'FDB delete only supported for Ethernet devices');
  const { fdb: table } = typeOf(device);
  if (request.target === 'self' && table) return table.remove(world, device, request);
  if (request.target === 'self' && device.kind.type !== 'bridge') {
    if (!device.unicastFilter.includes(request.mac)) throw new KernelError('ENOENT');
    world.writeDevice(device.id).unicastFilter = device.unicastFilter.filter((mac) => mac !== request.mac);
    return;
  }
  const bridge = bridgeFor(world, device, request.target);
  const kind = bridgeKind(bridge);
  const vids = vlansOfRequest(bridge, device, request.vlan);
  const keys = vids.map((vid) => fdbKey(request.mac, vid)).filter((key) => kind.fdb.get(key)?.port === device.id);
  if (keys.length === 0) throw new KernelError('ENOENT');
  const fdb = world.writable(kind.fdb);
  for (const key of keys) fdb.delete(key);
  world.writeDevice(bridge.id).kind = { ...kind, fdb };
}

/** br_fdb_delete_bulk. */
export function flushFdb(world: World, netns: NetnsId, request: FdbFlush): void {
  const device = requireDevice(world, netns, request.device);
  const { fdb: table } = typeOf(device);
  if (request.target === 'self' && table) return table.flush(world, device, request.states);
  if (request.target === 'self' && device.kind.type !== 'bridge') throw new KernelError('EOPNOTSUPP');
  const bridge = bridgeFor(world, device, request.target);
  const port = request.port === undefined ? undefined : requireDevice(world, netns, request.port).id;
  const only = port ?? (device.id === bridge.id ? undefined : device.id);
  const kind = bridgeKind(bridge);
  const fdb = world.writable(kind.fdb);
  for (const [key, entry] of fdb) {
    if (request.vlan !== undefined && entry.vlan !== request.vlan) continue;
    if (request.states.includes(entry.state) && (only === undefined || entry.port === only)) fdb.delete(key);
  }
  world.writeDevice(bridge.id).kind = { ...kind, fdb };
}

/** ndo_dflt_fdb_add: the device's own unicast filter. */
function addFilter(world: World, device: DeviceRecord, request: FdbRequest, mode: 'add' | 'append' | 'replace'): void {
  if (request.state !== 'permanent') throw new KernelError('EINVAL');
  if ([...device.unicastFilter, ...multicastMacs(device)].includes(request.mac)) {
    if (mode === 'add') throw new KernelError('EEXIST');
    return;
  }
  world.writeDevice(device.id).unicastFilter = [...device.unicastFilter, request.mac];
}

/** `bridge link set`: throws EOPNOTSUPP when the device is no port, EINVAL for a state STP owns, ENETDOWN for a port that is not up. */
export function setBridgePort(world: World, netns: NetnsId, name: string, changes: PortChanges): void {
  const device = requireDevice(world, netns, name);
  const { port } = device;
  if (!port) throw new KernelError('EOPNOTSUPP');
  const { state, flags, ...rest } = changes;
  // br_stp_set_path_cost and br_stp_set_port_priority
  if (rest.cost !== undefined && (rest.cost < 1 || rest.cost > 65535)) throw new KernelError('ERANGE');
  if (rest.priority !== undefined && (rest.priority < 0 || rest.priority > 63)) throw new KernelError('ERANGE');
  world.writeDevice(device.id).port = { ...port, ...rest, flags: { ...port.flags, ...flags } };
  if (rest.cost !== undefined) portCostChanged(world, device.id);
  if (rest.priority !== undefined) portPriorityChanged(world, device.id, portIdOf(port));
  if (state === undefined || state === port.state) return;
  // br_netlink.c br_set_port_state
  const { kind } = world.device(port.bridge);
  if (kind.type === 'bridge' && kind.stp) throw new KernelError('EBUSY');
  if (state !== 'disabled' && (!device.up || !device.carrier)) throw new KernelError('ENETDOWN');
  // br_port_state_selection: without STP nothing keeps a port blocked.
  setPortState(world, device.id, state === 'blocking' ? 'forwarding' : state);
}

function bridgeFor(world: World, device: DeviceRecord, target: 'self' | 'master'): DeviceRecord {
  if (target === 'self') return device;
  if (!device.port) throw new KernelError('EOPNOTSUPP');
  return world.device(device.port.bridge);
}
