import type { DeviceRecord, Operstate } from '../records';
import type { World } from '../world';

/** The operstate as a link dump shows it: a device that is not up is DOWN. */
export function shownOperstate({ up, operstate }: DeviceRecord): Operstate {
  return up ? operstate : 'DOWN';
}

/** Flags as `ip link` prints them between < and >, in its order (dev_get_flags, and M-DOWN which iproute2 adds for a veth). */
export function flagsOf(world: World, device: DeviceRecord): readonly string[] {
  const { kind, up, carrier } = device;
  const flags: string[] = [];
  if (up && device.operstate !== 'UP' && device.operstate !== 'UNKNOWN') flags.push('NO-CARRIER');
  flags.push(kind.type === 'loopback' ? 'LOOPBACK' : 'BROADCAST');
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
