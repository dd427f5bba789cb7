import type { DeviceRecord, Operstate } from '../records';
import type { World } from '../world';
import { typeOf } from './types';

/** The operstate as a link dump shows it: a device that is not up is DOWN. */
export function shownOperstate({ up, operstate }: DeviceRecord): Operstate {
  return up ? operstate : 'DOWN';
}

/** Flags as `ip link` prints them between < and >, in its order (dev_get_flags, and M-DOWN which iproute2 adds when the link is down). */
export function flagsOf(world: World, device: DeviceRecord): readonly string[] {
  const { up, carrier } = device;
  const type = typeOf(device);
  const linkFlag = type.linkFlagOf?.(device) ?? type.linkFlag ?? 'BROADCAST';
  const flags: string[] = [];
  if (up && device.operstate !== 'UP' && device.operstate !== 'UNKNOWN') flags.push('NO-CARRIER');
  if (linkFlag === 'LOOPBACK' || linkFlag === 'BROADCAST') flags.push(linkFlag);
  if (linkFlag === 'POINTOPOINT') flags.push(linkFlag);
  if (device.multicast) flags.push('MULTICAST');
  if (!device.arp) flags.push('NOARP');
  if (device.allmulticast) flags.push('ALLMULTI');
  if (device.promiscuous) flags.push('PROMISC');
  if (type.isMaster) flags.push('MASTER');
  if (device.slave) flags.push('SLAVE');
  if (device.dynamic) flags.push('DYNAMIC');
  if (device.trailersOff) flags.push('NOTRAILERS');
  if (up) flags.push('UP');
  if (up && carrier) flags.push('LOWER_UP');
  const link = type.link?.(device);
  if (link !== undefined) {
    const below = world.device(link);
    if (below.netns === device.netns && !below.up) flags.push('M-DOWN');
  }
  return flags;
}
