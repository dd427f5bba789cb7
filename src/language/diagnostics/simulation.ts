import type { World } from '../../engine/kernel/world';
import type { HostId, NetnsId } from '../../engine/kernel/records';
import type { ShellParser } from '../syntax/shell-parser';
import type { ShellScript } from '../syntax/shell-script';
import type { CellText } from './cell';

/** A lab that belongs to the diagnostics alone, so that nothing here can reach the user's. */
export interface DryLab {
  readonly world: World;
  readonly firstHost: HostId;
  /** An independent copy, shell state included. */
  fork(): DryLab;
  /** Runs one statement to its end, or until `signal` fires. */
  run(statement: string, options: { readonly host: string | undefined; readonly signal: AbortSignal }): Promise<DryResult>;
}

export interface DryResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

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

const CELL_BUDGET_MS = 400;

/**
 * Runs the cells of one notebook, top to bottom, each on a fork of the lab as the cell before left it. Results are kept per
 * cell, so that a keystroke in the last cell runs only that one.
 */
export class NotebookSimulation {
  private checkpoints: Checkpoint[] = [];
  private labKey: string | undefined;
  private start: DryLab | undefined;

  /** `openLab` makes the notebook's lab from its definition text; it rejects when the definition is wrong. */
  constructor(
    private readonly parser: ShellParser,
    private readonly openLab: (definition: string) => Promise<DryLab>,
    private readonly clockMs: () => number,
  ) {}

  /**
   * What each cell does. Cells marked `solution` are not run and come back as undefined, and so does every cell
   * after the one at which `signal` fired.
   */
  async run(definition: string, cells: readonly CellText[], signal: AbortSignal): Promise<(CellRun | undefined)[]> {
    if (this.labKey !== definition || !this.start) {
      this.checkpoints = [];
      this.start = undefined;
      this.start = await this.openLab(definition);
      this.labKey = definition;
    }
    const runs: (CellRun | undefined)[] = [];
    const kept: Checkpoint[] = [];
    let lab = this.start;
    let changed = false;
    for (const [index, cell] of cells.entries()) {
      if (signal.aborted) break;
      const key = JSON.stringify([cell.host, cell.solution, cell.source]);
      const earlier = this.checkpoints[index];
      changed ||= earlier?.key !== key;
      if (cell.solution) {
        runs.push(undefined);
        kept.push({ key, run: { script: this.parser.parse(''), statements: [], cutOff: false }, after: lab });
        continue;
      }
      const checkpoint = !changed && earlier ? earlier : await this.runCell(key, cell, lab, signal);
      if (signal.aborted) break;
      kept.push(checkpoint);
      runs.push(checkpoint.run);
      lab = checkpoint.after;
    }
    this.checkpoints = kept;
    return runs;
  }

  private async runCell(key: string, cell: CellText, from: DryLab, signal: AbortSignal): Promise<Checkpoint> {
    const lab = from.fork();
    const script = this.parser.parse(cell.source);
    const statements: StatementRun[] = [];
    const deadline = this.clockMs() + CELL_BUDGET_MS;
    let cutOff = false;
    for (const [index, statement] of script.statements.entries()) {
      const before = lab.fork();
      const left = deadline - this.clockMs();
      if (left <= 0) {
        cutOff = true;
        break;
      }
      const budget = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(left))]);
      const result = await lab.run(statement.text, { host: cell.host, signal: budget });
      if (budget.aborted) {
        cutOff = true;
        break;
      }
      statements.push({ index, before, result });
    }
    return { key, run: { script, statements, cutOff }, after: lab };
  }
}

/** The namespace a name refers to on a host, or the host's root namespace for no name. */
export function netnsNamed(world: World, host: HostId, name: string | undefined): NetnsId | undefined {
  const record = world.hosts.get(host);
  if (!record) return undefined;
  return name === undefined ? record.rootNetns : record.netnsNames.get(name);
}
