import type { Json, KubeObject } from '../object';
import type { ResourceType, TableColumn } from '../resource-type';
import { AGE_COLUMN, NAME_COLUMN } from '../tables/cells';

type Rest<T extends KubeObject> = Partial<Omit<ResourceType<T>, 'group' | 'version' | 'kind' | 'plural'>>;

/** A declaration whose other names follow from its kind; with a name and an age as its table, unless it says otherwise. */
export function declareKind<T extends KubeObject>(
  groupVersion: string,
  kind: string,
  plural: string,
  rest: Rest<T> = {},
): ResourceType<T> {
  const [version = '', group = ''] = groupVersion.split('/').reverse();
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    namespaced: true,
    strategy: {},
    columns: [NAME_COLUMN, AGE_COLUMN],
    ...rest,
  };
}

/** A column; wide ones are shown with `-o wide` alone. */
export function column<T extends KubeObject>(
  name: string,
  description: string,
  cell: (object: T, nowMs: number) => Json,
  more: { readonly type?: TableColumn<T>['type']; readonly wide?: boolean } = {},
): TableColumn<T> {
  return { name, type: more.type ?? 'string', description, ...(more.wide && { priority: 1 }), cell };
}

/** The table of a kind for which printers.go has none: apiserver's registry/rest, NewDefaultTableConvertor. */
export const DEFAULT_COLUMNS: readonly TableColumn<KubeObject>[] = [
  NAME_COLUMN,
  { ...AGE_COLUMN, name: 'Created At', type: 'date', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
];

/** How `scale` finds its numbers in a workload. */
export const REPLICAS_SCALE = {
  specReplicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  labelSelector: '.spec.selector',
} as const;
