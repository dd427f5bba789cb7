import { nextPid } from '../../kernel/containers/node';
import type { ContainerId } from '../../kernel/containers/records';
import type { DaemonState, ServiceRecord, ServiceState, Sinks } from '../../kernel/service-records';
import { endService } from '../../kernel/services';
import type { World } from '../../kernel/world';
import { nameOf } from '../../shell/files/path';
import { daemonPlace } from '../daemons/place';
import { daemonNamed } from '../daemons/programs';
import { newMachine, trapScript } from '../script/service';
import { parseDuration } from '../system/duration';
import { findExecutable } from './executable';
import type { RuntimeError } from './images';

/** Starts the first process of a container; what it does from then on is a service of the world (service-records.ts). */
export function startProcess(world: World, id: ContainerId): RuntimeError | undefined {
  const { argv } = world.container(id);
  const found = findExecutable(world, id, argv[0] ?? '');
  if (found.type === 'error') return startFailed(world, id, found.message);
  const container = world.writeContainer(id);
  const pid = nextPid(world);
  container.state = 'running';
  container.startedUs = world.nowUs;
  container.pid = pid;
  const out = { to: 'container', id, stream: 'stdout' } as const;
  launch(world, id, pid, { out, err: { ...out, stream: 'stderr' } }, programOf(world, id, argv));
  world.schedule(0, { type: 'node-event', host: container.node, event: { type: 'container', id } });
  return undefined;
}

/** containerd's pkg/cri/server/container_start.go: a container whose process cannot be made has exited with 128. */
function startFailed(world: World, id: ContainerId, reason: string): RuntimeError {
  const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${reason}`;
  const container = world.writeContainer(id);
  container.state = 'exited';
  container.startedUs = 0;
  container.finishedUs = world.nowUs;
  container.exitCode = 128;
  container.reason = 'StartError';
  container.message = message;
  world.schedule(0, { type: 'node-event', host: container.node, event: { type: 'container', id } });
  return { code: 'Unknown', message };
}

/** Scripts and init programs that end in exec(2) of what follows. */
const WRAPPERS: ReadonlySet<string> = new Set(['docker-entrypoint.sh', 'dumb-init', 'tini', 'catatonit', 'exec', '--']);

/** The program that a container's words come down to. */
function programOf(world: World, id: ContainerId, argv: readonly string[]): readonly string[] {
  let words = argv;
  while (WRAPPERS.has(nameOf(words[0] ?? '')) && words.length > 1) words = words.slice(1);
  const [first = '', second = ''] = words;
  // NGINX Gateway Fabric's data plane.
  if (first === '/agent/entrypoint.sh') return ['nginx-gateway-agent', ...words.slice(1)];
  // curl's image runs what it is given if that is a program, and else gives it to curl.
  if (nameOf(first) === 'entrypoint.sh') {
    const isProgram = !second.startsWith('-') && findExecutable(world, id, second).type !== 'error';
    return isProgram ? words.slice(1) : ['curl', ...words.slice(1)];
  }
  if (/^python3?$/.test(nameOf(first)) && daemonNamed(nameOf(second))) return words.slice(1);
  return words;
}

function launch(world: World, id: ContainerId, pid: number, sinks: Sinks, words: readonly string[]): void {
  const { argv } = world.container(id);
  const netns = world.host(id).rootNetns;
  const service = { pid, host: id, netns, argv, sinks };
  const name = nameOf(words[0] ?? '');
  const program = daemonNamed(name);
  if (program) {
    const place = daemonPlace(world, service, { program: program.name, settings: {} });
    const begun = program.start({ ...place, argv: argv.length === words.length ? words : argv });
    if (typeof begun === 'number') {
      add(world, id, service, { kind: 'finished' });
      return endService(world, pid, begun);
    }
    const state: DaemonState = {
      kind: 'daemon',
      program: name,
      listeners: begun.listeners ?? [],
      requests: [],
      settings: begun.settings ?? {},
      ...(begun.data !== undefined && { data: begun.data }),
    };
    return add(world, id, service, state);
  }
  if (name === 'sleep') {
    const seconds = words.slice(1).reduce((sum, word) => sum + (parseDuration(word) ?? 0), 0);
    return add(world, id, service, { kind: 'sleep', untilUs: world.nowUs + seconds * 1_000_000 });
  }
  const { cwd, env, config } = world.container(id);
  // A shell that is asked nothing waits for somebody to type, if there is a terminal, and ends at once otherwise.
  const asked = words.length > 1 || !SHELLS.has(name);
  if (!asked && config.stdin === true) return add(world, id, service, { kind: 'sleep', untilUs: Infinity });
  add(world, id, service, { kind: 'script', machine: newMachine(words, env, cwd, sinks) });
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'zsh', 'cat', 'python3', 'python', 'redis-cli']);

function add(
  world: World,
  container: ContainerId,
  service: Pick<ServiceRecord, 'pid' | 'host' | 'netns' | 'argv' | 'sinks'>,
  state: ServiceState,
): void {
  world.addService({
    ...service,
    container,
    startedUs: world.nowUs,
    job: undefined,
    state,
    output: [],
    ended: undefined,
  });
  if (state.kind !== 'finished') world.schedule(0, { type: 'service-wakes', pid: service.pid });
}

const NUMBERS: ReadonlyMap<string, number> = new Map([['SIGHUP', 1], ['SIGINT', 2], ['SIGQUIT', 3], ['SIGKILL', 9], ['SIGUSR1', 10], ['SIGUSR2', 12], ['SIGTERM', 15], ['SIGWINCH', 28]]); // prettier-ignore

/**
 * Sends a signal to the first process. It is the init of its PID namespace: without a handler of its own a signal other than SIGKILL does
 * nothing (pid_namespaces(7)), which is why `sleep 3600` is killed only after the grace period.
 */
export function signalProcess(world: World, id: ContainerId, signal: string): void {
  const { pid, state } = world.container(id);
  const service = pid === undefined ? undefined : world.services.get(pid);
  if (state !== 'running' || pid === undefined || !service) return;
  const number = NUMBERS.get(signal) ?? 15;
  if (number === 9) return endService(world, pid, 137, 'KILL');
  if (service.state.kind === 'script') return trapScript(world, pid, service.state, signal.replace(/^SIG/, ''));
  if (service.state.kind !== 'daemon' || number === 1 || number === 10 || number === 12) return;
  const program = daemonNamed(service.state.program);
  if (program?.stopStatus === undefined) return;
  program.stop?.(daemonPlace(world, service, service.state));
  endService(world, pid, program.stopStatus);
}
