import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { checkBySimulating, checkWords } from '../../../src/language/diagnostics/check';
import { openDryLab } from '../../../src/language/diagnostics/dry-lab';
import { problemMessage } from '../../../src/language/diagnostics/messages';
import type { Problem } from '../../../src/language/diagnostics/problem';
import { NotebookSimulation } from '../../../src/language/diagnostics/simulation';
import { cellMeaningAt } from '../../../src/language/hover/cell-hover';
import { cellCompletionsAt } from '../../../src/language/completion/cell-completion';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { readFrontMatter } from '../../../src/notebook/format/front-matter';
import { parseNotebook } from '../../../src/notebook/format/parse';
import { mutatedCells } from './mutated-cells';
import { testParser } from './parser';

const ROOT = path.join(import.meta.dirname, '../../..');
const NOTEBOOKS = readdirSync(path.join(ROOT, 'notebooks'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.cka-net'))
  .sort();

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

/** Prefixes a reader is warned of although the notebook means it: the lesson is the mistake. */
const LESSONS: ReadonlySet<string> = new Set([
  'missing-prefix-length',
  'deprecated-tool',
  'dead-url',
  'service-name-without-svc',
  'policy-blocks-dns',
]);

const lines = (cells: readonly CellText[], found: readonly (readonly Problem[])[]): string[] =>
  found.flatMap((problems, i) =>
    problems
      .filter(({ facts }) => !LESSONS.has(facts.code))
      .map((p) => `${p.facts.code}: ${cells[i]?.source.slice(p.start, p.end)} | ${problemMessage(p.facts, 'en')}`),
  );

describe('no false alarm on what ships', () => {
  it.each(NOTEBOOKS)(
    '%s, with its solutions',
    async (name) => {
      const notebook = parseNotebook(readFileSync(path.join(ROOT, 'notebooks', name), 'utf8'));
      const cells = notebook.cells.flatMap((cell): CellText[] =>
        cell.kind === 'code'
          ? [
              {
                source: cell.source,
                host: cell.attributes.host,
                expectFail: cell.attributes.expectFail,
                check: cell.language === 'check',
                yaml: cell.language === 'yaml',
                runs: true,
              },
            ]
          : [],
      );
      const simulation = new NotebookSimulation(parser, openDryLab, () => 0, 60_000);
      const { lab } = readFrontMatter(notebook.frontMatter).frontMatter;
      const byRunning = await checkBySimulating(simulation, lab, cells, new AbortController().signal);
      expect([...lines(cells, checkWords(parser, cells)), ...lines(cells, byRunning)]).toEqual([]);
    },
    120_000,
  );

  it('the commands of the conformance scripts that succeed', () => {
    const folder = path.join(ROOT, 'test/conformance/recorded');
    const alarms: string[] = [];
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
      const recorded = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Recording;
      const succeeded = commandsOf(recorded);
      const cells = succeeded.map((source): CellText => ({ source, host: undefined, expectFail: false, runs: false }));
      for (const [index, found] of checkWords(parser, cells).entries()) {
        const source = succeeded[index] ?? '';
        alarms.push(
          ...found
            .filter(({ severity }) => severity === 'error')
            .map(({ facts }) => `${name}: ${facts.code}: ${source}`),
        );
      }
    }
    expect(alarms).toEqual([]);
  });
});

interface Recording {
  readonly [key: string]: unknown;
}

function commandsOf(recording: Recording): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const { command, status, exitCode } = value as Record<string, unknown>;
      if (typeof command === 'string' && (status === 0 || exitCode === 0)) found.push(command);
      Object.values(value).forEach(visit);
    }
  };
  visit(recording);
  return found;
}

describe('bad input', () => {
  const runs = Number(process.env.CKA_NET_RUNS ?? 1000);
  it(`${runs} mutated cells give diagnostics or none, hovers and completions or none, never an exception`, async () => {
    await fc.assert(
      fc.asyncProperty(mutatedCells(), fc.nat(), async (cell, place) => {
        const [found = []] = checkWords(parser, [cell]);
        for (const { start, end, facts } of found) {
          expect(0 <= start && start <= end && end <= cell.source.length).toBe(true);
          expect(problemMessage(facts, 'ko')).not.toBe('');
        }
        const offset = place % (cell.source.length + 1);
        const script = parser.parse(cell.source);
        cellMeaningAt(script, offset, 'en');
        await cellCompletionsAt(script, offset, { lab: undefined, host: undefined });
      }),
      { numRuns: runs },
    );
  }, 300_000);
});
