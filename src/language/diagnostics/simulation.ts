import { applyScript } from '../../notebook/apply-script';
import type { LabView } from '../lab/lab-view';
import type { ShellParser } from '../syntax/shell-parser';
import type { ShellScript } from '../syntax/shell-script';
import { withinBudget } from './budget';
import type { CellText } from './cell';
import type { DryLab, DryResult } from './dry-lab';

/** One top-level statement as it ran: the lab before it, and what came out. */
export interface StatementRun {
  readonly index: number;
  readonly before: DryLab;
  readonly result: DryResult;
}

export interface CellRun {
  readonly script: ShellScript;
  readonly statements: readonly StatementRun[];
  /** The cell was cut off: endless, or too heavy to simulate while somebody types. */
  readonly cutOff: boolean;
}

interface Checkpoint {
  readonly key: string;
  readonly run: CellRun;
  readonly after: DryLab;
}

/** How long one cell may be simulated, in milliseconds of the reader's time. */
const CELL_BUDGET_MS = 400;
/** The same in a lab with a cluster, where a cell waits for Pods of several nodes. */
const CLUSTER_CELL_BUDGET_MS = 2500;

/**
 * Runs the cells of one notebook, top to bottom, each on a fork of the lab as the cell before left it. Results are kept per
 * cell, so that a keystroke in the last cell runs only that one.
 */
export class NotebookSimulation {
  private checkpoints: readonly Checkpoint[] = [];
  /** The lab in front of each cell, as far as the last run came. */
  private fronts: readonly DryLab[] = [];
  /** The lab behind the last cell, when the last run came there. */
  end: DryLab | undefined;
  private runs: readonly (CellRun | undefined)[] = [];
  private readonly views = new WeakMap<DryLab, LabView>();
  private start: { readonly key: string; readonly lab: DryLab } | undefined;

  /**
   * @param openLab makes the notebook's lab from its definition; rejects when the definition is wrong
   * @param clockMs a clock for the budget of a cell
   */
  constructor(
    private readonly parser: ShellParser,
    private readonly openLab: (definition: unknown) => Promise<DryLab>,
    private readonly clockMs: () => number,
    private readonly cellBudgetMs = CELL_BUDGET_MS,
  ) {}

  /**
   * What each cell does, up to the one at which `signal` fired. Cells that are a `solution` or not shell come back as undefined. Rejects as
   * `openLab` does.
   */
  async run(
    definition: unknown,
    cells: readonly CellText[],
    signal: AbortSignal,
  ): Promise<readonly (CellRun | undefined)[]> {
    const key = JSON.stringify(definition) ?? '';
    if (this.start?.key !== key) {
      this.checkpoints = [];
      this.start = { key, lab: await this.openLab(definition) };
    }
    const runs: (CellRun | undefined)[] = [];
    const fronts: DryLab[] = [];
    const kept: Checkpoint[] = [];
    let { lab } = this.start;
    let changed = false;
    for (const cell of cells) {
      if (signal.aborted) break;
      fronts.push(lab);
      if (!cell.runs) {
        runs.push(undefined);
        continue;
      }
      const cellKey = JSON.stringify([cell.host, cell.yaml, cell.source]);
      const earlier = this.checkpoints[kept.length];
      changed ||= earlier?.key !== cellKey;
      const checkpoint = !changed && earlier ? earlier : await this.runCell(cellKey, cell, lab, signal);
      if (signal.aborted) break;
      kept.push(checkpoint);
      runs.push(checkpoint.run);
      lab = checkpoint.after;
    }
    this.checkpoints = kept;
    if (!signal.aborted) fronts.push(lab);
    this.fronts = fronts;
    this.runs = runs;
    this.end = signal.aborted ? undefined : lab;
    return runs;
  }

  /** The lab just before a cell, as the last run left it; the nearest one above while the cells up to it are still being run. */
  before(cell: number): LabView | undefined {
    const lab = this.fronts[Math.min(cell, this.fronts.length - 1)] ?? this.start?.lab;
    if (!lab) return undefined;
    const known = this.views.get(lab) ?? lab.view();
    this.views.set(lab, known);
    return known;
  }

  /** One statement of a cell as it ran: its text, and the packets that it sent. */
  walksOf(cell: number, statement: number): { readonly text: string; readonly walks: DryResult['walks'] } | undefined {
    const run = this.runs[cell];
    const found = run?.statements.find(({ index }) => index === statement);
    const text = run?.script.statements[statement]?.text;
    return found && text !== undefined ? { text, walks: found.result.walks } : undefined;
  }

  private async runCell(key: string, cell: CellText, from: DryLab, signal: AbortSignal): Promise<Checkpoint> {
    const lab = from.fork();
    const script = this.parser.parse(cell.yaml ? '' : cell.source);
    const texts = cell.yaml ? [applyScript(cell.source)] : script.statements.map(({ text }) => text);
    const statements: StatementRun[] = [];
    const budgetMs = from.hasCluster ? Math.max(this.cellBudgetMs, CLUSTER_CELL_BUDGET_MS) : this.cellBudgetMs;
    const deadline = this.clockMs() + budgetMs;
    for (const [index, text] of texts.entries()) {
      const left = deadline - this.clockMs();
      if (left <= 0) return { key, run: { script, statements, cutOff: true }, after: lab };
      const before = lab.fork();
      const { result, inTime } = await withinBudget(signal, left, (budget) =>
        lab.run(text, { host: cell.host, signal: budget }),
      );
      if (!inTime) return { key, run: { script, statements, cutOff: true }, after: lab };
      statements.push({ index, before, result });
    }
    return { key, run: { script, statements, cutOff: false }, after: lab };
  }
}
