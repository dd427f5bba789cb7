import { declarationOf, expectAfter, roleText, type WordRole } from '../../grammar';
import type { Language } from '../diagnostics/messages';
import { cursorAt } from '../syntax/cursor';

/** The form of the command that is being typed, and which part of it comes next. */
export interface Signature {
  readonly label: string;
  readonly words: string;
  readonly parameters: readonly { readonly label: string; readonly words: string }[];
  /** Index of the parameter that is being typed. */
  readonly active: number | undefined;
}

/** Of the command at `offset`; undefined outside of declared commands. */
export function signatureAt(source: string, offset: number, language: Language): Signature | undefined {
  const cursor = cursorAt(source, offset);
  if (cursor.kind !== 'word' || cursor.before.length === 0) return undefined;
  const { program, path, clause, values } = expectAfter(cursor.before);
  const declaration = declarationOf(program);
  if (!declaration) return undefined;
  if (!clause) {
    return { label: declaration.synopsis, words: declaration.words[language], parameters: [], active: undefined };
  }
  const parameters: { label: string; words: string; of: string }[] = [];
  for (const { keyword, value, optional } of clause.positionals ?? []) {
    const label = optional ? `[${value.name}]` : value.name;
    parameters.push({ label, words: value.words[language], of: keyword });
  }
  for (const { keyword, words, values: own = [] } of clause.parameters.slice(0, MOST_SHOWN)) {
    if (!/^[\w-]/.test(keyword)) continue;
    const label = `[${[keyword, ...own.map(({ name }) => name)].join(' ')}]`;
    parameters.push({ label, words: words[language], of: keyword });
  }
  const of = values[0]?.of;
  const active = parameters.findIndex((parameter) => parameter.of === of);
  const [first] = values;
  const role: WordRole | undefined = first && { index: 0, role: 'value', program, path, name: first.value.name, words: first.value.words }; // prettier-ignore
  return {
    label: [program, ...path, ...parameters.map(({ label }) => label)].join(' '),
    words: role ? roleText(role, language) : declaration.words[language],
    parameters: parameters.map(({ label, words }) => ({ label, words })),
    active: active < 0 ? undefined : active,
  };
}

/** More keywords than this fill the screen and help nobody. */
const MOST_SHOWN = 24;
