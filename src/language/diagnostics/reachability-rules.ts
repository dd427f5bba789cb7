import type { Remedy } from '../../engine';
import { failureOf, verdictOf } from '../../engine/walk/explain';
import { analyseScript, rolesOf, type AnalysedCommand } from './analysed';
import { blame, type Blamed, type ScriptsSoFar } from './blame';
import { withinBudget } from './budget';
import type { CellText } from './cell';
import { configuringPlace } from './configured';
import { lostCode } from './lost-codes';
import type { Fix, Problem } from './problem';
import type { CellRun, StatementRun } from './simulation';
import { overSsh } from './ssh-form';

/** How long a remedy is looked for, in milliseconds of the reader’s time; some 50 is usual, but a machine may have other things to do. */
const REMEDY_BUDGET_MS = 1500;

/** Programs that ask something of another host and fail when no answer comes. */
const ASKING: ReadonlySet<string> = new Set(['ping', 'ping6', 'curl', 'wget', 'nc', 'netcat']);

/** A problem of some cell of the notebook. */
export interface PlacedProblem {
  readonly cell: number;
  readonly problem: Problem;
}

/**
 * Commands that get no answer although their host has a route: where the packet ended, and what lets it pass. The problem is where the cause was
 * written, when one word is the cause; otherwise where the packet was to go.
 */
export async function reachabilityProblems(
  cell: CellText,
  run: CellRun,
  scripts: ScriptsSoFar,
  signal: AbortSignal,
): Promise<readonly PlacedProblem[]> {
  if (cell.expectFail || cell.check) return [];
  const problems: PlacedProblem[] = [];
  const commands = analyseScript(run.script);
  for (const statement of run.statements) {
    const own = commands.filter(({ command }) => command.statement === statement.index);
    const [only, ...others] = own;
    const program = only?.parts.at(-1)?.program ?? '';
    if (!only || others.length > 0 || !ASKING.has(program) || !isLost(statement, program)) continue;
    problems.push(...(await lost(only, cell, run, statement, scripts, signal)));
  }
  return problems;
}

/** Whether packets were sent, or a name was asked for, in vain. What ping says of its own host's routes has a rule of its own. */
function isLost({ result: { exitCode, walks, stderr } }: StatementRun, program: string): boolean {
  if (exitCode === 0) return false;
  if (verdictOf(walks).code === 'name-unknown') return true;
  if (program.startsWith('ping') && stderr !== '') return false;
  // A server that answers with an error has answered.
  return failureOf(walks) !== undefined;
}

async function lost(
  analysed: AnalysedCommand,
  cell: CellText,
  run: CellRun,
  { before, index, result }: StatementRun,
  scripts: ScriptsSoFar,
  signal: AbortSignal,
): Promise<readonly PlacedProblem[]> {
  const text = run.script.statements[index]?.text ?? '';
  const { result: found } = await withinBudget(signal, REMEDY_BUDGET_MS, (budget) =>
    before.remedy(text, { host: cell.host, signal: budget }),
  );
  const remedy = found ?? [];
  const { walks } = result;
  const code = lostCode(walks, remedy);
  const facts = { code, walks, remedy };
  const because = ({ cell: at, start, end, fix }: Blamed): PlacedProblem => ({
    cell: at,
    problem: { start, end, severity: 'warning', facts: { ...facts, later: true }, fixes: [fix] },
  });
  const cause = blame(scripts, walks, remedy);
  if (cause) return [because(cause)];
  const { start, end } = targetOf(analysed) ?? analysed.command;
  const here = cell.host ?? before.firstHost;
  const own = scripts.length - 1;
  const inFront =
    remedy.length === 0
      ? []
      : [insertBefore(run.script.source, analysed.command.start, cell.host, before.firstHost, remedy)];
  // What is missing somewhere else is shown there as well, where it would be written.
  const place = remedy.some(({ host, command }) => host !== here || command.includes(' -n '))
    ? configuringPlace(scripts, remedy)
    : undefined;
  const fixes = place && place.cell !== own ? [inCell(place.fix, place.cell), ...inFront] : inFront;
  const problem: Problem = { start, end, severity: 'warning', facts, fixes };
  const elsewhere = place && { ...place, fix: place.cell === own ? (inFront[0] ?? place.fix) : place.fix };
  return [...(elsewhere ? [because(elsewhere)] : []), { cell: own, problem }];
}

function inCell(fix: Fix, cell: number): Fix {
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, cell })) };
}

/** The word that says whom the command asks. */
function targetOf(analysed: AnalysedCommand): { readonly start: number; readonly end: number } | undefined {
  const part = analysed.parts.at(-1);
  const roles = part ? rolesOf(analysed, part) : [];
  const role = roles.find(
    ({ role: kind, of, type, name }) => kind === 'value' && (of === 'destination' || type === 'host' || name === 'URL'),
  );
  return role && analysed.words[role.index];
}

function insertBefore(
  source: string,
  offset: number,
  cellHost: string | undefined,
  firstHost: string,
  remedy: readonly Remedy[],
): Fix {
  const here = cellHost ?? firstHost;
  const lines = remedy.map(({ host, command }) => (host === here ? command : overSsh(host, command)));
  const line = source.lastIndexOf('\n', offset - 1) + 1;
  const newText = `${lines.join('\n')}\n`;
  const [first] = remedy;
  const oneHost = remedy.every(({ host }) => host === first?.host);
  const asCell = oneHost
    ? {
        host: first?.host === firstHost ? undefined : first?.host,
        source: remedy.map(({ command }) => command).join('\n'),
      }
    : { host: cellHost, source: lines.join('\n') };
  return { kind: 'insert-before', text: lines.join('; '), edits: [{ start: line, end: line, newText }], asCell };
}
