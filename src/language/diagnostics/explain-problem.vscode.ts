import * as vscode from 'vscode';
import { languageOf } from './messages';

/** Opens the page about a diagnostic's code: what its link leads to. */
export function registerExplainProblem(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand('ckaNet.explainProblem', async (code?: unknown) => {
    // The code comes from a link; only names of pages are paths.
    if (typeof code !== 'string' || !/^[a-z0-9-]+$/.test(code)) return;
    const folder = languageOf(vscode.env.language) === 'ko' ? ['docs', 'diagnostics', 'ko'] : ['docs', 'diagnostics'];
    const page = vscode.Uri.joinPath(extension, ...folder, `${code}.md`);
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
}
