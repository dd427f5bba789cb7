import type { EthernetFrame } from '../../packet/frame';
import { isGroupMac, type Mac } from '../../packet/address';
import { countRx, countTx } from '../counters';
import { receiveCore } from '../datapath';
import { KernelError } from '../errno';
import type { NewLink } from '../netlink';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { arrives, forwarded, frameLength, traceSent, transmit } from '../transmit';
import type { World } from '../world';
import { linkwatch, setCarrier } from './carrier';
import { newDevice } from './device';
import type { DeviceType, LinkEvent } from './device-type';
import { inheritMac } from './mac';
import { changeMtu } from './mtu';
import { findDevice } from './registry';
import { framesTaken, standOff, standOn } from './stack';
import { typeOf } from './types';

export type MacvlanMode = 'private' | 'vepa' | 'bridge' | 'passthru';
export type MacvlanFlag = 'nopromisc' | 'nodst';

export interface MacvlanKind {
  readonly type: 'macvlan';
  readonly lower: DeviceId;
  readonly mode: MacvlanMode;
  readonly flags: readonly MacvlanFlag[];
  readonly queueLength: number;
  /** The longest of all on the same device; worked out when it is shown. */
  readonly queueLengthInUse?: number;
  readonly macSet: boolean;
}

/** IFLA_INFO_DATA of a macvlan. */
export interface MacvlanChanges {
  readonly mode?: MacvlanMode;
  readonly flags?: readonly MacvlanFlag[];
  readonly queueLength?: number;
}

/** drivers/net/macvlan.c: one more MAC address on the device below, with a network stack of its own behind it. */
export const macvlanType: DeviceType = {
  kind: 'macvlan',
  create: addMacvlan,
  change(world, id, { macvlan }) {
    const device = world.writeDevice(id);
    const kind = macvlanKind(device);
    const mode = macvlan?.mode ?? kind.mode;
    if ((mode === 'passthru') !== (kind.mode === 'passthru')) throw new KernelError('EINVAL');
    device.kind = { ...kind, mode, ...definedFlags(macvlan), ...definedQueue(macvlan) };
  },
  leaving(world, id, forGood) {
    if (forGood) standOff(world, id, macvlanKind(world.device(id)).lower);
  },
  mtu: { min: 68, max: 65535 },
  linkSettings(world, device) {
    const lower = world.device(macvlanKind(device).lower);
    return typeOf(lower).linkSettings?.(world, lower) ?? { speed: -1, duplex: 'unknown' };
  },
  tsoMaxSize(world, device) {
    const lower = world.device(macvlanKind(device).lower);
    return typeOf(lower).tsoMaxSize?.(world, lower) ?? 65536;
  },
  link: (device) => macvlanKind(device).lower,
  shownKind(world, device) {
    const beside = siblings(world, world.device(macvlanKind(device).lower));
    return { ...macvlanKind(device), queueLengthInUse: Math.max(...beside.map(({ kind }) => kind.queueLength)) };
  },
  addressOrigin: (device) => (macvlanKind(device).macSet ? 3 : macvlanKind(device).mode === 'passthru' ? 2 : 1),
  countsMulticast: true,
  checkOpen: (world, device) => checkFree(world, device, device.mac),
  checkMac: checkFree,
  // macvlan_set_mac_address: the only one on a device has the device's own address.
  macChanged(world, id) {
    const device = world.writeDevice(id);
    const kind = macvlanKind(device);
    device.kind = { ...kind, macSet: true };
    if (kind.mode === 'passthru') inheritMac(world, kind.lower, device.mac);
  },
  checkMtu(world, device, mtu) {
    if (mtu > world.device(macvlanKind(device).lower).mtu) throw new KernelError('EINVAL');
  },
  lowerChanged,
  promiscuityBelow: ({ kind, up }) =>
    !up || kind.type !== 'macvlan'
      ? 'none'
      : kind.mode !== 'passthru'
        ? 'address'
        : kind.flags.includes('nopromisc')
          ? 'none'
          : 'all',
  transmit: transmitMacvlan,
  receiveFromLower: receiveMacvlan,
  rxHandler: true,
};

function macvlanKind({ kind }: Pick<DeviceRecord, 'kind'>): MacvlanKind {
  if (kind.type !== 'macvlan') throw new KernelError('EOPNOTSUPP');
  return kind;
}

function definedFlags(changes: MacvlanChanges | undefined): Partial<MacvlanKind> {
  return changes?.flags ? { flags: changes.flags } : {};
}

function definedQueue(changes: MacvlanChanges | undefined): Partial<MacvlanKind> {
  return changes?.queueLength === undefined ? {} : { queueLength: changes.queueLength };
}

