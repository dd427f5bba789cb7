import { MAC_ZERO, type Mac } from '../../packet/address';
import type { CowMap } from '../../state/cow-map';
import { initialVlans, type BridgeVlans } from '../bridge-vlan';
import type { VlanTag } from '../../packet/frame';
import { bridgeReceive, bridgeTransmit } from '../bridge-forward';
import { KernelError } from '../errno';
import type { NewLink } from '../netlink';
import type { BridgePort, DeviceId, DeviceRecord, FdbEntry, NetnsId } from '../records';
import { sent } from '../transmit';
import type { World } from '../world';
import { bridgeSetting, changedSettings, type BridgeSettings } from './bridge-settings';
import { syncBridgeCarrier } from './carrier';
import { bridgeIdChanged, bridgeUpChanged, startStp, timesChanged } from '../stp/bridge';
import { disablePort, initPort, syncPortState } from '../stp/ports';
import { bridgeIdOf, idOf, updateBridge, type BridgeStp } from '../stp/state';
import { changeDefaultPvid } from './bridge-vlans';
import { newDevice } from './device';
import type { DeviceType } from './device-type';
import { framesTaken } from './stack';
import { typeOf } from './types';

export interface BridgeKind {
  readonly type: 'bridge';
  /** By `fdbKey`. */
  readonly fdb: CowMap<string, FdbEntry>;
  /** Ports by port number (1, 2, …), in the order they joined; DeviceRecord.port holds their state. */
  readonly ports: CowMap<number, DeviceId>;
  /** How many ports forward: the bridge has carrier while one does. */
  readonly livePorts: number;
  /** `ip link set address` or `address` at creation fixes the MAC; otherwise the bridge takes its ports' lowest. */
  readonly macSet: boolean;
  /** `ip link set mtu` fixes the MTU; otherwise the bridge takes its ports' lowest. */
  readonly mtuSet: boolean;
  readonly stp: boolean;
  /** What STP knows, once it was on. */
  readonly stpState?: BridgeStp;
  readonly ageingSeconds: number;
  readonly vlanFiltering: boolean;
  /** What was set of the rest, see bridge-settings.ts. */
  readonly settings?: BridgeSettings;
  readonly groupAddress?: Mac;
  readonly hadPorts?: true;
  /** What the bridge device itself is a member of. */
  readonly vlans: BridgeVlans;
  readonly vlanProtocol?: VlanTag['protocol'];
  /** VLANs were configured by hand; until then, and while it does not filter, nobody needs to know of them. */
  readonly vlansSet?: true;
}

/** IFLA_INFO_DATA of a bridge. */
export interface BridgeChanges {
  readonly stp?: boolean;
  readonly ageingSeconds?: number;
  readonly vlanFiltering?: boolean;
  readonly vlanProtocol?: VlanTag['protocol'];
  readonly settings?: BridgeSettings;
  /** A link-local group, 01:80:c2:00:00:0X. */
  readonly groupAddress?: Mac;
  /** Forget every learned MAC. */
  readonly flushFdb?: boolean;
}

/** net/bridge: a virtual switch, with the host itself as one more port. */
export const bridgeType: DeviceType = {
  kind: 'bridge',
  create: addBridge,
  change(world, id, { bridge }) {
    if (bridge) changeBridge(world, id, bridge);
  },
  leaving(world, id) {
    for (const port of portsOf(world.device(id))) removePort(world, port);
  },
  immutableNetns: true,
  mtu: { min: 68, max: 65535 },
  addressOrigin: ({ kind }) => (kind.type !== 'bridge' || kind.macSet ? 3 : kind.ports.size > 0 ? 2 : 1),
  // br_set_gso_limits, from the first port on.
  tsoMaxSize: (_, { kind }) => (kind.type === 'bridge' && kind.hadPorts ? 524280 : 65536),
  upChanged: bridgeUpChanged,
  macChanged(world, id, before) {
    const device = world.writeDevice(id);
    const known = bridgeKind(device).macSet || bridgeKind(device).ports.size > 0;
    const idBefore = idOf(bridgeSetting(bridgeKind(device), 'priority'), known ? before : MAC_ZERO);
    device.kind = { ...bridgeKind(device), macSet: true };
    // br_stp_change_bridge_id selects the ports' states anew, and with them the carrier.
    bridgeIdChanged(world, id, idBefore);
    syncBridgeCarrier(world, id);
  },
  mtuChanged(world, id) {
    const device = world.writeDevice(id);
    device.kind = { ...bridgeKind(device), mtuSet: true };
  },
  transmit(world, device, frame) {
    sent(world, device, frame);
    bridgeTransmit(world, device, frame);
    return true;
  },
  enslave: addPort,
  release: (world, _, port) => removePort(world, port),
  receiveOnPort(world, _, device, frame) {
    if (!device.port) return frame;
    bridgeReceive(world, device, device.port, frame);
    return undefined;
  },
  portChanged(world, _, port, event) {
    if (event.type === 'mtu') portMtuChanged(world, port, event.before);
    else if (event.type === 'mac') portMacChanged(world, port, event.before);
    else syncPortState(world, port);
  },
};

