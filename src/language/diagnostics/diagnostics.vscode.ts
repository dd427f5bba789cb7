import * as vscode from 'vscode';
import { Disposable } from '../../disposable';
import type { Kernels } from '../../notebook/kernels.vscode';
import { attributesOf, NOTEBOOK_TYPE } from '../../notebook/serializer.vscode';
import { CellSource, CODE_CELLS } from '../cells.vscode';
import type { CellPlace } from '../place.vscode';
import { packetPage } from '../symbols/explain-packet.vscode';
import type { NotebookCells } from '../symbols/symbols.vscode';
import type { CellText } from './cell';
import { languageOf, problemMessage } from './messages';
import { CellChecker } from './notebook-checker.vscode';
import { problemPage } from './explain-problem.vscode';
import type { Problem, ProblemSeverity } from './problem';
import type { ShellParser } from '../syntax/shell-parser';

const SOURCE = 'cka-net';
const TYPING_MS = 300;

/** A problem where the editor shows it. */
export interface ShownProblem {
  readonly problem: Problem;
  readonly diagnostic: vscode.Diagnostic;
  readonly cell: CellSource;
}

/** Squiggles below what is wrong in shell cells; they follow typing, added and removed cells, the kernel and the settings. */
export class CellDiagnostics extends Disposable {
  private readonly collection = this.register(vscode.languages.createDiagnosticCollection(`${SOURCE}-cells`));
  private readonly shown = new Map<string, readonly ShownProblem[]>();
  private readonly waiting = new Map<vscode.NotebookDocument, ReturnType<typeof setTimeout>>();
  private readonly checking = new Map<vscode.NotebookDocument, AbortController>();
  private readonly checker: CellChecker;

