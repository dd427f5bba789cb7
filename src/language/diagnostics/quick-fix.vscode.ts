import * as vscode from 'vscode';
import { onHost } from '../../notebook/serializer.vscode';
import { CellSource } from '../cells.vscode';
import type { NotebookCells } from '../symbols/symbols.vscode';
import type { ShownProblem } from './diagnostics.vscode';
import { fixTitle, languageOf } from './messages';
import type { Fix } from './problem';

/** What is shown in documents: cells of notebooks, or files that were checked. */
interface ShownProblems {
  of(document: vscode.TextDocument): readonly ShownProblem[];
  cellsOf?(document: vscode.TextDocument): NotebookCells | undefined;
}

/** Offers the fixes of the problems under the cursor. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly diagnostics: ShownProblems) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const cells = this.diagnostics.cellsOf?.(document)?.documents ?? [document];
    return this.diagnostics
      .of(document)
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
      .flatMap((shown) => [
        ...shown.problem.fixes.map((fix, index) => toAction(document, cells, shown, fix, index === 0)),
        ...shown.problem.fixes.flatMap((fix) => asNewCell(document, shown, fix) ?? []),
      ]);
  }
}

/** The same commands in a cell of their own above this one. */
function asNewCell(
  document: vscode.TextDocument,
  { diagnostic }: ShownProblem,
  { asCell }: Fix,
): vscode.CodeAction | undefined {
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  const cell = notebook?.getCells().find((each) => each.document === document);
  if (!asCell || !notebook || !cell) return undefined;
  const text = asCell.source.replaceAll('\n', '; ');
  const title =
    asCell.host === undefined
      ? vscode.l10n.t('Insert `{0}` as a new cell', text)
      : vscode.l10n.t('Insert `{0}` as a new cell on {1}', text, asCell.host);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, asCell.source, 'shellscript');
  data.metadata = onHost(asCell.host);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(cell.index, [data])]);
  return action;
}

function toAction(
  document: vscode.TextDocument,
  cells: readonly vscode.TextDocument[],
  { diagnostic, cell }: ShownProblem,
  fix: Fix,
  preferred: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fixTitle(fix, languageOf(vscode.env.language)), vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = preferred;
  action.edit = new vscode.WorkspaceEdit();
  for (const edit of fix.edits) {
    const other = edit.cell === undefined ? undefined : cells[edit.cell];
    const range = (other ? new CellSource(other) : cell).range(edit);
    action.edit.replace((other ?? document).uri, range, edit.newText);
  }
  return action;
}
