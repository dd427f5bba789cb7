import type { World } from '../../../kernel/world';
import { servedGroups, verbsOf } from '../discovery';
import type { JsonObject } from '../object';
import type { ResourceType } from '../resource-type';
import { typeNameOf } from '../schema/type-info';
import { VERSION_INFO } from '../version';
import { isDocumentationLoaded } from './documentation';
import { componentSchemas, TYPE_META_SCHEMAS, type RootType } from './schemas';

/** OpenAPI version 3: what `/openapi/v3` lists, and the document of one group and version. */

function pathOf(group: string, version: string): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** `/openapi/v3`. */
export function openApiIndex(world: World): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const { group, versions } of servedGroups(world)) {
    for (const { version, resources } of versions) {
      const path = pathOf(group, version);
      const hash = hashOf([...resources.map((type) => type.plural), VERSION_INFO.gitVersion].join(','));
      paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` };
    }
  }
  return { paths };
}

/** An answer that names its content: what is cached under it is made again when it changes. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).toUpperCase().padStart(8, '0').repeat(8);
}

const texts = new WeakMap<readonly ResourceType[], string>();

/** `/openapi/v3/api/v1` and its like as JSON text, or undefined when the version is not served. */
export function openApiDocument(world: World, group: string, version: string): string | undefined {
  const found = servedGroups(world).find((entry) => entry.group === group);
  const resources = found?.versions.find((entry) => entry.version === version)?.resources;
  if (!resources) return undefined;
  const known = texts.get(resources);
  if (known !== undefined) return known;
  const text = JSON.stringify(documentOf(resources, group, version));
  if (isDocumentationLoaded()) texts.set(resources, text);
  return text;
}

function documentOf(resources: readonly ResourceType[], group: string, version: string): JsonObject {
  const roots = resources.map(({ kind }): RootType => ({
    type: typeNameOf(group, version, kind),
    group,
    version,
    kind,
  }));
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: VERSION_INFO.gitVersion },
    paths: Object.fromEntries(resources.flatMap((type) => pathItems(type))),
    components: { schemas: { ...componentSchemas(roots), ...customSchemas(resources) } },
  };
}

/** Custom resources bring their schemas with them; kubectl looks for their group, version and kind. */
function customSchemas(resources: readonly ResourceType[]): JsonObject {
  const found = resources.flatMap(({ group, version, kind, structuralSchema }): [string, JsonObject][] => {
    if (!structuralSchema) return [];
    const properties = { ...TYPE_META_SCHEMAS, ...(structuralSchema.properties as JsonObject | undefined) };
    const ids = [{ group, kind, version }];
    return [
      [typeNameOf(group, version, kind), { ...structuralSchema, properties, 'x-kubernetes-group-version-kind': ids }],
    ];
  });
  return Object.fromEntries(found);
}

function pathItems(type: ResourceType): [string, JsonObject][] {
  const { group, version, plural, kind, namespaced } = type;
  const base = `/${pathOf(group, version)}`;
  const verbs = new Set(verbsOf(type));
  const operation = (action: string, options: readonly string[] = []): JsonObject => ({
    tags: [`${group === '' ? 'core' : (group.split('.')[0] ?? '')}_${version}`],
    ...(options.length > 0 && { parameters: options.map(queryParameter) }),
    responses: { '200': { description: 'OK' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  });
  const collection: JsonObject = {
    ...(verbs.has('list') && { get: operation('list') }),
    ...(verbs.has('create') && { post: operation('post', WRITE_OPTIONS) }),
    ...(verbs.has('deletecollection') && { delete: operation('deletecollection', ['dryRun']) }),
  };
  const item: JsonObject = {
    ...(verbs.has('get') && { get: operation('get') }),
    ...(verbs.has('update') && { put: operation('put', WRITE_OPTIONS) }),
    ...(verbs.has('patch') && { patch: operation('patch', [...WRITE_OPTIONS, 'force']) }),
    ...(verbs.has('delete') && { delete: operation('delete', ['dryRun']) }),
  };
  const place = namespaced ? `${base}/namespaces/{namespace}/${plural}` : `${base}/${plural}`;
  return [
    ...(namespaced && verbs.has('list')
      ? [[`${base}/${plural}`, { get: operation('list') }] as [string, JsonObject]]
      : []),
    [place, collection],
    [`${place}/{name}`, item],
  ];
}

const WRITE_OPTIONS = ['dryRun', 'fieldManager', 'fieldValidation'];

function queryParameter(name: string): JsonObject {
  return { name, in: 'query', schema: { type: name === 'force' ? 'boolean' : 'string', uniqueItems: true } };
}
