import type { Ipv4 } from '../../packet/address';
import type { DeviceRecord } from '../records';
import type { World } from '../world';

/** vxlan_multicast_join: while it is up, a VXLAN device with a `group` makes the device below it a member. */
export function tunnelJoined(world: World, device: DeviceRecord, group: Ipv4): boolean {
  return world.netns(device.netns).vxlanPorts.some(({ devices }) =>
    devices.some((id) => {
      const kind = world.devices.get(id)?.kind;
      return kind?.type === 'vxlan' && kind.remote === group && kind.lower === device.id;
    }),
  );
}
