import type { Bash, ResolvedCommandContext } from 'just-bash/browser';
import { KernelError } from '../kernel/errno';
import type { HostId } from '../kernel/records';
import { settle } from '../kernel/run';
import { takeServiceOutput } from '../kernel/services';
import type { World } from '../kernel/world';
import { diff } from './commands/diff';
import { ls } from './commands/ls';
import { wc } from './commands/wc';
import { cp } from './commands/cp';
import { env, printenv } from './commands/env';
import { typeOfProgram, which } from './commands/which';
import { TYPE } from './internal-names';
import { xargs } from './commands/xargs';
import { bashFileSystem } from './files/bash-file-system';
import { INTERNAL_PREFIX } from './internal-names';
import { neighboursIn } from './pipe-neighbours';
import { BackgroundJobs } from './background-jobs';
import { Errands } from './errands';
import { Interpreter, type Frame, type Outcome } from './interpreter';
import { JOB_TOOLS, signalJob } from './jobs';
import { shellProgram } from './nested-shell';
import type { Leaving, Tool } from './process';
import { unrolledLoop, type UnrolledLoop } from './plain-loop';
import { ProgramRunner } from './program-runner';
import { createBash, decodeLatin1, LOGIN_ENVIRONMENT, type BashProgram } from './programs';
import { runFile } from './run-file';
import { ScriptParser } from './script-parser';
import { readScript, type Step } from './script-reader';
import { exportedVariables, hasAlias, type ShellState } from './shell-state';
import { errorLines } from './syntax-error';

export interface RunOptions {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly signal: AbortSignal;
  /** The host to run on; undefined means the session's first. */
  readonly host?: HostId;
  /** As a script file named so: errors say `NAME: line N: …` as `bash NAME` does. Undefined: as an interactive shell. */
  readonly scriptName?: string;
  /** Whether endless output is shown at the pace of real time. */
  readonly pace: 'real' | 'virtual';
  /** Whether what is due soon still happens at the end, as after a cell; it does unless this says no. */
  readonly settles?: boolean;
}

/** What a round of a loop in the background takes: about what starting a program does. */
const ROUND_US = 1000;
/** Commands of scripts that the end of a cell waits for. */
const MOST_ERRANDS = 100;

/** Status of a command that ended by SIGINT. */
const INTERRUPTED = 130;

/** How a command ended. */
interface Ended {
  readonly status: number;
  /** The shell is gone. */
  readonly exited: boolean;
}

/** What a session needs just-bash for; made when the first command does. */
interface Engine {
  readonly bash: Bash;
  readonly parser: ScriptParser;
  readonly interpreter: Interpreter;
}

/** Where commands are typed, and what happens when whoever types there leaves. */
interface Place {
  readonly host: HostId;
  readonly left?: Leaving | undefined;
}

/**
 * bash on the hosts of one lab. Each host has its own shell, whose directory, variables, functions, aliases and options last from run to
 * run. `states` is immutable data, so a fork of the lab forks its shells.
 */
export class ShellSession {
  private states: ReadonlyMap<HostId, ShellState>;
  private readonly tools: Map<string, Tool>;
  private readonly runner: ProgramRunner;
  private readonly jobs: BackgroundJobs;
  private readonly errands: Errands;
  private made: Engine | undefined;
  private options: RunOptions | undefined;
  private running = false;

  constructor(
    private readonly world: World,
    tools: ReadonlyMap<string, Tool>,
    private readonly firstHost: HostId,
    states: ReadonlyMap<HostId, ShellState> = new Map(),
  ) {
    this.states = states;
    this.tools = new Map([...tools, ...this.shellPrograms()]);
    this.runner = new ProgramRunner(world, this.tools, firstHost, {
      bash: () => this.engine.bash,
      realPace: () => this.options?.pace === 'real',
      showServices: () => this.showServices(),
      registers: () => this.made?.interpreter.registers() ?? (() => undefined),
      errands: () => this.errands,
    });
    this.errands = new Errands(world, this.runner, () => this.engine.interpreter);
    this.jobs = new BackgroundJobs({
      world,
      runner: this.runner,
      interpreter: () => this.engine.interpreter,
      reader: () => this.options && { out: this.options.stdout, err: this.options.stderr },
      showServices: () => this.showServices(),
    });
    this.tools.set(this.jobs.start.name, this.jobs.start);
  }

  /** The shells' memory, for a fork: pass it to a new session over the forked world. */
  get memory(): ReadonlyMap<HostId, ShellState> {
    return this.states;
  }

