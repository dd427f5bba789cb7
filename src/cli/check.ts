import type { NotebookText } from '../notebook/format/document';
import { applyScript } from '../notebook/apply-script';
import type { Target } from '../notebook/target';
import { openTarget, readNotebook, type CodeCell } from './notebook-file';
import { interruptSignal, print, printError } from './streams';
import { parseArgs, UsageError } from './usage';

/** What one check cell was worth; exit statuses, undefined where it was not asked. */
export interface CheckResult {
  readonly cell: number;
  /** On the lab as it starts. */
  readonly untouched: number;
  /** After every cell above it but the solutions; only asked when a solution stands above it. */
  readonly unsolved: number | undefined;
  /** After every cell above it. */
  readonly solved: number;
}

const ON_SIMULATOR = { lab: undefined, target: 'sim', context: undefined } as const;

/**
 * `cka-net check`: proves a scenario. Every check must fail on the untouched lab, must still fail when only its solution is left out, and must pass
 * after the solution; on the way every other cell must do what it is marked to do. Exit 1 when something is not so.
 */
export async function check(args: readonly string[]): Promise<number> {
  const { flags, operands } = parseArgs(args, { flags: ['--json'] });
  if (operands.length === 0)
    throw new UsageError('which notebook? For example: cka-net check notebooks/01-switching-and-routing.cka-net');
  const signal = interruptSignal();
  let status = 0;
  for (const file of operands) {
    const proof = await proveNotebook(file, signal);
    if (signal.aborted) return 130;
    const good = report(file, proof, flags.has('--json'));
    if (!good) status = 1;
  }
  return status;
}

/** What `cka-net check` found out about a notebook; `faults` is empty when it is proved. */
export interface NotebookProof {
  readonly checks: readonly CheckResult[];
  readonly faults: readonly string[];
}

/** Runs a notebook three times: its checks alone, everything but solutions, and everything. */
export async function proveNotebook(file: string, signal: AbortSignal): Promise<NotebookProof> {
  const proof = new Proof(file, await readNotebook(file), signal);
  const checks = await proof.prove();
  return { checks, faults: [...proof.complaints, ...checks.flatMap(faultsOf)] };
}

function report(file: string, { checks: results, faults: wrong }: NotebookProof, json: boolean): boolean {
  for (const fault of wrong) printError(`cka-net: ${file}: ${fault}\n`);
  if (json) {
    for (const { cell, untouched, unsolved, solved } of results) {
      const ok = faultsOf({ cell, untouched, unsolved, solved }).length === 0;
      print(`${JSON.stringify({ notebook: file, cell, untouched, unsolved: unsolved ?? null, solved, ok })}\n`);
    }
  } else if (wrong.length === 0) {
    const checks = results.length === 1 ? '1 check fails' : `${results.length} checks fail`;
    print(
      results.length === 0
        ? `${file}: has no check; its cells do what they are marked to do\n`
        : `${file}: ${checks} on the untouched lab and ${results.length === 1 ? 'passes' : 'pass'} after the solution\n`,
    );
  }
  return wrong.length === 0;
}

function faultsOf({ cell, untouched, unsolved, solved }: CheckResult): readonly string[] {
  return [
    ...(untouched === 0 ? [`the check in cell ${cell + 1} passes on the untouched lab`] : []),
    ...(unsolved === 0 ? [`the check in cell ${cell + 1} passes without its solution`] : []),
    ...(solved === 0 ? [] : [`the check in cell ${cell + 1} fails after the solution, with status ${solved}`]),
  ];
}

class Proof {
  /** Cells that are no checks and did not do what they are marked to do. */
  readonly complaints: string[] = [];
  private readonly cells: readonly CodeCell[];

  constructor(
    private readonly file: string,
    private readonly notebook: NotebookText,
    private readonly signal: AbortSignal,
  ) {
    this.cells = notebook.cells.filter((cell): cell is CodeCell => cell.kind === 'code');
  }

  async prove(): Promise<readonly CheckResult[]> {
    const untouched = await this.statuses((cell) => cell.language === 'check');
    const unsolved = await this.statuses((cell) => !cell.attributes.solution);
    const solved = await this.statuses(() => true);
    this.cells.forEach((cell, i) => this.judge(cell, i, solved.get(i)));
    return this.cells.flatMap((cell, i) => {
      if (cell.language !== 'check') return [];
      const solution = this.cells.slice(0, i).some(({ attributes }) => attributes.solution);
      return [
        {
          cell: i,
          untouched: untouched.get(i) ?? -1,
          unsolved: solution ? unsolved.get(i) : undefined,
          solved: solved.get(i) ?? -1,
        },
      ];
    });
  }

  /** The exit statuses of the chosen cells, run top to bottom in a fresh lab. A check changes nothing for the cells below it. */
  private async statuses(chosen: (cell: CodeCell) => boolean): Promise<ReadonlyMap<number, number>> {
    const target = await openTarget(this.file, this.notebook, ON_SIMULATOR);
    const statuses = new Map<number, number>();
    try {
      for (const [i, cell] of this.cells.entries()) {
        if (this.signal.aborted) break;
        if (chosen(cell)) statuses.set(i, await this.statusOf(cell, target));
      }
    } finally {
      target.dispose();
    }
    return statuses;
  }

  private async statusOf({ source, attributes, language }: CodeCell, target: Target): Promise<number> {
    const before = language === 'check' ? target.checkpoint() : undefined;
    const quiet = { stdout: () => undefined, stderr: () => undefined, signal: this.signal, remedy: false };
    const script = language === 'yaml' ? applyScript(source) : source;
    const { exitCode } = await target.run(script, { host: attributes.host, ...quiet });
    before?.restore();
    return exitCode;
  }

  private judge({ language, attributes }: CodeCell, i: number, status: number | undefined): void {
    if (language === 'check' || status === undefined) return;
    if (attributes.expectFail && status === 0) {
      this.complaints.push(`cell ${i + 1} should have failed, but its status is 0`);
    } else if (!attributes.expectFail && status !== 0) {
      this.complaints.push(`cell ${i + 1} failed with status ${status}`);
    }
  }
}
