import type { Sink } from '../../kernel/service-records';
import type { World } from '../../kernel/world';
import { printFrom } from '../../shell/service-output';
import { findExecutable } from '../../tools/containers/executable';
import { runMachine } from '../../tools/script/machine';
import { newMachine } from '../../tools/script/service';

/** How a program that a probe or a hook runs in a container ended. */
export interface ExecOutcome {
  readonly status: number;
  readonly output: string;
}

/** A probe that waits longer than this has timed out (its timeoutSeconds' default). */
const PATIENCE_US = 1_000_000;

/**
 * Runs a command of a probe or a hook with the container's own shell as data (tools/script), between two events of the clock. What that shell leaves to a
 * whole one (curl, redis-cli) cannot be run here: it is taken to have ended well. A command that would wait is over its time, for a probe; a hook is not
 * waited for.
 */
export function execInContainer(
  world: World,
  id: string,
  argv: readonly string[],
  waits: 'is-late' | 'is-done' = 'is-late',
): ExecOutcome {
  const container = world.containers.get(id);
  if (container?.state !== 'running') return { status: 1, output: 'container not running' };
  const [name = ''] = argv;
  const found = findExecutable(world, id, name);
  if (found.type === 'error') {
    const output = `OCI runtime exec failed: exec failed: unable to start container process: ${found.message}: unknown`;
    return { status: 126, output };
  }
  const { rootNetns: netns } = world.host(id);
  const captured: Sink = { to: 'container', id, stream: 'stdout' };
  let output = '';
  const print = (sink: Sink, text: string): void => {
    if (sink === captured) output += text;
    else if (sink.to === 'file') printFrom(world, { pid: container.pid ?? 1, host: id, netns, sinks: { out: sink, err: sink } }, 'out', text); // prettier-ignore
  };
  const machine = newMachine(argv, container.env, container.cwd, { out: captured, err: captured });
  const stop = runMachine(machine, {
    world,
    host: id,
    netns,
    print,
    startDaemon: () => undefined,
    fork: () => undefined,
  });
  switch (stop.type) {
    case 'ended':
      return { status: stop.status, output };
    case 'sleeps':
      return waits === 'is-done' || stop.untilUs - world.nowUs <= PATIENCE_US
        ? { status: 0, output }
        : { status: 1, output: `command timed out: ${JSON.stringify(argv.join(' '))} timed out after 1s` };
    case 'daemon':
    case 'needs-shell':
      return { status: 0, output };
  }
}
