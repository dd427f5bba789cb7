import * as vscode from 'vscode';
import { equal, ok } from '../claims';

/** What the cell shows, items of all outputs in order. */
function items(cell: vscode.NotebookCell): readonly vscode.NotebookCellOutputItem[] {
  return cell.outputs.flatMap((output) => output.items);
}

function textOf(cell: vscode.NotebookCell, mime?: string): string {
  return items(cell)
    .filter((item) => mime === undefined || item.mime === mime)
    .map((item) => new TextDecoder().decode(item.data))
    .join('');
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited 10 s until ${what}`);
}

const STDOUT = 'application/vnd.code.notebook.stdout';
const STDERR = 'application/vnd.code.notebook.stderr';
const ERROR = 'application/vnd.code.notebook.error';
const WALK = 'application/vnd.cka-net.walk+json';

const FILE = `---
title: Suite
lab: switch
---
# Suite

\`\`\`sh
ip addr add 10.0.0.1/24 dev eth0; X=kept
\`\`\`

\`\`\`sh host=B
ip addr add 10.0.0.2/24 dev eth0; hostname
\`\`\`

\`\`\`sh
echo "$X"; nonsense
\`\`\`

\`\`\`sh
ping -c 1 10.0.0.2
\`\`\`

\`\`\`sh expect=fail
ping -c 1 -W 1 10.9.9.9
\`\`\`

\`\`\`sh
ping 10.0.0.2
\`\`\`

\`\`\`sh
while true; do :; done
\`\`\`

\`\`\`yaml
kind: Pod
\`\`\`
`;

describe('a notebook', () => {
  let uri: vscode.Uri;
  let notebook: vscode.NotebookDocument;

  const code = (index: number): vscode.NotebookCell => {
    const cell = notebook.getCells().filter((each) => each.kind === vscode.NotebookCellKind.Code)[index];
    ok(cell, `the notebook has no code cell ${index}`);
    return cell;
  };
  const run = async (index: number): Promise<vscode.NotebookCell> => {
    const cell = code(index);
    const before = cell.executionSummary?.timing?.endTime;
    await vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: cell.index, end: cell.index + 1 }],
      document: notebook.uri,
    });
    await until(`cell ${index} has run`, () => {
      const end = cell.executionSummary?.timing?.endTime;
      return end !== undefined && end !== before;
    });
    return cell;
  };
  const start = (index: number): void => {
    const cell = code(index);
    void vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: cell.index, end: cell.index + 1 }],
      document: notebook.uri,
    });
  };
  const cancel = async (index: number): Promise<void> => {
    const cell = code(index);
    await vscode.commands.executeCommand('notebook.cell.cancelExecution', {
      ranges: [{ start: cell.index, end: cell.index + 1 }],
      document: notebook.uri,
    });
  };
  const bytes = () => vscode.workspace.fs.readFile(uri);

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    ok(folder, 'no workspace folder is open');
    uri = vscode.Uri.joinPath(folder.uri, `suite-${vscode.env.uiKind}-${Math.random().toString(36).slice(2)}.cka-net`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(FILE));
    notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.selectKernel', {
      id: 'cka-net.simulator',
      extension: 'cka-net.cka-net',
    });
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(uri);
  });

  it('runs a cell in the lab, on the host that the cell names', async () => {
    equal((await run(0)).executionSummary?.success, true);
    equal(textOf(await run(1), STDOUT), 'B\n');
  });

  it('keeps variables between cells, tells stderr from stdout, and shows a failure as an error', async () => {
    const cell = await run(2);
    equal(textOf(cell, STDOUT), 'kept\n');
    equal(textOf(cell, STDERR), 'bash: nonsense: command not found\n');
    ok(textOf(cell, ERROR).includes('127'), 'the error output names no status');
    equal(cell.executionSummary?.success, false);
  });

  it('carries packets between hosts', async () => {
    ok(/1 packets transmitted, 1 received/.test(textOf(await run(3))), textOf(code(3)));
  });

  it('accepts a failure that is expected, and explains it with the packet walk and plain text beside it', async () => {
    const cell = await run(4);
    equal(cell.executionSummary?.success, true);
    equal(textOf(cell, ERROR), '');
    ok(textOf(cell, STDERR).includes('Network is unreachable'), textOf(cell));
    for (const output of cell.outputs) {
      const mimes = output.items.map((item) => item.mime);
      if (mimes.includes(WALK)) ok(mimes.includes('text/plain'), 'a walk without its plain text');
    }
  });

  it('stops an endless ping at once when it is cancelled, and keeps what it printed', async () => {
    start(5);
    await until('a reply is shown', () => textOf(code(5)).includes('icmp_seq=1'));
    const at = Date.now();
    await cancel(5);
    await until('the cell has ended', () => code(5).executionSummary?.timing?.endTime !== undefined);
    ok(Date.now() - at < 1500, `it took ${Date.now() - at} ms to stop`);
    ok(textOf(code(5)).includes('icmp_seq=1'), 'the output is gone');
  });

  it('stops a loop that never ends, and never blocks the extension host meanwhile', async () => {
    start(6);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    clearInterval(timer);
    await cancel(6);
    await until('the cell has ended', () => code(6).executionSummary?.timing?.endTime !== undefined);
    // Generous against a busy machine; a blocked host would show the whole 400 ms.
    ok(longest < 250, `the extension host was blocked for ${longest.toFixed(0)} ms`);
  });

  it('rewinds the lab to before a cell, and clears what ran since', async () => {
    await vscode.commands.executeCommand('ckaNet.rewindCell', code(1));
    equal(items(code(1)).length, 0);
    equal(items(code(3)).length, 0);
    ok((await run(3)).executionSummary?.success === false, 'B still has its address');
    equal(textOf(await run(1), STDOUT), 'B\n');
  });

  it('restarts the lab', async () => {
    await vscode.commands.executeCommand('ckaNet.restartLab');
    equal(notebook.getCells().flatMap((cell) => items(cell)).length, 0);
    ok(textOf(await run(2), STDOUT) === '\n', 'a variable survived the restart');
  });

  it('says that there is no cluster when a manifest is run', async () => {
    const cell = await run(7);
    ok(textOf(cell, ERROR).includes('Kubernetes'), textOf(cell));
  });

  it('writes nothing but the edited cell, and no outputs', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(code(2).document.uri, new vscode.Range(0, 0, 0, 9), 'echo "$Y"');
    await vscode.workspace.applyEdit(edit);
    await notebook.save();
    equal(new TextDecoder().decode(await bytes()), FILE.replace('echo "$X"; nonsense', 'echo "$Y"; nonsense'));
  });
});

