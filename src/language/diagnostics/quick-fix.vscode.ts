import * as vscode from 'vscode';
import type { CellDiagnostics, ShownProblem } from './diagnostics.vscode';
import { fixTitle, languageOf } from './messages';
import type { Fix } from './problem';

/** Offers the fixes of the problems under the cursor. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly diagnostics: CellDiagnostics) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.diagnostics
      .of(document)
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
      .flatMap((shown) => [
        ...shown.problem.fixes.map((fix, index) => toAction(document, shown, fix, index === 0)),
        ...shown.problem.fixes
          .filter(({ kind }) => kind === 'insert-before')
          .map((fix) => asNewCell(document, shown, fix)),
      ]);
  }
}

/** The same commands in a cell of their own above this one. */
function asNewCell(document: vscode.TextDocument, { diagnostic }: ShownProblem, fix: Fix): vscode.CodeAction {
  const title = vscode.l10n.t('Insert `{0}` as a new cell', fix.text);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  const cell = notebook?.getCells().find((each) => each.document === document);
  if (!notebook || !cell || cell.document.languageId !== 'shellscript') return action;
  const text = (fix.edits[0]?.newText ?? '').trimEnd();
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'shellscript');
  data.metadata = cell.metadata;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(cell.index, [data])]);
  return action;
}

function toAction(
  document: vscode.TextDocument,
  { diagnostic, cell }: ShownProblem,
  fix: Fix,
  preferred: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fixTitle(fix, languageOf(vscode.env.language)), vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = preferred;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(
    document.uri,
    fix.edits.map((edit) => new vscode.TextEdit(cell.range(edit), edit.newText)),
  );
  return action;
}