const DEFAULT_PRIORITY = 32;

/** br_if.c port_cost by the speed in Mbit/s that the driver tells; 100 when it does not. */
const COST_OF_SPEED: ReadonlyMap<number | undefined, number> = new Map([
  [10_000, 2],
  [5000, 3],
  [2500, 4],
  [1000, 5],
  [100, 19],
  [10, 100],
]);

/** br_dev_newlink: the bridge, down. Throws EINVAL or EEXIST for its name, MTU or address. */
function addBridge(world: World, here: NetnsId, request: NewLink): DeviceId {
  const { bridge } = request;
  const kind: BridgeKind = {
    type: 'bridge',
    fdb: world.newMap(),
    ports: world.newMap(),
    livePorts: 0,
    macSet: request.mac !== undefined,
    mtuSet: request.mtu !== undefined,
    stp: bridge?.stp ?? false,
    ageingSeconds: bridge?.ageingSeconds ?? 300,
    vlanFiltering: bridge?.vlanFiltering ?? false,
    vlanProtocol: bridge?.vlanProtocol,
    vlans: initialVlans(bridge?.settings?.vlan_default_pvid ?? 1),
    settings: changedSettings({}, bridge?.settings ?? {}, bridge?.stp ?? false),
    groupAddress: checkedGroup(bridge?.groupAddress),
    stpState: undefined,
    hadPorts: undefined,
    vlansSet: undefined,
  };
  const id = newDevice(world, here, request, kind, { pattern: 'bridge%d' });
  if (kind.stp) startStp(world, id);
  if (request.mac !== undefined) syncBridgeCarrier(world, id);
  return id;
}

/** The bridge half of a device record; throws EOPNOTSUPP when the device is not a bridge, as RTM_SETLINK does. */
export function bridgeKind(device: DeviceRecord): BridgeKind {
  if (device.kind.type !== 'bridge') throw new KernelError('EOPNOTSUPP');
  return device.kind;
}

/** br_add_if: makes a device a port. Throws EINVAL for loopback, ELOOP for a bridge, EBUSY when it already has a master. */
function addPort(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const device = world.writeDevice(id);
  if (device.kind.type === 'loopback' || device.mac === MAC_ZERO) throw new KernelError('EINVAL');
  if (device.kind.type === 'bridge') throw new KernelError('ELOOP', 'Can not enslave a bridge to a bridge');
  if (framesTaken(world, device)) throw new KernelError('EBUSY');
  const bridge = world.writeDevice(bridgeId);
  const kind = bridgeKind(bridge);
  const idBefore = kind.stpState && bridgeIdOf(bridge);
  let portNumber = kind.ports.size + 1;
  if (kind.ports.has(portNumber)) for (portNumber = 1; kind.ports.has(portNumber);) portNumber++;
  const port: BridgePort = {
    bridge: bridgeId,
    portNumber,
    state: 'disabled',
    cost: COST_OF_SPEED.get(typeOf(device).linkSettings?.(world, device).speed) ?? 100,
    priority: DEFAULT_PRIORITY,
    hairpin: false,
    learning: true,
    flood: true,
    vlans: initialVlans(bridgeSetting(kind, 'vlan_default_pvid')),
  };
  device.port = port;
  device.master = bridgeId;
  const ports = world.writable(kind.ports);
  ports.set(portNumber, id);
  const fdb = world.writable(kind.fdb);
  fdb.set(device.mac, { mac: device.mac, port: id, state: 'permanent', updatedUs: world.nowUs });
  // A bridge's record holds maps that are written in place: there is a new one only when one of them is.
  if (ports !== kind.ports || fdb !== kind.fdb || !kind.hadPorts) bridge.kind = { ...kind, ports, fdb, hadPorts: true };
  if (!kind.macSet && (ports.size === 1 || device.mac < bridge.mac)) {
    bridge.mac = device.mac;
    // br_stp_change_bridge_id selects the ports' states before the new one works: without another the carrier goes for a moment.
    if (bridge.carrier && kind.livePorts === 0) {
      bridge.carrier = false;
      bridge.carrierDowns++;
    }
  }
  if (!kind.mtuSet) bridge.mtu = ports.size === 1 ? device.mtu : Math.min(bridge.mtu, device.mtu);
  if (idBefore !== undefined) {
    initPort(world, bridgeId, id);
    bridgeIdChanged(world, bridgeId, idBefore);
  }
  syncPortState(world, id);
  syncBridgeCarrier(world, bridgeId);
}

