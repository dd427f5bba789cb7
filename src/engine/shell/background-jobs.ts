import { KernelError } from '../kernel/errno';
import { runUntil, settle, SETTLE_GAP_US, SETTLE_LIMIT_US } from '../kernel/run';
import type { Job, ScriptState, Sink, Sinks } from '../kernel/service-records';
import { endService } from '../kernel/services';
import type { World } from '../kernel/world';
import type { Body, Coroutine } from './coroutines';
import { filesOf } from './files/host-file-system';
import type { Interpreter, Subshell } from './interpreter';
import { INTERNAL_PREFIX, START } from './internal-names';
import { isEndless, remainderOf } from './loop-machine';
import type { Machine } from './machine-records';
import { newPid, nextJob, sinksOf } from './jobs';
import type { Background, Tool } from './process';
import type { ProgramRunner, Snapshot } from './program-runner';
import type { Output } from './programs';
import { writeSink } from './service-output';

export interface JobHost {
  readonly world: World;
  readonly runner: ProgramRunner;
  interpreter(): Interpreter;
  /** Where the cell that runs now prints. */
  reader(): Output | undefined;
  showServices(): void;
}

/** How long after its last command a cell lets an endless program in the background go on. */
const AFTERWARDS_US = 2_000_000;

/**
 * Commands in the background. One whose program is a service (a server, `sleep`, `ip monitor`) becomes data at once. Any other is a coroutine
 * of the cell that started it, with a record in the world like a service's, so that `jobs`, `ps` and `kill` know it. When the cell ends, what is due
 * soon still happens, as after any cell. Then a program that can say what it goes on from (`ping`) is kept as data and goes on when
 * the next cell begins; what cannot is ended, with a message, because a lab forks and rewinds between cells.
 */
export class BackgroundJobs {
  constructor(private readonly host: JobHost) {}

  /** START TEXT COUNT (OPERATOR TARGET)… PROGRAM ARG…: `PROGRAM ARG… &`. */
  readonly start: Tool = {
    name: START,
    run: async (process) => {
      const [, text = '', count = '0', ...words] = process.argv;
      const argv = words.slice(2 * Number(count));
      const sinks = sinksOf(process, words.slice(0, 2 * Number(count)));
      if (!sinks) return 1;
      const { world, host } = process;
      const pid = newPid(world);
      const job = { number: nextJob(world, host), text };
      await this.add(pid, argv, job, sinks, async (coroutine) => {
        const output = this.output(coroutine, sinks);
        try {
          return await process.exec(argv, {
            background: { pid, job, sinks, ...this.links(coroutine) },
            output,
            signal: coroutine.signal,
          });
        } catch (error) {
          if (!(error instanceof KernelError)) throw error;
          output.err(`bash: ${argv[0] ?? ''}: command not found\n`);
          return 127;
        }
      });
      return 0;
    },
  };

  /** SPAWN SLOT TEXT COUNT (OPERATOR TARGET)…: any other command in the background. */
  async spawn(args: readonly string[], variables: ReadonlyMap<string, string>, cwd: string): Promise<number> {
    const [slot = '', text = '', , ...outputs] = args;
    const { world, runner } = this.host;
    const interpreter = this.host.interpreter();
    const subshell = interpreter.subshell(Number(slot), variables, cwd);
    const files = filesOf(runner.files, cwd, '');
    const sinks = sinksOf({ cwd, files, err: (message) => this.host.reader()?.err(message) }, outputs);
    if (!subshell || !sinks) return 1;
    const pid = newPid(world);
    const job = { number: nextJob(world, runner.context.host), text };
    await this.add(pid, ['bash'], job, sinks, (coroutine) => {
      coroutine.endless = isEndless(subshell.original);
      coroutine.remainder = (untilUs) => this.remainder(subshell, coroutine, sinks, untilUs);
      return this.runShell(subshell, coroutine, sinks);
    });
    return 0;
  }

  /** Programs that an earlier cell left running go on. */
  async resume(): Promise<void> {
    const { world, runner } = this.host;
    if (world.services.size === 0) return;
    for (const { pid, state, ended, job, sinks } of [...world.services.values()]) {
      if (state.kind !== 'coroutine' || ended || runner.coroutines.has(pid)) continue;
      if (state.snapshot === undefined) {
        endService(world, pid, 0);
        continue;
      }
      const { argv, context, cwd, env, data } = state.snapshot as Snapshot;
      world.writeService(pid).state = { kind: 'coroutine', snapshot: undefined };
      await this.run(pid, (coroutine) =>
        runner.runTool(argv, context, {
          cwd,
          env,
          stdin: '',
          output: this.output(coroutine, sinks),
          signal: coroutine.signal,
          background: { pid, job, sinks, resumed: data, ...this.links(coroutine) },
        }),
      );
    }
  }

  /** The end of a cell: what is due soon happens; then nothing is left but data. */
  async settle(): Promise<void> {
    const { world, runner } = this.host;
    const { coroutines } = runner;
    const endUs = world.nowUs + SETTLE_LIMIT_US;
    const afterwardsUs = world.nowUs + AFTERWARDS_US;
    while (!coroutines.none) {
      await coroutines.runReady();
      this.host.showServices();
      if (runner.turn.due) await runner.turn.give();
      if (world.nowUs >= afterwardsUs) this.freeze(false);
      const next = Math.min(world.nextForegroundUs ?? Infinity, coroutines.nextUs);
      if (next > endUs || next - world.nowUs > SETTLE_GAP_US) break;
      runUntil(world, () => coroutines.ready, next);
    }
    this.freeze(true);
    for (const { pid } of coroutines.standing) this.giveUp(pid);
    await coroutines.runReady();
    settle(world);
  }