  /**
   * Runs a script to its end, or until `signal` fires (status 130). Never throws for anything a script does. A parse error prints what
   * bash prints, after the complete commands before it have run. Throws only when another run is still going on.
   */
  async run(script: string, options: RunOptions): Promise<{ readonly exitCode: number }> {
    if (this.running) throw new Error('this shell is busy: one script at a time');
    this.running = true;
    this.runner.turn.begin();
    this.options = options;
    try {
      await this.jobs.resume();
      return { exitCode: await this.runScript(script.replaceAll('\r\n', '\n'), options) };
    } finally {
      if (options.settles !== false) {
        await this.jobs.settle();
        await this.settle();
      }
      this.showServices();
      this.running = false;
      this.options = undefined;
    }
  }

  /**
   * Runs a program by its words, without a shell around it: what `kubectl exec` asks for. Answers its status; 127 when there is no such program.
   * Throws only when another run is still going on.
   */
  async exec(argv: readonly string[], options: RunOptions & { readonly stdin: string }): Promise<number> {
    if (this.running) throw new Error('this shell is busy: one program at a time');
    this.running = true;
    this.runner.turn.begin();
    this.options = options;
    try {
      return await this.runner.execOn(options.host ?? this.firstHost, argv, {
        cwd: '/',
        env: new Map(),
        stdin: options.stdin,
        output: { out: options.stdout, err: options.stderr },
        signal: options.signal,
      });
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      return 127;
    } finally {
      this.running = false;
      this.options = undefined;
    }
  }

  /** What is due soon happens, commands that scripts leave to a shell included. */
  private async settle(): Promise<void> {
    for (let round = 0; round < MOST_ERRANDS; round++) {
      settle(this.world, () => this.errands.waiting);
      if (!this.errands.waiting) return;
      await this.errands.run();
    }
  }

  /** What programs in the background printed since the last look. */
  private showServices(): void {
    if (!this.options || this.world.services.size === 0) return;
    for (const { stream, text } of takeServiceOutput(this.world)) {
      if (stream === 'out') this.options.stdout(text);
      else this.options.stderr(text);
    }
  }

  private async runScript(script: string, options: RunOptions): Promise<number> {
    const places: Place[] = [{ host: options.host ?? this.firstHost }];
    const steps = readScript(script, {
      isProgram: (name) => this.tools.has(name),
      parser: () => this.engine.parser,
    });
    let status = 0;
    let next = steps.next();
    for (; next.done !== true; next = steps.next()) {
      const step = next.value;
      if (options.signal.aborted) return INTERRUPTED;
      // A container may have ended with a shell in it.
      while (places.length > 1 && !this.isThere(places.at(-1)?.host ?? '')) await this.leave(places, 137, options);
      const host = places.at(-1)?.host ?? this.firstHost;
      this.runner.context = this.runner.rootContext(host);
      const login = step.argv && this.loginTarget(step.argv);
      if (login !== undefined) {
        places.push({ host: login });
        status = 0;
        continue;
      }
      if (places.length > 1 && (step.argv?.[0] === 'exit' || step.argv?.[0] === 'logout')) {
        status = await this.leave(places, Number(step.argv[1] ?? status) & 255, options);
        continue;
      }
      const ended = await this.runStep(host, step, options);
      status = ended.status;
      const { entered } = this.runner;
      this.runner.entered = undefined;
      if (entered && this.isThere(entered.host)) {
        this.remember(entered.host, this.newState(entered.host, options, entered.shell));
        places.push(entered);
        status = 0;
        continue;
      }
      if (ended.exited) {
        if (places.length === 1) return status;
        status = await this.leave(places, status, options);
      }
      this.showServices();
      await this.runner.turn.give();
    }
    // What is typed has come to its end in every shell.
    while (places.length > 1 && !options.signal.aborted) status = await this.leave(places, status, options);
    if (options.signal.aborted) return INTERRUPTED;
    if (!next.value) return status;
    options.stderr(errorLines(next.value, options.scriptName));
    return 2;
  }

  /** Comes back from the innermost place; the program that led there goes on. Answers how it ended, or how the shell there did. */
  private async leave(places: Place[], status: number, options: RunOptions): Promise<number> {
    const left = places.pop()?.left;
    const host = places.at(-1)?.host ?? this.firstHost;
    if (!left || !this.isThere(host)) return status;
    const state = this.states.get(host) ?? this.newState(host, options);
    const ended = await this.runner.runLeaving(left, status, this.runner.rootContext(host), {
      cwd: state.cwd,
      env: exportedVariables(state),
      stdin: '',
      output: { out: options.stdout, err: options.stderr },
      signal: options.signal,
    });
    this.remember(host, { ...state, lastStatus: ended, pipeStatus: String(ended) });
    return ended;
  }

