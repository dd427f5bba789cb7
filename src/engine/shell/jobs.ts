import { KernelError, strerror } from '../kernel/errno';
import type { HostId } from '../kernel/records';
import type { ServiceRecord, Sink, Sinks } from '../kernel/service-records';
import { signalProcess } from '../kernel/processes';
import { endService } from '../kernel/services';
import type { World } from '../kernel/world';
import { resolvePath } from './files/path';
import { LAST_PID, WAIT } from './internal-names';
import { SHELL_PID, type Process, type Tool } from './process';

/** A process id for a program that other commands can see. */
export function newPid(world: World): number {
  return SHELL_PID + world.allocateId();
}

/** The jobs of a host's shell, oldest first. */
function jobsOf(world: World, host: HostId): readonly ServiceRecord[] {
  return [...world.services.values()].filter((service) => service.host === host && service.job !== undefined);
}

/** The number that the next job of a host's shell gets. */
export function nextJob(world: World, host: HostId): number {
  return 1 + Math.max(0, ...jobsOf(world, host).map(({ job }) => job?.number ?? 0));
}

/** The shell has told, or need not tell, how a job ended. */
function forget(world: World, pid: number): void {
  world.writeService(pid).job = undefined;
}

/** Who opens the files that a job prints to. */
type Opener = Pick<Process, 'cwd' | 'files' | 'err'>;

/** Where `>FILE`, `2>&1` and the like send the program's output; undefined, with a message, when a file cannot be opened. */
export function sinksOf(process: Opener, outputs: readonly string[]): Sinks | undefined {
  let out: Sink = { to: 'reader', stream: 'out' };
  let err: Sink = { to: 'reader', stream: 'err' };
  for (let i = 0; i < outputs.length; i += 2) {
    const operator = outputs[i] ?? '';
    const target = outputs[i + 1] ?? '';
    let sink: Sink;
    if (operator.endsWith('>&') && target === '1') sink = out;
    else if (operator.endsWith('>&') && target === '2') sink = err;
    else if (target === '-' || target === '/dev/null') sink = { to: 'nobody' };
    else {
      const path = resolvePath(process.cwd, target);
      const problem = open(process, path, operator.endsWith('>>'));
      if (problem !== undefined) {
        process.err(`bash: ${target}: ${problem}\n`);
        return undefined;
      }
      sink = { to: 'file', path };
    }
    if (operator.startsWith('&') || (operator === '>&' && sink.to === 'file')) out = err = sink;
    else if (operator.startsWith('2')) err = sink;
    else out = sink;
  }
  return { out, err };
}

function open({ files }: Opener, path: string, append: boolean): string | undefined {
  try {
    files.write(path, append && files.exists(path) ? files.read(path) : '');
    return undefined;
  } catch (error) {
    if (error instanceof KernelError) return strerror(error.errno);
    throw error;
  }
}

const lastPid: Tool = {
  name: LAST_PID,
  run(process) {
    const { world, host } = process;
    const pids = [...world.services.values()]
      .filter((service) => service.host === host && service.child)
      .map(({ pid }) => pid);
    if (pids.length > 0) process.out(String(Math.max(...pids)));
    return Promise.resolve(0);
  },
};

const jobs: Tool = {
  name: 'jobs',
  run(process) {
    const { world, host, argv } = process;
    const all = jobsOf(world, host);
    for (const [index, service] of all.entries()) {
      const mark = index === all.length - 1 ? '+' : index === all.length - 2 ? '-' : ' ';
      const { pid, job, ended } = service;
      const head = `[${job?.number ?? 0}]${mark} `;
      const state = endText(ended).padEnd(23);
      if (argv[1] === '-p') process.out(`${pid}\n`);
      else process.out(`${head} ${argv[1] === '-l' ? `${pid} ` : ''}${state} ${job?.text ?? ''}${ended ? '' : ' &'}\n`);
      if (ended) forget(world, pid);
    }
    return Promise.resolve(0);
  },
};

function endText(ended: ServiceRecord['ended']): string {
  if (!ended) return 'Running';
  if (ended.signal !== undefined) return ended.signal === 'KILL' ? 'Killed' : 'Terminated';
  return ended.status === 0 ? 'Done' : `Exit ${ended.status}`;
}

/** The service that `%1`, `%+`, `%`, `%name` or a number names. */
function findJob(world: World, host: HostId, word: string): ServiceRecord | undefined {
  if (!word.startsWith('%')) {
    const service = world.services.get(Number(word));
    return service?.host === host ? service : undefined;
  }
  const all = jobsOf(world, host);
  const spec = word.slice(1);
  if (spec === '' || spec === '+' || spec === '%') return all.at(-1);
  if (spec === '-') return all.at(-2) ?? all.at(-1);
  if (/^\d+$/.test(spec)) return all.find(({ job }) => job?.number === Number(spec));
  return all.find(({ job }) => job?.text.startsWith(spec));
}

/** `wait [ID…]`: lets time pass until the jobs have ended. A server ends when the user cancels. */
const wait: Tool = {
  name: WAIT,
  async run(process) {
    const { world, host, argv } = process;
    const ids = argv.slice(1).filter((word) => word !== '-n' && word !== '-f');
    if (argv[1] === '-n') return nextOf(process, ids);
    if (ids.length === 0) {
      for (const service of jobsOf(world, host)) await untilEndedOrQuiet(process, service);
      return process.signal.aborted ? 130 : 0;
    }
    let status = 0;
    for (const id of ids) {
      const service = findJob(world, host, id);
      if (service) status = await untilEnded(process, service.pid);
      else {
        process.err(id.startsWith('%') ? `bash: wait: ${id}: no such job\n` : notAChild(id));
        status = /^%|^\d+$/.test(id) ? 127 : 1;
      }
    }
    return status;
  },
};

