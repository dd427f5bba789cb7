import type { Bash } from 'just-bash/browser';
import { KernelError } from '../kernel/errno';
import type { ContainerRoot } from '../kernel/containers/records';
import { openNetlink } from '../kernel/netlink-socket';
import type { HostId, NetnsId } from '../kernel/records';
import { runUntil } from '../kernel/run';
import type { World } from '../kernel/world';
import { SIGNAL_NUMBERS } from '../kernel/signals';
import type { Errands } from './errands';
import { filesOf, HostFileSystem } from './files/host-file-system';
import { nameOf, resolvePath } from './files/path';
import { BUILTIN_NAMES } from './builtins';
import { Coroutines } from './coroutines';
import { HostTurn, realDelay } from './host-turn';
import { INTERNAL_PREFIX } from './internal-names';
import { SHELL_PID, type Background, type ExecPlace, type Leaving, type Process, type Tool } from './process';
import { RunningPrograms, type RunningProgram } from './running-programs';
import { decodeLatin1, type Output } from './programs';

/** Where a program runs. */
export interface Context {
  readonly host: HostId;
  readonly netns: NetnsId;
  /** The bind mounts of its mount namespace (ip-netns(8): the files of /etc/netns/NAME). */
  readonly mounts?: ReadonlyMap<string, string>;
}

/** A shell on another host that takes over what is typed. */
export interface Entrance {
  readonly host: HostId;
  readonly shell: string;
  readonly left: Leaving | undefined;
}

/** What a program in the background goes on from in a later cell. */
export interface Snapshot {
  readonly argv: readonly string[];
  readonly context: Context;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  readonly data: unknown;
}

/** What a program is given to work with. */
export interface ToolStreams {
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  readonly stdin: string;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly background?: Background;
  /** The programs that read its output through pipes. */
  readonly readers?: readonly (readonly string[])[];
  /** Who may end the program, and which signals it then answers itself instead of dying of them; the innermost first. */
  readonly answering?: readonly Set<string>[];
}

/** What the runner needs of the shell around it. */
export interface Embedding {
  /** For programs that are just-bash's, not ours. */
  bash(): Bash;
  /** Whether endless output is shown at the pace of real time. */
  realPace(): boolean;
  /** Shows the reader what services have printed. */
  showServices(): void;
  /** Keeps what the shell knows of the command that runs now; answers how to put it back. */
  registers(): () => void;
  /** Commands that scripts leave to a shell. */
  errands(): Errands;
}

const BUILTIN: ReadonlySet<string> = new Set(BUILTIN_NAMES);

/** Events between two looks at the clock and the signal. */
const EVENTS_PER_SLICE = 2000;
/** Directories whose programs may be named with their path. */
const PLUGINS = '/opt/cni/bin/';
const BIN_DIRECTORIES = new Set(['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin']);

/** Runs programs on the hosts and in the namespaces of one world, one at a time. */
export class ProgramRunner {
  readonly files: HostFileSystem;
  readonly turn = new HostTurn();
  readonly coroutines: Coroutines;
  private readonly running: RunningPrograms;
  /** The program that runs now. */
  program: RunningProgram | undefined;
  /** Where the program that runs now is; files are seen from there. */
  context: Context;
  /** Where a program said that the following commands are typed (`kubectl exec -it POD -- sh`); the session looks after each command. */
  entered: Entrance | undefined;
  /** The virtual deadline of the innermost timeout(1), and what happens then. */
  private ending: { readonly atUs: number; end(): void } | undefined;

  constructor(
    private readonly world: World,
    private readonly tools: ReadonlyMap<string, Tool>,
    firstHost: HostId,
    private readonly embedding: Embedding,
  ) {
    this.context = this.rootContext(firstHost);
    this.files = new HostFileSystem(
      world,
      () => this.context,
      () => this.running.list(this.context.host),
      () => (this.program ? this.running.pidOf(this.program) : SHELL_PID),
    );
    this.coroutines = new Coroutines(world, () => this.registers());
    this.running = new RunningPrograms(world, (pid) => this.coroutines.has(pid));
  }

  /** What belongs to the program that runs now. */
  private registers(): () => void {
    const { context, ending, program } = this;
    const shell = this.embedding.registers();
    return () => {
      this.context = context;
      this.program = program;
      this.ending = ending;
      shell();
    };
  }

