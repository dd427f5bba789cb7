import { literalWord, simpleCommand, type CommandNode } from '../../shell/ast-nodes';
import { nameOf } from '../../shell/files/path';
import { printFrom } from '../../shell/service-output';
import { nextPid } from '../../kernel/containers/node';
import type { DaemonState, ScriptState, ServiceRecord, Sinks } from '../../kernel/service-records';
import { endService } from '../../kernel/services';
import type { World } from '../../kernel/world';
import { daemonPlace } from '../daemons/place';
import { daemonNamed } from '../daemons/programs';
import { runMachine } from './machine';
import type { ScriptPlace } from './place';
import type { Machine } from '../../shell/machine-records';
import { parseScript } from './parse';

/** A program, usually a shell with a script, that is about to begin. */
export function newMachine(
  argv: readonly string[],
  environment: ReadonlyMap<string, string>,
  cwd: string,
  sinks: Sinks,
): Machine {
  const [name = '', ...words] = argv;
  return {
    name: nameOf(name),
    variables: environment,
    exported: new Set(environment.keys()),
    parameters: [],
    functions: new Map(),
    traps: new Map(),
    cwd,
    status: 0,
    errexit: false,
    out: sinks.out,
    err: sinks.err,
    stack: [{ do: 'command', command: simpleCommand(name, words.map(literalWord)) }],
  };
}

/** A script's moment has come, or a shell has run the command that it could not run. */
export function wakeScript(world: World, service: ServiceRecord, state: ScriptState): void {
  const { errand, untilUs } = state;
  if (errand && !errand.done) return world.addErrand(service.pid);
  if (!errand && untilUs !== undefined && untilUs > world.nowUs) return;
  const machine = state.machine as Machine;
  goOn(world, service, errand?.done ? { ...machine, ...errand.done } : machine);
}

function goOn(world: World, service: ServiceRecord, machine: Machine): void {
  const { pid } = service;
  let daemon: DaemonState | undefined;
  const place: ScriptPlace = {
    world,
    host: service.host,
    netns: service.netns,
    print: (sink, text) => printFrom(world, { ...service, sinks: { out: sink, err: sink } }, 'out', text),
    fork: (child) => forkScript(world, service, child),
    startDaemon: (argv) => {
      const name = nameOf(argv[0] ?? '');
      const program = daemonNamed(name);
      if (!program) return undefined;
      const begun = program.start(daemonPlace(world, { ...service, argv }, { program: program.name, settings: {} }));
      if (typeof begun === 'number') return begun;
      daemon = { kind: 'daemon', program: name, listeners: begun.listeners ?? [], requests: [], settings: begun.settings ?? {}, data: begun.data }; // prettier-ignore
      return 'started';
    },
  };
  const stop = runMachine(machine, place);
  if (!world.services.has(pid)) return;
  switch (stop.type) {
    case 'ended':
      return endService(world, pid, stop.status);
    case 'daemon':
      if (daemon) world.writeService(pid).state = daemon;
      return;
    case 'sleeps':
      world.writeService(pid).state = { kind: 'script', machine: stop.machine, untilUs: stop.untilUs };
      if (stop.untilUs !== Infinity) {
        world.schedule(stop.untilUs - world.nowUs, { type: 'service-wakes', pid, ...(stop.endless && { background: true as const }) }); // prettier-ignore
      }
      return;
    case 'needs-shell':
      world.writeService(pid).state = { kind: 'script', machine: stop.machine, errand: errandOf(stop.machine, stop.command) }; // prettier-ignore
      return world.addErrand(pid);
  }
}

function errandOf(machine: Machine, command: CommandNode): NonNullable<ScriptState['errand']> {
  const { name, variables, exported, parameters, cwd, out, err } = machine;
  return { command, name, variables, exported, parameters, cwd, out, err };
}

/** A machine that stands before a command for a session's shell becomes a script of its own, and prints where `sinks` say; answers its number. */
export function leaveToShell(
  world: World,
  { host, netns, argv, sinks }: Pick<ServiceRecord, 'host' | 'netns' | 'argv' | 'sinks'>,
  stopped: Machine,
  command: CommandNode,
): number {
  const pid = nextPid(world);
  const machine = { ...stopped, ...sinks };
  world.addService({ pid, host, netns, argv, startedUs: world.nowUs, job: undefined, sinks, state: { kind: 'script', machine, errand: errandOf(machine, command) }, output: [], ended: undefined }); // prettier-ignore
  world.addErrand(pid);
  return pid;
}

/** `… &` in a script: a script of its own beside it. */
function forkScript(world: World, { host, netns, argv, sinks }: ServiceRecord, machine: Machine): void {
  const pid = nextPid(world);
  world.addService({ pid, host, netns, argv, startedUs: world.nowUs, job: undefined, sinks, state: { kind: 'script', machine }, output: [], ended: undefined }); // prettier-ignore
  world.schedule(0, { type: 'service-wakes', pid });
}

/**
 * A signal for a script: what it has a trap for runs when its command is over, as in every shell. Without a trap the init of a PID namespace
 * ignores it.
 */
export function trapScript(world: World, pid: number, state: ScriptState, signal: string): void {
  const machine = state.machine as Machine;
  const action = machine.traps.get(signal);
  const statements = action === undefined ? undefined : parseScript(action);
  if (!statements) return;
  const stack = [...machine.stack, { do: 'list', statements, at: 0 } as const];
  world.writeService(pid).state = { ...state, machine: { ...machine, stack } };
}
