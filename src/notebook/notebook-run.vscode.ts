import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { PacketWalk } from '../engine/walk/step';
import { CellOutput } from './output.vscode';
import { attributesOf, languageOf, type NotebookMetadata } from './serializer.vscode';
import type { Checkpoint, Target, TargetFactory } from './target';

export const WALK_MIME = 'application/vnd.cka-net.walk+json';

/** One open notebook on one kernel: its target, its checkpoints, its running order. */
export class NotebookRun extends Disposable {
  private target: Promise<Target> | undefined;
  private order = 0;
  private readonly checkpoints = new Map<
    vscode.NotebookCell,
    { readonly checkpoint: Checkpoint; readonly order: number }
  >();
  private readonly changed = this.register(new vscode.EventEmitter<void>());
  /** The target may look different now. */
  readonly onDidChange = this.changed.event;

  constructor(
    readonly notebook: vscode.NotebookDocument,
    private readonly controller: vscode.NotebookController,
    private readonly factory: TargetFactory,
  ) {
    super();
  }

  /** The target if a cell has run or somebody asked before; opens it otherwise. Rejects with the reason for the reader. */
  open(): Promise<Target> {
    this.target ??= this.openTarget();
    this.target.catch(() => {
      this.target = undefined;
    });
    return this.target;
  }

  get isOpen(): boolean {
    return this.target !== undefined;
  }

  /** Runs one cell to its end; never rejects. */
  async runCell(cell: vscode.NotebookCell): Promise<boolean> {
    const execution = this.controller.createNotebookCellExecution(cell);
    execution.executionOrder = ++this.order;
    execution.start(Date.now());
    const output = new CellOutput(execution);
    const abort = new AbortController();
    const subscription = execution.token.onCancellationRequested(() => abort.abort('SIGINT'));
    let success = false;
    try {
      await execution.clearOutput();
      success = await this.runInto(cell, output, abort.signal);
    } catch (error) {
      await output.add(errorOutput(vscode.l10n.t('The cell could not run'), messageOf(error)));
    } finally {
      subscription.dispose();
      await output.flush();
      execution.end(success, Date.now());
      this.changed.fire();
    }
    return success && !abort.signal.aborted;
  }

  /** Brings the lab back to just before a cell ran, and clears what this and later runs printed. False when it never ran. */
  async rewind(cell: vscode.NotebookCell): Promise<boolean> {
    const kept = this.checkpoints.get(cell);
    if (!kept) return false;
    kept.checkpoint.restore();
    for (const [other, { order }] of [...this.checkpoints]) {
      if (order < kept.order) continue;
      this.checkpoints.delete(other);
      await this.clear(other);
    }
    this.order = kept.order - 1;
    this.changed.fire();
    return true;
  }

  /** Throws the lab away; the next cell runs in a fresh one made from the front matter as it is then. */
  async restart(): Promise<void> {
    const old = this.target;
    this.target = undefined;
    this.order = 0;
    this.checkpoints.clear();
    await old?.then((target) => target.dispose()).catch(() => undefined);
    for (const cell of this.notebook.getCells()) {
      if (cell.kind === vscode.NotebookCellKind.Code && cell.outputs.length > 0) await this.clear(cell);
    }
    await this.open().catch(() => undefined);
    this.changed.fire();
  }

  override dispose(): void {
    void this.target?.then((target) => target.dispose()).catch(() => undefined);
    super.dispose();
  }

  private async openTarget(): Promise<Target> {
    const { readFrontMatter } = await import('./format/front-matter');
    const { parseNotebook } = await import('./format/parse');
    const raw = (this.notebook.metadata as NotebookMetadata).frontMatter ?? '';
    const { frontMatter, problems } = readFrontMatter(parseNotebook(raw).frontMatter);
    if (problems.some((problem) => problem.facts.code === 'yaml')) {
      throw new Error(vscode.l10n.t('The front matter is not valid YAML; see the problem at the top of the file.'));
    }
    return this.factory.open(frontMatter.lab);
  }

  private async runInto(cell: vscode.NotebookCell, output: CellOutput, signal: AbortSignal): Promise<boolean> {
    const language = languageOf(cell.document.languageId);
    if (language === 'yaml') {
      const message = vscode.l10n.t('This lab has no Kubernetes cluster, so there is nothing to apply a manifest to.');
      await output.add(errorOutput(vscode.l10n.t('No cluster'), message));
      return false;
    }
    const target = await this.open();
    const checkpoint = target.checkpoint();
    if (checkpoint) this.checkpoints.set(cell, { checkpoint, order: this.order });
    const { host, expectFail } = attributesOf(cell);
    const { exitCode, walks } = await target.run(cell.document.getText(), {
      host,
      signal,
      stdout: (text) => output.write('stdout', text),
      stderr: (text) => output.write('stderr', text),
    });
    await output.flush();
    if (signal.aborted) return false;
    if (exitCode !== 0 && walks.length > 0) await output.add(await walkOutput(walks));
    if (expectFail ? exitCode !== 0 : exitCode === 0) return true;
    await output.add(
      expectFail
        ? errorOutput(
            vscode.l10n.t('It worked'),
            vscode.l10n.t('This cell is marked expect=fail, but its last command succeeded.'),
          )
        : errorOutput(
            vscode.l10n.t('Exit status {0}', exitCode),
            vscode.l10n.t('The last command of this cell failed with status {0}.', exitCode),
          ),
    );
    return false;
  }

  private async clear(cell: vscode.NotebookCell): Promise<void> {
    if (cell.index < 0) return;
    const execution = this.controller.createNotebookCellExecution(cell);
    execution.start();
    await execution.clearOutput();
    execution.end(undefined);
  }
}

async function walkOutput(walks: readonly PacketWalk[]): Promise<vscode.NotebookCellOutput> {
  const { explainWalks, formatWalks } = await import('../engine/walk/explain');
  const language = vscode.env.language.startsWith('ko') ? 'ko' : 'en';
  const explanation = explainWalks(walks, language);
  const lines = formatWalks(walks, language);
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.json({ explanation, packets: lines }, WALK_MIME),
    vscode.NotebookCellOutputItem.text(`${explanation}\n`, 'text/plain'),
  ]);
}

function errorOutput(name: string, message: string): vscode.NotebookCellOutput {
  const error = new Error(message);
  error.name = name;
  error.stack = '';
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
