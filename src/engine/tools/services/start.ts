import type { ServiceState } from '../../kernel/service-records';
import { endService } from '../../kernel/services';
import { newPid, untilEnded } from '../../shell/jobs';
import type { Process } from '../tool';

/** What a service is known as before it has started: its sockets carry the process id. */
export function servicePid(process: Process): number {
  return process.background?.pid ?? newPid(process.world);
}

/**
 * Goes on as a service. In the background the program's part is over with that; in the foreground it waits until the service has ended, or
 * ends it when the user cancels. Answers the exit status.
 */
export async function becomeService(process: Process, pid: number, state: ServiceState): Promise<number> {
  const { world, host, netns, argv, background } = process;
  world.addService({
    pid,
    host,
    netns,
    argv,
    startedUs: world.nowUs,
    job: background?.job,
    child: background !== undefined,
    sinks: background?.sinks ?? { out: { to: 'reader' }, err: { to: 'reader' } },
    state,
    output: [],
    ended: undefined,
  });
  world.schedule(0, { type: 'service-wakes', pid });
  if (background) {
    if (background.endsAtUs !== undefined) scheduleEnd(process, pid, background.endsAtUs);
    return 0;
  }
  const status = await untilEnded(process, pid);
  endService(world, pid, status);
  world.removeService(pid);
  return status;
}

function scheduleEnd({ world }: Process, pid: number, atUs: number): void {
  world.writeService(pid).endsAtUs = atUs;
  world.schedule(atUs - world.nowUs, { type: 'service-wakes', pid });
}
