import * as vscode from 'vscode';
import { attributesOf, NOTEBOOK_TYPE } from './serializer.vscode';

/** Below each code cell: the host it runs on, and that its failure is expected, where the file says so. */
export function registerCellStatus(): vscode.Disposable {
  return vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
    provideCellStatusBarItems(cell) {
      if (cell.kind !== vscode.NotebookCellKind.Code) return [];
      const { host, expectFail, solution } = attributesOf(cell);
      const items: vscode.NotebookCellStatusBarItem[] = [];
      if (host !== undefined)
        items.push(statusItem(`$(vm) ${host}`, vscode.l10n.t('This cell runs on host {0}', host)));
      if (expectFail) {
        items.push(
          statusItem(
            `$(beaker) ${vscode.l10n.t('should fail')}`,
            vscode.l10n.t('This cell is meant to fail: look at why'),
          ),
        );
      }
      if (solution)
        items.push(statusItem(`$(lightbulb) ${vscode.l10n.t('solution')}`, vscode.l10n.t('This cell is a solution')));
      return items;
    },
  });
}

function statusItem(text: string, tooltip: string): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left);
  item.tooltip = tooltip;
  item.accessibilityInformation = { label: tooltip };
  return item;
}