  /** `all`: also what would end by itself. */
  private freeze(all: boolean): void {
    const { world, runner } = this.host;
    for (const { pid, snapshot, remainder, endless } of runner.coroutines.standing) {
      if (!snapshot) {
        if (remainder && (all || endless)) this.freezeShell(pid, remainder, endless === true);
        continue;
      }
      world.writeService(pid).state = { kind: 'coroutine', snapshot: snapshot() };
      runner.coroutines.drop(pid);
    }
  }

  /** A shell becomes a script of tools/script, which goes on by itself whenever time passes. */
  private freezeShell(pid: number, remainder: NonNullable<Coroutine['remainder']>, endless: boolean): void {
    const { world, runner } = this.host;
    const untilUs = runner.coroutines.deadlineOf(pid);
    const state = remainder(untilUs);
    if (!state) return;
    world.writeService(pid).state = state;
    runner.coroutines.drop(pid);
    const wakesUs = state.untilUs === undefined ? world.nowUs : untilUs;
    world.schedule(wakesUs - world.nowUs, {
      type: 'service-wakes',
      pid,
      ...(endless && { background: true as const }),
    });
  }

  private remainder(
    { original, state }: Subshell,
    { standing }: Coroutine,
    sinks: Sinks,
    untilUs: number,
  ): ScriptState | undefined {
    const stack = standing && remainderOf(original, standing);
    if (!stack) return undefined;
    const variables = new Map([...standing.variables].filter(([name]) => !name.startsWith(INTERNAL_PREFIX)));
    const machine: Machine = {
      ...{
        name: 'bash',
        variables,
        exported: state.attributes.exportedVars,
        parameters: [],
        functions: state.functions,
      },
      ...{ traps: new Map(), cwd: standing.cwd, status: 0, errexit: false, out: sinks.out, err: sinks.err, stack },
    };
    return { kind: 'script', machine, ...(standing.argv[0] === 'sleep' && { untilUs }) };
  }

  private giveUp(pid: number): void {
    const { world } = this.host;
    const { job } = world.writeService(pid);
    endService(world, pid, 143, 'TERM');
    // A loop is several lines, as `jobs` shows it.
    const name = `[${job?.number ?? 0}] (${(job?.text ?? '').replace(/\s*\n\s*/g, ' ')})`;
    this.host
      .reader()
      ?.err(
        `cka-net: ${name} was still running at the end of the cell and was ended: it cannot go on from cell to cell yet\n`,
      );
  }

  private async add(pid: number, argv: readonly string[], job: Job, sinks: Sinks, body: Body): Promise<void> {
    const { world, runner } = this.host;
    const { host, netns } = runner.context;
    const state = { kind: 'coroutine', snapshot: undefined } as const;
    world.addService({
      pid,
      host,
      netns,
      argv,
      startedUs: world.nowUs,
      job,
      child: true,
      sinks,
      state,
      output: [],
      ended: undefined,
    });
    await this.run(pid, body);
  }

  private async run(pid: number, body: Body): Promise<void> {
    const { world, runner } = this.host;
    const begun: Body = (coroutine) => {
      // It is nobody's child but the shell's.
      runner.program = undefined;
      return body(coroutine);
    };
    let answered: ReadonlySet<string> = new Set();
    const known: Body = (coroutine) => {
      answered = coroutine.answered;
      return begun(coroutine);
    };
    await runner.coroutines.start(pid, known, (status) => {
      const service = world.services.get(pid);
      // A program that became a service goes on as one.
      if (service?.state.kind !== 'coroutine') return;
      if (service.ended?.signal !== undefined && answered.has(service.ended.signal))
        world.writeService(pid).ended = { status };
      else endService(world, pid, status);
    });
    this.host.showServices();
  }

  private async runShell({ statement, state, frame }: Subshell, coroutine: Coroutine, sinks: Sinks): Promise<number> {
    const outcome = await this.host.interpreter().run([statement], state, {
      ...frame,
      output: this.output(coroutine, sinks),
      signal: coroutine.signal,
    });
    return outcome.status;
  }

  /** What a program tells of itself. */
  private links(coroutine: Coroutine): Pick<Background, 'keep' | 'answers'> {
    return {
      keep: (snapshot) => (coroutine.snapshot = snapshot),
      answers: (signals) => signals.forEach((name) => coroutine.answered.add(name)),
    };
  }

  /** Where a job prints. One that was killed prints nothing any more; SIGINT, and what it says it answers, are for the program to answer. */
  private output({ pid, answered }: Coroutine, sinks: Sinks): Output {
    const { world } = this.host;
    const to =
      (sink: Sink, stream: keyof Output) =>
      (text: string): void => {
        const service = world.services.get(pid);
        if (!service || (service.ended?.signal !== undefined && !answered.has(service.ended.signal))) return;
        if (sink.to === 'reader') this.host.reader()?.[sink.stream ?? stream](text);
        else writeSink(world, service, sink, text);
      };
    return { out: to(sinks.out, 'out'), err: to(sinks.err, 'err') };
  }
}
