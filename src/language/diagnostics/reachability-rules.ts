import { failureOf } from '../../engine/walk/explain';
import { analyseScript, rolesOf, valueOf, type AnalysedCommand } from './analysed';
import { withinBudget } from './budget';
import type { CellText } from './cell';
import type { Fix, Problem } from './problem';
import type { CellRun, StatementRun } from './simulation';

/** How long a remedy is looked for, in milliseconds of the reader's time. */
const REMEDY_BUDGET_MS = 300;

/** Pings that get no answer although their host has a route: where the packet ended, and what lets it pass. */
export async function reachabilityProblems(
  cell: CellText,
  run: CellRun,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  if (cell.expectFail || cell.check) return [];
  const problems: Problem[] = [];
  const commands = analyseScript(run.script);
  for (const statement of run.statements) {
    const { exitCode, walks, stderr } = statement.result;
    // What ping itself says on its error output has rules of its own, or is plain.
    if (exitCode === 0 || stderr !== '' || !failureOf(walks)) continue;
    const own = commands.filter(({ command }) => command.statement === statement.index);
    const [only, ...others] = own.filter(({ parts }) => parts.at(-1)?.program === 'ping');
    if (only && others.length === 0 && own.length === 1) problems.push(await lost(only, cell, run, statement, signal));
  }
  return problems;
}

async function lost(
  analysed: AnalysedCommand,
  cell: CellText,
  run: CellRun,
  { before, index, result }: StatementRun,
  signal: AbortSignal,
): Promise<Problem> {
  const text = run.script.statements[index]?.text ?? '';
  const { result: found } = await withinBudget(signal, REMEDY_BUDGET_MS, (budget) =>
    before.remedy(text, { host: cell.host, signal: budget }),
  );
  const remedy = found ?? [];
  const ping = analysed.parts.at(-1);
  const target = ping && valueOf(analysed, rolesOf(analysed, ping), 'destination');
  const { start, end } = target?.word ?? analysed.command;
  const here = cell.host ?? before.firstHost;
  const lines = remedy.map(({ host, command }) => (host === here ? command : overSsh(host, command)));
  const fixes = lines.length === 0 ? [] : [insertBefore(run.script.source, analysed.command.start, lines)];
  return { start, end, severity: 'warning', facts: { code: 'packet-lost', walks: result.walks, remedy }, fixes };
}

/** One word of ssh(1) for what this shell would otherwise take apart. */
function overSsh(host: string, command: string): string {
  return /[;&|<>"]/.test(command) ? `ssh ${host} '${command}'` : `ssh ${host} ${command}`;
}

function insertBefore(source: string, offset: number, lines: readonly string[]): Fix {
  const line = source.lastIndexOf('\n', offset - 1) + 1;
  const newText = `${lines.join('\n')}\n`;
  return { kind: 'insert-before', text: lines.join('; '), edits: [{ start: line, end: line, newText }] };
}
