import type { World } from '../../kernel/world';
import type { JsonObject } from './object';
import { allResources } from './registry';
import type { ResourceType } from './resource-type';

/** Verbs of an ordinary resource, in discovery's order. */
const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

/** The groups that kube-apiserver lists, in its order of priority (pkg/controlplane/apiserver/aggregator.go); others follow by name. */
const GROUP_ORDER = [
  '',
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'resource.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

interface GroupVersions {
  readonly group: string;
  /** The preferred one first. */
  readonly versions: readonly { readonly version: string; readonly resources: readonly ResourceType[] }[];
}

/** Groups and versions that the server serves, ordered as it lists them. */
export function servedGroups(world: World): readonly GroupVersions[] {
  const groups = new Map<string, Map<string, ResourceType[]>>();
  for (const type of allResources(world)) {
    const versions = groups.get(type.group) ?? new Map<string, ResourceType[]>();
    groups.set(type.group, versions);
    versions.set(type.version, [...(versions.get(type.version) ?? []), type]);
  }
  return [...groups.entries()]
    .map(([group, versions]) => ({
      group,
      versions: [...versions.entries()]
        .sort(([a], [b]) => compareVersions(a, b))
        .map(([version, resources]) => ({
          version,
          resources: [...resources].sort((a, b) => (a.plural < b.plural ? -1 : 1)),
        })),
    }))
    .sort((a, b) => rank(a.group) - rank(b.group) || (a.group < b.group ? -1 : 1));
}

function rank(group: string): number {
  const index = GROUP_ORDER.indexOf(group);
  return index < 0 ? GROUP_ORDER.length : index;
}

/** Higher first, general availability before beta before alpha (apimachinery's pkg/version CompareKubeAwareVersionStrings). */
function compareVersions(a: string, b: string): number {
  const [stageA, majorA, minorA] = versionParts(a);
  const [stageB, majorB, minorB] = versionParts(b);
  return stageB - stageA || majorB - majorA || minorB - minorA || (a < b ? -1 : 1);
}

function versionParts(version: string): readonly [stage: number, major: number, minor: number] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return [-1, 0, 0];
  const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [stage, Number(match[1]), Number(match[3] ?? 0)];
}

/** A subresource as discovery lists it: whose kind it speaks, and its verbs. */
interface Subresource {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

const PROXY_VERBS = ['create', 'delete', 'get', 'patch', 'update'];

const POD_SUBRESOURCES: readonly Subresource[] = [
  { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  { name: 'binding', kind: 'Binding', verbs: ['create'] },
  { name: 'ephemeralcontainers', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
  { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
  { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  { name: 'log', kind: 'Pod', verbs: ['get'] },
  { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  { name: 'proxy', kind: 'PodProxyOptions', verbs: PROXY_VERBS },
  { name: 'resize', kind: 'Pod', verbs: ['get', 'patch', 'update'] },
];

const OWN_SUBRESOURCES: ReadonlyMap<string, readonly Subresource[]> = new Map([
  ['pods', POD_SUBRESOURCES],
  ['namespaces', [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }]],
  ['nodes', [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: PROXY_VERBS }]],
  ['services', [{ name: 'proxy', kind: 'ServiceProxyOptions', verbs: PROXY_VERBS }]],
  [
    'serviceaccounts',
    [{ name: 'token', kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create'] }],
  ],
]);

/** Every subresource of a type, by name. */
function subresourcesOf(type: ResourceType): readonly Subresource[] {
  const own = type.group === '' ? (OWN_SUBRESOURCES.get(type.plural) ?? []) : [];
  const verbs = ['get', 'patch', 'update'];
  return [
    ...own,
    ...(type.subresources?.scale ? [{ name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs }] : []),
    ...(type.subresources?.status ? [{ name: 'status', kind: type.kind, verbs }] : []),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `/api` (meta/v1 APIVersions). */
export function apiVersions(serverAddress: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

/** `/apis` (meta/v1 APIGroupList). */
export function apiGroupList(world: World): JsonObject {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: servedGroups(world)
      .filter(({ group }) => group !== '')
      .map(groupEntry),
  };
}

function groupEntry({ group, versions }: GroupVersions): JsonObject {
  const entries = versions.map(({ version }) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

/** `/apis/GROUP` (meta/v1 APIGroup). */
export function apiGroup(world: World, group: string): JsonObject | undefined {
  const found = servedGroups(world).find((entry) => entry.group === group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(found) };
}

/** `/api/v1`, `/apis/GROUP/VERSION` (meta/v1 APIResourceList). */
export function apiResourceList(world: World, group: string, version: string): JsonObject | undefined {
  const found = servedGroups(world).find((entry) => entry.group === group);
  const resources = found?.versions.find((entry) => entry.version === version)?.resources;
  if (!resources) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group !== '' && { apiVersion: 'v1' }),
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources: resources.flatMap((type): JsonObject[] => [
      {
        name: type.plural,
        singularName: type.singular,
        namespaced: type.namespaced,
        kind: type.kind,
        verbs: verbsOf(type),
        ...(type.shortNames && { shortNames: type.shortNames }),
        ...(type.categories && { categories: type.categories }),
      },
      ...subresourcesOf(type).map((sub) => ({
        name: `${type.plural}/${sub.name}`,
        singularName: '',
        namespaced: type.namespaced,
        ...(sub.group !== undefined && { group: sub.group, version: sub.version }),
        kind: sub.kind,
        verbs: sub.verbs,
      })),
    ]),
  };
}

export function verbsOf(type: ResourceType): readonly string[] {
  return type.verbs ?? ALL_VERBS;
}

/** What every client asks first, by what there is to tell. */
const AGGREGATED = new WeakMap<readonly ResourceType[], Map<boolean, string>>();

/** apidiscovery.k8s.io/v2 APIGroupDiscoveryList in JSON: of `/api` when `legacy`, else of `/apis`. */
export function aggregatedDiscovery(world: World, legacy: boolean): string {
  const resources = allResources(world);
  const texts = AGGREGATED.get(resources) ?? new Map<boolean, string>();
  AGGREGATED.set(resources, texts);
  const text = texts.get(legacy) ?? JSON.stringify(groupDiscoveryList(world, legacy));
  texts.set(legacy, text);
  return text;
}

function groupDiscoveryList(world: World, legacy: boolean): JsonObject {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: servedGroups(world)
      .filter(({ group }) => (group === '') === legacy)
      .map(({ group, versions }) => ({
        metadata: { ...(group !== '' && { name: group }), creationTimestamp: null },
        versions: versions.map(({ version, resources }) => ({
          version,
          resources: resources.map((type) => ({
            resource: type.plural,
            responseKind: { group: type.group, version: type.version, kind: type.kind },
            scope: type.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: type.singular,
            verbs: verbsOf(type),
            ...(type.shortNames && { shortNames: type.shortNames }),
            ...(type.categories && { categories: type.categories }),
            ...(subresourcesOf(type).length > 0 && {
              subresources: subresourcesOf(type).map((sub) => ({
                subresource: sub.name,
                responseKind: {
                  group: sub.group ?? type.group,
                  version: sub.version ?? type.version,
                  kind: sub.kind,
                },
                verbs: sub.verbs,
              })),
            }),
          })),
          freshness: 'Current',
        })),
      })),
  };
}
