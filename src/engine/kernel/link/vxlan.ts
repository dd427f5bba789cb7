import { KernelError } from '../errno';
import type { LinkChanges, NewLink } from '../netlink';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { vxlanTable } from '../vxlan/fdb';
import { forgetLearned, setDefaultRemote } from '../vxlan/fdb-entries';
import { checkVxlanPort, closeVxlanPort, openVxlanPort } from '../vxlan/port';
import { vxlanTransmit } from '../vxlan/transmit';
import type { World } from '../world';
import { newDevice } from './device';
import type { DeviceType } from './device-type';
import { changeMtu } from './mtu';
import { requireDevice } from './registry';
import { standOff, standOn } from './stack';
import { typeOf } from './types';
import { checkUnique, newSettings, settingsAfter } from './vxlan-config';
import { VXLAN_HEADROOM, vxlanKind, type VxlanKind } from './vxlan-kind';

export type { VxlanChanges, VxlanKind } from './vxlan-kind';

/** drivers/net/vxlan/: a tunnel that carries Ethernet frames in UDP packets between hosts. */
export const vxlanType: DeviceType = {
  kind: 'vxlan',
  create,
  change,
  leaving(world, id, forGood) {
    const { lower } = vxlanKind(world.device(id));
    if (forGood && lower !== undefined) standOff(world, id, lower);
  },
  mtu: { min: 68, max: 65535 },
  underlayIfindex: (world, device) => lowerOf(world, device)?.ifindex,
  // vxlan_rcv and iptunnel_xmit_stats count what the inner frame carries.
  headerLength: 0,
  addressOrigin: () => 1,
  tsoMaxSize(world, device) {
    const lower = lowerOf(world, device);
    return (lower && typeOf(lower).tsoMaxSize?.(world, lower)) ?? 65536;
  },
  linkSettings(world, device) {
    const lower = lowerOf(world, device);
    return (lower && typeOf(lower).linkSettings?.(world, lower)) ?? { speed: -1, duplex: 'unknown' };
  },
  // vxlan_change_mtu
  checkMtu(world, device, mtu) {
    const lower = lowerOf(world, device);
    if (lower && mtu > lower.mtu - VXLAN_HEADROOM) throw new KernelError('EINVAL');
  },
  checkOpen: checkVxlanPort,
  // vxlan_open and vxlan_stop: its UDP socket comes and goes, and what was learned is forgotten.
  upChanged(world, id) {
    if (world.device(id).up) return openVxlanPort(world, id);
    closeVxlanPort(world, id);
    forgetLearned(world, id);
  },
  transmit: vxlanTransmit,
  fdb: vxlanTable,
};

function lowerOf(world: World, device: DeviceRecord): DeviceRecord | undefined {
  const { lower } = vxlanKind(device);
  return lower === undefined ? undefined : world.devices.get(lower);
}

/** vxlan_newlink: the underlay is the namespace of the caller, wherever the device goes. */
function create(world: World, here: NetnsId, request: NewLink, underlay: NetnsId): DeviceId {
  const { vxlan: changes } = request;
  // vxlan_validate
  if (!changes) throw new KernelError('EINVAL', 'Required attributes not provided to perform the operation');
  const lower = changes.lower === undefined ? undefined : requireDevice(world, underlay, changes.lower);
  const settings = newSettings(changes, lower?.id);
  checkUnique(world, underlay, settings);
  const kind: VxlanKind = { type: 'vxlan', underlay, ...settings, fdb: world.newMap() };
  const most = mostMtu(lower);
  const mtu = Math.min(request.mtu ?? (lower ? most : 1500), most);
  const id = newDevice(world, here, { ...request, mtu }, kind, { pattern: 'vxlan%d' });
  if (lower) standOn(world, id, lower.id);
  const ns = world.writeNetns(underlay);
  ns.vxlans = [...ns.vxlans.filter((other) => world.devices.has(other)), id];
  if (settings.remote !== undefined) setDefaultRemote(world, id);
  return id;
}

/** vxlan_changelink: most of a tunnel is fixed once it is made. */
function change(world: World, id: DeviceId, { vxlan: changes }: LinkChanges): void {
  if (!changes) throw new KernelError('EINVAL', 'Required attributes not provided to perform the operation');
  const kind = vxlanKind(world.device(id));
  const lower = changes.lower === undefined ? kind.lower : requireDevice(world, kind.underlay, changes.lower).id;
  const settings = settingsAfter(kind, changes, lower);
  world.writeDevice(id).kind = { ...kind, ...settings };
  if (lower !== kind.lower) {
    if (kind.lower !== undefined) standOff(world, id, kind.lower);
    if (lower !== undefined) standOn(world, id, lower);
  }
  if (settings.remote !== kind.remote || lower !== kind.lower) setDefaultRemote(world, id, kind);
  const most = mostMtu(lower === undefined ? undefined : world.device(lower));
  if (world.device(id).mtu > most) changeMtu(world, id, most);
}

/** What is left of the underlay's MTU; without a device to leave by nobody knows. */
function mostMtu(lower: DeviceRecord | undefined): number {
  return lower ? Math.max(lower.mtu - VXLAN_HEADROOM, 68) : Infinity;
}
