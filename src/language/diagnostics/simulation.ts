import { Differences } from '../../engine';
import { applyScript } from '../../notebook/apply-script';
import type { LabView } from '../lab/lab-view';
import type { ShellParser } from '../syntax/shell-parser';
import type { ShellScript } from '../syntax/shell-script';
import { withinBudget } from './budget';
import type { CellText } from './cell';
import type { DryLab, DryResult } from './dry-lab';
import { Outcomes, type Outcome } from './outcomes';

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

/** How long one cell may be simulated, in milliseconds of the reader's time. */
const CELL_BUDGET_MS = 150;
/** The same when a notebook is opened, which happens once and before anybody types. */
const OPENING_BUDGET_MS = 1000;
/** The same in a lab with a cluster, where a cell waits for Pods of several nodes. */
const CLUSTER_CELL_BUDGET_MS = 2500;

/** What asks how the statement before ended, which labs that are the same need not agree on. */
const ASKS_HOW_IT_ENDED = /\$\{?[?_]|PIPESTATUS/;

/** Is told of every cell when it has run, in order; `fresh` unless it runs as it did last time. */
type AfterCell = (index: number, run: CellRun, fresh: boolean) => Promise<void>;

/**
 * Runs the cells of one notebook, top to bottom, statement by statement, each on a fork of the lab as the one before left it. Labs never change once something
 * ran on them, so what a statement did on a lab is known from then on: after a keystroke only the statements that changed run, and those behind them as far as
 * the lab in front of them is another one than before.
 */
export class NotebookSimulation {
  /** The lab in front of each cell, as far as the last run came. */
  private fronts: readonly DryLab[] = [];
  /** The lab behind the last cell, when the last run came there. */
  end: DryLab | undefined;
  private runs: readonly (CellRun | undefined)[] = [];
  private readonly views = new WeakMap<DryLab, LabView>();
  private start: { readonly key: string; readonly lab: DryLab } | undefined;
  /** What ran on a lab, cells and statements. */
  private cells = new Outcomes<CellRun>();
  private statements = new Outcomes<DryResult>();
  private readonly differences = new Differences();
  private comparesLabs = true;
  private opened = false;
  private solved: NotebookSimulation | undefined;

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
    afterCell?: AfterCell,
  ): Promise<readonly (CellRun | undefined)[]> {
    const key = JSON.stringify(definition) ?? '';
    if (this.start?.key !== key) this.start = { key, lab: await this.openLab(definition) };
    this.comparesLabs = !cells.some(({ source }) => ASKS_HOW_IT_ENDED.test(source));
    const runs: (CellRun | undefined)[] = [];
    const fronts: DryLab[] = [];
    let { lab } = this.start;
    for (const [index, cell] of cells.entries()) {
      if (signal.aborted) break;
      fronts.push(lab);
      if (!cell.runs) {
        runs.push(undefined);
        continue;
      }
      const cellKey = JSON.stringify([cell.host, cell.yaml, cell.source]);
      const known = this.cells.get(lab, cellKey);
      const outcome = known ?? (await this.runCell(cell, lab, this.labsOf(index), signal));
      if (signal.aborted) break;
      this.cells.set(lab, cellKey, outcome);
      this.rememberStatements(cell, outcome);
      runs.push(outcome.value);
      lab = outcome.after;
      await afterCell?.(index, outcome.value, known === undefined);
    }
    if (!signal.aborted) fronts.push(lab);
    if (!signal.aborted) {
      this.opened = true;
      this.cells.completeRun();
      this.statements.completeRun();
    }
    this.fronts = fronts;
    this.runs = runs;
    this.end = signal.aborted ? undefined : lab;
    return runs;
  }

  /** The same notebook as it runs when the reader also runs its solutions. */
  get withSolutions(): NotebookSimulation {
    const solved = (this.solved ??= new NotebookSimulation(this.parser, this.openLab, this.clockMs, this.cellBudgetMs));
    // Down to the first solution both run the same.
    [solved.start, solved.cells, solved.statements] = [this.start, this.cells, this.statements];
    return solved;
  }

  get hasCluster(): boolean {
    return this.start?.lab.hasCluster === true;
  }

  /** The host that a cell runs on that names none. */
  get firstHost(): string | undefined {
    return this.start?.lab.firstHost;
  }

  /**
   * The lab just before a cell, or before the statement at an offset in it, as the last run left it; the nearest one above while the cells up to it are still
   * being run.
   */
  before(cell: number, offset = 0): LabView | undefined {
    const lab = this.inside(cell, offset) ?? this.fronts[Math.min(cell, this.fronts.length - 1)] ?? this.start?.lab;
    if (!lab) return undefined;
    const known = this.views.get(lab) ?? lab.view();
    this.views.set(lab, known);
    return known;
  }

  /** The lab behind the last statement that ended before an offset of a cell. */
  private inside(cell: number, offset: number): DryLab | undefined {
    const run = this.runs[cell];
    const done = run?.script.statements.filter(({ end }) => end < offset).length ?? 0;
    if (!run || done === 0) return undefined;
    return run.statements[done]?.before ?? (run.statements.length === done ? this.fronts[cell + 1] : undefined);
  }

  /** One statement of a cell as it ran: its text, and the packets that it sent. */
  walksOf(cell: number, statement: number): { readonly text: string; readonly walks: DryResult['walks'] } | undefined {
    const run = this.runs[cell];
    const found = run?.statements.find(({ index }) => index === statement);
    const text = run?.script.statements[statement]?.text;
    return found && text !== undefined ? { text, walks: found.result.walks } : undefined;
  }

  /** The labs in front of the statements of a cell and the one behind it, as they were last time. */
  private labsOf(cell: number): readonly DryLab[] {
    const inside = this.runs[cell]?.statements.map(({ before }) => before) ?? [];
    return [...inside, ...this.fronts.slice(cell + 1, cell + 2)];
  }

  private async runCell(
    cell: CellText,
    from: DryLab,
    earlier: readonly DryLab[],
    signal: AbortSignal,
  ): Promise<Outcome<CellRun>> {
    const script = this.parser.parse(cell.yaml ? '' : cell.source);
    const texts = cell.yaml ? [applyScript(cell.source)] : script.statements.map(({ text }) => text);
    const statements: StatementRun[] = [];
    let lab = from;
    const budgetMs = this.budgetMs(from);
    const deadline = this.clockMs() + budgetMs;
    const { result: cutOff, inTime } = await withinBudget(signal, budgetMs, async (budget) => {
      for (const [index, text] of texts.entries()) {
        // Timers do not fire between statements that need no turn of the host application.
        if (this.clockMs() > deadline) return true;
        const before = lab;
        const known = this.statements.get(before, statementKey(cell, text));
        const outcome = known ?? (await this.runStatement(text, cell.host, before, budget));
        if (budget.aborted) return true;
        statements.push({ index, before, result: outcome.value });
        // Behind a statement that changed, or behind the one that stood after one which was taken out, things may be as they were.
        lab = this.knownLike(outcome.after, [before, ...earlier.slice(index + 1, index + 3), ...earlier.slice(-1)]);
      }
      return false;
    });
    return { value: { script, statements, cutOff: cutOff || !inTime }, after: lab };
  }

  private budgetMs({ hasCluster }: DryLab): number {
    const budget = this.opened ? this.cellBudgetMs : Math.max(this.cellBudgetMs, OPENING_BUDGET_MS);
    return hasCluster ? Math.max(budget, CLUSTER_CELL_BUDGET_MS) : budget;
  }

  /** What a statement does on a lab, as far as it comes until `signal` fires. */
  private async runStatement(
    text: string,
    host: string | undefined,
    before: DryLab,
    signal: AbortSignal,
  ): Promise<Outcome<DryResult>> {
    const after = before.fork();
    return { value: await after.run(text, { host, signal }), after };
  }

  private rememberStatements(cell: CellText, { value: { script, statements }, after }: Outcome<CellRun>): void {
    for (const [index, { before, result }] of statements.entries()) {
      const text = cell.yaml ? applyScript(cell.source) : script.statements[index]?.text;
      const key = statementKey(cell, text ?? '');
      this.statements.set(before, key, { value: result, after: statements[index + 1]?.before ?? after });
    }
  }

  /** The one among labs that is as this one, so that what is known of it holds; otherwise this one. */
  private knownLike(lab: DryLab, others: readonly DryLab[]): DryLab {
    if (!this.comparesLabs || others.includes(lab)) return lab;
    return others.find((other) => lab.sameAs(other, this.differences)) ?? lab;
  }
}

function statementKey({ host }: CellText, text: string): string {
  return `${host ?? ''}\n${text}`;
}
