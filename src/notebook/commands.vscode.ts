import * as vscode from 'vscode';
import type { Kernels } from './kernels.vscode';
import type { NotebookProblems } from './problems.vscode';
import { NOTEBOOK_TYPE } from './serializer.vscode';

/** Commands about the notebook in front: restart its lab, rewind to before a cell, see the file as text; and a new one. */
export function registerNotebookCommands(kernels: Kernels, problems: NotebookProblems): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand('ckaNet.restartLab', () => restartLab(kernels)),
    registerCommand('ckaNet.rewindCell', (cell?: vscode.NotebookCell) => rewindCell(kernels, cell)),
    registerCommand('ckaNet.openAsText', () => openAsText(kernels, problems)),
    registerCommand('ckaNet.newNotebook', newNotebook),
  );
}

async function restartLab(kernels: Kernels): Promise<void> {
  const notebook = kernels.activeNotebook;
  if (notebook) await kernels.kernelOf(notebook)?.runOf(notebook).restart();
}

/** The button of a cell passes it; from a keyboard it is the selected one. */
async function rewindCell(kernels: Kernels, argument: vscode.NotebookCell | undefined): Promise<void> {
  const cell = argument ?? selectedCell(kernels);
  if (!cell) return;
  const rewound = await kernels.kernelOf(cell.notebook)?.runOf(cell.notebook).rewind(cell);
  if (rewound) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('This cell has not run in the lab as it is now, so there is nothing to rewind to.'),
  );
}

/** The file beside its notebook, at its first problem: the way to edit the front matter. */
async function openAsText(kernels: Kernels, problems: NotebookProblems): Promise<void> {
  const notebook = kernels.activeNotebook;
  if (!notebook) return;
  if ((notebook.isDirty || notebook.isUntitled) && !(await notebook.save())) return;
  // An untitled notebook gets its name by being saved.
  const { uri } = kernels.activeNotebook ?? notebook;
  const [first] = problems.of(notebook);
  const selection = first && new vscode.Range(first.line - 1, first.column - 1, first.endLine - 1, first.endColumn - 1);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', {
    viewColumn: vscode.ViewColumn.Beside,
    ...(selection && { selection }),
  });
}

async function newNotebook(): Promise<void> {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'ip link', 'shellscript');
  const data = new vscode.NotebookData([cell]);
  data.metadata = { frontMatter: '---\nlab: switch\n---\n' };
  await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, data));
}

function selectedCell(kernels: Kernels): vscode.NotebookCell | undefined {
  const notebook = kernels.activeNotebook;
  const start = vscode.window.activeNotebookEditor?.selections[0]?.start;
  return notebook && start !== undefined && start < notebook.cellCount ? notebook.cellAt(start) : undefined;
}