  rootContext(host: HostId): Context {
    return { host, netns: this.world.host(host).rootNetns };
  }

  /** Runs one of our programs where `context` says; throws KernelError ENOENT when there is none of that name. */
  async runTool(argv: readonly string[], context: Context, io: ToolStreams): Promise<number> {
    const tool = this.tools.get(argv[0] ?? '');
    if (!tool) throw new KernelError('ENOENT');
    const outer = this.context;
    const caller = this.program;
    const { host, netns } = context;
    const name = tool.name;
    const program =
      name.startsWith(INTERNAL_PREFIX) || BUILTIN.has(name)
        ? caller
        : {
            argv,
            host,
            netns,
            startedUs: this.world.nowUs,
            parent: caller,
            job: this.coroutines.currentPid,
            pid: undefined,
          };
    this.context = context;
    this.program = program;
    const readers = program && program !== caller ? this.begin(program, caller ? [] : (io.readers ?? [])) : [];
    try {
      if (this.turn.due) await this.turn.give();
      return await tool.run(this.process(argv, context, io));
    } finally {
      this.context = outer;
      this.program = caller;
      if (program && program !== caller) this.running.end(program);
      for (const reader of readers) this.running.end(reader);
    }
  }

  /** Lists a program, and those that read what it prints, as running; answers these. */
  private begin(program: RunningProgram, readers: readonly (readonly string[])[]): readonly RunningProgram[] {
    const begun = [program, ...readers.map((argv) => ({ ...program, argv, reads: true }))];
    for (const each of begun) this.running.begin(each);
    return begun.slice(1);
  }

  /** Goes on with a program that was waiting for somebody to leave another host. */
  async runLeaving(left: Leaving, status: number, context: Context, io: ToolStreams): Promise<number> {
    const outer = this.context;
    this.context = context;
    try {
      return await left(this.process([], context, io), status);
    } finally {
      this.context = outer;
    }
  }

  private process(argv: readonly string[], context: Context, io: ToolStreams): Process {
    const { world, running, program } = this;
    return {
      argv,
      world,
      processes: () => running.list(context.host),
      get pid() {
        return program ? running.pidOf(program) : SHELL_PID;
      },
      host: context.host,
      netns: context.netns,
      cwd: io.cwd,
      env: io.env,
      stdin: io.stdin,
      files: filesOf(this.files, io.cwd, io.stdin),
      signal: io.signal,
      ...(io.background && { background: kept(io.background, argv, context, io) }),
      out: (text) => io.output.out(text),
      err: (text) => io.output.err(text),
      netlink: () => openNetlink(world, context.netns),
      netlinkIn: (netns) => openNetlink(world, netns),
      wait: (done, deadlineUs) => this.wait(done, deadlineUs, io),
      pace: async (us) => {
        const until = world.nowUs + us;
        if (this.embedding.realPace() && !this.coroutines.inside) {
          await realDelay(us / 1000, io.signal);
          this.turn.begin();
        } else await this.turn.give();
        await this.wait(() => false, until, io);
      },
      exec: (inner, where = {}) => this.exec(inner, where, context, io),
      answers: (...signals) => {
        for (const known of io.answering ?? []) for (const name of signals) known.add(name);
        io.background?.answers?.(signals);
      },
      enter: (host, shell, left) => {
        this.entered = { host, shell, left };
      },
    };
  }

  private async wait(done: () => boolean, deadlineUs: number, io: ToolStreams): Promise<boolean> {
    const { ending } = this;
    const limitUs = Math.min(deadlineUs, ending?.atUs ?? Infinity);
    const held = this.coroutines.inside
      ? await this.coroutines.stand(done, limitUs, io.signal)
      : await this.passTime(done, limitUs, io.signal);
    if (!held && !io.signal.aborted && limitUs < deadlineUs && this.world.nowUs >= limitUs) ending?.end();
    return held;
  }

