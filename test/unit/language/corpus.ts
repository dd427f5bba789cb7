import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { messageKey } from '../../../src/language/diagnostics/message-key';
import type { Edit, Fix, Problem } from '../../../src/language/diagnostics/problem';

/** A fragment of a notebook with what must be flagged in it. */
export interface Fragment {
  readonly name: string;
  readonly lab: string | undefined;
  readonly cells: readonly CellText[];
  /** Per cell, what is flagged in the order of the text: the key of its message, which begins with its code, and its range. */
  readonly expected: readonly (readonly string[])[];
  /** Cells after every first fix, when the fragment says. */
  readonly fixed: readonly string[] | undefined;
}

const FOLDER = path.join(process.cwd(), 'test/language');

/** The fragments of `words.txt`, one a line. «key:text» is what must be flagged. */
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

const MARK = /«([a-z\d.-]+):([^»]*)»/g;

function readCell(written: string, language: 'sh' | 'yaml'): { cell: CellText; expected: readonly string[] } {
  const [, fails, place, text = ''] = /^(! )?(?:@(\w+)\s)?([\s\S]*)$/.exec(written) ?? [];
  let marks = 0;
  const expected = [...text.matchAll(MARK)].map((match) => {
    const [whole, key = '', marked = ''] = match;
    const start = match.index - marks;
    marks += whole.length - marked.length;
    return asText(key, start, marked);
  });
  const source = text.replace(MARK, '$2');
  const yaml = language === 'yaml' && place !== 'sh';
  const host = place === 'sh' ? undefined : place;
  return { cell: { source, host, expectFail: fails !== undefined, yaml, runs: true }, expected };
}

/** `key at offset: the flagged text`. */
function asText(key: string, start: number, text: string): string {
  return `${key} at ${start}: ${text}`;
}

/** Cells after fixes of problems in them; what two problems would mend in the same way is mended once. */
export function mended(
  cells: readonly CellText[],
  fixes: readonly { readonly cell: number; readonly fix: Fix }[],
): readonly string[] {
  const edits = new Map<string, Edit & { readonly cell: number }>();
  for (const { cell, fix } of fixes) {
    for (const edit of fix.edits) {
      const placed = { ...edit, cell: edit.cell ?? cell };
      edits.set(JSON.stringify([placed.cell, edit.start, edit.end, edit.newText]), placed);
    }
  }
  return cells.map(({ source }, index) =>
    [...edits.values()]
      .filter(({ cell }) => cell === index)
      .toSorted((a, b) => b.start - a.start)
      .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), source),
  );
}

/** What is flagged in a text, as the marks of the corpus say it. */
export function flagged(source: string, problems: readonly Problem[]): string[] {
  return problems.map(({ facts, start, end }) => asText(messageKey(facts), start, source.slice(start, end)));
}
