import { ageSince } from './age';
import type { JsonObject, KubeObject } from './object';
import type { ResourceType, TableColumn } from './resource-type';

/** The first kinds, until kinds/ has the full declarations. */
const NAME: TableColumn<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name must be unique within a namespace.',
  cell: (object) => object.metadata.name ?? '',
};
const AGE: TableColumn<KubeObject> = {
  name: 'Age',
  type: 'string',
  description: 'CreationTimestamp is a timestamp representing the server time when this object was created.',
  cell: (object, nowMs) => ageSince(object.metadata.creationTimestamp, nowMs),
};

function core(kind: string, plural: string, more: Partial<ResourceType> = {}): ResourceType {
  return {
    group: '',
    version: 'v1',
    kind,
    plural,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    namespaced: true,
    strategy: {},
    columns: [NAME, AGE],
    ...more,
  };
}

type WithSpec = KubeObject & { readonly spec?: JsonObject; readonly status?: JsonObject };

export const MINIMAL_KINDS: readonly ResourceType[] = [
  core('ConfigMap', 'configmaps', {
    shortNames: ['cm'],
    columns: [
      NAME,
      {
        name: 'Data',
        type: 'string',
        description: 'Data contains the configuration data.',
        cell: (object) => String(Object.keys((object as KubeObject & { data?: JsonObject }).data ?? {}).length),
      },
      AGE,
    ],
  }),
  core('Endpoints', 'endpoints', { singular: 'endpoints', listKind: 'EndpointsList', shortNames: ['ep'] }),
  core('Event', 'events', { shortNames: ['ev'] }),
  core('Namespace', 'namespaces', {
    shortNames: ['ns'],
    namespaced: false,
    subresources: { status: true },
    strategy: {
      nameRule: 'dns-label',
      prepareForCreate: (object) => {
        const { spec } = object as WithSpec;
        return { ...object, spec: { ...spec, finalizers: ['kubernetes'] }, status: { phase: 'Active' } };
      },
    },
    columns: [
      NAME,
      {
        name: 'Status',
        type: 'string',
        description: 'The status of the namespace',
        cell: (object) => (object as WithSpec).status?.phase ?? '',
      },
      AGE,
    ],
  }),
  core('Node', 'nodes', { shortNames: ['no'], namespaced: false, subresources: { status: true } }),
  core('Pod', 'pods', { shortNames: ['po'], categories: ['all'], subresources: { status: true }, generation: true }),
  core('Secret', 'secrets'),
  core('ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }),
  core('Service', 'services', { shortNames: ['svc'], categories: ['all'], subresources: { status: true } }),
];
