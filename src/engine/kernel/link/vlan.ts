import type { EthernetFrame, VlanTag } from '../../packet/frame';
import { countRx } from '../counters';
import { receiveCore } from '../datapath';
import { KernelError } from '../errno';
import type { LinkChanges, NewLink } from '../netlink';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { frameLength, sent, transmit } from '../transmit';
import type { World } from '../world';
import { linkwatch, setCarrier } from './carrier';
import { newDevice } from './device';
import type { DeviceType, LinkEvent } from './device-type';
import { inheritMac } from './mac';
import { changeMtu } from './mtu';
import { findDevice } from './registry';
import { standOff, standOn } from './stack';
import { typeOf } from './types';
import { closeDevice, openDevice } from './updown';
import { priorityMap, skbPriority, type PriorityMap } from './vlan-priority';

/** Flags of a VLAN device by iproute2's words, in its order. */
export type VlanFlag = 'reorder_hdr' | 'gvrp' | 'mvrp' | 'loose_binding' | 'bridge_binding';

export interface VlanKind {
  readonly type: 'vlan';
  readonly lower: DeviceId;
  readonly protocol: VlanTag['protocol'];
  readonly id: number;
  readonly flags: readonly VlanFlag[];
  /** A user chose its MAC; otherwise it has that of the device below. */
  readonly macSet: boolean;
  /** From the tag's priority to the packet's, and back. */
  readonly ingress: PriorityMap;
  readonly egress: PriorityMap;
}

/** IFLA_INFO_DATA of a VLAN. */
export interface VlanChanges {
  readonly id?: number;
  readonly protocol?: string;
  readonly flags?: Readonly<Partial<Record<VlanFlag, boolean>>>;
  readonly ingress?: readonly (readonly [from: number, to: number])[];
  readonly egress?: readonly (readonly [from: number, to: number])[];
}

/** net/8021q: one VLAN of the device below; what it sends gets the tag, and what comes in with that tag is its own. */
export const vlanType: DeviceType = {
  kind: 'vlan',
  create: addVlan,
  change(world, id, changes) {
    const device = world.writeDevice(id);
    device.kind = changed(vlanKind(device), changes.vlan);
  },
  mtu: { min: 0, max: 65535 },
  linkSettings(world, device) {
    const lower = world.device(vlanKind(device).lower);
    return typeOf(lower).linkSettings?.(world, lower) ?? { speed: -1, duplex: 'unknown' };
  },
  tsoMaxSize(world, device) {
    const lower = world.device(vlanKind(device).lower);
    return typeOf(lower).tsoMaxSize?.(world, lower) ?? 65536;
  },
  link: (device) => vlanKind(device).lower,
  addressOrigin: (device) => (vlanKind(device).macSet ? 3 : 2),
  leaving(world, id, forGood) {
    if (forGood) standOff(world, id, vlanKind(world.device(id)).lower);
  },
  checkOpen(world, device) {
    if (!world.device(vlanKind(device).lower).up && !has(device, 'loose_binding')) throw new KernelError('ENETDOWN');
  },
  // vlan_dev_open and vlan_dev_stop
  upChanged(world, id) {
    const device = world.device(id);
    const lower = world.device(vlanKind(device).lower);
    if (device.up && !vlanKind(device).macSet) inheritMac(world, id, lower.mac);
    if (!has(device, 'bridge_binding')) setCarrier(world, id, device.up && lower.carrier);
  },
  macChanged(world, id) {
    const device = world.writeDevice(id);
    device.kind = { ...vlanKind(device), macSet: true };
  },
  checkMtu(world, device, mtu) {
    if (mtu > world.device(vlanKind(device).lower).mtu) throw new KernelError('ERANGE');
  },
  lowerChanged,
  countsMulticast: true,
  transmit(world, device, frame) {
    const { lower, protocol, id, egress } = vlanKind(device);
    sent(world, device, frame);
    const tag: VlanTag = { protocol, id, priority: egress.get(skbPriority(frame)) ?? 0 };
    return transmit(world, lower, { ...frame, tags: [tag, ...(frame.tags ?? [])] });
  },
  receiveFromLower: receiveTagged,
};

function vlanKind({ kind }: Pick<DeviceRecord, 'kind'>): VlanKind {
  if (kind.type !== 'vlan') throw new KernelError('EOPNOTSUPP');
  return kind;
}

function has(device: DeviceRecord, flag: VlanFlag): boolean {
  return vlanKind(device).flags.includes(flag);
}

