import { isGroupMac, MAC_ZERO, type Ipv4 } from '../../packet/address';
import type { EthernetFrame, Ipv4Packet } from '../../packet/frame';
import { has, vxlanKind } from '../link/vxlan-kind';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { trace } from '../trace';
import { countTxError } from '../tunnel/limits';
import type { World } from '../world';
import { snoop } from './fdb-entries';

/**
 * vxlan_rcv: a UDP packet for a port that VXLAN devices listen on. The VNI says which of them gets the frame inside; the outer source is where the sender's
 * MAC is from now on. False when no such device has the port.
 */
export function receiveVxlan(world: World, netns: NetnsId, packet: Ipv4Packet, packetId: number): boolean {
  const { vxlanPorts } = world.netns(netns);
  const { payload, source } = packet;
  if (vxlanPorts.length === 0 || payload.kind !== 'udp') return false;
  const listening = vxlanPorts.find(({ port }) => port === payload.destinationPort);
  if (!listening) return false;
  const { vxlan } = payload;
  if (!vxlan) {
    const detail = `a UDP packet to port ${payload.destinationPort} without a VXLAN header`;
    trace(world, packetId, netns, undefined, () => ({ type: 'drop', reason: 'VXLAN_INVALID_HDR', detail }));
    return true;
  }
  const { vni, frame } = vxlan;
  const device = deviceOf(world, listening.devices, vni);
  if (!device) {
    unknownVni(world, netns, packetId, vni, listening.devices);
    return true;
  }
  trace(world, packetId, device.netns, device, () => ({ type: 'decapsulate', how: 'vxlan', source, vni }));
  arrive(world, device, frame, source, vni);
  return true;
}

function deviceOf(world: World, devices: readonly DeviceId[], vni: number): DeviceRecord | undefined {
  for (const id of devices) {
    const device = world.devices.get(id);
    if (device?.kind.type === 'vxlan' && (has(device.kind, 'external') || device.kind.vni === vni)) return device;
  }
  return undefined;
}

function unknownVni(world: World, netns: NetnsId, packetId: number, vni: number, devices: readonly DeviceId[]): void {
  const known = devices.map((id) => vxlanKind(world.device(id)).vni);
  trace(world, packetId, netns, undefined, () => ({
    type: 'drop',
    reason: 'VXLAN_VNI_NOT_FOUND',
    detail: `no VXLAN device here has VNI ${vni}`,
    cause: { code: 'unknown-vni', vni, known },
  }));
}

/** vxlan_set_mac: the frame comes in on the device, unless it is its own or its sender is somewhere else by hand. */
function arrive(world: World, device: DeviceRecord, frame: EthernetFrame, source: Ipv4, vni: number): void {
  const drop = (reason: 'LOCAL_MAC' | 'MAC_INVALID_SOURCE' | 'VXLAN_ENTRY_EXISTS', detail: string): void =>
    trace(world, frame.packetId, device.netns, device, () => ({ type: 'drop', reason, detail }));
  if (frame.source === device.mac) return drop('LOCAL_MAC', 'the frame is this device’s own');
  if (isGroupMac(frame.source) || frame.source === MAC_ZERO) {
    return drop('MAC_INVALID_SOURCE', `${frame.source} cannot be a sender`);
  }
  if (has(vxlanKind(device), 'learning') && snoop(world, device, frame.source, source) === 'elsewhere') {
    return drop('VXLAN_ENTRY_EXISTS', `an entry made by hand says that ${frame.source} is behind another tunnel end`);
  }
  const told = has(vxlanKind(device), 'external') ? { ...frame, tunnel: { vni, address: source } } : frame;
  world.schedule(0, { type: 'frame-arrives', device: device.id, frame: told });
}

/** encap_bypass_if_local: the tunnel end is this host itself, so the frame goes straight to the device there. */
export function bypass(world: World, from: DeviceRecord, frame: EthernetFrame, port: number, vni: number): void {
  const { underlay } = vxlanKind(from);
  const devices = world.netns(underlay).vxlanPorts.find((one) => one.port === port)?.devices ?? [];
  const device = deviceOf(world, devices, vni);
  if (!device) {
    countTxError(world, from, frame, 'error');
    return unknownVni(world, underlay, frame.packetId, vni, devices);
  }
  trace(world, frame.packetId, device.netns, device, () => ({
    type: 'decapsulate',
    how: 'vxlan',
    source: LOOPBACK,
    vni,
  }));
  arrive(world, device, frame, LOOPBACK, vni);
}

const LOOPBACK = 0x7f000001 as Ipv4;
