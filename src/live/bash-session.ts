import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { cellInput, greeting, MarkedStream } from './framing';
import { LiveRefusal } from './refusal';

/** How to start a bash, and how to reach its process group. */
export interface BashSpec {
  readonly file: string;
  /** Everything up to and including `bash`; the session adds bash's own options. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Lines that bash runs before the first cell. */
  readonly initialise: readonly string[];
  /** Sends a signal to the shell's process group; `group` is its number where bash runs. Undefined: bash runs on this machine. */
  readonly signalGroup?: (group: number, signal: GroupSignal) => Promise<void>;
}

export type GroupSignal = 'INT' | 'KILL';

/** Where a cell's output goes while it runs. */
export interface CellStreams {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly signal: AbortSignal;
}

/** Interactive, so that it speaks as at a prompt and survives an interrupt; without history, line editing or job control. */
const BASH_OPTIONS = ['--norc', '--noprofile', '--noediting', '+H', '+m', '-i'];
/** Status of a command that SIGINT ended. */
const INTERRUPTED = 130;
/** How long a cell may take to end after SIGINT before its process group is killed. */
const INTERRUPT_GRACE_MS = 1500;
/** How long a new bash may take to answer. */
const START_LIMIT_MS = 15_000;
/** How long output may still arrive after bash itself has ended (a child may hold the streams open for ever). */
const DRAIN_MS = 150;
/** How long a killed bash may take to be gone. */
const EXIT_LIMIT_MS = 1000;
/** Text that background processes print between cells, kept for the next cell. */
const KEPT_BETWEEN_CELLS = 65_536;

interface RunningCell {
  readonly serial: number;
  readonly streams: CellStreams;
  readonly finish: (status: number) => void;
  status: number | undefined;
  errorsClosed: boolean;
}

/**
 * One real bash that runs cells one after another; its directory, variables, functions and aliases last. It is started with the first
 * cell, in a process group of its own, and again after it has ended (`exit`). Nothing here asks for permission: see the targets.
 */
export class BashSession {
  private shell: Shell | undefined;
  private disposed = false;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly spec: BashSpec) {}

  /** The process this machine runs for the session, while there is one. */
  get pid(): number | undefined {
    return this.shell?.pid;
  }

  /** Runs a cell after those already waiting. Resolves to its status (130 when cancelled); throws LiveRefusal when bash does not start. */
  run(text: string, streams: CellStreams): Promise<number> {
    const result = this.queue.then(() => this.runNow(text, streams));
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Ends bash and every process in its group. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await this.shell?.kill();
    this.shell = undefined;
  }

  private async runNow(text: string, streams: CellStreams): Promise<number> {
    if (this.disposed) throw new LiveRefusal({ code: 'disposed' });
    if (streams.signal.aborted) return INTERRUPTED;
    if (!this.shell?.alive) this.shell = await Shell.start(this.spec);
    // `dispose` may have come while bash was starting.
    if (this.isDisposed()) {
      await this.shell.kill();
      throw new LiveRefusal({ code: 'disposed' });
    }
    return this.shell.run(text, streams);
  }

  private isDisposed(): boolean {
    return this.disposed;
  }
}