  constructor(kernels: Kernels, parser: () => Promise<ShellParser>) {
    super();
    this.checker = new CellChecker(kernels, parser);
    const { workspace } = vscode;
    this.register(workspace.onDidOpenNotebookDocument((notebook) => this.soon(notebook, 0)));
    this.register(workspace.onDidCloseNotebookDocument((notebook) => this.forget(notebook)));
    this.register(
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges, metadata }) => {
        for (const { removedCells } of contentChanges) for (const cell of removedCells) this.clear(cell.document.uri);
        // Outputs and run times change without anything to check.
        const edited =
          metadata !== undefined || contentChanges.length > 0 || cellChanges.some((c) => c.document ?? c.metadata);
        if (edited) this.soon(notebook, TYPING_MS);
      }),
    );
    this.register(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ckaNet.diagnostics')) this.checkAll();
      }),
    );
    this.checkAll();
  }

  /** What is shown in a cell. */
  of(document: vscode.TextDocument): readonly ShownProblem[] {
    return this.shown.get(document.uri.toString()) ?? [];
  }

  /** The code cells of the notebook that a document is one of. */
  cellsOf(document: vscode.TextDocument): NotebookCells | undefined {
    for (const notebook of vscode.workspace.notebookDocuments) {
      if (notebook.notebookType !== NOTEBOOK_TYPE) continue;
      const cells = codeCells(notebook);
      const index = cells.findIndex((cell) => cell.document === document);
      if (index < 0) continue;
      const documents = cells.map((cell) => cell.document);
      return { index, documents, texts: cells.map((cell) => textOf(cell)) };
    }
    return undefined;
  }

  /** What the packets of a statement do, as a page; undefined while no lab was simulated. */
  async packetsOf(document: vscode.TextDocument, statement: number): Promise<string | undefined> {
    for (const notebook of vscode.workspace.notebookDocuments) {
      const index = codeCells(notebook).findIndex((cell) => cell.document === document);
      const found = index < 0 ? undefined : await this.checker.walksOf(notebook, index, statement);
      if (found) return packetPage(found.text, found.walks);
    }
    return undefined;
  }

  /** Where a cell, or the statement at an offset in it, stands in its notebook's lab; without a lab while none was simulated. */
  placeOf(document: vscode.TextDocument, offset?: number): CellPlace {
    for (const notebook of vscode.workspace.notebookDocuments) {
      if (notebook.notebookType !== NOTEBOOK_TYPE) continue;
      const cells = codeCells(notebook);
      const index = cells.findIndex((cell) => cell.document === document);
      const cell = cells[index];
      if (cell) return { lab: this.checker.labBefore(notebook, index, offset), host: attributesOf(cell).host };
    }
    return { lab: undefined, host: undefined };
  }

  override dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const abort of this.checking.values()) abort.abort();
    super.dispose();
  }

  private checkAll(): void {
    for (const notebook of vscode.workspace.notebookDocuments) this.soon(notebook, 0);
  }

  private soon(notebook: vscode.NotebookDocument, delayMs: number): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    clearTimeout(this.waiting.get(notebook));
    this.checking.get(notebook)?.abort();
    const timer = setTimeout(() => {
      this.waiting.delete(notebook);
      void this.check(notebook);
    }, delayMs);
    this.waiting.set(notebook, timer);
  }

  private async check(notebook: vscode.NotebookDocument): Promise<void> {
    const abort = new AbortController();
    this.checking.set(notebook, abort);
    const cells = codeCells(notebook).map((cell) => ({ cell, text: new CellSource(cell.document) }));
    const texts = cells.map(({ cell }) => textOf(cell));
    await this.checker.check(notebook, texts, abort.signal, (problems) => {
      if (abort.signal.aborted || notebook.isClosed) return;
      for (const [index, { cell, text }] of cells.entries()) this.show(cell.document, text, problems[index] ?? []);
    });
    if (this.checking.get(notebook) === abort) this.checking.delete(notebook);
  }

  private show(document: vscode.TextDocument, cell: CellSource, problems: readonly Problem[]): void {
    const before = this.of(document);
    const same = before.length === problems.length && before.every(({ problem }, i) => problem === problems[i]);
    if (same && before.every((each) => each.cell.source === cell.source)) return;
    const shown = problems.map((problem) => ({ problem, diagnostic: toDiagnostic(problem, cell), cell }));
    this.shown.set(document.uri.toString(), shown);
    this.collection.set(
      document.uri,
      shown.map(({ diagnostic }) => diagnostic),
    );
  }

  private clear(uri: vscode.Uri): void {
    this.shown.delete(uri.toString());
    this.collection.delete(uri);
  }

  private forget(notebook: vscode.NotebookDocument): void {
    clearTimeout(this.waiting.get(notebook));
    this.waiting.delete(notebook);
    this.checking.get(notebook)?.abort();
    this.checking.delete(notebook);
    for (const cell of notebook.getCells()) this.clear(cell.document.uri);
  }
}

/** A cell as the rules see it. */
function textOf(cell: vscode.NotebookCell): CellText {
  const { host, expectFail, solution } = attributesOf(cell);
  const { languageId } = cell.document;
  const { source } = new CellSource(cell.document);
  return {
    source,
    host,
    expectFail,
    check: languageId === 'cka-net-check',
    yaml: languageId === 'yaml',
    runs: !solution,
  };
}

function codeCells(notebook: vscode.NotebookDocument): readonly vscode.NotebookCell[] {
  return notebook
    .getCells()
    .filter(({ document }) => CODE_CELLS.some((filter) => vscode.languages.match(filter, document) > 0));
}

const SEVERITY: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function toDiagnostic(problem: Problem, cell: CellSource): vscode.Diagnostic {
  const message = problemMessage(problem.facts, languageOf(vscode.env.language));
  const diagnostic = new vscode.Diagnostic(cell.range(problem), message, SEVERITY[problem.severity]);
  diagnostic.source = SOURCE;
  const { code } = problem.facts;
  diagnostic.code = { value: code, target: problemPage(code) };
  if (code === 'deprecated-tool') diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
  return diagnostic;
}
