import type { KubeObject } from '../object';
import type { TableColumn } from '../resource-type';
import { sortedEntries } from '../validation/metadata';
import { FIELD_DESCRIPTIONS } from './field-descriptions';
import { ageSince } from '../age';

/** What the API's documentation says of a field, as a column's description. */
export function describe(field: keyof typeof FIELD_DESCRIPTIONS): string {
  return FIELD_DESCRIPTIONS[field];
}

/** The first column of nearly every table. */
export const NAME_COLUMN: TableColumn<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: describe('ObjectMeta.name'),
  cell: ({ metadata }) => metadata.name ?? '',
};

export const AGE_COLUMN: TableColumn<KubeObject> = {
  name: 'Age',
  type: 'string',
  description: describe('ObjectMeta.creationTimestamp'),
  cell: ({ metadata }, nowMs) => ageSince(metadata.creationTimestamp, nowMs),
};

type StringMap = Readonly<Record<string, string | undefined>>;

/** `a=b,c=d`, sorted; `<none>` when empty. apimachinery, labels.FormatLabels. */
export function labelsText(labels: StringMap | undefined): string {
  return (
    sortedEntries(labels)
      .map(([key, value]) => `${key}=${value ?? ''}`)
      .join(',') || '<none>'
  );
}

export interface SelectorLike {
  readonly matchLabels?: StringMap;
  readonly matchExpressions?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  }[];
}

const OPERATOR: ReadonlyMap<string, (key: string, values: readonly string[]) => string> = new Map([
  ['In', (key: string, values: readonly string[]) => `${key} in (${[...values].sort().join(',')})`],
  ['NotIn', (key: string, values: readonly string[]) => `${key} notin (${[...values].sort().join(',')})`],
  ['Exists', (key: string) => key],
  ['DoesNotExist', (key: string) => `!${key}`],
]);

/** A selector in words, sorted by key: apimachinery, LabelSelectorAsSelector(…).String(). Empty for the one that takes all, and for none. */
export function selectorText(selector: SelectorLike | undefined): string {
  if (!selector) return '';
  const terms = sortedEntries(selector.matchLabels).map(([key, value]): readonly [string, string] => [
    key,
    `${key}=${value ?? ''}`,
  ]);
  for (const { key = '', operator = '', values = [] } of selector.matchExpressions ?? []) {
    terms.push([key, OPERATOR.get(operator)?.(key, values) ?? '']);
  }
  return terms
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}

/** The same, `<none>` when empty: apimachinery, FormatLabelSelector. */
export function formatSelector(selector: SelectorLike | undefined): string {
  return selectorText(selector) || '<none>';
}

interface ContainerLike {
  readonly name?: string;
  readonly image?: string;
}

interface TemplateLike {
  readonly spec?: { readonly containers?: readonly ContainerLike[] };
}

/** The two wide columns of everything that has a Pod template: printers.go, layoutContainerCells. */
export function containerColumns<T extends KubeObject>(
  templateOf: (object: T) => TemplateLike | undefined,
  priority: 0 | 1 = 1,
): TableColumn<T>[] {
  const joined = (object: T, field: 'name' | 'image'): string =>
    (templateOf(object)?.spec?.containers ?? []).map((container) => container[field] ?? '').join(',');
  return [
    {
      name: 'Containers',
      type: 'string',
      description: 'Names of each container in the template.',
      priority,
      cell: (object) => joined(object, 'name'),
    },
    {
      name: 'Images',
      type: 'string',
      description: 'Images referenced by each container in the template.',
      priority,
      cell: (object) => joined(object, 'image'),
    },
  ];
}

/** `a,b,c + 2 more...`: at most three are shown. printers.go, listWithMoreString. */
export function atMostThree(list: readonly string[], empty = '<unset>'): string {
  const shown = list.slice(0, 3).join(',');
  return list.length > 3 ? `${shown} + ${list.length - 3} more...` : shown || empty;
}