/** vlan_newlink, after vlan_validate. Throws with the sentences of net/8021q/vlan_netlink.c. */
function addVlan(world: World, here: NetnsId, request: NewLink, from: NetnsId): DeviceId {
  const { vlan, link } = request;
  checkVlan(vlan);
  const id = vlan?.id;
  if (id === undefined) throw refused('EINVAL', 'VLAN id not specified');
  if (link === undefined) throw refused('EINVAL', 'link not specified');
  const lower = findDevice(world, from, link);
  if (!lower) throw refused('ENODEV', 'link does not exist');
  if (lower.kind.type === 'loopback') throw refused('EOPNOTSUPP', 'VLANs not supported on device');
  const protocol = vlan?.protocol === '802.1ad' ? '802.1ad' : '802.1Q';
  if (vlanOn(world, lower, protocol, id)) throw refused('EEXIST', 'VLAN device already exists');
  if (request.mtu !== undefined && request.mtu > lower.mtu) throw new KernelError('EINVAL');
  const kind: VlanKind = {
    type: 'vlan',
    lower: lower.id,
    protocol,
    id,
    flags: ['reorder_hdr'],
    macSet: request.mac !== undefined,
    ingress: new Map(),
    egress: new Map(),
  };
  const device = newDevice(world, here, request, changed(kind, vlan), {
    pattern: 'vlan%d',
    mac: lower.mac,
    mtu: lower.mtu,
    arp: lower.arp,
    multicast: lower.multicast,
    carrier: lower.carrier,
  });
  standOn(world, device, lower.id);
  linkwatch(world, device);
  return device;
}

/** vlan_validate: "8021q: " is what the module puts in front of its sentences. */
function checkVlan(vlan: VlanChanges | undefined): void {
  if (!vlan) throw refused('EINVAL', 'VLAN properties not specified');
  if (vlan.protocol !== undefined && vlan.protocol !== '802.1Q' && vlan.protocol !== '802.1ad') {
    throw refused('EPROTONOSUPPORT', 'Invalid VLAN protocol');
  }
  if (vlan.id !== undefined && vlan.id >= 4095) throw refused('ERANGE', 'Invalid VLAN id');
}

function refused(errno: ConstructorParameters<typeof KernelError>[0], sentence: string): KernelError {
  return new KernelError(errno, `8021q: ${sentence}`);
}

/** vlan_changelink */
function changed(kind: VlanKind, changes: LinkChanges['vlan']): VlanKind {
  checkVlan(changes);
  const flags = new Set(kind.flags);
  for (const [flag, on] of Object.entries(changes?.flags ?? {})) {
    if (on) flags.add(flag as VlanFlag);
    else flags.delete(flag as VlanFlag);
  }
  return {
    ...kind,
    flags: [...flags],
    ingress: priorityMap(kind.ingress, changes?.ingress),
    egress: priorityMap(kind.egress, changes?.egress),
  };
}

function vlanOn(world: World, lower: DeviceRecord, protocol: VlanTag['protocol'], id: number): boolean {
  return (lower.uppers ?? []).some((upper) => {
    const { kind } = world.device(upper);
    return kind.type === 'vlan' && kind.id === id && kind.protocol === protocol;
  });
}

/** vlan_device_event: a VLAN goes down, and up again, with the device below, and follows its carrier, smaller MTU and MAC. */
function lowerChanged(world: World, id: DeviceId, lowerId: DeviceId, event: LinkEvent): void {
  const device = world.device(id);
  const lower = world.device(lowerId);
  switch (event.type) {
    case 'carrier':
      if (!has(device, 'bridge_binding')) setCarrier(world, id, lower.carrier);
      return;
    case 'down':
      if (!has(device, 'loose_binding')) closeDevice(world, id);
      return;
    case 'up':
      if (!has(device, 'loose_binding')) openDevice(world, id);
      return;
    case 'mtu':
      if (device.mtu > lower.mtu) changeMtu(world, id, lower.mtu);
      return;
    case 'mac':
      if (device.up && !vlanKind(device).macSet) inheritMac(world, id, lower.mac);
  }
}

/** vlan_do_receive: a frame with this VLAN's tag is its own, and goes in here without the tag. */
function receiveTagged(
  world: World,
  vlan: DeviceRecord,
  _lower: DeviceRecord,
  frame: EthernetFrame,
): EthernetFrame | undefined {
  const [tag, ...inner] = frame.tags ?? [];
  const { kind } = vlan;
  if (!tag || kind.type !== 'vlan' || tag.id !== kind.id || tag.protocol !== kind.protocol) return frame;
  if (!vlan.up) return undefined;
  const untagged = { ...frame, tags: inner.length > 0 ? inner : undefined };
  countRx(world, vlan.id, frameLength(untagged) - 14);
  receiveCore(world, vlan, untagged);
  return undefined;
}