  /** `ssh HOST` with nothing to run: the following commands are typed there. */
  private loginTarget(argv: readonly string[]): HostId | undefined {
    const [name, target, ...rest] = argv;
    if (name !== 'ssh' || target === undefined || rest.length > 0) return undefined;
    const host = target.slice(target.indexOf('@') + 1);
    return this.world.hosts.has(host) ? host : undefined;
  }

  private isThere(host: HostId): boolean {
    return this.world.hosts.has(host) || this.world.containers.get(host)?.state === 'running';
  }

  private async runStep(host: HostId, step: Step, options: RunOptions): Promise<Ended> {
    const state = this.states.get(host) ?? this.newState(host, options);
    const { argv } = step;
    const output = { out: options.stdout, err: options.stderr };
    // The common case, a program of ours with literal words, needs no shell around it.
    if (argv && this.isBare(argv[0] ?? '', state) && this.isInstalled(host, argv[0] ?? '')) {
      const status = await this.runner.runTool(argv, this.runner.context, {
        cwd: state.cwd,
        env: exportedVariables(state),
        stdin: '',
        output,
        signal: options.signal,
      });
      this.remember(host, {
        ...state,
        lastStatus: status,
        lastArgument: argv.at(-1) ?? '',
        pipeStatus: String(status),
      });
      return { status, exited: false };
    }
    const statement = step.statement();
    if (!statement) return { status: state.lastStatus, exited: false };
    const { container } = this.world.host(host);
    const loop = container ? undefined : unrolledLoop(statement, state, (name) => this.isBare(name, state));
    if (loop) return { status: await this.runUnrolled(host, loop, state, options), exited: false };
    const frame: Frame = {
      output,
      signal: options.signal,
      scriptName: options.scriptName ?? (container && state.variables.get('0')),
      trapsExit: state.traps.has('EXIT'),
      ...(container?.sh !== undefined && state.variables.get('0') === 'sh' && { dialect: container.sh }),
    };
    const outcome = await this.engine.interpreter.run([statement], state, frame);
    if (outcome.state) this.remember(host, outcome.state);
    else if (state.traps.has('EXIT')) return { status: await this.runExitTrap(host, outcome, frame), exited: true };
    return { status: outcome.status, exited: outcome.state === undefined };
  }

  /** `exit` runs the EXIT trap, once; answers the status the shell ends with. */
  private async runExitTrap(host: HostId, { atExit, status }: Outcome, frame: Frame): Promise<number> {
    const traps = new Map(atExit.traps);
    const action = traps.get('EXIT');
    traps.delete('EXIT');
    this.remember(host, { ...atExit, traps });
    if (action === undefined || frame.signal.aborted) return status;
    const { interpreter, parser } = this.engine;
    const trapped = await interpreter.run(parser.parse(action).statements, { ...atExit, traps }, frame);
    return trapped.state === undefined ? trapped.status : status;
  }

  /** Runs the commands of a loop that needs no shell, and keeps what its variables are afterwards. */
  private async runUnrolled(host: HostId, loop: UnrolledLoop, state: ShellState, options: RunOptions): Promise<number> {
    const io = {
      cwd: state.cwd,
      env: exportedVariables(state),
      stdin: '',
      output: { out: options.stdout, err: options.stderr },
      signal: options.signal,
    };
    let lastStatus = state.lastStatus;
    for (const argv of loop.commands) {
      if (options.signal.aborted) return INTERRUPTED;
      lastStatus = await this.runner.runTool(argv, this.runner.rootContext(host), io);
    }
    if (loop.endsAssigning) lastStatus = 0;
    this.remember(host, {
      ...state,
      variables: new Map([...state.variables, ...loop.assigned]),
      lastStatus,
      lastArgument: loop.endsAssigning ? '' : (loop.commands.at(-1)?.at(-1) ?? ''),
      pipeStatus: String(lastStatus),
    });
    return lastStatus;
  }

  private isBare(name: string, state: ShellState): boolean {
    return (
      this.tools.has(name) && !state.functions.has(name) && !hasAlias(state, name) && state.options['xtrace'] !== true
    );
  }

