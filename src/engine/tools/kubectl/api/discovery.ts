import { isMap, listAt, mapAt, textAt, type ApiObject, type Json } from '../json/types';
import { parse, type ApiClient } from './client';

/** A resource as discovery lists it. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly name: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
}

/** A group's versions, the preferred one first. */
export interface ApiGroup {
  readonly name: string;
  readonly versions: readonly string[];
}

export interface Discovery {
  readonly groups: readonly ApiGroup[];
  /** Without subresources, in the server's order. */
  readonly resources: readonly ApiResource[];
  /** Subresources as `deployments/scale`, by group and version. */
  readonly subresources: ReadonlySet<string>;
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** Everything the server has: aggregated discovery, or one request a group where the server has only that. */
export async function discover(client: ApiClient): Promise<Discovery> {
  const core = await client.text('GET', '/api', { accept: AGGREGATED, query: { timeout: '32s' } });
  const others = await client.text('GET', '/apis', { accept: AGGREGATED, query: { timeout: '32s' } });
  if (latest?.core === core && latest.others === others) return latest.discovery;
  const groups: ApiGroup[] = [];
  const resources: ApiResource[] = [];
  const subresources = new Set<string>();
  const discovery = { groups, resources, subresources };
  const answers = [parse(core), parse(others)];
  for (const answer of answers) {
    if (answer.kind === 'APIGroupDiscoveryList') readAggregated(answer, groups, resources, subresources);
    else await readPlain(client, answer, groups, resources, subresources);
  }
  if (answers.every(({ kind }) => kind === 'APIGroupDiscoveryList')) latest = { core, others, discovery };
  return discovery;
}

/** What a server answered last, and what it means: it says the same to every command. */
let latest: { readonly core: string; readonly others: string; readonly discovery: Discovery } | undefined;

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function readAggregated(
  answer: ApiObject,
  groups: ApiGroup[],
  resources: ApiResource[],
  subresources: Set<string>,
): void {
  for (const item of listAt(answer, 'items')) {
    const group = textAt(item, 'metadata', 'name');
    const versions = listAt(item, 'versions');
    groups.push({ name: group, versions: versions.map((version) => textAt(version, 'version')) });
    for (const version of versions) {
      for (const resource of listAt(version, 'resources')) {
        const kind = mapAt(resource, 'responseKind');
        const name = textAt(resource, 'resource');
        resources.push({
          group,
          version: textAt(version, 'version'),
          name,
          singular: textAt(resource, 'singularResource'),
          kind: textAt(kind, 'kind'),
          namespaced: textAt(resource, 'scope') === 'Namespaced',
          shortNames: texts(isMap(resource) ? resource.shortNames : []),
          categories: texts(isMap(resource) ? resource.categories : []),
          verbs: texts(isMap(resource) ? resource.verbs : []),
        });
        for (const sub of listAt(resource, 'subresources'))
          subresources.add(`${group}/${textAt(version, 'version')}/${name}/${textAt(sub, 'subresource')}`);
      }
    }
  }
}

async function readPlain(
  client: ApiClient,
  answer: ApiObject,
  groups: ApiGroup[],
  resources: ApiResource[],
  subresources: Set<string>,
): Promise<void> {
  const found: ApiGroup[] =
    answer.kind === 'APIVersions'
      ? [{ name: '', versions: texts(answer.versions) }]
      : listAt(answer, 'groups').map((group) => {
          const preferred = textAt(group, 'preferredVersion', 'version');
          const versions = listAt(group, 'versions').map((version) => textAt(version, 'version'));
          return {
            name: textAt(group, 'name'),
            versions: [preferred, ...versions.filter((version) => version !== preferred)].filter((v) => v !== ''),
          };
        });
  groups.push(...found);
  for (const { name: group, versions } of found) {
    for (const version of versions) {
      const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
      const list = await client.json('GET', path, { query: { timeout: '32s' } });
      for (const resource of listAt(list, 'resources')) {
        const name = textAt(resource, 'name');
        if (name.includes('/')) {
          subresources.add(`${group}/${version}/${name}`);
          continue;
        }
        resources.push({
          group,
          version,
          name,
          singular: textAt(resource, 'singularName'),
          kind: textAt(resource, 'kind'),
          namespaced: isMap(resource) && resource.namespaced === true,
          shortNames: texts(isMap(resource) ? resource.shortNames : []),
          categories: texts(isMap(resource) ? resource.categories : []),
          verbs: texts(isMap(resource) ? resource.verbs : []),
        });
      }
    }
  }
}
