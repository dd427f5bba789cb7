import type { Operstate } from '../netlink';
import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { findDevice } from './registry';

/** net/core/link_watch.c default_operstate, as a link dump shows it: a device that is not up is DOWN. */
export function operstate(world: World, device: DeviceRecord): Operstate {
  if (!device.up) return 'DOWN';
  if (!device.linkwatched) return 'UNKNOWN';
  if (device.carrier) return 'UP';
  const iflink = peerIfindex(world, device);
  if (iflink === undefined || iflink === device.ifindex) return 'DOWN';
  // The kernel looks the peer's index up in this namespace, even when the peer lives elsewhere.
  const lower = findDevice(world, device.netns, iflink);
  return lower && !lower.carrier ? 'LOWERLAYERDOWN' : 'DOWN';
}

/** Flags as `ip link` prints them between < and >, in its order. */
export function flagsOf(world: World, device: DeviceRecord): readonly string[] {
  const { kind, up, carrier } = device;
  const flags: string[] = [];
  const state = operstate(world, device);
  const running = up && (state === 'UP' || state === 'UNKNOWN');
  if (up && !running) flags.push('NO-CARRIER');
  if (kind.type === 'loopback') flags.push('LOOPBACK');
  else flags.push('BROADCAST');
  if (device.multicast) flags.push('MULTICAST');
  if (!device.arp) flags.push('NOARP');
  if (device.allmulticast) flags.push('ALLMULTI');
  if (device.promiscuous) flags.push('PROMISC');
  if (up) flags.push('UP');
  if (up && carrier) flags.push('LOWER_UP');
  if (kind.type === 'veth') {
    const peer = world.device(kind.peer);
    if (peer.netns === device.netns && !peer.up) flags.push('M-DOWN');
  }
  return flags;
}

function peerIfindex(world: World, device: DeviceRecord): number | undefined {
  return device.kind.type === 'veth' ? world.device(device.kind.peer).ifindex : undefined;
}