  /** Lets time pass for the foreground, and with it whatever runs in the background. */
  private async passTime(done: () => boolean, limitUs: number, signal: AbortSignal): Promise<boolean> {
    const { coroutines, world } = this;
    const errands = this.embedding.errands();
    for (;;) {
      if (signal.aborted) return false;
      if (!coroutines.none) await coroutines.runReady();
      const alone = coroutines.none;
      const untilUs = alone ? limitUs : Math.min(limitUs, coroutines.nextUs);
      const over = (): boolean => done() || errands.waiting || (!alone && coroutines.ready);
      const result = runUntil(world, over, untilUs, EVENTS_PER_SLICE);
      this.embedding.showServices();
      if (result === undefined || this.turn.due) await this.turn.give();
      if (result === undefined) continue;
      if (done()) return true;
      if (errands.waiting) {
        await errands.run();
        continue;
      }
      if (!coroutines.ready && (world.nowUs >= limitUs || untilUs === Infinity)) return false;
    }
  }

  /** Runs a program by its words on a host or in a container. Throws KernelError ENOENT when there is none. */
  execOn(host: HostId, argv: readonly string[], io: ToolStreams): Promise<number> {
    return this.exec(argv, { host }, this.context, io);
  }

  /** Runs a program by its words: one of ours, one of just-bash's, or a script file. Throws KernelError ENOENT when there is none. */
  private async exec(argv: readonly string[], where: ExecPlace, from: Context, io: ToolStreams): Promise<number> {
    const [path = '', ...args] = argv;
    const base = where.host === undefined ? from : this.rootContext(where.host);
    const mounts = where.mounts && new Map([...(base.mounts ?? []), ...where.mounts]);
    const context: Context = {
      ...base,
      ...(where.netns !== undefined && { netns: where.netns }),
      ...(mounts && { mounts }),
    };
    if (where.endsAtUs !== undefined) return this.execUntil(argv, { ...where, endsAtUs: where.endsAtUs }, from, io);
    const inner = withPlace(io, where);
    const guest = this.world.host(context.host).container;
    if (guest && context.host !== from.host) return this.execInContainer(argv, context, guest, inner);
    const name = this.programName(path, io.cwd);
    if (guest && !this.isBundled(name) && !this.files.isFile(resolvePath(io.cwd, path)))
      throw new KernelError('ENOENT');
    const words = inner.background && plainWords(name, args);
    if (words) return this.exec(words, where, from, io);
    if (this.tools.has(name)) return this.runTool([name, ...args], context, inner);
    const plugin = guest ? undefined : this.plugin(name, context.host, inner);
    if (plugin !== undefined) return plugin;
    if (name.includes('/') && this.files.isFile(name)) return this.runTool(['bash', path, ...args], context, inner);
    const outer = this.context;
    this.context = context;
    try {
      if (!this.isBundled(name)) throw new KernelError('ENOENT');
      const result = await this.embedding.bash().exec(name, {
        args,
        cwd: where.host === undefined ? io.cwd : '/root',
        stdin: inner.stdin,
        env: { ...Object.fromEntries(io.env), HOSTNAME: this.world.host(context.host).hostname },
        signal: inner.signal,
      });
      if (result.stdout !== '') io.output.out(decodeResult(result));
      if (result.stderr !== '') io.output.err(result.stderr);
      return result.exitCode;
    } finally {
      this.context = outer;
    }
  }

  /** Goes into a container: its environment, its directory, its programs. */
  private async execInContainer(
    argv: readonly string[],
    context: Context,
    { env, cwd }: ContainerRoot,
    io: ToolStreams,
  ): Promise<number> {
    const outer = this.context;
    this.context = context;
    try {
      return await this.exec(argv, {}, context, { ...io, env, cwd });
    } finally {
      this.context = outer;
    }
  }

