import * as vscode from 'vscode';
import { equal, ok } from '../claims';

describe('the extension', () => {
  const extension = () => {
    const found = vscode.extensions.getExtension('cka-net.cka-net');
    ok(found, 'cka-net.cka-net is not installed');
    return found;
  };

  async function firstScenario(): Promise<vscode.Uri> {
    const [uri] = await vscode.workspace.findFiles('01-*.cka-net');
    ok(uri, 'the workspace has no notebook that starts with 01-');
    return uri;
  }

  it('is present', () => {
    equal((extension().packageJSON as { displayName: string }).displayName, 'CKA Net');
  });

  it('wakes when a .cka-net notebook is opened, and reads its cells', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(await firstScenario());
    equal(notebook.notebookType, 'cka-net');
    ok(extension().isActive, 'opening a notebook did not activate the extension');
    const kinds = new Set(notebook.getCells().map((cell) => cell.kind));
    ok(kinds.has(vscode.NotebookCellKind.Code), 'the scenario has no code cell');
    ok(kinds.has(vscode.NotebookCellKind.Markup), 'the scenario has no prose');
  });

  it('contributes the commands its manifest promises', async () => {
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));
    equal(missing, []);
  });
});
