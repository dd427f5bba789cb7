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

interface Lesson {
  readonly notebook: string;
  readonly flagged: string;
  /** Why the notebook means what is flagged, and why `expect=fail` cannot say so. */
  readonly why: string;
}

/** What is flagged in a notebook because its lesson is the mistake: no false alarms, but the only ones. A command that succeeds cannot be marked `expect=fail`. */
const LESSONS: readonly Lesson[] = [
  { notebook: '01', flagged: 'deprecated-tool: route', why: 'the old tool and the new one beside each other' },
  {
    notebook: '01',
    flagged: 'missing-prefix-length: 0.0.0.0',
    why: 'what 0.0.0.0 without a length does on the real tool',
  },
  {
    notebook: '02',
    flagged: 'missing-prefix-length: 192.168.15.1',
    why: 'the kernel takes /32, and the ping that follows fails',
  },
  { notebook: '02', flagged: 'deprecated-tool: arp', why: 'the old tool once more, as in many notes' },
  {
    notebook: '09',
    flagged: 'service-name-without-svc: api.shop.cluster.local',
    why: 'dig says NXDOMAIN, and succeeds',
  },
  { notebook: '11', flagged: 'policy-blocks-dns: egress', why: 'the API server takes the policy; what stops is DNS' },
  {
    notebook: '13',
    flagged: 'dead-url: https://cloud.weave.works',
    why: 'notes still have it; the lab answers in its place',
  },
];

/** Of a URL its beginning is enough. */
const flaggedIn = (cells: readonly CellText[], found: readonly (readonly Problem[])[]): string[] =>
  found.flatMap((problems, i) =>
    problems.map(({ facts, start, end }) => {
      const text = cells[i]?.source.slice(start, end) ?? '';
      return `${facts.code}: ${/^"?(https?:\/\/[^/]+)/.exec(text)?.[1] ?? text}`;
    }),
  );

describe('no false alarm on what ships', () => {
  it.each(NOTEBOOKS)(
    '%s, as it ships and with its solutions',
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
                runs: !cell.attributes.solution,
              },
            ]
          : [],
      );
      const simulation = new NotebookSimulation(parser, openDryLab, () => 0, 60_000);
      const { lab } = readFrontMatter(notebook.frontMatter).frontMatter;
      const { signal } = new AbortController();
      const solved = cells.map((cell) => ({ ...cell, runs: true }));
      // The Korean ones have the same cells (shipped.test.ts).
      const shipped = name.startsWith('ko') ? [] : await checkBySimulating(simulation, lab, cells, signal);
      const withSolutions = await checkBySimulating(simulation.withSolutions, lab, solved, signal);
      const all = [checkWords(parser, cells), shipped, withSolutions].flatMap((found) => flaggedIn(cells, found));
      const number = path.basename(name).slice(0, 2);
      const lessons = LESSONS.filter(({ notebook }) => notebook === number).map(({ flagged }) => flagged);
      expect([...new Set(all)].toSorted()).toEqual(lessons.toSorted());
    },
    400_000,
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
            .filter(({ facts }) => !MEANT_BY_SCRIPTS.has(facts.code))
            .map(({ facts, start, end }) => `${name}: ${facts.code}: ${source.slice(start, end)}: ${source}`),
        );
      }
    }
    expect(alarms).toEqual([]);
  });
});

/**
 * What is true of these commands although they succeed, and what the scripts are about: what the real kernel makes of an address without a length, of a network's own address
 * given to a device, and what net-tools print.
 */
const MEANT_BY_SCRIPTS: ReadonlySet<string> = new Set([
  'missing-prefix-length',
  'network-address-as-host',
  'broadcast-address-as-host',
  'deprecated-tool',
]);

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
