import { admit } from '../admission/chain';
import { allocate, hold } from '../allocation/service-allocation';
import { alreadyExists, ApiError, badRequest, invalid, resourceName } from '../api-error';
import { withFields } from '../../../state/with-fields';
import { newUid, nameSuffix } from '../identity';
import { track } from '../managed/track';
import type { KubeObject, ObjectMeta } from '../object';
import { validateObjectMeta, validateObjectName } from '../object-meta';
import type { ResourceType } from '../resource-type';
import { nowText, storeObject } from '../store';
import { current, strategyContext, type Caller } from './caller';

/** How often a generated name is tried (registry.maxNameGenerationCreateAttempts), and how long its beginning may be. */
const NAME_ATTEMPTS = 8;
const GENERATED_PREFIX_LIMIT = 58;

/**
 * Creates an object as kube-apiserver does: defaults, admission, metadata, strategy, validation, storage. `namespace` is '' for a type
 * without. Answers the object as stored; throws ApiError.
 */
export function create<T extends KubeObject>(caller: Caller, type: ResourceType, namespace: string, input: T): T {
  const { metadata } = input;
  if (!metadata.generateName || metadata.name) return createOnce(caller, type, namespace, input) as T;
  for (let attempt = 1; ; attempt++) {
    try {
      return createOnce(caller, type, namespace, input) as T;
    } catch (error) {
      if (attempt === NAME_ATTEMPTS || !(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    }
  }
}

function createOnce(caller: Caller, type: ResourceType, namespace: string, input: KubeObject): KubeObject {
  const { world } = caller;
  const { strategy } = type;
  let object = inNamespace(type, namespace, ofType(type, input));
  object = strategy.defaults?.(object) ?? object;
  object = admit(caller, { type, namespace, operation: 'CREATE', object, old: undefined });
  object = track(caller, type, undefined, object);
  object = { ...object, metadata: newMetadata(caller, object.metadata) };
  const context = strategyContext(world);
  object = strategy.prepareForCreate?.(object, context) ?? object;
  if (type.generation) object = { ...object, metadata: withFields(object.metadata, { generation: 1 }) };
  const errors = [
    ...validateObjectMeta(object.metadata, type.namespaced, strategy.nameRule ?? 'dns-subdomain'),
    ...(strategy.validate?.(object, context) ?? []),
  ];
  const { name = '' } = object.metadata;
  if (errors.length > 0) throw invalid(type, name, errors);
  const segment = validateObjectName(object.metadata, 'path-segment');
  if (segment.length > 0) throw invalid(type, name, segment);
  caller.warnings.push(...(strategy.warnings?.(object, undefined) ?? []));
  object = allocate(world, type, object, undefined);
  object = admit(caller, { type, namespace, operation: 'CREATE', object, old: undefined, validating: true });
  const existing = current(world, type, namespace, name);
  if (existing) throw taken(type, object.metadata, existing);
  if (caller.dryRun) return object;
  hold(world, type, object, undefined);
  return storeObject(world, resourceName(type), object);
}

/** CheckGeneratedNameError, and the store's own words for an object that is on its way out. */
function taken(type: ResourceType, metadata: ObjectMeta, existing: KubeObject): ApiError {
  const { name = '' } = metadata;
  let error = alreadyExists(type, name);
  if (metadata.generateName) {
    const message = `${error.message}, the server was not able to generate a unique name for the object`;
    error = new ApiError(409, 'AlreadyExists', message, { ...error.details, retryAfterSeconds: 1 });
  }
  if (existing.metadata.deletionTimestamp === undefined) return error;
  return new ApiError(409, 'AlreadyExists', `object is being deleted: ${error.message}`, error.details);
}

/** The object with the words that name its type. */
export function ofType(type: ResourceType, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(type);
  const { kind } = type;
  return object.apiVersion === apiVersion && object.kind === kind ? object : withFields(object, { apiVersion, kind });
}

/** `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: Pick<ResourceType, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** rest.EnsureObjectNamespaceMatchesRequestNamespace. */
export function inNamespace(type: ResourceType, namespace: string, object: KubeObject): KubeObject {
  const expected = type.namespaced ? namespace : '';
  const { namespace: given = '' } = object.metadata;
  if (given === expected) return object;
  if (expected === '') {
    const { namespace: _, ...rest } = object.metadata;
    return { ...object, metadata: rest };
  }
  if (given === '') return { ...object, metadata: withFields(object.metadata, { namespace: expected }) };
  throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

/** rest.FillObjectMetaSystemFields and the name generator. */
function newMetadata({ world }: Caller, metadata: ObjectMeta): ObjectMeta {
  const { generateName = '' } = metadata;
  const name = metadata.name || (generateName && generateName.slice(0, GENERATED_PREFIX_LIMIT) + nameSuffix(world));
  const system = { uid: newUid(world), creationTimestamp: nowText(world) };
  return withFields(withoutSystemFields(metadata), name ? { name, ...system } : system);
}

/** What a client cannot say of a new object. */
function withoutSystemFields(metadata: ObjectMeta): ObjectMeta {
  if (!SYSTEM_FIELDS.some((field) => field in metadata)) return metadata;
  const { deletionTimestamp: _1, deletionGracePeriodSeconds: _2, resourceVersion: _3, ...kept } = metadata;
  return kept;
}

const SYSTEM_FIELDS = ['deletionTimestamp', 'deletionGracePeriodSeconds', 'resourceVersion'];

/** A request to create may name no resource version (rest.create of the generic registry). */
export function refuseResourceVersion(metadata: ObjectMeta): void {
  if (metadata.resourceVersion) {
    throw new ApiError(500, undefined, 'resourceVersion should not be set on objects to be created');
  }
}

/** The name in the body is not the one in the path (rest.Update's checkName). */
export function checkName(object: KubeObject, namespace: string, name: string): void {
  const given = object.metadata.name ?? '';
  if (given !== '' && given !== name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  }
  const givenNamespace = object.metadata.namespace ?? '';
  if (namespace !== '' && givenNamespace !== '' && givenNamespace !== namespace) {
    throw badRequest(
      `the namespace of the object (${givenNamespace}) does not match the namespace on the request (${namespace})`,
    );
  }
}