/** One bash process from start to end. */
class Shell {
  private serial = 0;
  private lastStatus = 0;
  private current: RunningCell | undefined;
  private kept = { stdout: '', stderr: '' };
  private group = 0;
  private ended = false;
  private onGreeted: (refusal?: LiveRefusal) => void = () => undefined;
  /** Resolves when bash has answered, rejects with a LiveRefusal when it never will. */
  private readonly greeted = new Promise<void>((resolve, reject) => {
    this.onGreeted = (refusal) => (refusal ? reject(refusal) : resolve());
  });
  /** Streams on which bash has not answered yet. */
  private readonly silent = new Set<'stdout' | 'stderr'>(['stdout', 'stderr']);
  private startupErrors = '';
  private readonly exited: Promise<void>;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly spec: BashSpec,
    private readonly token: string,
  ) {
    const stdout = new MarkedStream(
      token,
      (piece) => this.deliver('stdout', piece),
      (serial, status) => this.outputMark(serial, status),
    );
    const stderr = new MarkedStream(
      token,
      (piece) => this.deliver('stderr', piece),
      (serial) => this.errorMark(serial),
    );
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => stdout.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk));
    child.stdin.on('error', () => undefined); // bash ended while we wrote: its end is handled below
    child.on('error', (error) => this.end(undefined, error.message));
    this.exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.on('exit', (code, signal) => {
      const drained = new Promise<void>((resolve) => child.once('close', () => resolve()));
      void Promise.race([drained, delay(DRAIN_MS)]).then(() => {
        stdout.end();
        stderr.end();
        this.end(code ?? (signal === null ? 1 : INTERRUPTED), `ended with ${code ?? String(signal)}`);
      });
    });
  }

  static async start(spec: BashSpec): Promise<Shell> {
    const child = spawn(spec.file, [...spec.args, ...BASH_OPTIONS], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...spec.env, PS1: '', PS2: '' },
      ...(spec.cwd !== undefined && { cwd: spec.cwd }),
    });
    const shell = new Shell(child, spec, randomBytes(16).toString('hex'));
    child.stdin.write(greeting(shell.token, spec.initialise));
    const limit = setTimeout(() => shell.end(undefined, `no answer for ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    try {
      await shell.greeted;
    } catch (error) {
      await shell.kill();
      throw error;
    } finally {
      clearTimeout(limit);
    }
    return shell;
  }

  get alive(): boolean {
    return !this.ended;
  }

  get pid(): number | undefined {
    return this.ended ? undefined : this.child.pid;
  }

  run(text: string, streams: CellStreams): Promise<number> {
    return new Promise((resolve) => {
      const serial = ++this.serial;
      const interrupt = (): void => void this.interrupt(serial);
      streams.signal.addEventListener('abort', interrupt, { once: true });
      this.current = {
        serial,
        streams,
        status: undefined,
        errorsClosed: false,
        finish: (status) => {
          streams.signal.removeEventListener('abort', interrupt);
          this.current = undefined;
          this.lastStatus = status;
          resolve(streams.signal.aborted ? INTERRUPTED : status);
        },
      };
      const { stdout, stderr } = this.kept;
      this.kept = { stdout: '', stderr: '' };
      if (stdout !== '') streams.stdout(stdout);
      if (stderr !== '') streams.stderr(stderr);
      this.child.stdin.write(cellInput(this.token, serial, text, this.lastStatus));
    });
  }

  async kill(): Promise<void> {
    await this.signal('KILL');
    this.child.kill('SIGKILL');
    await Promise.race([this.exited, delay(EXIT_LIMIT_MS, undefined, { ref: false })]);
    this.end(INTERRUPTED, 'killed');
  }

  private async interrupt(serial: number): Promise<void> {
    await this.signal('INT');
    await delay(INTERRUPT_GRACE_MS, undefined, { ref: false });
    if (this.current?.serial === serial) await this.kill();
  }

  private async signal(signal: GroupSignal): Promise<void> {
    if (this.spec.signalGroup) {
      // Never group 0 or 1: that would be the signaller's own, or everybody.
      if (this.group > 1) await this.spec.signalGroup(this.group, signal).catch(() => undefined);
      return;
    }
    if (this.child.pid === undefined || this.ended) return;
    try {
      process.kill(-this.child.pid, `SIG${signal}`);
    } catch {
      // The group has ended by itself meanwhile (ESRCH), which is what was wanted.
    }
  }

  private deliver(stream: 'stdout' | 'stderr', text: string): void {
    if (this.current && !(stream === 'stderr' && this.current.errorsClosed)) this.current.streams[stream](text);
    else if (this.silent.has(stream)) this.startupErrors += text;
    else this.kept[stream] = (this.kept[stream] + text).slice(-KEPT_BETWEEN_CELLS);
  }

  private outputMark(serial: number, status: number): void {
    if (serial === 0) {
      this.group = status;
      this.greetedOn('stdout');
    }
    if (this.current?.serial !== serial) return;
    this.current.status = status;
    if (this.current.errorsClosed) this.current.finish(status);
  }

  private errorMark(serial: number): void {
    if (serial === 0) this.greetedOn('stderr');
    if (this.current?.serial !== serial) return;
    this.current.errorsClosed = true;
    if (this.current.status !== undefined) this.current.finish(this.current.status);
  }

  /** What bash said of itself until both streams have answered (it has no terminal) is nobody's output. */
  private greetedOn(stream: 'stdout' | 'stderr'): void {
    this.silent.delete(stream);
    if (this.silent.size === 0) this.onGreeted();
  }

  private end(status: number | undefined, detail: string): void {
    if (this.ended) return;
    this.ended = true;
    const said = this.startupErrors
      .split('\n')
      .filter((line) => !/^bash: (cannot set terminal process group|no job control)/.test(line))
      .join('\n')
      .trim();
    const program = [this.spec.file, ...this.spec.args].join(' ');
    this.onGreeted(new LiveRefusal({ code: 'not-started', program, detail: said === '' ? detail : said }));
    this.current?.finish(status ?? 1);
  }
}
