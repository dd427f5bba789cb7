import { equal as same, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const CONTEXT = 'kind-suite';

/** What the cell shows as text, streams and errors together. */
function shown(cell: vscode.NotebookCell): string {
  return cell.outputs
    .flatMap((output) => output.items)
    .map((item) => new TextDecoder().decode(item.data))
    .join('');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (holds()) return;
    await delay(100);
  }
  throw new Error(`waited 15 s until ${what}`);
}

describe('a live kernel', () => {
  let folder: string;
  let notebook: vscode.NotebookDocument;
  const before_ = process.env['KUBECONFIG'];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cka-net-suite-'));
    const kubeconfig = path.join(folder, 'config');
    writeFileSync(kubeconfig, `contexts: [{ name: ${CONTEXT}, context: { cluster: ${CONTEXT}, user: me } }]\n`);
    process.env['KUBECONFIG'] = kubeconfig;
    const file = path.join(folder, 'live.cka-net');
    const cells = [
      'kept=yes; echo "bash $BASH_VERSION"; echo oops >&2',
      'cat "${KUBECONFIG%%:*}"; echo $kept',
      `bash -c 'echo "pid $$"; exec sleep 1000'`,
    ];
    writeFileSync(file, `---\nlab: empty\n---\n\n${cells.map((cell) => `\`\`\`sh\n${cell}\n\`\`\`\n`).join('\n')}`);
    notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.selectKernel', {
      id: `cka-net.live.context.${CONTEXT}`,
      extension: 'cka-net.cka-net',
    });
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    if (before_ === undefined) delete process.env['KUBECONFIG'];
    else process.env['KUBECONFIG'] = before_;
    rmSync(folder, { recursive: true, force: true });
  });

  const codeCell = (index: number): vscode.NotebookCell => {
    const cell = notebook.getCells().filter((each) => each.kind === vscode.NotebookCellKind.Code)[index];
    ok(cell, `the notebook has no code cell ${index}`);
    return cell;
  };
  const execute = (index: number): Thenable<unknown> =>
    vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: codeCell(index).index, end: codeCell(index).index + 1 }],
      document: notebook.uri,
    });

  it('is offered for a context of the kubeconfig, and runs cells in a real bash', async () => {
    await execute(0);
    await until('the first cell has ended', () => codeCell(0).executionSummary?.success !== undefined);
    match(shown(codeCell(0)), /bash 5|bash 4/);
    const mimes = codeCell(0).outputs.flatMap((output) => output.items.map((item) => item.mime));
    ok(mimes.includes('application/vnd.code.notebook.stderr'), `standard error is not told apart: ${mimes.join(', ')}`);
    same(codeCell(0).executionSummary?.success, true);
  });

  it('selects the context without touching the user’s file, and keeps the shell', async () => {
    await execute(1);
    await until('the second cell has ended', () => codeCell(1).executionSummary?.success !== undefined);
    match(shown(codeCell(1)), new RegExp(`current-context: ${CONTEXT}\nyes\n`));
  });

  it('ends the processes of a cancelled cell', async () => {
    void execute(2);
    await until('the third cell has printed', () => shown(codeCell(2)).includes('pid'));
    await vscode.commands.executeCommand('notebook.cancelExecution');
    await until('the third cell has ended', () => codeCell(2).executionSummary?.success === false);
    const pid = Number(/pid (\d+)/.exec(shown(codeCell(2)))?.[1]);
    await until('`sleep 1000` is gone', () => !isRunning(pid));
  });
});
