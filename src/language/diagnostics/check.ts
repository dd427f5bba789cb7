import type { ShellParser } from '../syntax/shell-parser';
import type { ShellScript } from '../syntax/shell-script';
import { addressProblems } from './address-rules';
import { addressStateProblems } from './address-state-rules';
import { analyseScript } from './analysed';
import type { ScriptOnHost, ScriptsSoFar } from './blame';
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
import { cniProblems } from './kubernetes/cni-rules';
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
  const ranges = cell.yaml ? [] : [...rangeWordProblems(cell.source, [], undefined), ...cniProblems(cell.source)];
  return [...prompts, ...others, ...textProblems(cell.source), ...ranges, ...manifests].sort(
    (a, b) => a.start - b.start,
  );
}

/** Findings of a run: they stay what they are as long as what they were found in stays. */
const found = new WeakMap<CellRun, Findings>();

interface Findings {
  /** What they hang on: the cell alone, or all cells above as well. */
  readonly key: string;
  readonly alone: boolean;
  readonly placed: readonly PlacedProblem[];
}

type Found = readonly (readonly Problem[])[];

/** What a notebook's last check found, by the texts of its cells: what is shown until a new one comes to them. */
const lastFound = new WeakMap<NotebookSimulation, { readonly all: Texts; readonly ends: Texts }>();
type Texts = ReadonlyMap<string, readonly Problem[]>;

/** What the last check of a notebook found in the cells that stand in it as they stood then. */
export function foundBefore(simulation: NotebookSimulation, cells: readonly CellText[]): Found {
  const last = lastFound.get(simulation);
  return cellKeys(cells).map((key) => last?.all.get(key) ?? []);
}

/** Texts of cells with how many like it stand above each. */
function cellKeys(cells: readonly CellText[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const text = JSON.stringify(cell);
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return `${nth} ${text}`;
  });
}

/**
 * What running the cells of a notebook on a lab of its own shows, per cell; cells after the one at which `signal` fired have none. `progress` is told what is
 * known whenever a cell ran that did not run like this before: the cell that is being edited first. Rejects when the lab's definition is wrong.
 */
export async function checkBySimulating(
  simulation: NotebookSimulation,
  definition: unknown,
  cells: readonly CellText[],
  signal: AbortSignal,
  progress?: (found: Found) => void,
): Promise<Found> {
  const problems: Problem[][] = cells.map(() => []);
  const scripts: (ScriptOnHost | undefined)[] = [];
  const keys = cellKeys(cells);
  const last = lastFound.get(simulation);
  let unfinished = false;
  const solved = new SolvedNotebook(simulation, definition, cells, signal);
  const runs = await simulation.run(definition, cells, signal, async (index, run, fresh) => {
    const cell = cells[index];
    if (!cell) return;
    while (scripts.length < index) scripts.push(undefined);
    scripts.push(cell.yaml ? undefined : { script: run.script, host: cell.host ?? simulation.firstHost ?? '' });
    // Of a cluster in which half of a cell has happened nothing can be said.
    const placed = unfinished
      ? []
      : await solved.placed(index, await placedProblems(index, cell, run, scripts, signal));
    unfinished ||= run.cutOff && simulation.hasCluster;
    for (const { cell: at, problem } of placed) problems[at]?.push(problem);
    if (!fresh || !progress || signal.aborted) return;
    progress(
      keys.map((key, i) =>
        i > index ? (last?.all.get(key) ?? []) : inOrder([...(problems[i] ?? []), ...(last?.ends.get(key) ?? [])]),
      ),
    );
  });
  if (signal.aborted) return problems.map(inOrder);
  const ends = unfinished ? [] : await solved.atEnd(await endProblems(simulation, cells, runs, signal));
  const all = problems.map((own, index) => inOrder([...own, ...(ends[index] ?? [])]));
  const byKey = (each: Found): Texts => new Map(keys.map((key, index) => [key, each[index] ?? []]));
  if (!signal.aborted) lastFound.set(simulation, { all: byKey(all), ends: byKey(ends) });
  return all;
}

/**
 * The notebook with its solutions. What fails below a task fails until the reader has solved it, which is no mistake of the cell that fails: only what also fails with the
 * solution is one.
 */
