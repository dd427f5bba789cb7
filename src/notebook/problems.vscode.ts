import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { NotebookProblem } from './format/problems';
import { problemWords } from './problem-words.vscode';
import { NOTEBOOK_TYPE, textOf } from './serializer.vscode';

const SOURCE = 'cka-net';
const TYPING_MS = 300;
const FILES: vscode.DocumentFilter = { pattern: '**/*.cka-net' };

/**
 * Diagnostics for what is wrong with a notebook file: front matter, lab, fences, attributes. They stand at their place in the file, which one sees
 * when it is open as text; below the notebook's first code cell stands how many there are.
 */
export class NotebookProblems extends Disposable {
  private readonly collection = this.register(vscode.languages.createDiagnosticCollection(SOURCE));
  private readonly found = new Map<string, readonly NotebookProblem[]>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly changed = this.register(new vscode.EventEmitter<void>());
  /** The problems of some notebook changed. */
  readonly onDidChange = this.changed.event;

  constructor() {
    super();
    const { workspace } = vscode;
    this.register(workspace.onDidOpenNotebookDocument(({ uri }) => this.soon(uri, 0)));
    this.register(
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges, metadata }) => {
        const edited =
          metadata !== undefined || contentChanges.length > 0 || cellChanges.some((c) => c.document ?? c.metadata);
        if (edited) this.soon(notebook.uri, TYPING_MS);
      }),
    );
    this.register(workspace.onDidCloseNotebookDocument(({ uri }) => this.soon(uri, 0)));
    this.register(workspace.onDidOpenTextDocument((document) => this.textSoon(document, 0)));
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.textSoon(document, TYPING_MS)));
    this.register(workspace.onDidCloseTextDocument((document) => this.textSoon(document, 0)));
    for (const { uri } of workspace.notebookDocuments) this.soon(uri, 0);
  }

  /** What is wrong with an open notebook, in file order. */
  of(notebook: vscode.NotebookDocument): readonly NotebookProblem[] {
    return this.found.get(notebook.uri.toString()) ?? [];
  }

  override dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    super.dispose();
  }

  private textSoon(document: vscode.TextDocument, delayMs: number): void {
    if (document.uri.scheme !== 'vscode-notebook-cell' && vscode.languages.match(FILES, document) > 0) {
      this.soon(document.uri, delayMs);
    }
  }

  private soon(uri: vscode.Uri, delayMs: number): void {
    const key = uri.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.set(
      key,
      setTimeout(() => {
        this.waiting.delete(key);
        void this.check(uri);
      }, delayMs),
    );
  }

  private async check(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const read = contentOf(uri);
    if (!read) {
      this.found.delete(key);
      this.collection.delete(uri);
    } else {
      // The lab's rules come with the engine, which activation does not wait for.
      const { notebookProblems, notTextProblem } = await import('./format/problems');
      const { parseNotebook } = await import('./format/parse');
      const { text } = read;
      const problems =
        text === undefined ? [notTextProblem(read.badByte)] : notebookProblems(text, parseNotebook(text));
      this.found.set(key, problems);
      this.collection.set(uri, problems.map(toDiagnostic));
    }
    this.changed.fire();
  }
}

/** What the editor has of a file: as text when it is open as text, otherwise as the notebook would be saved. */
function contentOf(uri: vscode.Uri): ReturnType<typeof textOf> | undefined {
  const key = uri.toString();
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === key && !each.isClosed);
  if (document) return { text: document.getText() };
  const notebook = vscode.workspace.notebookDocuments.find(
    (each) => each.uri.toString() === key && each.notebookType === NOTEBOOK_TYPE && !each.isClosed,
  );
  return notebook && textOf(notebook);
}

function toDiagnostic({ line, column, endLine, endColumn, severity, facts }: NotebookProblem): vscode.Diagnostic {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1),
    problemWords(facts),
    severity === 'error' ? Error : Warning,
  );
  diagnostic.source = SOURCE;
  diagnostic.code = facts.code === 'lab' ? facts.problem.facts.code : facts.code;
  return diagnostic;
}
