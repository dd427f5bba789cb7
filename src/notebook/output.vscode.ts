import * as vscode from 'vscode';

const FLUSH_MS = 30;
/** An editor that is given more than this, by an endless loop say, gets slow; the rest is not shown. */
const MAX_CHARS = 1_000_000;

/** Collects what a cell prints and hands it to the editor in batches, keeping the order of stdout and stderr. */
export class CellOutput {
  private pending: { readonly stream: 'stdout' | 'stderr'; text: string }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: { readonly stream: 'stdout' | 'stderr'; readonly output: vscode.NotebookCellOutput } | undefined;
  private queue: Promise<void> = Promise.resolve();
  private chars = 0;

  constructor(private readonly execution: vscode.NotebookCellExecution) {}

  write(stream: 'stdout' | 'stderr', text: string): void {
    const before = this.chars;
    this.chars += text.length;
    if (this.chars > MAX_CHARS) {
      if (before > MAX_CHARS) return;
      const rest = vscode.l10n.t('[This cell prints more than {0} characters; the rest is not shown]', MAX_CHARS);
      this.put(stream, text.slice(0, MAX_CHARS - before));
      this.put('stderr', `\n${rest}\n`);
      return;
    }
    this.put(stream, text);
  }

  /** Resolves when everything written so far is in the editor. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.pending;
    this.pending = [];
    this.queue = this.queue.then(async () => {
      for (const { stream, text } of batch) await this.append(stream, text);
    });
    await this.queue;
  }

  /** Appends an output of its own after what was written. */
  async add(output: vscode.NotebookCellOutput): Promise<void> {
    await this.flush();
    this.last = undefined;
    await this.execution.appendOutput(output);
  }

  private put(stream: 'stdout' | 'stderr', text: string): void {
    const open = this.pending.at(-1);
    if (open?.stream === stream) open.text += text;
    else this.pending.push({ stream, text });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  private async append(stream: 'stdout' | 'stderr', text: string): Promise<void> {
    const item =
      stream === 'stdout' ? vscode.NotebookCellOutputItem.stdout(text) : vscode.NotebookCellOutputItem.stderr(text);
    if (this.last?.stream === stream) {
      await this.execution.appendOutputItems(item, this.last.output);
      return;
    }
    const output = new vscode.NotebookCellOutput([item]);
    this.last = { stream, output };
    await this.execution.appendOutput(output);
  }
}
