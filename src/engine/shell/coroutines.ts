import type { ScriptState } from '../kernel/service-records';
import type { World } from '../kernel/world';
import type { Standing } from './loop-machine';

/** What a program that stands still waits for. */
interface Condition {
  readonly done: () => boolean;
  readonly deadlineUs: number;
  readonly signal: AbortSignal;
}

/** What a program in the background runs; `signal` fires when it is killed. */
export type Body = (coroutine: Coroutine) => Promise<number>;

/** A program in the background while its cell runs. */
export interface Coroutine {
  readonly pid: number;
  readonly signal: AbortSignal;
  /** What it can go on from later as plain data; undefined when it cannot. Asked while it stands still. */
  snapshot?: () => unknown;
  /** The program of a shell that ran last, and the shell's variables then. */
  standing?: Standing;
  /** What the shell has yet to do, as data; undefined when its place cannot be found. */
  remainder?: (untilUs: number) => ScriptState | undefined;
  /** It never ends by itself. */
  endless?: boolean;
  /** The signals that it answers itself. */
  readonly answered: Set<string>;
}

interface Running extends Coroutine {
  readonly controller: AbortController;
  waiting: Condition | undefined;
  /** Lets it go on. */
  resume: () => void;
  /** Called when it stands still or has ended. */
  still: () => void;
}

/**
 * Programs in the background that are neither done nor data: coroutines. Exactly one program runs at a time, and it runs until it waits for
 * virtual time to pass. While the foreground waits (`sleep`, `ping`, `wait`), the clock moves to whatever is due first, and every
 * coroutine whose wait is over goes on in the order of start, until it waits again. So nothing depends on the machine's speed, and a cell without
 * background commands pays one comparison. Between cells there are no coroutines: the world is data (see background-jobs.ts).
 */
export class Coroutines {
  private readonly all = new Map<number, Running>();
  private current: Running | undefined;

  /** `registers` keeps what belongs to the program that runs now, and answers how to put it back. */
  constructor(
    private readonly world: World,
    private readonly registers: () => () => void,
  ) {}

  get none(): boolean {
    return this.all.size === 0;
  }

  /** Whether the program that runs now is one. */
  get inside(): boolean {
    return this.current !== undefined;
  }

  /** The number of the one that runs now. */
  get currentPid(): number | undefined {
    return this.current?.pid;
  }

  /** A shell that is one runs a program now. */
  note(standing: Standing): void {
    if (this.current) this.current.standing = standing;
  }

  /** When one that stands still goes on at the latest. */
  deadlineOf(pid: number): number {
    return this.all.get(pid)?.waiting?.deadlineUs ?? Infinity;
  }

  /** Those that stand still, in the order of start. */
  get standing(): readonly Coroutine[] {
    return [...this.all.values()];
  }

  has(pid: number): boolean {
    return this.all.has(pid);
  }

  /** Starts one and runs it until it waits or ends. `ended` is told its status. */
  async start(pid: number, body: Body, ended: (status: number) => void): Promise<void> {
    const controller = new AbortController();
    const coroutine: Running = {
      pid,
      controller,
      signal: controller.signal,
      answered: new Set(['INT']),
      waiting: undefined,
      resume: () => undefined,
      still: () => undefined,
    };
    this.all.set(pid, coroutine);
    let failure: { readonly error: unknown } | undefined;
    await this.turn(coroutine, () => {
      void body(coroutine)
        .then(ended, (error: unknown) => (failure = { error }))
        .finally(() => {
          this.all.delete(pid);
          coroutine.still();
        });
    });
    if (failure) throw failure.error;
  }

  /** Forgets one that stands still; it never goes on. */
  drop(pid: number): void {
    this.all.delete(pid);
  }

  /** When the next one goes on whatever happens. */
  get nextUs(): number {
    let next = Infinity;
    for (const { waiting } of this.all.values()) if (waiting) next = Math.min(next, waiting.deadlineUs);
    return next;
  }

  /** Whether one can go on now. */
  get ready(): boolean {
    return this.nextReady() !== undefined;
  }

  /** Lets all that can go on do so, until every one waits for time to pass. */
  async runReady(): Promise<void> {
    for (let next = this.nextReady(); next; next = this.nextReady()) await this.turn(next, next.resume);
  }

  /** Stands still until `done()` holds (true), the clock reaches `deadlineUs` or `signal` fires; for a program that is one. */
  async stand(done: () => boolean, deadlineUs: number, signal: AbortSignal): Promise<boolean> {
    const { current } = this;
    if (!current) throw new Error('only a program in the background can stand still');
    const back = this.registers();
    current.waiting = { done, deadlineUs, signal };
    await new Promise<void>((resolve) => {
      current.resume = resolve;
      current.still();
    });
    current.waiting = undefined;
    back();
    if (this.isKilled(current)) current.controller.abort(this.world.services.get(current.pid)?.ended?.signal);
    return !signal.aborted && !current.signal.aborted && done();
  }

  private nextReady(): Running | undefined {
    for (const coroutine of this.all.values()) {
      const { waiting } = coroutine;
      if (!waiting) continue;
      const over = this.world.nowUs >= waiting.deadlineUs || waiting.signal.aborted || this.isKilled(coroutine);
      if (over || waiting.done()) return coroutine;
    }
    return undefined;
  }

  private isKilled({ pid }: Running): boolean {
    return this.world.services.get(pid)?.ended !== undefined;
  }

  /** Hands the turn to `coroutine` until it stands still or has ended, and takes it back. */
  private async turn(coroutine: Running, go: () => void): Promise<void> {
    const outer = this.current;
    const back = this.registers();
    this.current = coroutine;
    await new Promise<void>((resolve) => {
      coroutine.still = resolve;
      go();
    });
    this.current = outer;
    back();
  }
}