/** br_del_if: the device stops being a port; its forwarding entries go, and the bridge's MAC, MTU and carrier follow the rest. */
function removePort(world: World, id: DeviceId): void {
  if (!world.device(id).port) return;
  disablePort(world, id);
  const device = world.writeDevice(id);
  const { port } = device;
  if (!port) return;
  device.port = undefined;
  device.master = undefined;
  const bridge = world.writeDevice(port.bridge);
  const kind = bridgeKind(bridge);
  const idBefore = bridgeIdOf(bridge);
  const ports = world.writable(kind.ports);
  ports.delete(port.portNumber);
  bridge.kind = { ...kind, ports, fdb: withoutPort(world, kind, id) };
  const wasLowest = device.mac === bridge.mac || device.mtu === bridge.mtu;
  if (wasLowest || ports.size === 0) followPorts(world, port.bridge);
  bridgeIdChanged(world, port.bridge, idBefore);
  syncBridgeCarrier(world, port.bridge);
}

/** Every port of a bridge, in the order they joined. */
function portsOf(device: DeviceRecord): readonly DeviceId[] {
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
function portMtuChanged(world: World, id: DeviceId, before: number): void {
  const { port, mtu } = world.device(id);
  if (!port) return;
  const bridge = world.device(port.bridge);
  if (bridgeKind(bridge).mtuSet) return;
  if (mtu <= bridge.mtu) world.writeDevice(port.bridge).mtu = mtu;
  else if (before <= bridge.mtu) followPorts(world, port.bridge);
}

/** A port's own MAC changed: its permanent entry moves, and the bridge may follow. */
function portMacChanged(world: World, id: DeviceId, old: Mac): void {
  const { port, mac } = world.device(id);
  if (!port) return;
  const bridge = world.writeDevice(port.bridge);
  const kind = bridgeKind(bridge);
  const fdb = world.writable(kind.fdb);
  if (fdb.get(old)?.port === id) fdb.delete(old);
  fdb.set(mac, { mac, port: id, state: 'permanent', updatedUs: world.nowUs });
  bridge.kind = { ...kind, fdb };
  const idBefore = bridgeIdOf(bridge);
  followPorts(world, port.bridge);
  bridgeIdChanged(world, port.bridge, idBefore);
}

/** Applies `ip link set DEV type bridge …`. Ports that listen or learn when STP goes off keep their timer, as in Linux. */
function changeBridge(world: World, id: DeviceId, options: BridgeChanges): void {
  const device = world.writeDevice(id);
  const kind = bridgeKind(device);
  const stp = options.stp ?? kind.stp;
  const idBefore = bridgeIdOf(device);
  const { ageingSeconds } = options;
  device.kind = {
    ...kind,
    stp,
    settings: changedSettings(kind.settings ?? {}, options.settings ?? {}, stp),
    groupAddress: checkedGroup(options.groupAddress) ?? kind.groupAddress,
    fdb: options.flushFdb ? withoutLearned(world, kind) : kind.fdb,
    ageingSeconds: options.ageingSeconds ?? kind.ageingSeconds,
    vlanFiltering: options.vlanFiltering ?? kind.vlanFiltering,
    vlanProtocol: options.vlanProtocol ?? kind.vlanProtocol,
  };
  if (ageingSeconds !== undefined && kind.stpState?.topologyChange) updateBridge(world, id, { ageingSeconds });
  if (stp && !kind.stp) startStp(world, id);
  if (kind.stpState) {
    timesChanged(world, id);
    bridgeIdChanged(world, id, idBefore);
  }
  const pvid = options.settings?.vlan_default_pvid;
  if (pvid !== undefined) changeDefaultPvid(world, id, bridgeSetting(kind, 'vlan_default_pvid'), pvid);
}

/** br_fdb_flush: only what was learned goes. */
function withoutLearned(world: World, kind: BridgeKind): BridgeKind['fdb'] {
  const fdb = world.writable(kind.fdb);
  for (const [key, entry] of fdb) if (entry.state === 'learned') fdb.delete(key);
  return fdb;
}

/** Any of the reserved link-local groups but those of pause frames, 802.3ad and 802.1X (IFLA_BR_GROUP_ADDR). */
function checkedGroup(group: Mac | undefined): Mac | undefined {
  if (group === undefined || /^01:80:c2:00:00:0[04-9a-f]$/.test(group)) return group;
  throw new KernelError('EINVAL');
}

function withoutPort(world: World, kind: BridgeKind, port: DeviceId): BridgeKind['fdb'] {
  const fdb = world.writable(kind.fdb);
  for (const [key, entry] of fdb) if (entry.port === port) fdb.delete(key);
  return fdb;
}
