import { dropIpv4, IPV4_MIN_MTU } from '../addresses';
import { KernelError } from '../errno';
import { linkDown6, linkReady } from '../ipv6-addresses';
import { flushOnDown } from '../neighbour-flush';
import type { LinkChanges } from '../netlink';
import type { DeviceId, NetnsId } from '../records';
import { exceptionsFollowMtu } from '../route-exceptions';
import { moveSysctls } from '../sysctl-store';
import type { World } from '../world';
import { addPort, bridgeKind, changeBridge, portMtuChanged, portMacChanged, removePort } from './bridge';
import { syncBridgeCarrier } from './carrier';
import { moveDevice, requireNetns } from './lifecycle';
import { checkNewMac, checkNewMtu } from './limits';
import { chooseName, rename, requireDevice } from './registry';
import { closeDevice, openDevice } from './updown';

/** Below this many bytes IPv6 cannot work (RFC 8200) and the kernel takes its addresses away. */
const IPV6_MIN_MTU = 1280;

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
  if (changes.master !== undefined) setMaster(world, id, changes.master);
  setFlags(world, id, changes);
  if (changes.carrier !== undefined) throw new KernelError('EOPNOTSUPP');
  if (changes.txQueueLength !== undefined) world.writeDevice(id).txQueueLength = changes.txQueueLength;
  if (changes.bridge) changeBridge(world, id, changes.bridge);
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
}

function setMac(world: World, id: DeviceId, { mac }: LinkChanges): void {
  if (mac === undefined) return;
  checkNewMac(mac);
  const device = world.writeDevice(id);
  const old = device.mac;
  device.mac = mac;
  if (old !== mac) flushOnDown(world, id);
  if (device.kind.type === 'bridge' && old !== mac) device.kind = { ...device.kind, macSet: true };
  // br_stp_change_bridge_id selects the ports' states anew, and with them the carrier.
  if (old !== mac) syncBridgeCarrier(world, id);
  portMacChanged(world, id, old);
}

function setMtu(world: World, id: DeviceId, mtu: number): void {
  const device = world.writeDevice(id);
  if (device.mtu === mtu) return;
  checkNewMtu(device.kind.type, mtu);
  const before = device.mtu;
  device.mtu = mtu;
  exceptionsFollowMtu(world, device, before);
  if (device.kind.type === 'bridge') device.kind = { ...device.kind, mtuSet: true };
  portMtuChanged(world, id, before);
  if (mtu < IPV4_MIN_MTU) dropIpv4(world, id);
  if (mtu < IPV6_MIN_MTU) linkDown6(world, id);
  else linkReady(world, id);
}

function setMaster(world: World, id: DeviceId, master: string | null): void {
  const { netns, port } = world.device(id);
  const upper = master === null ? undefined : requireDevice(world, netns, master);
  if (port && port.bridge === upper?.id) return;
  removePort(world, id);
  if (!upper) return;
  bridgeKind(upper);
  addPort(world, upper.id, id);
}

function setFlags(world: World, id: DeviceId, changes: LinkChanges): void {
  const { arp, multicast, allmulticast, promiscuous, up } = changes;
  if (arp !== undefined && arp !== world.device(id).arp) {
    world.writeDevice(id).arp = arp;
    flushOnDown(world, id);
  }
  if (multicast !== undefined) world.writeDevice(id).multicast = multicast;
  if (allmulticast !== undefined) world.writeDevice(id).allmulticast = allmulticast;
  if (promiscuous !== undefined) world.writeDevice(id).promiscuous = promiscuous;
  if (up === true) openDevice(world, id);
  if (up === false) closeDevice(world, id);
}
