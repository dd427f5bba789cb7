import type { SocketRecord } from './records';
import type { World } from './world';

/** Tells the service whose socket it is that there may be something to do (sk_data_ready, sk_state_change). */
export function wakeOwner(world: World, { program }: SocketRecord): void {
  if (program && world.services.has(program.pid)) world.schedule(0, { type: 'service-wakes', pid: program.pid });
}
