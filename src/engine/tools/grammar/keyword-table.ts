import type { Choice, Clause, KeywordMatch, Parameter, Selection } from './types';

interface Entry<T> {
  readonly name: string;
  readonly exact: boolean;
  readonly item: T;
}

/**
 * Keywords in the order the real tool compares them, bucketed by first character: a lookup compares a handful of strings and the first that
 * fits wins, as a chain of strcmp() and matches() does.
 */
export class KeywordTable<T> {
  private readonly buckets = new Map<number, Entry<T>[]>();

  constructor(items: readonly T[], names: (item: T) => readonly string[], match: (item: T) => KeywordMatch) {
    for (const item of items) {
      for (const name of names(item)) {
        const first = name.charCodeAt(0);
        const entry: Entry<T> = { name, exact: match(item) === 'exact', item };
        const bucket = this.buckets.get(first);
        if (bucket) bucket.push(entry);
        else this.buckets.set(first, [entry]);
      }
    }
  }

  /** The first keyword that `word` is, or is an allowed beginning of. */
  find(word: string): T | undefined {
    const bucket = this.buckets.get(word.charCodeAt(0));
    if (!bucket) return undefined;
    for (let i = 0; i < bucket.length; i++) {
      const entry = bucket[i];
      if (entry && (entry.name === word || (!entry.exact && entry.name.startsWith(word)))) return entry.item;
    }
    return undefined;
  }
}

const clauses = new WeakMap<Clause, KeywordTable<Parameter>>();
const selections = new WeakMap<Selection, KeywordTable<Choice>>();

/** The parameter of a clause that a word names. */
export function findParameter(clause: Clause, word: string): Parameter | undefined {
  return parametersOf(clause).find(word);
}

/** The table of a clause's parameters. */
export function parametersOf(clause: Clause): KeywordTable<Parameter> {
  let table = clauses.get(clause);
  if (!table) {
    table = new KeywordTable(
      clause.parameters,
      (parameter) => [parameter.keyword, ...(parameter.aliases ?? [])],
      (parameter) => parameter.match ?? 'exact',
    );
    clauses.set(clause, table);
  }
  return table;
}

/** The choice of a selection that a word names; `prefix` is how choices match unless they say otherwise. */
export function findChoice<Run>(
  selection: Selection<Run>,
  word: string,
  match: KeywordMatch = 'prefix',
): Choice<Run> | undefined {
  let table = selections.get(selection) as KeywordTable<Choice<Run>> | undefined;
  if (!table) {
    table = new KeywordTable(
      selection.choices,
      (choice) => [choice.name, ...(choice.aliases ?? [])],
      (choice) => choice.match ?? match,
    );
    selections.set(selection, table);
  }
  return table.find(word);
}
