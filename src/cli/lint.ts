import { readFile } from 'node:fs/promises';
import type { CellText } from '../language/diagnostics/cell';
import { checkBySimulating, checkWords } from '../language/diagnostics/check';
import { checkFile } from '../language/diagnostics/check-file';
import { openDryLab } from '../language/diagnostics/dry-lab';
import { messageKey } from '../language/diagnostics/message-key';
import { fixTitle, problemMessage } from '../language/diagnostics/messages';
import type { Problem } from '../language/diagnostics/problem';
import { NotebookSimulation } from '../language/diagnostics/simulation';
import type { ShellParser } from '../language/syntax/shell-parser';
import { decodeText } from '../notebook/format/bytes';
import { offsetsInFile } from '../notebook/format/cell-offsets';
import { readFrontMatter } from '../notebook/format/front-matter';
import { parseNotebook } from '../notebook/format/parse';
import { LineIndex, type Place } from '../notebook/format/place';
import { notebookProblems, notTextProblem } from '../notebook/format/problems';
import { problemText } from '../notebook/format/problem-text';
import { LabDefinitionError } from '../engine';
import { openShellParser } from './shell-parser';
import { print, printError } from './streams';
import { parseArgs, UsageError } from './usage';

/** Nobody types meanwhile: a cell may take long, and what is found does not depend on how busy the machine is. */
const CELL_BUDGET_MS = 10_000;

/** One diagnostic as the contract prints it (ARCHITECTURE.md). */
interface Finding extends Place {
  readonly severity: Problem['severity'];
  readonly code: string;
  /** Which sentence of the code it is, in no language; see message-key.ts. */
  readonly messageKey: string;
  readonly message: string;
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly (Place & { readonly newText: string })[];
  }[];
}

/** `cka-net lint`: diagnostics of notebooks and shell scripts. Exit 1 if one is an error or a file cannot be read. */
export async function lint(args: readonly string[]): Promise<number> {
  const { flags, operands } = parseArgs(args, { flags: ['--json'] });
  if (operands.length === 0) throw new UsageError('which file? For example: cka-net lint notebooks/*.cka-net');
  const parser = await openShellParser();
  let failed = false;
  for (const file of operands) {
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
    if (bytes instanceof Error) {
      printError(
        `cka-net lint: cannot read ${file}: ${bytes.code === 'ENOENT' ? 'there is no such file' : bytes.message}\n`,
      );
      failed = true;
      continue;
    }
    const findings = await check(file, bytes, parser);
    failed ||= findings.some(({ severity }) => severity === 'error');
    for (const finding of findings) print(flags.has('--json') ? asJson(file, finding) : asLine(file, finding));
  }
  return failed ? 1 : 0;
}

function asLine(file: string, { line, column, severity, code, message }: Finding): string {
  return `${file}:${line}:${column}: ${severity} ${code} ${message}\n`;
}

function asJson(file: string, { fixes, ...finding }: Finding): string {
  const shown = fixes.map(({ title, edits }) => ({ title, newText: edits[0]?.newText ?? '', edits }));
  return `${JSON.stringify({ file, ...finding, fixes: shown })}\n`;
}

async function check(file: string, bytes: Uint8Array, parser: ShellParser): Promise<readonly Finding[]> {
  const decoded = decodeText(bytes);
  if (decoded.text === undefined) return [fileFinding(notTextProblem(decoded.badByte))];
  const { text } = decoded;
  if (!file.endsWith('.cka-net')) return checkPlain(text, /\.ya?ml$/.test(file), parser);
  return checkNotebook(text, parser);
}

/** A shell script or a manifest belongs to no lab: its words are judged, and how its manifests fit together. */
function checkPlain(source: string, yaml: boolean, parser: ShellParser): readonly Finding[] {
  const lines = new LineIndex(source);
  const problems = checkFile(parser, { source, host: undefined, expectFail: false, yaml, runs: false });
  return problems.map((problem) => finding(problem, lines, (offset) => offset));
}

async function checkNotebook(text: string, parser: ShellParser): Promise<readonly Finding[]> {
  const notebook = parseNotebook(text);
  const lines = new LineIndex(text);
  const code = notebook.cells.filter((cell) => cell.kind === 'code');
  const cells = code.map(({ source, attributes, language }): CellText => ({
    source,
    host: attributes.host,
    expectFail: attributes.expectFail,
    check: language === 'check',
    yaml: language === 'yaml',
    runs: !attributes.solution,
  }));
  const byWords = checkWords(parser, cells);
  const byRunning = await simulated(cells, readFrontMatter(notebook.frontMatter).frontMatter.lab, parser);
  const inFile = code.map((cell) => offsetsInFile(cell));
  const inCells = code.flatMap((cell, index) => {
    const toFile = inFile[index] ?? offsetsInFile(cell);
    return [...(byWords[index] ?? []), ...(byRunning[index] ?? [])].map((problem) =>
      finding(problem, lines, toFile, inFile),
    );
  });
  const found = [...notebookProblems(text, notebook).map(fileFinding), ...inCells];
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

async function simulated(
  cells: readonly CellText[],
  lab: unknown,
  parser: ShellParser,
): Promise<readonly (readonly Problem[])[]> {
  const simulation = new NotebookSimulation(parser, openDryLab, () => performance.now(), CELL_BUDGET_MS);
  try {
    return await checkBySimulating(simulation, lab, cells, new AbortController().signal);
  } catch (error) {
    // What is wrong with the lab is among the notebook's own problems, or (a setup command that fails) is said when it is run.
    if (error instanceof LabDefinitionError) return [];
    throw error;
  }
}

function fileFinding({
  severity,
  facts,
  line,
  column,
  endLine,
  endColumn,
}: ReturnType<typeof notTextProblem>): Finding {
  const code = facts.code === 'lab' ? facts.problem.facts.code : facts.code;
  return { line, column, endLine, endColumn, severity, code, messageKey: code, message: problemText(facts), fixes: [] };
}

/** `others`: the same for every cell, since a fix may edit another one. */
function finding(
  problem: Problem,
  lines: LineIndex,
  toFile: (offset: number) => number,
  others: readonly ((offset: number) => number)[] = [],
): Finding {
  const place = (start: number, end: number, of = toFile): Place => lines.place(of(start), of(end));
  return {
    ...place(problem.start, problem.end),
    severity: problem.severity,
    code: problem.facts.code,
    messageKey: messageKey(problem.facts),
    message: problemMessage(problem.facts, 'en'),
    fixes: problem.fixes.map((fix) => ({
      title: fixTitle(fix, 'en'),
      edits: fix.edits.map(({ start, end, newText, cell }) => ({
        ...place(start, end, cell === undefined ? toFile : others[cell]),
        newText,
      })),
    })),
  };
}
