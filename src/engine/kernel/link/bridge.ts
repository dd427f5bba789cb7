import { MAC_ZERO, type Mac } from '../../packet/address';
import { KernelError } from '../errno';
import type { BridgeChanges, NewLink } from '../netlink';
import type { BridgePort, DeviceId, DeviceKind, DeviceRecord, NetnsId } from '../records';
import type { World } from '../world';
import { changedSettings } from './bridge-settings';
import { setPortState, syncBridgeCarrier, syncPortState } from './carrier';
import { randomMac, registerDevice } from './device';
import { checkNewMac, checkNewMtu } from './limits';
import { chooseName, reserveIfindex } from './registry';

export type BridgeKind = Extract<DeviceKind, { type: 'bridge' }>;

const DEFAULT_PRIORITY = 32;
/** br_if.c port_cost: 2 for 10 Gbit/s (a veth), 100 when the driver does not tell a speed. */
const PORT_COST: Record<DeviceKind['type'], number> = { veth: 2, nic: 100, bridge: 100, loopback: 100 };

/** Creates a bridge, down. Throws EINVAL or EEXIST for its name, MTU or address. */
export function addBridge(world: World, netns: NetnsId, request: NewLink): DeviceId {
  checkNewMac(request.mac);
  checkNewMtu('bridge', request.mtu);
  const id = world.allocateId();
  const kind: BridgeKind = {
    type: 'bridge',
    fdb: world.newMap(),
    ports: world.newMap(),
    livePorts: 0,
    macSet: request.mac !== undefined,
    mtuSet: request.mtu !== undefined,
    stp: request.bridge?.stp ?? false,
    ageingSeconds: request.bridge?.ageingSeconds ?? 300,
    vlanFiltering: request.bridge?.vlanFiltering ?? false,
    settings: changedSettings({}, request.bridge?.settings ?? {}, request.bridge?.stp ?? false),
    groupAddress: checkedGroup(request.bridge?.groupAddress),
  };
  registerDevice(world, id, kind, {
    netns,
    name: chooseName(world, netns, request.name ?? 'bridge%d'),
    ifindex: reserveIfindex(world, netns, request.ifindex),
    mac: request.mac ?? randomMac(world),
    mtu: request.mtu ?? 1500,
    carrier: true,
    operstate: 'UNKNOWN',
    txQueueLength: request.txQueueLength,
    queues: request.queues,
    alias: request.alias,
  });
  if (request.mac !== undefined) syncBridgeCarrier(world, id);
  return id;
}

/** The bridge half of a device record; throws EOPNOTSUPP when the device is not a bridge, as RTM_SETLINK does. */
export function bridgeKind(device: DeviceRecord): BridgeKind {
  if (device.kind.type !== 'bridge') throw new KernelError('EOPNOTSUPP');
  return device.kind;
}

/** br_add_if: makes a device a port. Throws EINVAL for loopback, ELOOP for a bridge, EBUSY when it already has a master. */
export function addPort(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const device = world.writeDevice(id);
  if (device.kind.type === 'loopback' || device.mac === MAC_ZERO) throw new KernelError('EINVAL');
  if (device.kind.type === 'bridge') throw new KernelError('ELOOP', 'Can not enslave a bridge to a bridge');
  if (device.port) throw new KernelError('EBUSY');
  const bridge = world.writeDevice(bridgeId);
  const kind = bridgeKind(bridge);
  let portNumber = kind.ports.size + 1;
  if (kind.ports.has(portNumber)) for (portNumber = 1; kind.ports.has(portNumber);) portNumber++;
  const port: BridgePort = {
    bridge: bridgeId,
    portNumber,
    state: 'disabled',
    cost: PORT_COST[device.kind.type],
    priority: DEFAULT_PRIORITY,
    hairpin: false,
    learning: true,
    flood: true,
  };
  device.port = port;
  const ports = world.writable(kind.ports);
  ports.set(portNumber, id);
  const fdb = world.writable(kind.fdb);
  fdb.set(device.mac, { mac: device.mac, port: id, state: 'permanent', updatedUs: world.nowUs });
  bridge.kind = { ...kind, ports, fdb };
  if (!kind.macSet && (ports.size === 1 || device.mac < bridge.mac)) {
    bridge.mac = device.mac;
    // br_stp_change_bridge_id selects the ports' states before the new one works: without another the carrier goes for a moment.
    if (bridge.carrier && kind.livePorts === 0) {
      bridge.carrier = false;
      bridge.carrierDowns++;
    }
  }
  if (!kind.mtuSet) bridge.mtu = ports.size === 1 ? device.mtu : Math.min(bridge.mtu, device.mtu);
  syncPortState(world, id);
  syncBridgeCarrier(world, bridgeId);
}

