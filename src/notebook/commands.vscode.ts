import * as vscode from 'vscode';
import type { Kernels } from './kernels.vscode';
import { NOTEBOOK_TYPE } from './serializer.vscode';

/** Commands about the notebook in front: restart its lab, rewind to before a cell, start a new one. */
export function registerNotebookCommands(kernels: Kernels): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('ckaNet.restartLab', async () => {
      const notebook = kernels.activeNotebook;
      if (!notebook) return;
      await kernels.kernelOf(notebook)?.runOf(notebook).restart();
    }),
    vscode.commands.registerCommand('ckaNet.rewindCell', async (argument?: vscode.NotebookCell) => {
      const cell = argument ?? selectedCell(kernels);
      if (!cell) return;
      const rewound = await kernels.kernelOf(cell.notebook)?.runOf(cell.notebook).rewind(cell);
      if (!rewound) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('This cell has not run in the lab as it is now, so there is nothing to rewind to.'),
        );
      }
    }),
    vscode.commands.registerCommand('ckaNet.newNotebook', async () => {
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'ip link', 'shellscript');
      const data = new vscode.NotebookData([cell]);
      data.metadata = { frontMatter: '---\nlab: switch\n---\n' };
      await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, data));
    }),
  );
}

function selectedCell(kernels: Kernels): vscode.NotebookCell | undefined {
  const notebook = kernels.activeNotebook;
  const start = vscode.window.activeNotebookEditor?.selections[0]?.start;
  return notebook && start !== undefined && start < notebook.cellCount ? notebook.cellAt(start) : undefined;
}
