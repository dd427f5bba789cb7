import * as vscode from 'vscode';
import { Disposable } from '../../disposable';
import { CellSource } from '../cells.vscode';
import { toDiagnostic, type ShownProblem } from './diagnostics.vscode';
import { QuickFixes } from './quick-fix.vscode';
import type { CellText } from './cell';
import type { ShellParser } from '../syntax/shell-parser';

/** Languages of files that can be checked on demand; nothing happens to them by itself. */
const CHECKED = /^(shellscript|yaml|dockercompose)$/;

/** "Check with CKA Net": the words of a shell script or manifest in front, judged once and again whenever it is saved. */
export class FileCheck extends Disposable {
  private readonly shown = new Map<string, readonly ShownProblem[]>();
  private readonly collection = this.register(vscode.languages.createDiagnosticCollection('cka-net-files'));

  constructor(private readonly parser: () => Promise<ShellParser>) {
    super();
    this.register(vscode.commands.registerCommand('ckaNet.checkFile', () => this.checkActive()));
    this.register(
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (this.collection.has(document.uri)) void this.check(document);
      }),
    );
    this.register(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.collection.delete(uri);
        this.shown.delete(uri.toString());
      }),
    );
    const languages = ['shellscript', 'yaml', 'dockercompose'].map((language) => ({ language }));
    this.register(vscode.languages.registerCodeActionsProvider(languages, new QuickFixes(this), QuickFixes.metadata));
  }

  /** What is shown in a file; nothing once it was edited, until it is saved and checked again. */
  of(document: vscode.TextDocument): readonly ShownProblem[] {
    const shown = this.shown.get(document.uri.toString()) ?? [];
    return shown.filter(({ cell }) => cell.source === new CellSource(document).source);
  }

  private async checkActive(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !CHECKED.test(document.languageId)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a shell script or a Kubernetes manifest first.'));
      return;
    }
    const found = await this.check(document);
    if (found === 0) vscode.window.setStatusBarMessage(vscode.l10n.t('CKA Net found nothing wrong'), 5000);
    else await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  private async check(document: vscode.TextDocument): Promise<number> {
    const { checkFile } = await import('./check-file');
    const source = new CellSource(document);
    const cell: CellText = {
      source: source.source,
      host: undefined,
      expectFail: false,
      yaml: document.languageId !== 'shellscript',
      runs: false,
    };
    const { withSeverities } = await import('./codes');
    const chosen = vscode.workspace.getConfiguration('ckaNet.diagnostics', document.uri).get('severity', {});
    const problems = withSeverities(checkFile(await this.parser(), cell), chosen);
    const shown = problems.map((problem) => ({ problem, diagnostic: toDiagnostic(problem, source), cell: source }));
    this.shown.set(document.uri.toString(), shown);
    this.collection.set(
      document.uri,
      shown.map(({ diagnostic }) => diagnostic),
    );
    return problems.length;
  }
}