  /** As `exec`, but interrupts the program when the virtual clock reaches `endsAtUs`. */
  private async execUntil(
    argv: readonly string[],
    { endsAtUs, endSignal = 'SIGTERM', timedOut, ...place }: ExecPlace & { readonly endsAtUs: number },
    from: Context,
    io: ToolStreams,
  ): Promise<number> {
    const controller = new AbortController();
    const signal = AbortSignal.any([io.signal, controller.signal]);
    const outer = this.ending;
    this.ending = { atUs: Math.min(endsAtUs, outer?.atUs ?? Infinity), end: () => controller.abort(endSignal) };
    const answered = new Set(['INT']);
    const background = io.background && { ...io.background, endsAtUs };
    // SIGINT is for programs to answer (ping prints its statistics); most others end them at once.
    const silent = (): boolean => controller.signal.aborted && !answered.has(endSignal.slice(3));
    const streams = place.output ?? io.output;
    const output: Output = {
      out: (text) => (silent() ? undefined : streams.out(text)),
      err: (text) => (silent() ? undefined : streams.err(text)),
    };
    let status: number;
    try {
      const answering = [answered, ...(io.answering ?? [])];
      status = await this.exec(argv, { ...place, output }, from, {
        ...io,
        answering,
        signal,
        ...(background && { background }),
      });
    } finally {
      this.ending = outer;
    }
    if (controller.signal.aborted) timedOut?.();
    return silent() ? 128 + (SIGNAL_NUMBERS.get(endSignal.slice(3)) ?? 15) : status;
  }

  /** Runs something that is interrupted when so much virtual time has passed. */
  async within<T>(us: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const outer = this.ending;
    this.ending = {
      atUs: Math.min(this.world.nowUs + us, outer?.atUs ?? Infinity),
      end: () => controller.abort('SIGTERM'),
    };
    try {
      return await run(controller.signal);
    } finally {
      this.ending = outer;
    }
  }

  /** A network plugin that somebody runs himself; undefined for any other program. */
  private plugin(name: string, host: HostId, { env, stdin, output }: ToolStreams): number | undefined {
    if (!name.startsWith(PLUGINS) || this.files.lookup(name)?.type !== 'file') return undefined;
    const run = { host, type: name.slice(PLUGINS.length), env, stdin };
    const outcome = this.world.clusterBehaviour?.runPlugin?.(this.world, run);
    if (!outcome) return undefined;
    output.out(outcome.out);
    output.err(outcome.err);
    return outcome.status;
  }

  /** `/usr/sbin/ip` and `ip` are the same program; any other path names a file. */
  private programName(path: string, cwd: string): string {
    if (!path.includes('/')) return path;
    const full = resolvePath(cwd, path);
    return BIN_DIRECTORIES.has(full.slice(0, full.lastIndexOf('/'))) ? nameOf(full) : full;
  }

  /** Whether the place where the current program is has another program: in a container, its image's. */
  hasProgram(name: string): boolean {
    return this.isBundled(name);
  }

  private isBundled(name: string): boolean {
    if (name.includes('/')) return false;
    const guest = this.world.host(this.context.host).container;
    if (!guest) return ['/usr/bin', '/usr/sbin'].some((folder) => this.files.lookup(`${folder}/${name}`) !== undefined);
    const folders = (guest.env.get('PATH') ?? '').split(':');
    return folders.some((folder) => this.files.isFile(`${folder}/${name}`));
  }
}

/** Who keeps a snapshot is the program that asks for it, not one that runs it (`ip netns exec`). */
function kept(
  background: Background,
  argv: readonly string[],
  { host, netns, mounts }: Context,
  { cwd, env }: ToolStreams,
): Background {
  const { keep } = background;
  if (!keep) return background;
  const context: Context = { host, netns, ...(mounts && { mounts }) };
  return { ...background, keep: (data) => keep((): Snapshot => ({ argv, context, cwd, env, data: data() })) };
}

function withPlace(io: ToolStreams, { stdin, env, background, output, signal }: ExecPlace): ToolStreams {
  return {
    ...io,
    ...(env && { env }),
    ...(stdin !== undefined && { stdin }),
    ...(background && { background }),
    ...(output && { output }),
    // A program in the background outlives what ended the one that started it.
    ...(signal && { signal }),
  };
}

/** `bash -c 'PROGRAM WORD…' &` without anything for the shell to expand is the program itself. */
function plainWords(name: string, [option, script = '', ...more]: readonly string[]): readonly string[] | undefined {
  if ((name !== 'bash' && name !== 'sh') || option !== '-c' || more.length > 0) return undefined;
  return /^[\w./:@%+,= -]+$/.test(script) ? script.trim().split(/ +/) : undefined;
}

/** What a just-bash program printed, as text. */
function decodeResult(result: { stdout: string; stdoutKind?: 'text' | 'bytes'; stdoutEncoding?: 'binary' }): string {
  return result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary'
    ? decodeLatin1(result.stdout)
    : result.stdout;
}
