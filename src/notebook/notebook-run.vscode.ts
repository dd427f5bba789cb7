import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { openTarget } from './open-target';
import { endingOutputs, endedWell, reasonWords } from './outcome.vscode';
import { CellOutput } from './output.vscode';
import { attributesOf, languageOf, type NotebookMetadata } from './serializer.vscode';
import { NotebookSession, type CellOutcome, type CellToRun } from './session';
import type { TargetFactory } from './target';

/** One open notebook on one kernel, as the editor sees it: cells become executions, outcomes become outputs. */
export class NotebookRun extends Disposable {
  private readonly changed = this.register(new vscode.EventEmitter<void>());
  /** The target may look different now. */
  readonly onDidChange = this.changed.event;
  readonly session: NotebookSession;

  constructor(
    readonly notebook: vscode.NotebookDocument,
    private readonly controller: vscode.NotebookController,
    factory: TargetFactory,
  ) {
    super();
    this.session = this.register(
      new NotebookSession(
        () => openTarget((notebook.metadata as NotebookMetadata).frontMatter ?? '', factory),
        () => this.changed.fire(),
      ),
    );
  }

  /** Runs cells one after the other; a failing cell does not stop the rest, stopping one that runs does. Never rejects. */
  async runCells(cells: readonly vscode.NotebookCell[]): Promise<void> {
    const rest = new AbortController();
    // All executions at once, so that the cells that wait look as if they wait.
    const executions = cells.map((cell) => this.controller.createNotebookCellExecution(cell));
    await Promise.all(executions.map((execution) => this.runCell(execution, rest)));
  }

  /** Back to before a cell ran; clears what it and later runs printed. False when it has not run in this lab. */
  async rewind(cell: vscode.NotebookCell): Promise<boolean> {
    const undone = await this.session.rewind(cell);
    if (!undone) return false;
    const keys = new Set<object>(undone);
    await this.clear(this.notebook.getCells().filter((other) => keys.has(other)));
    return true;
  }

  /** A fresh lab, and no outputs of the old one. */
  async restart(): Promise<void> {
    await this.session.restart();
    await this.clear(this.notebook.getCells().filter((cell) => cell.executionSummary !== undefined));
  }

  private async runCell(execution: vscode.NotebookCellExecution, rest: AbortController): Promise<void> {
    const output = new CellOutput(execution);
    const own = new AbortController();
    let started = false;
    const stop = execution.token.onCancellationRequested(() => {
      // Stopping the cell that runs stops the cells behind it; stopping one that waits takes only that one out.
      if (started) rest.abort('SIGINT');
      else own.abort('SIGINT');
    });
    try {
      const outcome = await this.session.run(
        toRun(execution.cell),
        {
          started: async (order) => {
            started = true;
            execution.executionOrder = order;
            execution.start(Date.now());
            await execution.clearOutput();
          },
          stdout: (text) => output.write('stdout', text),
          stderr: (text) => output.write('stderr', text),
        },
        AbortSignal.any([rest.signal, own.signal]),
      );
      await this.show(output, outcome);
      execution.end(started ? endedWell(outcome) : undefined, started ? Date.now() : undefined);
    } catch (error) {
      // Whatever went wrong in showing it, the cell has ended: one that spins for ever cannot even be run again.
      execution.end(started ? false : undefined, started ? Date.now() : undefined);
      void vscode.window.showErrorMessage(reasonWords(error));
    } finally {
      stop.dispose();
    }
  }

  private async show(output: CellOutput, outcome: CellOutcome): Promise<void> {
    for (const ending of await endingOutputs(outcome)) await output.add(ending);
    await output.flush();
  }

  private async clear(cells: readonly vscode.NotebookCell[]): Promise<void> {
    for (const cell of cells) {
      if (cell.kind !== vscode.NotebookCellKind.Code) continue;
      const execution = this.controller.createNotebookCellExecution(cell);
      execution.start();
      await execution.clearOutput();
      execution.end(undefined);
    }
  }
}

function toRun(cell: vscode.NotebookCell): CellToRun {
  return {
    key: cell,
    language: languageOf(cell.document.languageId),
    source: cell.document.getText(),
    attributes: attributesOf(cell),
  };
}