  /** Whether a container has the program of ours; hosts have them all. */
  private isInstalled(host: HostId, name: string): boolean {
    if (!this.world.host(host).container) return true;
    return this.runner.hasProgram(name);
  }

  /** A shell that has just been started; an interactive one expands aliases. In a container it is the image's `sh` or what was asked for. */
  private newState(host: HostId, { scriptName }: RunOptions, shell?: string): ShellState {
    const { hostname, container } = this.world.host(host);
    const env = container?.env ?? new Map(Object.entries(LOGIN_ENVIRONMENT));
    const state = this.engine.interpreter.newState(container?.cwd ?? '/root', env);
    const name = scriptName ?? (container ? (shell ?? 'sh') : 'bash');
    const variables = new Map(state.variables).set('HOSTNAME', hostname).set('0', name);
    return { ...state, variables, shopt: { ...state.shopt, expand_aliases: scriptName === undefined } };
  }

  private remember(host: HostId, state: ShellState): void {
    this.states = new Map(this.states).set(host, state);
  }

  private get engine(): Engine {
    this.made ??= this.makeEngine();
    return this.made;
  }

  /** A loop's next round: the application may have its turn. In the background a round takes a little time, so that no loop runs for ever before anybody else. */
  private async tick(): Promise<void> {
    const { coroutines, turn } = this.runner;
    await turn.give();
    if (coroutines.inside) await coroutines.stand(() => false, this.world.nowUs + ROUND_US, NEVER);
  }

  private makeEngine(): Engine {
    const { runner } = this;
    const bash = createBash({
      fs: bashFileSystem(runner.files, {
        show: (stream, text, line) => interpreter.show(stream, text, line),
        list: (text) => interpreter.list(text),
        tick: () => this.tick(),
        value: (name) => interpreter.changingValue(name),
      }),
      programs: new Map(Array.from(this.tools.keys(), (name) => [name, this.fromBash(name)])),
      reader: () => interpreter.output,
      tick: () => this.tick(),
      load: (args, cwd) => interpreter.load(args, cwd),
      traps: () => interpreter.traps,
      signal: (target, signal, number) => signalJob(this.world, runner.context.host, target, signal, number),
      exiting: (variables) => interpreter.exiting(variables),
      spawn: (args, variables, cwd) => this.jobs.spawn(args, variables, cwd),
    });
    const parser = new ScriptParser(bash);
    const interpreter = new Interpreter(bash, parser, {
      turn: runner.turn,
      world: this.world,
      isProgram: (name) => this.tools.has(name),
      readFile: (path) => {
        if (!runner.files.isFile(path)) return undefined;
        const content = runner.files.read(path);
        return typeof content === 'string' ? content : new TextDecoder().decode(content);
      },
    });
    return { bash, parser, interpreter };
  }

  private shellPrograms(): readonly (readonly [string, Tool])[] {
    const lookup = (path: string) => this.runner.files.lookup(path);
    const nodes = { lookup, lookupNoFollow: (path: string) => this.runner.files.lookupNoFollow(path) };
    const file = runFile({
      lookup,
      speaker: () => this.engine.interpreter.speaker,
    });
    const shells = (['bash', 'sh'] as const).map((name) => shellProgram(name, () => this.engine));
    const searches = [which(lookup), typeOfProgram(TYPE, lookup)];
    return [...shells, file, diff(lookup), ls(nodes), wc, xargs, cp, env, printenv, ...searches, ...JOB_TOOLS].map(
      (tool) => [tool.name, tool],
    );
  }

  /** A tool as just-bash calls it. */
  private fromBash(name: string): BashProgram {
    return (args, context, output) => {
      const { coroutines } = this.runner;
      if (coroutines.inside)
        coroutines.note({ argv: [name, ...args], variables: new Map(context.env), cwd: context.cwd });
      return this.runner.runTool([name, ...args], this.runner.context, {
        cwd: context.cwd,
        env: exported(context),
        stdin: decodeLatin1(context.stdin as unknown as string),
        output,
        signal: context.signal ?? this.options?.signal ?? NEVER,
        readers: neighboursIn(context.env),
      });
    };
  }
}

const NEVER = new AbortController().signal;

/** The environment a program inherits, without our own marks. */
function exported(context: ResolvedCommandContext): ReadonlyMap<string, string> {
  const entries = Object.entries(context.exportedEnv ?? {});
  return new Map(entries.filter(([name]) => !name.startsWith(INTERNAL_PREFIX)));
}
