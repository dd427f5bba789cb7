import { builtinNames, commandWords, declarationOf, declarations, expectAfter, type Expectation } from '../../grammar';
import type { LabView } from '../lab/lab-view';
import { cursorAt } from '../syntax/cursor';
import type { ShellScript } from '../syntax/shell-script';
import type { Completion, Completions } from './completion';
import { declaredNames, type DeclaredNames } from './declared-names';
import { kubectlCompletions, readKubectl } from './kubectl';
import { SHELL_SNIPPETS } from './snippets';
import { valueCompletions } from './values';

/** What completion may know besides the text. */
export interface CompletionPlace {
  /** The lab as it is just before the cell; undefined while there is none. */
  readonly lab: LabView | undefined;
  /** The host that the cell runs on. */
  readonly host: string | undefined;
}

/** What may be typed at `offset` of a shell cell. Comments and here-documents get nothing. */
export function completionsAt(script: ShellScript, offset: number, place: CompletionPlace): Completions {
  const { source } = script;
  const nothing = { start: offset, end: offset, items: [] };
  if (script.tokens.some(({ kind, start, end }) => kind === 'here-document' && start < offset && offset < end)) {
    return nothing;
  }
  const cursor = cursorAt(source, offset);
  if (cursor.kind === 'comment') return nothing;
  const declared = declaredNames(script, cursor.start);
  const { partial } = cursor;
  const items =
    cursor.kind === 'variable'
      ? declared.variables.map((name): Completion => ({ label: `$${name}`, kind: 'variable', rank: 0 }))
      : wordCompletions(cursor.before, partial, cursor.kind === 'file', place, declared);
  const typed = partial.replace(/^\$\{?/, '');
  return {
    start: cursor.start,
    end: wordEnd(source, offset),
    items: unique(items.filter(({ label }) => fits(label.replace(/^\$/, ''), typed))),
  };
}

/** A label that begins with what was typed, whatever its case, or that has it somewhere when it is long enough to mean something. */
function fits(label: string, typed: string): boolean {
  const [a, b] = [label.toLowerCase(), typed.toLowerCase()];
  return a.startsWith(b) || (b.length >= 2 && a.includes(b));
}

function wordEnd(source: string, offset: number): number {
  const rest = /^[^\s|;&()<>'"`]*/.exec(source.slice(offset));
  return offset + (rest?.[0].length ?? 0);
}

function unique(items: readonly Completion[]): readonly Completion[] {
  const seen = new Map<string, Completion>();
  for (const each of items) {
    const known = seen.get(each.label);
    // What the lab says of a word and what the manual says of it belong together.
    if (known) seen.set(each.label, { ...each, ...known, rank: Math.min(each.rank, known.rank) });
    else seen.set(each.label, each);
  }
  return [...seen.values()].sort((a, b) => a.rank - b.rank);
}

function wordCompletions(
  before: readonly (string | undefined)[],
  partial: string,
  file: boolean,
  { lab, host }: CompletionPlace,
  declared: DeclaredNames,
): readonly Completion[] {
  const expectation = file ? FILE_EXPECTED : expectAfter(before);
  const kubectl = expectation.program === 'kubectl' ? before.findLastIndex((w) => w === 'kubectl' || w === 'k') : -1;
  if (kubectl >= 0) {
    const line = readKubectl(before.slice(kubectl + 1));
    if (!line.inner) return kubectlCompletions(line, partial, lab);
  }
  const context = { lab, host, expectation, declared, partial };
  const values = expectation.values.flatMap((value) => valueCompletions(context, value));
  const words = expectation.words
    .filter(({ kind, text }) => kind !== 'option' || partial.startsWith(text.charAt(0)))
    .map(({ text, kind, words, takes }): Completion => ({
      label: text,
      kind: kind === 'option' ? 'option' : kind === 'choice' ? 'choice' : 'keyword',
      words,
      rank: kind === 'option' ? 2 : 1,
      ...(takes.length > 0 && { detail: takes.join(' ') }),
    }));
  return [...values, ...words, ...(expectation.command ? commands(before.length === 0) : [])];
}

const FILE_EXPECTED: Expectation = {
  program: '',
  path: [],
  netns: undefined,
  host: undefined,
  words: [],
  values: [{ value: { name: 'FILE', type: 'path', words: { en: 'A file.', ko: '파일입니다.' } }, of: '' }],
  command: false,
  clause: undefined,
};

let known: readonly Completion[] | undefined;

function commands(first: boolean): readonly Completion[] {
  known ??= [...new Set([...declarations().map(({ name }) => name), ...builtinNames()])].map((name): Completion => {
    const words = declarationOf(name)?.words ?? commandWords(name);
    return { label: name, kind: 'command', rank: 1, ...(words && { words }) };
  });
  return first ? [...known, ...SHELL_SNIPPETS] : known;
}
