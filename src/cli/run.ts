import { readFile } from 'node:fs/promises';
import { decodeText } from '../notebook/format/bytes';
import type { NotebookCell, NotebookText } from '../notebook/format/document';
import { readFrontMatter } from '../notebook/format/front-matter';
import { parseNotebook } from '../notebook/format/parse';
import { LineIndex } from '../notebook/format/place';
import { problemText } from '../notebook/format/problem-text';
import { simulatorFactory } from '../notebook/simulator-target';
import type { Target } from '../notebook/target';
import { LabDefinitionError } from '../engine';
import { readLabFile } from './open-lab';
import { interruptSignal, print, printError } from './streams';
import { parseArgs, UsageError } from './usage';

interface RunSettings {
  readonly lab: string | undefined;
  readonly target: 'sim' | 'kind' | 'netns';
  readonly context: string | undefined;
  readonly json: boolean;
  readonly solutions: boolean;
}

type CodeCell = Extract<NotebookCell, { kind: 'code' }>;

/** `cka-net run`: a notebook's cells top to bottom, as a transcript. Exit 1 when a cell or check fails that should not, 2 when it cannot start. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, flags, operands } = parseArgs(args, {
    values: ['--lab', '--target', '--context'],
    flags: ['--json', '--solutions'],
  });
  if (operands.length === 0)
    throw new UsageError('which notebook? For example: cka-net run notebooks/01-switching-and-routing.cka-net');
  const target = values.get('--target') ?? 'sim';
  if (target !== 'sim' && target !== 'kind' && target !== 'netns') {
    throw new UsageError(`--target is sim, kind or netns, not ${target}`);
  }
  const settings: RunSettings = {
    lab: values.get('--lab'),
    target,
    context: values.get('--context'),
    json: flags.has('--json'),
    solutions: flags.has('--solutions'),
  };
  const signal = interruptSignal();
  let status = 0;
  for (const file of operands) {
    status = Math.max(status, await runNotebook(file, settings, signal));
    if (signal.aborted) return 130;
  }
  return status;
}

async function runNotebook(file: string, settings: RunSettings, signal: AbortSignal): Promise<number> {
  const notebook = await readNotebook(file);
  const target = await openTarget(file, notebook, settings);
  let status = 0;
  try {
    const cells = notebook.cells.filter((cell): cell is CodeCell => cell.kind === 'code');
    for (const [index, cell] of cells.entries()) {
      if (signal.aborted) break;
      if (cell.attributes.solution && !settings.solutions) continue;
      const good = await runCell(file, index, cell, target, settings, signal);
      if (!good) status = 1;
    }
  } finally {
    target.dispose();
  }
  return status;
}

async function runCell(
  file: string,
  index: number,
  cell: CodeCell,
  target: Target,
  { json }: RunSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const { host, expectFail } = cell.attributes;
  if (!json) {
    const prompt = host === undefined ? '$' : `${host}$`;
    print(
      `${cell.source
        .split('\n')
        .map((line, i) => `${i === 0 ? prompt : '>'} ${line}`)
        .join('\n')}\n`,
    );
  }
  if (cell.language === 'yaml') {
    const stderr = 'cka-net: this lab has no Kubernetes cluster to apply a manifest to\n';
    if (json)
      print(
        `${JSON.stringify({ notebook: file, cell: index, host: host ?? null, source: cell.source, stdout: '', stderr, exitCode: 1 })}\n`,
      );
    else printError(stderr);
    return expectFail;
  }
  let stdout = '';
  let stderr = '';
  const { exitCode } = await target.run(cell.source, {
    host,
    signal,
    stdout: (text) => {
      stdout += text;
      if (!json) print(text);
    },
    stderr: (text) => {
      stderr += text;
      if (!json) printError(text);
    },
  });
  if (json) {
    print(
      `${JSON.stringify({ notebook: file, cell: index, host: host ?? null, source: cell.source, stdout, stderr, exitCode })}\n`,
    );
  }
  const good = expectFail ? exitCode !== 0 : exitCode === 0;
  if (!good && !json && !signal.aborted) {
    printError(
      expectFail
        ? `cka-net: ${file}: cell ${index + 1} should have failed, but its status is 0\n`
        : `cka-net: ${file}: cell ${index + 1} failed with status ${exitCode}${cell.language === 'check' ? checkHint(cell) : ''}\n`,
    );
  }
  return good;
}

function checkHint(cell: CodeCell): string {
  return cell.attributes.hint === undefined ? '' : `; hint: ${cell.attributes.hint}`;
}

async function readNotebook(file: string): Promise<NotebookText> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`);
  });
  const decoded = decodeText(content);
  if (decoded.text === undefined)
    throw new UsageError(`${file}: not a text file (byte ${decoded.badByte} is not valid UTF-8)`);
  return parseNotebook(decoded.text);
}

async function openTarget(file: string, notebook: NotebookText, settings: RunSettings): Promise<Target> {
  const { frontMatter, problems } = readFrontMatter(notebook.frontMatter);
  for (const problem of problems) {
    const { line, column } = new LineIndex(notebook.frontMatter?.raw ?? '').place(problem.start, problem.end);
    throw new UsageError(`${file}:${line}:${column}: ${problemText(problem.facts)}`);
  }
  if (settings.target !== 'sim') {
    const { openLiveTarget } = await import('../live/cli-target');
    return openLiveTarget(settings.target, settings.context);
  }
  try {
    return await simulatorFactory.open(settings.lab === undefined ? frontMatter.lab : await readLabFile(settings.lab));
  } catch (error) {
    if (error instanceof LabDefinitionError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
