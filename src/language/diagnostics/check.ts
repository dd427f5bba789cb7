import type { ShellParser } from '../syntax/shell-parser';
import type { ShellScript } from '../syntax/shell-script';
import { addressProblems } from './address-rules';
import { addressStateProblems } from './address-state-rules';
import { analyseScript } from './analysed';
import type { CellText } from './cell';
import { commandProblems } from './command-rules';
import { cutOffProblems, failureProblems } from './failure-rules';
import { hereDocuments } from '../manifest/here-documents';
import {
  manifestsOf,
  manifestWordProblems,
  rangeWordProblems,
  relationProblems,
  serviceRangeOf,
  surroundings,
} from './kubernetes/check';
import type { Problem } from './problem';
import { onPromptLine, promptProblems } from './prompt-rule';
import { reachabilityProblems, type PlacedProblem } from './reachability-rules';
import { routeProblems } from './route-rules';
import type { CellRun, NotebookSimulation } from './simulation';
import { textProblems } from './text-rules';
import { definedNames, wordProblems } from './word-rules';

const NO_SCRIPT: ShellScript = { source: '', statements: [], commands: [], tokens: [], errors: [] };

/** What was found in a text once; a keystroke changes one cell of many. */
const remembered = new Map<string, readonly Problem[]>();
const MOST_REMEMBERED = 500;

/** What is wrong with the words of each cell, without running anything. */
export function checkWords(parser: ShellParser, cells: readonly CellText[]): readonly (readonly Problem[])[] {
  const defined = new Set(cells.flatMap(({ source, yaml }) => (yaml ? [] : definedNames({ source }))));
  const names = [...defined].join(' ');
  return cells.map((cell) => {
    if (cell.expectFail) return [];
    const key = `${cell.yaml ? 'yaml' : 'sh'} ${names}\n${cell.source}`;
    const known = remembered.get(key);
    if (known) return known;
    const found = wordsOf(parser, cell, defined);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, found);
    return found;
  });
}

function wordsOf(parser: ShellParser, cell: CellText, defined: ReadonlySet<string>): readonly Problem[] {
  const script = cell.yaml ? NO_SCRIPT : parser.parse(cell.source);
  const prompts = promptProblems(script);
  const input = hereDocuments(script.source);
  const all = analyseScript(script)
    .flatMap((analysed) => [
      ...wordProblems(analysed, defined),
      ...addressProblems(analysed),
      ...commandProblems(analysed),
    ])
    .filter(
      ({ start }) =>
        !onPromptLine(script.source, prompts, start) && !input.some((s) => s.start <= start && start < s.end),
    );
  // Without its `--` kubectl reads the words of the other command as its own.
  const misread = all.filter(({ facts }) => facts.code === 'missing-double-dash');
  const others = all.filter(
    ({ facts, start }) =>
      facts.code !== 'unknown-word' || !misread.some((each) => each.start <= start && start < each.end),
  );
  const manifests = manifestWordProblems(manifestsOf(cell, script));
  const ranges = cell.yaml ? [] : rangeWordProblems(cell.source, [], undefined);
  return [...prompts, ...others, ...textProblems(cell.source), ...ranges, ...manifests].sort(
    (a, b) => a.start - b.start,
  );
}

/** Findings of a run: they stay what they are as long as the cells down to it stay. */
const found = new WeakMap<CellRun, readonly PlacedProblem[]>();

/**
 * What running the cells of a notebook on a lab of its own shows, per cell; cells after the one at which `signal` fired have none. Rejects
 * when the lab's definition is wrong.
 */
export async function checkBySimulating(
  simulation: NotebookSimulation,
  definition: unknown,
  cells: readonly CellText[],
  signal: AbortSignal,
): Promise<readonly (readonly Problem[])[]> {
  const runs = await simulation.run(definition, cells, signal);
  const problems: Problem[][] = cells.map(() => []);
  const scripts: (ShellScript | undefined)[] = [];
  for (const [index, cell] of cells.entries()) {
    const run = runs[index];
    scripts.push(run && !cell.yaml ? run.script : undefined);
    if (!run) continue;
    const placed = found.get(run) ?? (await problemsOf(index, cell, run, scripts, signal));
    if (signal.aborted) return problems;
    found.set(run, placed);
    for (const { cell: at, problem } of placed) problems[at]?.push(problem);
  }
  await checkEnd(simulation, cells, runs, problems, signal);
  return problems.map((own) => own.sort((a, b) => a.start - b.start));
}

async function problemsOf(
  index: number,
  cell: CellText,
  run: CellRun,
  scripts: readonly (ShellScript | undefined)[],
  signal: AbortSignal,
): Promise<readonly PlacedProblem[]> {
  const here = [...(await routeProblems(cell, run, signal)), ...failureProblems(cell, run), ...cutOffProblems(run)];
  const lost = await reachabilityProblems(cell, run, scripts, signal);
  return [...here.map((problem) => ({ cell: index, problem })), ...lost];
}

/** What only the lab behind the last cell shows: objects that miss each other, addresses that two have. */
async function checkEnd(
  simulation: NotebookSimulation,
  cells: readonly CellText[],
  runs: readonly (CellRun | undefined)[],
  problems: readonly Problem[][],
  signal: AbortSignal,
): Promise<void> {
  const { end } = simulation;
  const view = simulation.before(cells.length);
  if (!end || !view || signal.aborted) return;
  const byCell = cells.map((cell, index) => manifestsOf(cell, runs[index]?.script ?? NO_SCRIPT));
  const around = surroundings(byCell.flat(), view);
  const services = serviceRangeOf(view);
  const addresses = await addressStateProblems(cells, runs, end, view.observe(), signal);
  for (const [index, cell] of cells.entries()) {
    const run = runs[index];
    if (!run || cell.expectFail || signal.aborted) continue;
    const relations = relationProblems(byCell[index] ?? [], around);
    const ranges = cell.yaml ? [] : rangeWordProblems(cell.source, around.nodeAddresses, services);
    problems[index]?.push(
      ...relations,
      ...ranges.filter((each) => !isRepeated(cell, each)),
      ...(addresses[index] ?? []),
    );
  }
}

/** What the words alone have shown already. */
function isRepeated(cell: CellText, problem: Problem): boolean {
  return rangeWordProblems(cell.source, [], undefined).some(({ start }) => start === problem.start);
}
