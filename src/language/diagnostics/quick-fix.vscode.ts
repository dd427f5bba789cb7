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
      .flatMap((shown) => shown.problem.fixes.map((fix, index) => toAction(document, shown, fix, index === 0)));
  }
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