describe('a broken file', () => {
  const open = async (name: string, content: Uint8Array): Promise<[vscode.NotebookDocument, vscode.Uri]> => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    ok(folder, 'no workspace folder is open');
    const uri = vscode.Uri.joinPath(folder.uri, name);
    await vscode.workspace.fs.writeFile(uri, content);
    return [await vscode.workspace.openNotebookDocument(uri), uri];
  };

  it('that is not text opens with an explanation and is saved with the same bytes', async () => {
    const binary = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe, 10, 13, 0x80]);
    const [notebook, uri] = await open('binary.cka-net', binary);
    ok(notebook.cellAt(0).document.getText().includes('UTF-8'), notebook.cellAt(0).document.getText());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(notebook.cellAt(0).document.uri, new vscode.Position(0, 0), 'x');
    await vscode.workspace.applyEdit(edit);
    await notebook.save();
    equal([...(await vscode.workspace.fs.readFile(uri))], [...binary]);
    await vscode.workspace.fs.delete(uri);
  });

  it('with wrong front matter opens with its text, and running a cell says what is wrong', async () => {
    const text = '---\nlab: nowhere\ntitle: [x\n---\n\n```sh\nip link\n```\n';
    const [notebook, uri] = await open('front-matter.cka-net', new TextEncoder().encode(text));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.selectKernel', {
      id: 'cka-net.simulator',
      extension: 'cka-net.cka-net',
    });
    await vscode.commands.executeCommand('notebook.execute');
    const cell = notebook.getCells().find((each) => each.kind === vscode.NotebookCellKind.Code);
    ok(cell, 'the cell is gone');
    await until('the cell has run', () => cell.executionSummary?.timing?.endTime !== undefined);
    ok(textOf(cell, ERROR).includes('YAML'), textOf(cell));
    equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), text);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(uri);
  });
});
