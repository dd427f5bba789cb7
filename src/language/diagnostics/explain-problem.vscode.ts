import * as vscode from 'vscode';
import { languageOf } from './messages';

/** Pages about the codes of diagnostics. A link of a diagnostic may lead to a document, but not to a command. */
const SCHEME = 'cka-net-problem';

/** The page about a code, in the reader's language. */
export function problemPage(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
}

/** What a page is read in: the Markdown preview of VS Code. */
const PREVIEW = 'vscode.markdown.preview.editor';

/** Serves the pages as a reader wants them, rendered, and a command that shows one. */
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
      if (typeof code === 'string') await render(problemPage(code));
    }),
    // The link of a diagnostic opens its document as text.
    vscode.window.onDidChangeActiveTextEditor(async (editor) => {
      if (editor?.document.uri.scheme === SCHEME) await render(editor.document.uri);
    }),
  );
}

/** Shows a page rendered, in the place of its text. */
async function render(page: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', page, PREVIEW, { preview: true });
  const texts = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === page.toString());
  await vscode.window.tabGroups.close(texts);
}
