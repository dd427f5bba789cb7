import type { Namespace } from 'kubernetes-types/core/v1';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

export type NamespaceObject = KindObject<Namespace>;

/** pkg/registry/core/namespace/strategy.go. */
export const namespace: ResourceType<NamespaceObject> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  listKind: 'NamespaceList',
  shortNames: ['ns'],
  namespaced: false,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: { status: true },
  strategy: {
    nameRule: 'dns-label',
    defaults: (object) => {
      const { name, labels } = object.metadata;
      const metadata = name
        ? { ...object.metadata, labels: { ...labels, 'kubernetes.io/metadata.name': name } }
        : object.metadata;
      return { ...object, metadata, spec: object.spec ?? {}, status: fillIn(object.status, { phase: 'Active' }) };
    },
    prepareForCreate: (object) => {
      const finalizers = object.spec?.finalizers ?? [];
      const all = finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'];
      return { ...object, spec: { ...object.spec, finalizers: all }, status: { phase: 'Active' } };
    },
    // The list of finalizers is changed through the subresource `finalize` alone.
    prepareForUpdate: (next, old) => ({ ...next, spec: { ...next.spec, finalizers: old.spec?.finalizers } }),
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'Status',
      type: 'string',
      description: 'The status of the namespace',
      cell: ({ status }) => status?.phase ?? '',
    },
    AGE_COLUMN,
  ],
  selectableFields: {
    'status.phase': ({ status }) => status?.phase ?? '',
    name: ({ metadata }) => metadata.name ?? '',
  },
};
