import { announceAddresses } from '../arp';
import { KernelError } from '../errno';
import { flushOnDown } from '../neighbour-flush';
import { tellLink } from './tell';
import type { LinkChanges } from '../netlink';
import type { DeviceId, NetnsId } from '../records';
import { moveSysctls } from '../sysctl-store';
import type { World } from '../world';
import { setCarrier } from './carrier';
import { setMaster } from './master';
import { changeMtu } from './mtu';
import { setOperstate } from './operstate';
import { tellAbove } from './stack';
import { typeOf } from './types';
import { moveDevice, requireNetns } from './lifecycle';
import { checkNewMac, checkNewMtu } from './limits';
import { chooseName, rename, requireDevice } from './registry';
import { closeDevice, openDevice } from './updown';

/** RTM_SETLINK, in do_setlink's order (net/core/rtnetlink.c): what was applied before an error stays applied. */
export function setLink(world: World, netns: NetnsId, name: string, changes: LinkChanges): void {
  const { id } = requireDevice(world, netns, name);
  if (changes.netns !== undefined) requireNetns(world, changes.netns);
  if (changes.netns !== undefined) moveDevice(world, id, changes.netns, changes.name);
  if (changes.mac !== undefined) setMac(world, id, changes);
  if (changes.mtu !== undefined) setMtu(world, id, changes.mtu);
  if (changes.group !== undefined) world.writeDevice(id).group = changes.group;
  if (changes.name !== undefined) setName(world, id, changes.name);
  if (changes.alias !== undefined) world.writeDevice(id).alias = changes.alias === '' ? undefined : changes.alias;
  if (changes.broadcast !== undefined) world.writeDevice(id).broadcast = changes.broadcast;
  if (changes.master !== undefined) {
    setMaster(
      world,
      id,
      changes.master === null ? undefined : requireDevice(world, world.device(id).netns, changes.master).id,
    );
  }
  setFlags(world, id, changes);
  if (changes.carrier !== undefined) setCarrierByHand(world, id, changes.carrier);
  if (changes.txQueueLength !== undefined) world.writeDevice(id).txQueueLength = changes.txQueueLength;
  if (changes.operstate !== undefined) setOperstate(world, id, changes.operstate);
  if (changes.dormantMode !== undefined) world.writeDevice(id).dormantMode = changes.dormantMode;
  if (changes.offload !== undefined) setOffload(world, id, changes.offload);
  if (changes.protodown !== undefined) throw new KernelError('EOPNOTSUPP', 'Protodown not supported by device');
  if (changes.kind !== undefined) changeKind(world, id, changes.kind, changes);
}

function setName(world: World, id: DeviceId, pattern: string): void {
  const device = world.device(id);
  if (device.name === pattern) return;
  const old = device.name;
  const name = chooseName(world, device.netns, pattern);
  rename(world, id, name);
  moveSysctls(world, device.netns, old, name);
  const renamed = world.writeDevice(id);
  // devinet.c inetdev_changename: the first address gets the bare name, the others keep what follows a colon, or get their number.
  renamed.addresses4 = renamed.addresses4.map((a, i) => {
    const colon = a.label.indexOf(':');
    const suffix = i === 0 ? '' : colon < 0 ? `:${i + 1}` : a.label.slice(colon);
    return { ...a, label: name.slice(0, 15 - suffix.length) + suffix };
  });
  tellLink(world, id);
}

function setMac(world: World, id: DeviceId, { mac }: LinkChanges): void {
  if (mac === undefined) return;
  checkNewMac(mac);
  const device = world.writeDevice(id);
  const type = typeOf(device);
  type.checkMac?.(world, device, mac);
  const before = device.mac;
  if (before === mac) {
    // dev_set_mac_address: an address that is set by hand is kept from now on, also when it is the same (NET_ADDR_SET).
    if ('macSet' in device.kind) device.kind = { ...device.kind, macSet: true };
    return;
  }
  device.mac = mac;
  flushOnDown(world, id);
  type.macChanged?.(world, id, before);
  tellAbove(world, id, { type: 'mac', before });
  announceAddresses(world, id);
}

function setMtu(world: World, id: DeviceId, mtu: number): void {
  const device = world.writeDevice(id);
  if (device.mtu === mtu) return;
  const type = typeOf(device);
  checkNewMtu(type, mtu);
  type.checkMtu?.(world, device, mtu);
  changeMtu(world, id, mtu);
  tellLink(world, id);
}

function setFlags(world: World, id: DeviceId, changes: LinkChanges): void {
  const { arp, multicast, allmulticast, promiscuous, dynamic, trailersOff, up } = changes;
  if (arp !== undefined && arp !== world.device(id).arp) {
    world.writeDevice(id).arp = arp;
    flushOnDown(world, id);
  }
  if (multicast !== undefined) world.writeDevice(id).multicast = multicast;
  if (allmulticast !== undefined) world.writeDevice(id).allmulticast = allmulticast;
  if (promiscuous !== undefined) world.writeDevice(id).promiscuous = promiscuous;
  if (dynamic !== undefined) world.writeDevice(id).dynamic = dynamic;
  if (trailersOff !== undefined) world.writeDevice(id).trailersOff = trailersOff;
  if (up === true) openDevice(world, id);
  if (up === false) closeDevice(world, id);
}

/** do_setlink: no limit may be above what the driver's segmentation can do, or the stack's own. */
function setOffload(world: World, id: DeviceId, offload: NonNullable<LinkChanges['offload']>): void {
  const before = world.device(id);
  const limit = typeOf(before).tsoMaxSize?.(world, before) ?? 65536;
  if ((offload.gso_max_size ?? 0) > limit) throw new KernelError('EINVAL', 'too big gso_max_size');
  if ((offload.gso_max_segs ?? 0) > 65535) throw new KernelError('EINVAL', 'too big gso_max_segs');
  const device = world.writeDevice(id);
  device.offload = { ...device.offload, ...offload };
}

function setCarrierByHand(world: World, id: DeviceId, on: boolean): void {
  if (!typeOf(world.device(id)).carrierByHand) throw new KernelError('EOPNOTSUPP');
  setCarrier(world, id, on);
}

/** IFLA_LINKINFO of a device that exists (rtnl_newlink). */
function changeKind(world: World, id: DeviceId, kind: string, changes: LinkChanges): void {
  const type = typeOf(world.device(id));
  if (type.kind !== kind || !type.change) throw new KernelError('EOPNOTSUPP');
  type.change(world, id, changes);
}
