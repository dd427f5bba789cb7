import { parse as parseYaml } from 'yaml';
import { ApiError, badRequest, invalid } from '../api-error';
import { applyConfiguration } from '../managed/managers';
import { emptyObject, writerOf } from '../managed/track';
import { typedProblems } from '../managed/typed-value';
import type { Json, JsonObject, KubeObject } from '../object';
import { current, type Caller } from '../operations/caller';
import { apiVersionOf, checkName, create } from '../operations/create';
import { update } from '../operations/update';
import { isObject } from '../patch/merge-patch';
import { goValue } from '../patch/strategic-merge';
import type { ApiAnswer } from '../request';
import { queryFlag, queryValue } from '../route';
import { typeInfo, typeNameOf } from '../schema/type-info';
import { storedType, toStored } from '../versions';
import { typedObject } from './body';
import { updateOptions } from './patch';
import type { ResourceRequest } from './resource';
import { objectAnswer } from './shape';

/** Server-side apply: PATCH with `application/apply-patch+yaml`. */
export function handleApply(asked: ResourceRequest): ApiAnswer {
  const { namespace, route, request, caller } = asked;
  // Fields are owned in the version that is stored.
  const type = storedType(asked.type);
  if (!queryValue(request, 'fieldManager')) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      { type: 'FieldValueRequired', field: 'fieldManager', detail: 'is required for apply patch' },
    ]);
  }
  const config = toStored(asked.type, configuration(asked) as unknown as KubeObject) as unknown as JsonObject;
  const typeName = typeNameOf(type.group, type.version, type.kind);
  const writer = writerOf(caller, type, 'Apply', route.subresource);
  const applied: Caller = { ...caller, applied: true };
  const produce = (live: KubeObject): KubeObject => {
    const next = applyConfiguration(live, config, typeName, writer, queryFlag(request, 'force'));
    const object = typedObject(next as unknown as JsonObject, type, 'Ignore', []);
    checkName(object, namespace, route.name);
    return { ...object, metadata: { ...object.metadata, name: route.name } };
  };
  if (!current(caller.world, type, namespace, route.name) && route.subresource === '') {
    return objectAnswer(asked, create(applied, type, namespace, produce(emptyObject(typeName))), 201);
  }
  const { uid } = (config.metadata ?? {}) as { readonly uid?: string };
  const options = { ...updateOptions(route.subresource), ...(uid !== undefined && { uid }) };
  return objectAnswer(asked, update<KubeObject>(applied, type, namespace, route.name, produce, options));
}

/** The body, whose fields must all be known. */
function configuration({ request, type, route }: ResourceRequest): JsonObject {
  const value = parsed(request.body);
  const apiVersion = apiVersionOf(type);
  if (!isObject(value)) throw badRequest('error decoding YAML: the configuration is no object');
  if (value.apiVersion !== apiVersion) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${goValue(value.apiVersion)}, expected: ${apiVersion}`,
    );
  }
  const { managedFields } = (value.metadata ?? {}) as { readonly managedFields?: Json };
  if (managedFields !== undefined && managedFields !== null) throw badRequest('metadata.managedFields must be nil');
  const typeName = typeNameOf(type.group, type.version, type.kind);
  if (!typeInfo(typeName)) return value;
  const problems = typedProblems(value, typeName);
  if (problems === '') return value;
  const who = `${route.namespace ?? ''}/${route.name}; ${apiVersion}, Kind=${type.kind}`;
  throw new ApiError(500, undefined, `failed to create typed patch object (${who}): ${problems}`);
}

function parsed(text: string): Json {
  try {
    return parseYaml(text, { maxAliasCount: 100 }) as Json;
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw badRequest(`error decoding YAML: ${first}`);
  }
}
