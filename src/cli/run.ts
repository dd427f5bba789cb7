import { applyScript } from '../notebook/apply-script';
import type { Target } from '../notebook/target';
import { openTarget, readNotebook, type CodeCell, type TargetSettings } from './notebook-file';
import { interruptSignal, print, printError } from './streams';
import { parseArgs, UsageError } from './usage';

interface RunSettings extends TargetSettings {
  readonly json: boolean;
  readonly solutions: boolean;
}

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
  if (cell.language === 'yaml' && !target.hasCluster) {
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
  const { exitCode } = await target.run(cell.language === 'yaml' ? applyScript(cell.source) : cell.source, {
    host,
    signal,
    remedy: false,
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
