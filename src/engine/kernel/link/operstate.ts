import type { DeviceId, Operstate } from '../records';
import type { World } from '../world';

/**
 * IFLA_OPERSTATE: net/core/rtnetlink.c set_operstate lets a user put a device to sleep or under test and wake it again; any other state is ignored.
 */
export function setOperstate(world: World, id: DeviceId, wanted: Operstate): void {
  const { operstate } = world.device(id);
  const works = operstate === 'UP' || operstate === 'UNKNOWN';
  const rests = operstate === 'DORMANT' || operstate === 'TESTING' || operstate === 'UNKNOWN';
  if (wanted === 'UP' ? rests : (wanted === 'DORMANT' || wanted === 'TESTING') && works) {
    world.writeDevice(id).operstate = wanted;
  }
}