/** `wait -n [ID…]`: until the next job ends. */
async function nextOf(process: Process, ids: readonly string[]): Promise<number> {
  const { world, host } = process;
  const named = ids.flatMap((id) => findJob(world, host, id) ?? []);
  const all = ids.length > 0 ? named : jobsOf(world, host);
  if (all.length === 0) return 127;
  const first = (): ServiceRecord | undefined => {
    const now = all.map(({ pid }) => world.services.get(pid));
    return now.find((service) => service?.ended !== undefined);
  };
  await process.wait(() => first() !== undefined, world.nowUs + ONE_GO_US);
  while (!first() && !process.signal.aborted) await process.pace(1_000_000);
  const ended = first();
  if (!ended) return 130;
  forget(world, ended.pid);
  return ended.ended?.status ?? 0;
}

/**
 * A plain `wait`: nobody can end a server while this shell does nothing else, so it is given the time that things under way take, and then
 * left alone.
 */
async function untilEndedOrQuiet(process: Process, { pid, state, job }: ServiceRecord): Promise<void> {
  const { world } = process;
  if (state.kind === 'http-server' || state.kind === 'netcat' || state.kind === 'monitor') {
    const ended = (): boolean => world.services.get(pid)?.ended !== undefined;
    if (!(await process.wait(ended, world.nowUs + 1_000_000))) {
      process.err(
        `cka-net: wait: [${job?.number ?? 0}] (${job?.text ?? ''}) serves until it is killed: not waited for\n`,
      );
      return;
    }
  }
  await untilEnded(process, pid);
}

function notAChild(id: string): string {
  return /^\d+$/.test(id)
    ? `bash: wait: pid ${id} is not a child of this shell\n`
    : `bash: wait: \`${id}': not a pid or valid job spec\n`;
}

/** How long a wait for a program that ends by itself takes no real time. */
const ONE_GO_US = 300_000_000;

/** Waits for a program to end; answers its status, or 130 when the user cancelled. */
export async function untilEnded(process: Process, pid: number): Promise<number> {
  const { world, signal } = process;
  const done = (): boolean => world.services.get(pid)?.ended !== undefined;
  const state = world.services.get(pid)?.state;
  const soon =
    state?.kind === 'sleep'
      ? state.untilUs
      : world.nowUs + (state?.kind === 'coroutine' || state?.kind === 'script' ? ONE_GO_US : 1_000_000);
  await process.wait(done, soon);
  // Only somebody else can end a server: the clock is the reader's from here on.
  while (!done() && !signal.aborted) await process.pace(1_000_000);
  if (!done()) return 130;
  forget(world, pid);
  return world.services.get(pid)?.ended?.status ?? 0;
}

/** `fg [%N]`: shows the command and waits for it; a cancel ends it. */
const fg: Tool = {
  name: 'fg',
  async run(process) {
    const { world, host, argv } = process;
    const service = findJob(world, host, argv[1]?.replace(/^(?=\w)/, '%') ?? '%');
    if (!service?.job) {
      process.err(`bash: fg: ${argv[1] ?? 'current'}: no such job\n`);
      return 1;
    }
    process.out(`${service.job.text}\n`);
    const status = await untilEnded(process, service.pid);
    if (process.signal.aborted) {
      endService(world, service.pid, 130, 'INT');
      forget(world, service.pid);
    }
    return status;
  },
};

/** `disown [-a] [%N…]`: the shell forgets a job, which runs on. */
const disown: Tool = {
  name: 'disown',
  run(process) {
    const { world, host, argv } = process;
    const words = argv.slice(1).filter((word) => word !== '-h' && word !== '-r');
    if (words[0] === '-a') for (const { pid } of jobsOf(world, host)) forget(world, pid);
    let status = 0;
    for (const word of words.length > 0 ? words.filter((w) => w !== '-a') : ['%+']) {
      const service = findJob(world, host, word);
      if (service?.job) forget(world, service.pid);
      else {
        process.err(`bash: disown: ${words.length > 0 ? word : 'current'}: no such job\n`);
        status = 1;
      }
    }
    return Promise.resolve(status);
  },
};

/** `bg [%N]`: everything in the background runs already. */
const bg: Tool = {
  name: 'bg',
  run(process) {
    const { world, host, argv } = process;
    const service = findJob(world, host, argv[1] ?? '%+');
    if (service?.job) process.err(`bash: bg: job ${service.job.number} already in background\n`);
    else process.err('bash: bg: no job control\n');
    return Promise.resolve(service?.job ? 0 : 1);
  },
};

/** Sends a signal to what a word of `kill` names; the process id when it is a job that has ended, false when it is none. */
export function signalJob(world: World, host: HostId, word: string, signal: string, number: number): boolean | number {
  const job = word.startsWith('%') ? findJob(world, host, word) : undefined;
  const pid = word.startsWith('%') ? job?.pid : Number(word);
  if (pid !== undefined && signalProcess(world, host, pid, signal, number)) return true;
  return job?.pid ?? false;
}

/** What a shell needs for commands in the background. */
export const JOB_TOOLS: readonly Tool[] = [lastPid, jobs, wait, fg, bg, disown];
