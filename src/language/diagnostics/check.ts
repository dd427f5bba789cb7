import type { ShellParser } from '../syntax/shell-parser';
import { addressProblems } from './address-rules';
import { analyseScript } from './analysed';
import type { CellText } from './cell';
import type { Problem } from './problem';
import { onPromptLine, promptProblems } from './prompt-rule';
import { reachabilityProblems } from './reachability-rules';
import { routeProblems } from './route-rules';
import type { NotebookSimulation } from './simulation';
import { definedNames, wordProblems } from './word-rules';

/** What is wrong with the words of each cell, without running anything. */
export function checkWords(parser: ShellParser, cells: readonly CellText[]): readonly (readonly Problem[])[] {
  const scripts = cells.map(({ source }) => parser.parse(source));
  const defined = new Set(scripts.flatMap(definedNames));
  return scripts.map((script, index) => {
    if (cells[index]?.expectFail) return [];
    const prompts = promptProblems(script);
    const others = analyseScript(script)
      .flatMap((analysed) => [...wordProblems(analysed, defined), ...addressProblems(analysed)])
      .filter(({ start }) => !onPromptLine(script.source, prompts, start));
    return [...prompts, ...others].sort((a, b) => a.start - b.start);
  });
}

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
  const problems: (readonly Problem[])[] = [];
  for (const [index, cell] of cells.entries()) {
    const run = runs[index];
    problems.push(
      run ? [...(await routeProblems(cell, run, signal)), ...(await reachabilityProblems(cell, run, signal))] : [],
    );
  }
  return problems;
}
