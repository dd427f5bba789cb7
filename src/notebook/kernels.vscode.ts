import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { LabObservation } from '../engine/lab/observe';
import { Kernel } from './controller.vscode';
import { reasonWords } from './outcome.vscode';
import { NOTEBOOK_TYPE } from './serializer.vscode';
import type { TargetFactory } from './target';

export const SIMULATOR_ID = 'cka-net.simulator';

/** What a notebook's target looks like, or why nobody can say. */
export type Look =
  { readonly observation: LabObservation } | { readonly observation: undefined; readonly reason?: string };

/** Every kernel there is, which one each notebook uses, and what its target looks like. */
export class Kernels extends Disposable {
  private readonly kernels = new Map<string, Kernel>();
  private readonly chosen = new WeakMap<vscode.NotebookDocument, Kernel>();
  private readonly changed = this.register(new vscode.EventEmitter<vscode.NotebookDocument | undefined>());
  /** The target of a notebook, or the notebook in front, changed. */
  readonly onDidChange = this.changed.event;

  constructor() {
    super();
    this.register(
      vscode.window.onDidChangeActiveNotebookEditor((editor) => {
        this.changed.fire(this.activeNotebook);
        selectSimulator(editor);
      }),
    );
    this.register(vscode.workspace.onDidOpenNotebookDocument((notebook) => this.preferSimulator(notebook)));
    this.register(vscode.workspace.onDidCloseNotebookDocument(() => this.changed.fire(this.activeNotebook)));
  }

  add(id: string, label: string, description: string, factory: TargetFactory): Kernel {
    const kernel = new Kernel(id, label, description, factory, (notebook, which) => {
      this.chosen.set(notebook, which);
      this.changed.fire(notebook);
    });
    kernel.onDidChange((notebook) => this.changed.fire(notebook));
    this.kernels.set(id, kernel);
    for (const notebook of vscode.workspace.notebookDocuments) this.preferSimulator(notebook);
    selectSimulator(vscode.window.activeNotebookEditor);
    return kernel;
  }

  remove(id: string): void {
    this.kernels.get(id)?.dispose();
    this.kernels.delete(id);
  }

  /** The notebook in front when it is one of ours. */
  get activeNotebook(): vscode.NotebookDocument | undefined {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return notebook?.notebookType === NOTEBOOK_TYPE ? notebook : undefined;
  }

  /** The kernel a notebook uses: the one that was picked, otherwise the simulator. */
  kernelOf(notebook: vscode.NotebookDocument): Kernel | undefined {
    const picked = this.chosen.get(notebook);
    return picked && this.kernels.get(picked.id) === picked ? picked : this.kernels.get(SIMULATOR_ID);
  }

  /** What the notebook's target looks like. The simulator's lab is opened for looking, a live target is not. */
  async look(notebook: vscode.NotebookDocument): Promise<Look> {
    const kernel = this.kernelOf(notebook);
    const run = kernel?.id === SIMULATOR_ID ? kernel.runOf(notebook) : kernel?.existingRun(notebook);
    if (!run || (kernel?.id !== SIMULATOR_ID && !run.session.isOpen)) return { observation: undefined };
    try {
      return { observation: await run.session.observe() };
    } catch (error) {
      return { observation: undefined, reason: reasonWords(error) };
    }
  }

  override dispose(): void {
    for (const kernel of this.kernels.values()) kernel.dispose();
    super.dispose();
  }

  private preferSimulator(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    for (const [id, kernel] of this.kernels) {
      const { Preferred, Default } = vscode.NotebookControllerAffinity;
      kernel.prefer(notebook, id === SIMULATOR_ID ? Preferred : Default);
    }
  }
}

/**
 * The editor asks which kernel to run with as soon as there is more than one, however much one is preferred: the simulator is selected
 * unless the user has picked another.
 */
function selectSimulator(editor: vscode.NotebookEditor | undefined): void {
  if (editor?.notebook.notebookType !== NOTEBOOK_TYPE) return;
  const choice = {
    notebookEditor: editor,
    id: SIMULATOR_ID,
    extension: 'cka-net.cka-net',
    skipIfAlreadySelected: true,
  };
  void vscode.commands.executeCommand('notebook.selectKernel', choice);
}
