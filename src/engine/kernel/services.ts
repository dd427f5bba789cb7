import { containerExited } from './containers/exit';
import type { HostId, SocketRecord } from './records';
import type { ServiceRecord } from './service-records';
import { closeTcp } from './tcp/calls';
import type { World } from './world';

/** What the event loop does with services; how they behave is the business of the floors above (World.behaviour). */

/** The `service-wakes` event: something that a running service waits for may have happened. */
export function wakeService(world: World, pid: number): void {
  const service = world.services.get(pid);
  if (service && !service.ended) world.behaviour?.(world, service);
}

/** The kernel closes what a process had open. */
export function closeOwned(world: World, pid: number): void {
  const own = [...world.sockets.values()].filter((socket) => socket.program?.pid === pid);
  for (const socket of own) close(world, socket);
}

/** A program ends: the kernel closes what it had open. Its record stays until somebody has asked how it ended. */
export function endService(world: World, pid: number, status: number, signal?: string): void {
  const known = world.services.get(pid);
  if (!known || known.ended) return;
  closeOwned(world, pid);
  world.writeService(pid).ended = { status, ...(signal !== undefined && { signal }) };
  if (known.state.kind === 'script') world.removeErrand(pid);
  if (known.container !== undefined) {
    endOthers(world, known.host, pid);
    // Its parent, containerd-shim, asks at once how it ended.
    world.removeService(pid);
    containerExited(world, known.container, status);
  }
}

/** With the init of a PID namespace all its processes end (pid_namespaces(7)). */
function endOthers(world: World, host: HostId, init: number): void {
  for (const service of [...world.services.values()]) {
    if (service.host !== host || service.pid === init || service.ended) continue;
    endService(world, service.pid, 137, 'KILL');
    world.removeService(service.pid);
  }
}

/** The grace period of a container that is being stopped is over (SIGKILL), unless another one has begun since. */
export function killContainer(world: World, id: string, atUs: number): void {
  const container = world.containers.get(id);
  if (container?.state === 'running' && container.killAtUs === atUs && container.pid !== undefined) {
    endService(world, container.pid, 137, 'KILL');
  }
}

function close(world: World, socket: SocketRecord): void {
  if (socket.type === 'tcp') closeTcp(world, socket.id);
  else world.removeSocket(socket.id);
}

/** Takes what services printed for the reader, in the order they were started. */
export function takeServiceOutput(world: World): ServiceRecord['output'] {
  const waiting = [...world.services.values()].filter(({ output }) => output.length > 0);
  return waiting.flatMap(({ pid, output }) => {
    world.writeService(pid).output = [];
    return output;
  });
}
