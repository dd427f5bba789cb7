import * as vscode from 'vscode';
import { languageOf } from './messages';

/** Pages about the codes of diagnostics. A link of a diagnostic may lead to a document, but not to a command. */
const SCHEME = 'cka-net-problem';

/** The page about a code, in the reader's language. */
export function problemPage(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
}

/** Serves the pages, and a command that shows one as a reader wants it. */
export function registerExplainProblem(extension: vscode.Uri): vscode.Disposable {
  const pages: vscode.TextDocumentContentProvider = {
    async provideTextDocumentContent({ path }) {
      // Only names of pages are paths.
      const [, name] = /^\/([a-z0-9-]+\.md)$/.exec(path) ?? [];
      if (name === undefined) return '';
      const folder = languageOf(vscode.env.language) === 'ko' ? ['docs', 'diagnostics', 'ko'] : ['docs', 'diagnostics'];
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, ...folder, name));
      return new TextDecoder().decode(bytes);
    },
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
    vscode.commands.registerCommand('ckaNet.explainProblem', async (code?: unknown) => {
      if (typeof code === 'string') await vscode.commands.executeCommand('markdown.showPreview', problemPage(code));
    }),
  );
}
