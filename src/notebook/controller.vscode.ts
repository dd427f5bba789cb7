import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { NotebookRun } from './notebook-run.vscode';
import { NOTEBOOK_TYPE } from './serializer.vscode';
import type { TargetFactory } from './target';

/** A kernel the user can pick: the simulator or a live target. Keeps one run per open notebook. */
export class Kernel extends Disposable {
  private readonly controller: vscode.NotebookController;
  private readonly runs = new Map<vscode.NotebookDocument, NotebookRun>();
  private readonly changed = this.register(new vscode.EventEmitter<vscode.NotebookDocument>());
  readonly onDidChange = this.changed.event;

  constructor(
    readonly id: string,
    label: string,
    description: string,
    private readonly factory: TargetFactory,
    private readonly selected: (notebook: vscode.NotebookDocument, kernel: Kernel) => void,
  ) {
    super();
    this.controller = this.register(vscode.notebooks.createNotebookController(id, NOTEBOOK_TYPE, label));
    this.controller.description = description;
    this.controller.supportedLanguages = ['shellscript', 'cka-net-check', 'yaml'];
    this.controller.supportsExecutionOrder = true;
    this.controller.executeHandler = (cells, notebook) => this.execute(cells, notebook);
    this.register(
      this.controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (selected) this.selected(notebook, this);
      }),
    );
    this.register(vscode.workspace.onDidCloseNotebookDocument((notebook) => this.close(notebook)));
  }

  /** Puts this kernel first in the list, or last. */
  prefer(notebook: vscode.NotebookDocument, affinity: vscode.NotebookControllerAffinity): void {
    this.controller.updateNotebookAffinity(notebook, affinity);
  }

  runOf(notebook: vscode.NotebookDocument): NotebookRun {
    const known = this.runs.get(notebook);
    if (known) return known;
    const run = new NotebookRun(notebook, this.controller, this.factory);
    run.onDidChange(() => this.changed.fire(notebook));
    this.runs.set(notebook, run);
    return run;
  }

  /** The run of a notebook that has one, without making it. */
  existingRun(notebook: vscode.NotebookDocument): NotebookRun | undefined {
    return this.runs.get(notebook);
  }

  override dispose(): void {
    for (const run of this.runs.values()) run.dispose();
    super.dispose();
  }

  private execute(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    this.selected(notebook, this);
    return this.runOf(notebook).runCells(cells);
  }

  private close(notebook: vscode.NotebookDocument): void {
    this.runs.get(notebook)?.dispose();
    this.runs.delete(notebook);
  }
}
