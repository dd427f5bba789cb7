import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../notebook/serializer.vscode';

/** "Open a scenario": the bundled notebooks in the editor's language. */
export function registerScenarios(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('ckaNet.openScenario', async () => {
    const folder = vscode.Uri.joinPath(context.extensionUri, 'notebooks');
    const korean = vscode.Uri.joinPath(folder, 'ko');
    const home = vscode.env.language.startsWith('ko') ? korean : folder;
    const entries = await vscode.workspace.fs.readDirectory(home);
    const names = entries.map(([name]) => name).filter((name) => name.endsWith('.cka-net'));
    const picked = await vscode.window.showQuickPick(names.sort(), {
      placeHolder: vscode.l10n.t('Which scenario?'),
    });
    if (picked === undefined) return;
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(home, picked));
    if (notebook.notebookType === NOTEBOOK_TYPE) await vscode.window.showNotebookDocument(notebook);
  });
}
