import * as vscode from 'vscode';
import { equal, ok } from '../claims';

const FILE = `---
title: Language
lab: router
---
# Language

\`\`\`sh
ip -n red addr add 192.168.15.1 dev veth-red
\`\`\`

\`\`\`sh
ping -c 1 192.168.2.10
\`\`\`

\`\`\`sh expect=fail
ip lnk
\`\`\`

\`\`\`sh
ip netns add red
ip -n red link set lo up
\`\`\`
`;

describe('the language of shell cells', () => {
  let uri: vscode.Uri;
  let notebook: vscode.NotebookDocument;

  const code = (index: number): vscode.TextDocument => {
    const cell = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code)[index];
    ok(cell, `the notebook has no code cell ${index}`);
    return cell.document;
  };
  const problems = (index: number): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(code(index).uri).filter(({ source }) => source === 'cka-net');
  /** A code is an object when it leads to its page. */
  const codes = (index: number) =>
    problems(index).map(({ code: each }) => (typeof each === 'object' ? each.value : each));
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited 10 s until ${what}; now: ${JSON.stringify([0, 1, 2].map(codes))}`);
  };
  const hoverText = async (index: number, word: string): Promise<string> => {
    const document = code(index);
    const position = document.positionAt(document.getText().indexOf(word) + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    return hovers
      .flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)))
      .join('\n');
  };
  /** Applies the first quick fix for a cell's first problem. */
  const fix = async (index: number): Promise<string> => {
    const document = code(index);
    const [problem] = problems(index);
    ok(problem, `cell ${index} has no problem`);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const action = actions.find(({ edit }) => edit !== undefined);
    ok(action?.edit, `no quick fix for: ${problem.message}`);
    await vscode.workspace.applyEdit(action.edit);
    return document.getText();
  };

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    ok(folder, 'no workspace folder is open');
    uri = vscode.Uri.joinPath(
      folder.uri,
      `language-${vscode.env.uiKind}-${Math.random().toString(36).slice(2)}.cka-net`,
    );
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(FILE));
    notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(uri);
  });

  it('says what a word means', async () => {
    const text = await hoverText(0, 'addr');
    ok(/IP address/i.test(text), `the hover on addr says: ${text}`);
    ok((await hoverText(1, '-c')).includes('Stop after'), 'the hover on -c of ping');
  });

  it('flags a missing prefix length, and mends it', async () => {
    await until('the missing length is flagged', () => codes(0).includes('missing-prefix-length'));
    equal(await fix(0), 'ip -n red addr add 192.168.15.1/24 dev veth-red');
    await until('the flag is gone', () => !codes(0).includes('missing-prefix-length'));
  });

  it('flags what the ping cannot reach, and offers the route that was tried', async () => {
    await until('the missing route is flagged', () => codes(1).includes('no-route'));
    const there = 'ip route add 192.168.2.0/24 via 192.168.1.1\n';
    equal(await fix(1), `${there}ping -c 1 192.168.2.10`);
    await until('the missing way back is flagged', () => codes(1).includes('return-route-missing'));
    equal(await fix(1), `${there}ssh C ip route add 192.168.1.0/24 via 192.168.2.1\nping -c 1 192.168.2.10`);
    await until('the flag is gone', () => codes(1).length === 0);
  });

  it('leaves a cell alone that is meant to fail', () => {
    equal(codes(2), []);
  });

  const at = (index: number, word: string): [vscode.Uri, vscode.Position] => {
    const document = code(index);
    return [document.uri, document.positionAt(document.getText().indexOf(word) + 1)];
  };
  const run = <T>(command: string, ...args: readonly unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, ...args);

  it('suggests what the lab has, and says what comes next', async () => {
    const [uri, position] = at(3, 'lo up');
    const { items } = await run<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, position);
    ok(
      items.some(({ label }) => label === 'lo'),
      'the device of the namespace that the same cell makes is among the completions',
    );
    const help = await run<vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', uri, position);
    ok(help.signatures[0]?.label.startsWith('ip'), 'the signature of ip link set');
  });

  it('follows a name, renames it in all cells and lists it in the outline', async () => {
    const place = at(3, 'red link');
    const definitions = await run<vscode.Location[]>('vscode.executeDefinitionProvider', ...place);
    equal(
      definitions.map(({ range }) => range.start.line),
      [0],
    );
    equal((await run<vscode.Location[]>('vscode.executeReferenceProvider', ...place)).length, 3);
    const edit = await run<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', ...place, 'green');
    await vscode.workspace.applyEdit(edit);
    equal(code(3).getText(), 'ip netns add green\nip -n green link set lo up');
    const symbols = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', code(3).uri);
    equal(
      symbols.map(({ name }) => name),
      ['green'],
    );
  });

  it('colours words, hints at ranges, and explains packets above a ping', async () => {
    const tokens = await run<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', code(3).uri);
    ok(tokens.data.length > 0, 'colours of words');
    const all = new vscode.Range(0, 0, 20, 0);
    const hints = await run<vscode.InlayHint[]>('vscode.executeInlayHintProvider', code(0).uri, all);
    ok(JSON.stringify(hints).includes('192.168.15.1'), `the range of a network: ${JSON.stringify(hints)}`);
    const lenses = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', code(1).uri, 10);
    equal(lenses.length, 1);
  });

  it('leads from a code to its page', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(code(3).uri, new vscode.Position(0, 0), 'ip adrr\n');
    await vscode.workspace.applyEdit(edit);
    await until('the unknown word is flagged', () => codes(3).includes('unknown-word'));
    const [problem] = problems(3);
    ok(typeof problem?.code === 'object', 'the code has a target');
    const page = await vscode.workspace.openTextDocument(problem.code.target);
    ok(page.getText().includes('`unknown-word`'), `the page says: ${page.getText().slice(0, 80)}`);
  });

  it('flags nothing when it is switched off, and again when it is on', async () => {
    const settings = vscode.workspace.getConfiguration('ckaNet.diagnostics');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(code(0).uri, new vscode.Position(0, 0), 'ip lnk\n');
    await vscode.workspace.applyEdit(edit);
    await until('the unknown word is flagged', () => codes(0).includes('unknown-word'));
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    await until('the flag is gone', () => codes(0).length === 0);
    await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    await until('the unknown word is flagged again', () => codes(0).includes('unknown-word'));
  });
});
