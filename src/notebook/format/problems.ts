import { BUILTIN_LABS, parseLabDefinition } from '../../engine';
import type { NotebookText } from './document';
import { readFrontMatter } from './front-matter';
import { LineIndex, type Place } from './place';
import type { ProblemFacts } from './problem-text';

/** What is wrong with a notebook file, as facts and with its place; words are made from the facts at the edge. */
export interface NotebookProblem extends Place {
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning';
  readonly facts: ProblemFacts;
}

/** Problems that leave the notebook as its author meant it, as far as one can tell. */
const WARNINGS: ReadonlySet<ProblemFacts['code']> = new Set([
  'fence-not-closed',
  'front-matter-not-closed',
  'attribute-unknown',
  'key-unknown',
]);

/** Everything wrong with the format of a notebook and with its front matter, in file order. `text` is what `notebook` was parsed from. */
export function notebookProblems(text: string, notebook: NotebookText): readonly NotebookProblem[] {
  const { frontMatter, problems } = readFrontMatter(notebook.frontMatter);
  const found: { readonly start: number; readonly end: number; readonly facts: ProblemFacts }[] = [
    ...notebook.problems,
    ...problems,
    ...unknownHosts(notebook, frontMatter.lab),
  ];
  if (found.length === 0) return [];
  const lines = new LineIndex(text);
  return found
    .map(({ start, end, facts }) => ({
      start,
      end,
      facts,
      severity: WARNINGS.has(facts.code) ? ('warning' as const) : ('error' as const),
      ...lines.place(start, end),
    }))
    .sort((a, b) => a.start - b.start);
}

/** A file that is not UTF-8 text, from the byte on that is none. */
export function notTextProblem(badByte: number): NotebookProblem {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { start: 0, end: 0, severity: 'error', facts: { code: 'not-text', badByte }, ...place };
}

/** Cells that name a host the lab does not have. A notebook without a lab of its own may be meant for a real cluster. */
function* unknownHosts(
  notebook: NotebookText,
  lab: unknown,
): Generator<{ start: number; end: number; facts: ProblemFacts }> {
  const known = hostNames(lab);
  if (known.length === 0) return;
  for (const cell of notebook.cells) {
    if (cell.kind !== 'code' || cell.attributes.host === undefined || known.includes(cell.attributes.host)) continue;
    const word = `host=${cell.attributes.host}`;
    const at = cell.opening.indexOf(word);
    const start = cell.start + Math.max(at, 0);
    const end = at < 0 ? start + cell.opening.length : start + word.length;
    yield { start, end, facts: { code: 'host-unknown', host: cell.attributes.host, known } };
  }
}

function hostNames(lab: unknown): readonly string[] {
  if (lab === undefined) return [];
  const builtin = BUILTIN_LABS.find(({ name }) => name === lab);
  const { definition, problems } = builtin ? { ...builtin, problems: [] } : parseLabDefinition(lab);
  return problems.length > 0 ? [] : definition.hosts.map(({ name }) => name);
}
