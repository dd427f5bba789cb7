import type { HostId, NetnsId } from '../../kernel/records';
import type { Sink } from '../../kernel/service-records';
import type { World } from '../../kernel/world';
import { endService } from '../../kernel/services';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { printFrom } from '../../shell/service-output';
import { findExecutable } from '../../tools/containers/executable';
import { runMachine } from '../../tools/script/machine';
import { leaveToShell, newMachine } from '../../tools/script/service';

/** How a program that a probe or a hook runs in a container ended. */
export interface ExecOutcome {
  readonly status: number;
  readonly output: string;
  /** It still runs, in a shell of a session, as the process of this number; see execResult. */
  readonly pid?: number;
}

/** A probe that waits longer than this has timed out (its timeoutSeconds' default). */
const PATIENCE_US = 1_000_000;

/**
 * Runs a command of a probe or a hook with the container's own shell as data (tools/script), between two events of the clock. What that shell leaves to a
 * whole one (curl, redis-cli) goes on there, for a probe. A command that would wait is over its time, for a probe; a hook is not waited for, and what it
 * leaves to a whole shell is taken to have ended well.
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
        : { status: 1, output: lateText(argv, 1) };
    case 'daemon':
      return { status: 0, output };
    case 'needs-shell': {
      if (waits === 'is-done') return { status: 0, output };
      const sink: Sink = { to: 'file', path: `${CAPTURE}${world.nowUs}` };
      if (output !== '') printFrom(world, { pid: 1, host: id, netns, sinks: { out: sink, err: sink } }, 'out', output);
      const sinks = { out: sink, err: sink };
      return { status: 0, output, pid: leaveToShell(world, { host: id, netns, argv, sinks }, stop.machine, stop.command) }; // prettier-ignore
    }
  }
}

/** Where it is kept what a probe prints that a whole shell runs. */
const CAPTURE = '/.probe-';

/** How a command ended that a whole shell was left to run; undefined while it runs. `seconds`: how long it may. */
export function execResult(
  world: World,
  pid: number,
  argv: readonly string[],
  seconds: number,
  untilUs: number,
): ExecOutcome | undefined {
  const service = world.services.get(pid);
  if (!service) return { status: 137, output: '' };
  const { ended, state } = service;
  if (!ended && world.nowUs < untilUs) return undefined;
  const output = taken(world, service.host, service.netns, service.sinks.out);
  if (!ended) endService(world, pid, 137, 'KILL');
  world.removeService(pid);
  if (ended) return { status: ended.status, output };
  // Where no session runs commands (a served lab), nobody can know: it is taken to have ended well.
  const begun = state.kind === 'script' && state.begun === true;
  return begun ? { status: 1, output: lateText(argv, seconds) } : { status: 0, output };
}

function lateText(argv: readonly string[], seconds: number): string {
  return `command timed out: ${JSON.stringify(argv.join(' '))} timed out after ${seconds}s`;
}

function taken(world: World, host: HostId, netns: NetnsId, sink: Sink): string {
  if (sink.to !== 'file') return '';
  const files = new HostFileSystem(world, () => ({ host, netns }));
  if (!files.lookup(sink.path)) return '';
  const text = files.read(sink.path);
  files.remove(sink.path);
  return typeof text === 'string' ? text : new TextDecoder().decode(text);
}