/** br_del_if: the device stops being a port; its forwarding entries go, and the bridge's MAC, MTU and carrier follow the rest. */
export function removePort(world: World, id: DeviceId): void {
  if (!world.device(id).port) return;
  setPortState(world, id, 'disabled');
  const device = world.writeDevice(id);
  const { port } = device;
  if (!port) return;
  device.port = undefined;
  const bridge = world.writeDevice(port.bridge);
  const kind = bridgeKind(bridge);
  const ports = world.writable(kind.ports);
  ports.delete(port.portNumber);
  bridge.kind = { ...kind, ports, fdb: withoutPort(world, kind, id) };
  const wasLowest = device.mac === bridge.mac || device.mtu === bridge.mtu;
  if (wasLowest || ports.size === 0) followPorts(world, port.bridge);
  syncBridgeCarrier(world, port.bridge);
}

/** Every port of a bridge, in the order they joined. */
export function portsOf(device: DeviceRecord): readonly DeviceId[] {
  return device.kind.type === 'bridge' ? [...device.kind.ports.values()] : [];
}

/** br_stp_recalculate_bridge_id and br_mtu_auto_adjust: takes the lowest MAC and MTU of the ports unless they were set by hand. */
function followPorts(world: World, bridgeId: DeviceId): void {
  const bridge = world.writeDevice(bridgeId);
  const kind = bridgeKind(bridge);
  let mac: Mac = MAC_ZERO;
  let mtu = kind.ports.size === 0 ? 1500 : 65535;
  for (const id of kind.ports.values()) {
    const port = world.device(id);
    if (mac === MAC_ZERO || port.mac < mac) mac = port.mac;
    mtu = Math.min(mtu, port.mtu);
  }
  if (!kind.macSet) bridge.mac = mac;
  if (!kind.mtuSet) bridge.mtu = mtu;
}

/** br_mtu_auto_adjust for one port whose MTU changed: the others are looked at only when it was the smallest and grew. */
export function portMtuChanged(world: World, id: DeviceId, before: number): void {
  const { port, mtu } = world.device(id);
  if (!port) return;
  const bridge = world.device(port.bridge);
  if (bridgeKind(bridge).mtuSet) return;
  if (mtu <= bridge.mtu) world.writeDevice(port.bridge).mtu = mtu;
  else if (before <= bridge.mtu) followPorts(world, port.bridge);
}

/** A port's own MAC changed: its permanent entry moves, and the bridge may follow. */
export function portMacChanged(world: World, id: DeviceId, old: Mac): void {
  const { port, mac } = world.device(id);
  if (!port) return;
  const bridge = world.writeDevice(port.bridge);
  const kind = bridgeKind(bridge);
  const fdb = world.writable(kind.fdb);
  if (fdb.get(old)?.port === id) fdb.delete(old);
  fdb.set(mac, { mac, port: id, state: 'permanent', updatedUs: world.nowUs });
  bridge.kind = { ...kind, fdb };
  followPorts(world, port.bridge);
}

/** The bridge was set up or down: its ports start or stop forwarding. A bridge without ports keeps its carrier. */
export function bridgeUpChanged(world: World, bridgeId: DeviceId): void {
  for (const id of portsOf(world.device(bridgeId))) syncPortState(world, id);
}

/** Applies `ip link set DEV type bridge …`. Ports that listen or learn when STP goes off keep their timer, as in Linux. */
export function changeBridge(world: World, id: DeviceId, options: BridgeChanges): void {
  const device = world.writeDevice(id);
  const kind = bridgeKind(device);
  const stp = options.stp ?? kind.stp;
  device.kind = {
    ...kind,
    stp,
    settings: changedSettings(kind.settings ?? {}, options.settings ?? {}, stp),
    groupAddress: checkedGroup(options.groupAddress) ?? kind.groupAddress,
    fdb: options.flushFdb ? withoutLearned(world, kind) : kind.fdb,
    ageingSeconds: options.ageingSeconds ?? kind.ageingSeconds,
    vlanFiltering: options.vlanFiltering ?? kind.vlanFiltering,
  };
}

/** br_fdb_flush: only what was learned goes. */
function withoutLearned(world: World, kind: BridgeKind): BridgeKind['fdb'] {
  const fdb = world.writable(kind.fdb);
  for (const [mac, entry] of fdb) if (entry.state === 'learned') fdb.delete(mac);
  return fdb;
}

/** Any of the reserved link-local groups but those of pause frames, 802.3ad and 802.1X (IFLA_BR_GROUP_ADDR). */
function checkedGroup(group: Mac | undefined): Mac | undefined {
  if (group === undefined || /^01:80:c2:00:00:0[04-9a-f]$/.test(group)) return group;
  throw new KernelError('EINVAL');
}

function withoutPort(world: World, kind: BridgeKind, port: DeviceId): BridgeKind['fdb'] {
  const fdb = world.writable(kind.fdb);
  for (const [mac, entry] of fdb) if (entry.port === port) fdb.delete(mac);
  return fdb;
}
