import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cellCompletionsAt } from '../../src/language/completion/cell-completion';
import type { CellText } from '../../src/language/diagnostics/cell';
import { checkBySimulating, checkWords } from '../../src/language/diagnostics/check';
import { openDryLab } from '../../src/language/diagnostics/dry-lab';
import { NotebookSimulation } from '../../src/language/diagnostics/simulation';
import { cellMeaningAt } from '../../src/language/hover/cell-hover';
import { loadShellParser } from '../../src/language/syntax/shell-parser';
import { elapsedMs, startClock, printTable } from './report';

/** One keystroke in a notebook of fifty cells, hover and completion at a word, and the first use of all of it. */
const CELLS = 50;
const KEYSTROKES = 40;
const CHANGES = 20;

const modules = path.join(process.cwd(), 'node_modules');
const cell = (source: string): CellText => ({ source, host: undefined, expectFail: false, runs: true });

/** Namespaces on a bridge, one a cell, each pinging the one before. */
function notebook(): CellText[] {
  const start = 'ip link add br0 type bridge; ip link set br0 up; ip addr add 10.0.0.254/24 dev br0';
  const more = Array.from({ length: CELLS - 1 }, (_, i) => {
    const n = `ns${i}`;
    return [
      `ip netns add ${n}`,
      `ip link add v${i} type veth peer name p${i}`,
      `ip link set v${i} netns ${n}; ip link set p${i} master br0; ip link set p${i} up`,
      `ip -n ${n} addr add 10.0.0.${i + 1}/24 dev v${i}; ip -n ${n} link set v${i} up`,
      `ip netns exec ${n} ping -c 1 10.0.0.254`,
    ].join('\n');
  });
  return [start, ...more].map(cell);
}

void main();

async function main(): Promise<void> {
  const signal = new AbortController().signal;
  const loading = startClock();
  const parser = await loadShellParser({
    runtime: readFileSync(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(path.join(modules, 'tree-sitter-bash/tree-sitter-bash.wasm')),
  });
  checkWords(parser, [cell('ip addr add 10.0.0.1 dev eth0')]);
  cellMeaningAt(parser.parse('ip link set eth0 up'), 4, 'en');
  const firstMs = elapsedMs(loading);

  const cells = notebook();
  const simulation = new NotebookSimulation(parser, openDryLab, () => performance.now(), 60_000);
  checkWords(parser, cells);
  await checkBySimulating(simulation, 'empty', cells, signal);
  /** A letter typed in a cell: milliseconds until that cell's diagnostics are there, and those of all cells. */
  const keystroke = async (index: number, text: string): Promise<{ own: number; all: number }> => {
    const changed = cells.with(index, cell(text));
    const started = startClock();
    let own: number | undefined;
    checkWords(parser, changed);
    await checkBySimulating(simulation, 'empty', changed, signal, () => (own ??= elapsedMs(started)));
    const all = elapsedMs(started);
    return { own: own ?? all, all };
  };
  /** Typing a word at the end of a cell, letter by letter. */
  const typing = async (index: number, word: string): Promise<readonly { own: number; all: number }[]> => {
    const found: { own: number; all: number }[] = [];
    for (let i = 0; i < KEYSTROKES; i++) {
      const typed = word.slice(0, 1 + (i % word.length));
      found.push(await keystroke(index, `${cells[index]?.source ?? ''}\n${typed}`));
    }
    return found;
  };
  const middle = CELLS / 2;
  const command = 'ip addr add 10.9.8.7/24 dev br0';
  const looks = await typing(middle, 'ip link show v24 | grep UP');
  const comments = await typing(middle, '# what this is about');
  // Of the letters of a command that changes the lab only the last one does.
  const commands = await typing(middle, command);
  const top = await typing(0, command);
  /** The worst there is: every one of these letters makes another lab of it, which all cells below have to run on. */
  const changing = async (index: number): Promise<readonly { own: number; all: number }[]> => {
    const found: { own: number; all: number }[] = [];
    // The notebook as it was before the other cells were tried.
    await checkBySimulating(simulation, 'empty', cells, signal);
    for (let i = 0; i < CHANGES; i++) {
      found.push(await keystroke(index, `${cells[index]?.source ?? ''}\nip addr add 10.9.8.${i}/24 dev br0`));
    }
    return found;
  };
  const changes = await changing(middle);
  const first = await changing(0);
  const last = await changing(CELLS - 1);

  const lab = simulation.before(CELLS - 1);
  const source = cells[CELLS - 1]?.source ?? '';
  const script = parser.parse(source);
  const hovers = await times(() => {
    cellMeaningAt(parser.parse(source), source.indexOf('v48'), 'en', lab && { lab, host: undefined });
  });
  const completions = await times(async () => {
    await cellCompletionsAt(script, source.lastIndexOf('10.0.0.254'), { lab, host: undefined });
  });
  const keystrokes = [
    ['what only looks, in the middle', looks],
    ['a comment, in the middle', comments],
    ['a command that changes the lab, in the middle', commands],
    ['a command that changes the lab, in the first cell', top],
    ['every letter changes the lab, in the first cell', first],
    ['every letter changes the lab, in the middle', changes],
    ['every letter changes the lab, in the last cell', last],
  ] as const;
  printTable([
    ...keystrokes.flatMap(([what, all]) => [
      {
        what: `${what}: that cell, p95`,
        simulatedMs: percentile(
          all.map(({ own }) => own),
          0.95,
        ),
        goalMs: 50,
      },
      {
        what: `${what}: all 50 cells, p95`,
        simulatedMs: percentile(
          all.map((each) => each.all),
          0.95,
        ),
        goalMs: 50,
      },
    ]),
    { what: 'hover, p95', simulatedMs: percentile(hovers, 0.95), goalMs: 5 },
    { what: 'completion, p95', simulatedMs: percentile(completions, 0.95), goalMs: 10 },
    { what: 'first use', simulatedMs: firstMs, goalMs: 150 },
  ]);
}

async function times(run: () => void | Promise<void>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let i = 0; i < 5 * KEYSTROKES; i++) {
    const started = startClock();
    await run();
    found.push(elapsedMs(started));
  }
  return found;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
