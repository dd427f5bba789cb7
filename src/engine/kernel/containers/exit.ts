import type { World } from '../world';
import { flushLog } from './log';
import type { ContainerId } from './records';

/** The first process of a container has ended, and with it the container (containerd's TaskExit event). */
export function containerExited(world: World, id: ContainerId, exitCode: number): void {
  if (world.containers.get(id)?.state !== 'running') return;
  flushLog(world, id);
  const container = world.writeContainer(id);
  container.state = 'exited';
  container.finishedUs = world.nowUs;
  container.exitCode = exitCode;
  // containerd's pkg/cri/server: toCRIContainerStatus.
  container.reason ??= exitCode === 0 ? 'Completed' : 'Error';
  delete container.pid;
  world.schedule(0, { type: 'node-event', host: container.node, event: { type: 'container', id } });
}