class SolvedNotebook {
  private readonly firstTask: number;
  private found: Promise<Found> | undefined;

  constructor(
    private readonly simulation: NotebookSimulation,
    private readonly definition: unknown,
    private readonly cells: readonly CellText[],
    private readonly signal: AbortSignal,
  ) {
    const task = cells.findIndex(({ runs }) => !runs);
    this.firstTask = task < 0 ? cells.length : task;
  }

  /** What the run of a cell showed, as far as it stays with the solutions. */
  async placed(index: number, problems: readonly PlacedProblem[]): Promise<readonly PlacedProblem[]> {
    if (index < this.firstTask || problems.length === 0) return problems;
    const left = await this.problems();
    return problems.filter(({ cell, problem }) => isAmong(left[cell] ?? [], problem));
  }

  /** The same of what the lab behind the last cell shows. */
  async atEnd(problems: Found): Promise<Found> {
    if (this.firstTask === this.cells.length || problems.every((each) => each.length === 0)) return problems;
    const left = await this.problems();
    return problems.map((each, cell) => each.filter((problem) => isAmong(left[cell] ?? [], problem)));
  }

  private problems(): Promise<Found> {
    const cells = this.cells.map((cell) => ({ ...cell, runs: true }));
    this.found ??= checkBySimulating(this.simulation.withSolutions, this.definition, cells, this.signal);
    return this.found;
  }
}

/** The reason may be another one. */
function isAmong(problems: readonly Problem[], { start }: Problem): boolean {
  return problems.some((each) => each.start === start);
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.start - b.start);
}

async function placedProblems(
  index: number,
  cell: CellText,
  run: CellRun,
  scripts: ScriptsSoFar,
  signal: AbortSignal,
): Promise<readonly PlacedProblem[]> {
  const key = JSON.stringify([index, cell]);
  const above = (): string => JSON.stringify([key, scripts.map((each) => each?.script.source)]);
  const known = found.get(run);
  if (known && known.key === (known.alone ? key : above())) return known.placed;
  const placed = await problemsOf(index, cell, run, scripts, signal);
  // What gets no answer may be the fault of a cell above, at a place that moves with its text.
  const alone = placed.every(({ problem }) => !('walks' in problem.facts));
  if (!signal.aborted) found.set(run, { key: alone ? key : above(), alone, placed });
  return placed;
}

async function problemsOf(
  index: number,
  cell: CellText,
  run: CellRun,
  scripts: ScriptsSoFar,
  signal: AbortSignal,
): Promise<readonly PlacedProblem[]> {
  const here = [...(await routeProblems(cell, run, signal)), ...failureProblems(cell, run), ...cutOffProblems(run)];
  const lost = await reachabilityProblems(cell, run, scripts, signal);
  return [...here.map((problem) => ({ cell: index, problem })), ...lost];
}

/** What only the lab behind the last cell shows: objects that miss each other, addresses that two have. */
async function endProblems(
  simulation: NotebookSimulation,
  cells: readonly CellText[],
  runs: readonly (CellRun | undefined)[],
  signal: AbortSignal,
): Promise<Found> {
  const { end } = simulation;
  const view = simulation.before(cells.length);
  if (!end || !view || signal.aborted) return cells.map(() => []);
  const byCell = cells.map((cell, index) => manifestsOf(cell, runs[index]?.script ?? NO_SCRIPT));
  const around = surroundings(byCell.flat(), view);
  const services = serviceRangeOf(view);
  const addresses = await addressStateProblems(cells, runs, end, view.observe(), signal);
  return cells.map((cell, index) => {
    if (!runs[index] || cell.expectFail || signal.aborted) return [];
    const relations = relationProblems(byCell[index] ?? [], around);
    const ranges = cell.yaml ? [] : rangeWordProblems(cell.source, around.nodeAddresses, services);
    return [...relations, ...ranges.filter((each) => !isRepeated(cell, each)), ...(addresses[index] ?? [])];
  });
}

/** What the words alone have shown already. */
function isRepeated(cell: CellText, problem: Problem): boolean {
  return rangeWordProblems(cell.source, [], undefined).some(({ start }) => start === problem.start);
}
