import * as vscode from 'vscode';
import type { NotebookProblems } from './problems.vscode';
import { attributesOf, NOTEBOOK_TYPE } from './serializer.vscode';

/**
 * Below each code cell: the host it runs on, and that its failure is expected, where the file says so. Below the first one also how many problems the
 * file has, because front matter and fences are not to be seen in the notebook.
 */
export class CellStatus implements vscode.NotebookCellStatusBarItemProvider {
  readonly onDidChangeCellStatusBarItems: vscode.Event<void>;

  constructor(private readonly problems: NotebookProblems) {
    this.onDidChangeCellStatusBarItems = problems.onDidChange;
  }

  register(): vscode.Disposable {
    return vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, this);
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    if (cell.kind !== vscode.NotebookCellKind.Code) return [];
    const { l10n } = vscode;
    const { host, expectFail, solution } = attributesOf(cell);
    const items: vscode.NotebookCellStatusBarItem[] = [];
    if (isFirstCodeCell(cell)) items.push(...this.problemItems(cell.notebook));
    if (host !== undefined) items.push(statusItem(`$(vm) ${host}`, l10n.t('This cell runs on host {0}', host)));
    if (expectFail) {
      const tooltip = l10n.t('This cell is meant to fail: look at why');
      items.push(statusItem(`$(beaker) ${l10n.t('should fail')}`, tooltip));
    }
    if (solution) items.push(statusItem(`$(lightbulb) ${l10n.t('solution')}`, l10n.t('This cell is a solution')));
    return items;
  }

  private problemItems(notebook: vscode.NotebookDocument): vscode.NotebookCellStatusBarItem[] {
    const found = this.problems.of(notebook);
    if (found.length === 0) return [];
    const icon = found.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    const item = statusItem(
      `$(${icon}) ${vscode.l10n.t('Problems in this file: {0}', found.length)}`,
      vscode.l10n.t('Open the file as text, at its first problem'),
    );
    item.command = 'ckaNet.openAsText';
    return [item];
  }
}

function isFirstCodeCell(cell: vscode.NotebookCell): boolean {
  const cells = cell.notebook.getCells(new vscode.NotebookRange(0, cell.index));
  return cells.every(({ kind }) => kind !== vscode.NotebookCellKind.Code);
}

function statusItem(text: string, tooltip: string): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left);
  item.tooltip = tooltip;
  item.accessibilityInformation = { label: tooltip };
  return item;
}
