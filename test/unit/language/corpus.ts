import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { CellText } from '../../../src/language/diagnostics/cell';
import type { Fix, Problem } from '../../../src/language/diagnostics/problem';

/** A fragment of a notebook with what must be flagged in it. */
export interface Fragment {
  readonly name: string;
  readonly lab: string | undefined;
  readonly cells: readonly CellText[];
  /** Per cell, `code: text` in the order of the text. */
  readonly expected: readonly (readonly string[])[];
  /** Cells after every first fix, when the fragment says. */
  readonly fixed: readonly string[] | undefined;
}

const FOLDER = path.join(import.meta.dirname, '../../language');

/** The fragments of `words.txt`, one a line. */
export function wordFragments(): readonly Fragment[] {
  return readFileSync(path.join(FOLDER, 'words.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [marked = '', fixed] = line.split(' => ');
      return fragment(marked, undefined, [marked], fixed === undefined ? undefined : [fixed], 'sh');
    });
}

interface Written {
  readonly name: string;
  readonly lab?: string;
  readonly cells: readonly string[];
  readonly fixed?: readonly string[];
}

/** The fragments of a YAML file, cells being of a language unless they say otherwise. */
export function writtenFragments(file: string, language: 'sh' | 'yaml'): readonly Fragment[] {
  const all = parse(readFileSync(path.join(FOLDER, file), 'utf8')) as readonly Written[];
  return all.map(({ name, lab, cells, fixed }) => fragment(name, lab, cells, fixed, language));
}

function fragment(
  name: string,
  lab: string | undefined,
  cells: readonly string[],
  fixed: readonly string[] | undefined,
  language: 'sh' | 'yaml',
): Fragment {
  const read = cells.map((text) => readCell(text, language));
  return {
    name,
    lab,
    cells: read.map(({ cell }) => cell),
    expected: read.map(({ expected }) => expected),
    fixed: fixed?.map((text) => readCell(text, language).cell.source),
  };
}

const MARK = /«([a-z-]+):([^»]*)»/g;

function readCell(written: string, language: 'sh' | 'yaml'): { cell: CellText; expected: readonly string[] } {
  const [, fails, place, text = ''] = /^(! )?(?:@(\w+)\s)?([\s\S]*)$/.exec(written) ?? [];
  const expected = [...text.matchAll(MARK)].map(([, code, flagged]) => `${code}: ${flagged}`);
  const source = text.replace(MARK, '$2');
  const yaml = language === 'yaml' && place !== 'sh';
  const host = place === 'sh' ? undefined : place;
  return { cell: { source, host, expectFail: fails !== undefined, yaml, runs: true }, expected };
}

/** A text after a fix. */
function applied(source: string, { edits }: Pick<Fix, 'edits'>): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), source);
}

/** A text after the first fix of every problem. */
export function mended(source: string, problems: readonly Problem[]): string {
  const edits = problems.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
  return applied(source, { edits });
}

/** `code: the flagged text`. */
export function flagged(source: string, problems: readonly Problem[]): string[] {
  return problems.map(({ facts, start, end }) => `${facts.code}: ${source.slice(start, end)}`);
}
