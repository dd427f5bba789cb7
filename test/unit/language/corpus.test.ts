import { beforeAll, describe, expect, it } from 'vitest';
import { checkBySimulating, checkWords } from '../../../src/language/diagnostics/check';
import { manifestsOf, relationProblems, surroundings } from '../../../src/language/diagnostics/kubernetes/check';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { openDryLab } from '../../../src/language/diagnostics/dry-lab';
import { fixTitle, problemMessage } from '../../../src/language/diagnostics/messages';
import type { Problem } from '../../../src/language/diagnostics/problem';
import { NotebookSimulation } from '../../../src/language/diagnostics/simulation';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { flagged, mended, wordFragments, writtenFragments, type Fragment } from './corpus';
import { testParser } from './parser';

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

/** What is found in each cell, in the order of the text. */
type Found = readonly (readonly Problem[])[];
type Judge = (cells: readonly CellText[], fragment: Fragment) => Promise<Found>;

const byWords: Judge = (cells) => Promise.resolve(checkWords(parser, cells));

const byManifests: Judge = (cells) => {
  const manifests = cells.map((cell) => manifestsOf(cell, parser.parse(cell.yaml ? '' : cell.source)));
  const around = surroundings(manifests.flat(), undefined);
  const words = checkWords(parser, cells);
  return Promise.resolve(
    cells.map((_, index) =>
      [...(words[index] ?? []), ...relationProblems(manifests[index] ?? [], around)].sort((a, b) => a.start - b.start),
    ),
  );
};

const byRunning: Judge = (cells, { lab, expected }) => {
  // However busy the machine is, only what is endless is cut off.
  const budgetMs = expected.flat().some((each) => each.startsWith('cut-off')) ? 150 : 60_000;
  const simulation = new NotebookSimulation(parser, openDryLab, () => 0, budgetMs);
  return checkBySimulating(simulation, lab ?? 'empty', cells, new AbortController().signal);
};

async function prove(fragment: Fragment, judge: Judge): Promise<void> {
  const { cells, expected, fixed } = fragment;
  const found = await judge(cells, fragment);
  expect(cells.map(({ source }, i) => flagged(source, found[i] ?? []))).toEqual(expected);
  for (const { facts } of found.flat()) {
    const [en, ko] = [problemMessage(facts, 'en'), problemMessage(facts, 'ko')];
    expect(ko).toMatch(/[가-힣]/);
    expect(`${en}${ko}`).not.toMatch(/undefined|\{\w+\}/);
  }
  const firsts = found.flatMap((problems, cell) =>
    problems.flatMap(({ fixes }) => fixes.slice(0, 1).map((fix) => ({ cell, fix }))),
  );
  if (fixed) expect(mended(cells, firsts).map(withoutMarks)).toEqual(fixed);
  // Each fix alone takes its own problem away, and brings none.
  for (const [cell, problems] of found.entries()) {
    for (const problem of problems) {
      for (const fix of problem.fixes) {
        const sources = mended(cells, [{ cell, fix }]);
        const after = cells.map((each, i) => ({ ...each, source: sources[i] ?? '' }));
        expectGone(problem, found, await judge(after, fragment));
        const { asCell } = fix;
        if (!asCell) continue;
        expect(fixTitle(fix, 'ko')).toMatch(/[가-힣]/);
        const inserted = { ...asCell, expectFail: false, runs: true };
        expectGone(problem, found, await judge(cells.toSpliced(cell, 0, inserted), fragment));
      }
    }
  }
}

/** The problem is gone, and there is none that was not there before. */
function expectGone(problem: Problem, before: Found, after: Found): void {
  const { code } = problem.facts;
  // A hint is no problem: the tool that was misspelt may be an old one.
  const codesOf = (found: Found): string[] =>
    found
      .flat()
      .filter(({ severity, facts }) => severity !== 'hint' || facts.code === code)
      .map(({ facts }) => facts.code)
      .toSorted();
  const left = codesOf(before);
  left.splice(left.indexOf(code), 1);
  // What two places share is gone from both.
  const now = codesOf(after);
  for (const each of now) {
    expect(left).toContain(each);
    left.splice(left.indexOf(each), 1);
  }
}

const withoutMarks = (text: string): string => text.replace(/«[a-z\d.-]+:([^»]*)»/g, '$1');

describe('the corpus of words', () => {
  it.each(wordFragments().map((fragment) => [fragment.name, fragment] as const))('%s', async (_, fragment) => {
    await prove(fragment, byWords);
  });
});

describe('the corpus of manifests', () => {
  it.each(writtenFragments('manifests.yaml', 'yaml').map((each) => [each.name, each] as const))(
    '%s',
    async (_, each) => {
      await prove(each, byManifests);
    },
  );
});

describe('the corpus of networks, by running them', () => {
  it.each(writtenFragments('network.yaml', 'sh').map((each) => [each.name, each] as const))('%s', async (_, each) => {
    await prove(each, byRunning);
  });
});
