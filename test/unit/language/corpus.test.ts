import { beforeAll, describe, expect, it } from 'vitest';
import { checkBySimulating, checkWords } from '../../../src/language/diagnostics/check';
import { manifestsOf, relationProblems, surroundings } from '../../../src/language/diagnostics/kubernetes/check';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { openDryLab } from '../../../src/language/diagnostics/dry-lab';
import { problemMessage } from '../../../src/language/diagnostics/messages';
import type { Problem } from '../../../src/language/diagnostics/problem';
import { NotebookSimulation } from '../../../src/language/diagnostics/simulation';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { flagged, mended, wordFragments, writtenFragments, type Fragment } from './corpus';
import { testParser } from './parser';

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

/** What is found, in the order of the text. */
type Judge = (cells: readonly CellText[], lab: string | undefined) => Promise<readonly (readonly Problem[])[]>;

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

const byRunning: Judge = (cells, lab) => {
  const simulation = new NotebookSimulation(parser, openDryLab, () => performance.now());
  return checkBySimulating(simulation, lab ?? 'empty', cells, new AbortController().signal);
};

const withSources = (cells: readonly CellText[], sources: readonly string[]): readonly CellText[] =>
  cells.map((cell, index) => ({ ...cell, source: sources[index] ?? cell.source }));

async function prove({ cells, lab, expected, fixed }: Fragment, judge: Judge): Promise<void> {
  const found = await judge(cells, lab);
  expect(cells.map(({ source }, i) => flagged(source, found[i] ?? []))).toEqual(expected);
  for (const { facts } of found.flat()) {
    const [en, ko] = [problemMessage(facts, 'en'), problemMessage(facts, 'ko')];
    expect(ko).toMatch(/[가-힣]/);
    expect(`${en}${ko}`).not.toMatch(/undefined|\{\w+\}/);
  }
  const after = cells.map(({ source }, i) => mended(source, found[i] ?? []));
  if (fixed) expect(after.map(withoutMarks)).toEqual(fixed);
  // Each fix alone takes its own problem away, and brings none.
  for (const [i, problems] of found.entries()) {
    for (const problem of problems.filter(({ fixes }) => fixes.length > 0)) {
      for (const fix of problem.fixes) {
        const source = mended(cells[i]?.source ?? '', [{ ...problem, fixes: [fix] }]);
        const again = await judge(
          withSources(
            cells,
            cells.map((c, j) => (i === j ? source : c.source)),
          ),
          lab,
        );
        // A hint is no problem: the tool that was misspelt may be an old one.
        const counts = (each: Problem): boolean => each.severity !== 'hint' || each.facts.code === problem.facts.code;
        const [before, now] = [found, again].map((all) =>
          all
            .flat()
            .filter(counts)
            .map(({ facts }) => facts.code),
        );
        const left = [...(before ?? [])];
        left.splice(left.indexOf(problem.facts.code), 1);
        // The brackets of `kubectl exec busybox [ip route]` hide that it also needs `--`.
        if (problem.facts.code !== 'placeholder-brackets') expect(now?.toSorted()).toEqual(left.toSorted());
      }
    }
  }
}

const withoutMarks = (text: string): string => text.replace(/«[a-z-]+:([^»]*)»/g, '$1');

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
