import type { LabObservation } from '../engine/lab/observe';
import type { Remedy } from '../engine/lab/remedy';
import type { PacketWalk } from '../engine/walk/step';
import { applyScript } from './apply-script';
import type { CellAttributes, CodeLanguage } from './format/document';
import type { Checkpoint, Target, TargetResult } from './target';

/** Stands for a cell from run to run; cells are compared by identity. */
export type CellKey = object;

export interface CellToRun {
  readonly key: CellKey;
  readonly language: CodeLanguage;
  readonly source: string;
  readonly attributes: CellAttributes;
}

/** Where a running cell's output goes. */
export interface CellSink {
  /** The cell's turn has come; `order` counts the cells that ran in this lab. */
  started(order: number): Promise<void>;
  stdout(text: string): void;
  stderr(text: string): void;
}

/** How a cell ended. `walks` are the packets that a failed cell sent. */
export type CellOutcome =
  | { readonly code: 'passed' }
  | { readonly code: 'check-passed'; readonly points: number | undefined }
  | { readonly code: 'failed-as-expected'; readonly walks: readonly PacketWalk[] }
  | {
      readonly code: 'failed';
      readonly exitCode: number;
      readonly walks: readonly PacketWalk[];
      readonly remedy: readonly Remedy[];
    }
  | {
      readonly code: 'check-failed';
      readonly exitCode: number;
      readonly hint: string | undefined;
      readonly walks: readonly PacketWalk[];
    }
  | { readonly code: 'unexpected-success' }
  | { readonly code: 'no-cluster' }
  | { readonly code: 'cancelled' }
  /** The target could not be opened, or broke. */
  | { readonly code: 'not-run'; readonly error: unknown };

/** How often a long cell lets the trees look at the lab again. */
const PROGRESS_MS = 1000;

/**
 * One notebook on one target: runs its cells one at a time in the order they were asked for, keeps a checkpoint from before each, restarts and
 * rewinds. Knows neither the editor nor what kind of target it has.
 */
export class NotebookSession {
  private target: Promise<Target> | undefined;
  private order = 0;
  private readonly checkpoints = new Map<CellKey, { readonly checkpoint: Checkpoint; readonly order: number }>();
  /** Cells that run or wait for their turn. */
  private readonly unfinished = new Set<AbortController>();
  private lastTurn: Promise<unknown> = Promise.resolve();
  private disposed = false;

  /**
   * @param openTarget makes a new target from what the notebook says now; rejects when that is wrong
   * @param changed the target may look different now
   */
  constructor(
    private readonly openTarget: () => Promise<Target>,
    private readonly changed: () => void,
  ) {}

  /** Whether there is a target, or one is being opened. */
  get isOpen(): boolean {
    return this.target !== undefined;
  }

  /** Runs one cell to its end once its turn has come; never rejects. `signal` ends it, also while it waits. */
  run(cell: CellToRun, sink: CellSink, signal: AbortSignal): Promise<CellOutcome> {
    const abort = new AbortController();
    const forward = (): void => abort.abort(signal.reason);
    if (signal.aborted) forward();
    signal.addEventListener('abort', forward);
    this.unfinished.add(abort);
    return this.takeTurn(async (): Promise<CellOutcome> => {
      try {
        return abort.signal.aborted || this.disposed
          ? { code: 'cancelled' }
          : await this.runNow(cell, sink, abort.signal);
      } catch (error) {
        return { code: 'not-run', error };
      } finally {
        signal.removeEventListener('abort', forward);
        this.unfinished.delete(abort);
        this.changed();
      }
    });
  }

  /**
   * Brings the lab back to just before a cell ran, ending what runs now. Answers the cells that ran since then, that one included, or
   * undefined when it has not run in this lab.
   */
  async rewind(key: CellKey): Promise<readonly CellKey[] | undefined> {
    this.interrupt();
    return this.takeTurn(() => {
      const kept = this.checkpoints.get(key);
      if (!kept) return Promise.resolve(undefined);
      kept.checkpoint.restore();
      const undone = [...this.checkpoints].filter(([, { order }]) => order >= kept.order).map(([cell]) => cell);
      for (const cell of undone) this.checkpoints.delete(cell);
      this.order = kept.order - 1;
      this.changed();
      return Promise.resolve(undone);
    });
  }

  /** Throws the target away, ending what runs now; the next cell runs in a fresh one made from what the notebook says then. */
  async restart(): Promise<void> {
    this.interrupt();
    await this.takeTurn(async () => {
      await this.close();
      this.order = 0;
      this.checkpoints.clear();
      this.changed();
    });
  }

  /** What the target looks like; opens it when there is none. Rejects when it cannot be opened or asked. */
  async observe(): Promise<LabObservation> {
    return (await this.open()).observe();
  }

  dispose(): void {
    this.disposed = true;
    this.interrupt();
    // A running cell must have left the target before it goes.
    void this.takeTurn(() => this.close());
  }

  private async runNow(cell: CellToRun, sink: CellSink, signal: AbortSignal): Promise<CellOutcome> {
    const order = ++this.order;
    await sink.started(order);
    const target = await this.open();
    if (cell.language === 'yaml' && !target.hasCluster) return { code: 'no-cluster' };
    const checkpoint = target.checkpoint();
    if (checkpoint) this.checkpoints.set(cell.key, { checkpoint, order });
    const progress = setInterval(this.changed, PROGRESS_MS);
    try {
      const { host } = cell.attributes;
      const script = cell.language === 'yaml' ? applyScript(cell.source) : cell.source;
      const result = await target.run(script, {
        host,
        signal,
        stdout: (text) => sink.stdout(text),
        stderr: (text) => sink.stderr(text),
      });
      return signal.aborted ? { code: 'cancelled' } : outcomeOf(cell, result);
    } finally {
      clearInterval(progress);
    }
  }

  private open(): Promise<Target> {
    if (this.target) return this.target;
    const opening = this.openTarget();
    this.target = opening;
    // A lab that was wrong may be right the next time.
    opening.catch(() => {
      if (this.target === opening) this.target = undefined;
    });
    return opening;
  }

  private async close(): Promise<void> {
    const old = this.target;
    this.target = undefined;
    // A target that never opened needs no closing.
    const target = await old?.catch(() => undefined);
    target?.dispose();
  }

  private interrupt(): void {
    for (const abort of this.unfinished) abort.abort('SIGINT');
  }

  private takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(work);
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

function outcomeOf({ language, attributes }: CellToRun, { exitCode, walks, remedy = [] }: TargetResult): CellOutcome {
  if (attributes.expectFail) {
    return exitCode === 0 ? { code: 'unexpected-success' } : { code: 'failed-as-expected', walks };
  }
  if (language === 'check') {
    return exitCode === 0
      ? { code: 'check-passed', points: attributes.points }
      : { code: 'check-failed', exitCode, hint: attributes.hint, walks };
  }
  return exitCode === 0 ? { code: 'passed' } : { code: 'failed', exitCode, walks, remedy };
}