/** macvlan_common_newlink: a macvlan of a macvlan stands beside it. A passthru one is alone on its device. Throws EINVAL, ENODEV, EBUSY. */
function addMacvlan(world: World, here: NetnsId, request: NewLink, from: NetnsId): DeviceId {
  const { macvlan, link } = request;
  if (link === undefined) throw new KernelError('EINVAL');
  const named = findDevice(world, from, link);
  if (!named) throw new KernelError('ENODEV');
  const lower = named.kind.type === 'macvlan' ? world.device(named.kind.lower) : named;
  if (request.mtu !== undefined && request.mtu > lower.mtu) throw new KernelError('EINVAL');
  if ((typeOf(lower).hardware?.number ?? 1) !== 1 || lower.kind.type === 'loopback') throw new KernelError('EINVAL');
  const beside = siblings(world, lower);
  if (beside.length === 0 && framesTaken(world, lower)) throw new KernelError('EBUSY');
  const mode = macvlan?.mode ?? 'vepa';
  const crowded = mode === 'passthru' && beside.length > 0;
  if (crowded || beside.some(({ kind }) => kind.mode === 'passthru')) throw new KernelError('EINVAL');
  const kind: MacvlanKind = {
    type: 'macvlan',
    lower: lower.id,
    mode,
    flags: macvlan?.flags ?? [],
    queueLength: macvlan?.queueLength ?? 1000,
    macSet: request.mac !== undefined,
  };
  const ownMac = mode === 'passthru' ? { ...request, mac: lower.mac } : request;
  const id = newDevice(world, here, ownMac, kind, { pattern: 'macvlan%d', mtu: lower.mtu, carrier: lower.carrier });
  standOn(world, id, lower.id);
  linkwatch(world, id);
  return id;
}

type Macvlan = DeviceRecord & { readonly kind: MacvlanKind };

function isMacvlan(device: DeviceRecord): device is Macvlan {
  return device.kind.type === 'macvlan';
}

function siblings(world: World, lower: DeviceRecord): readonly Macvlan[] {
  return (lower.uppers ?? []).map((id) => world.device(id)).filter(isMacvlan);
}

/** macvlan_addr_busy: no two that are up, nor the device below, may have the same address. */
function checkFree(world: World, device: DeviceRecord, mac: Mac): void {
  const kind = macvlanKind(device);
  if (kind.mode === 'passthru' || (mac === device.mac && device.up)) return;
  const lower = world.device(kind.lower);
  const busy =
    lower.mac === mac ||
    siblings(world, lower).some((other) => other.id !== device.id && other.up && other.mac === mac);
  if (busy) throw new KernelError('EADDRINUSE');
}

/** macvlan_device_event: carrier, a smaller MTU, and the address of a passthru one follow the device below; its being down does not. */
function lowerChanged(world: World, id: DeviceId, lowerId: DeviceId, event: LinkEvent): void {
  const device = world.device(id);
  const lower = world.device(lowerId);
  if (event.type === 'mtu') {
    if (device.mtu > lower.mtu) changeMtu(world, id, lower.mtu);
  } else if (event.type === 'mac') {
    if (macvlanKind(device).mode === 'passthru') inheritMac(world, id, lower.mac);
  } else {
    setCarrier(world, id, lower.carrier);
  }
}

/** macvlan_queue_xmit: in bridge mode to its neighbours in bridge mode without leaving the host, and what is for others to the device below. */
function transmitMacvlan(world: World, device: DeviceRecord, frame: EthernetFrame): boolean {
  const kind = macvlanKind(device);
  const lower = world.device(kind.lower);
  if (kind.mode === 'bridge') {
    const neighbours = siblings(world, lower).filter(
      (other) => other.id !== device.id && other.kind.mode === 'bridge' && other.up,
    );
    if (isGroupMac(frame.destination)) {
      // macvlan_broadcast counts the Ethernet header twice.
      for (const other of neighbours) arrives(world, other.id, frame, 14);
    } else if (neighbours.some((other) => other.mac === frame.destination)) {
      countTx(world, device.id, frameLength(frame));
      traceSent(world, device, frame);
      forwarded(world, lower.id, frame);
      return true;
    }
  }
  traceSent(world, device, frame);
  const ok = transmit(world, lower.id, frame);
  if (ok) countTx(world, device.id, frameLength(frame));
  return ok;
}

/** macvlan_handle_frame: the owner of the address takes the frame; groups reach everybody whose mode lets them see it. */
function receiveMacvlan(
  world: World,
  macvlan: DeviceRecord,
  lower: DeviceRecord,
  frame: EthernetFrame,
): EthernetFrame | undefined {
  const { mode } = macvlanKind(macvlan);
  if (isGroupMac(frame.destination)) {
    const from = siblings(world, lower).find((other) => other.mac === frame.source);
    if (macvlan.up && seesGroup(mode, macvlan.id, from)) {
      countRx(world, macvlan.id, frameLength(frame), true);
      receiveCore(world, world.device(macvlan.id), frame);
    }
    return frame;
  }
  if (mode !== 'passthru' && frame.destination !== macvlan.mac) return frame;
  if (!macvlan.up) return undefined;
  countRx(world, macvlan.id, frameLength(frame));
  receiveCore(world, world.device(macvlan.id), frame);
  return undefined;
}

/** macvlan_multicast_rx: what a neighbour sent comes back only from a VEPA-capable switch, and bridge mode saw it on its way out. */
function seesGroup(mode: MacvlanMode, id: DeviceId, from: Macvlan | undefined): boolean {
  if (!from) return true;
  if (from.kind.mode !== 'vepa' && from.kind.mode !== 'bridge') return from.id === id;
  if (from.id === id) return false;
  return from.kind.mode === 'vepa' ? mode === 'vepa' || mode === 'bridge' : mode === 'vepa';
}
