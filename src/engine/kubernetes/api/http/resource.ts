import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import { ApiError, forbidden, methodNotSupported } from '../api-error';
import { authorize, forbiddenWords } from '../auth/rbac';
import { verbsOf } from '../discovery';
import type { Caller } from '../operations/caller';
import { findResource } from '../registry';
import type { ApiRequest, ApiResponse } from '../request';
import type { ResourceType } from '../resource-type';
import { queryFlag, queryValue, type ResourceRoute } from '../route';
import { negotiate, type Accepted } from './accept';
import { checkBodySize } from './body';
import { handlePatch } from './patch';
import { handleGet, handleList } from './read';
import { handleSubresource, subresourceVerbs } from './subresource';
import { handleWatch } from './watch';
import { handleCreate, handleDelete, handleDeleteCollection, handleUpdate } from './write';

/** A request for a resource, with all that its handler needs to know. */
export interface ResourceRequest {
  readonly request: ApiRequest;
  readonly route: ResourceRoute;
  readonly type: ResourceType;
  /** '' for a type without. */
  readonly namespace: string;
  readonly accepted: Accepted;
  readonly caller: Caller;
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** Answers a request below /api or /apis, or undefined when nobody serves its path. */
export function handleResource(
  world: World,
  user: ClusterUser,
  request: ApiRequest,
  route: ResourceRoute,
): ApiResponse | undefined {
  const type = findResource(world, route.group, route.version, route.plural);
  if (!type || !isServed(type, route)) return undefined;
  const verb = verbOf(request, route);
  const known = route.subresource === '' ? verbsOf(type) : (subresourceVerbs(type, route.subresource) ?? []);
  if (verb === undefined || !known.includes(verb)) throw methodNotSupported(type, methodWord(request, verb));
  checkAllowed(world, user, verb, type, route, request);
  const accepted = negotiate(request.headers.get('accept') ?? '');
  if (!accepted) throw notAcceptable();
  checkBodySize(request);
  const caller: Caller = {
    world,
    user,
    manager: queryValue(request, 'fieldManager') ?? managerOf(request),
    tracked: true,
    dryRun: queryValue(request, 'dryRun') === 'All',
    warnings: type.deprecated === undefined ? [] : [type.deprecated],
  };
  const asked = { request, route, type, namespace: route.namespace ?? '', accepted, caller };
  const response = (route.subresource !== '' && handleSubresource(verb, asked)) || dispatch(verb, asked);
  return withWarnings(response, caller.warnings);
}

function dispatch(verb: Verb, asked: ResourceRequest): ApiResponse {
  switch (verb) {
    case 'get':
      return handleGet(asked);
    case 'list':
      return handleList(asked);
    case 'watch':
      return handleWatch(asked);
    case 'create':
      return handleCreate(asked);
    case 'update':
      return handleUpdate(asked);
    case 'patch':
      return handlePatch(asked);
    case 'delete':
      return handleDelete(asked);
    case 'deletecollection':
      return handleDeleteCollection(asked);
  }
}

function isServed(type: ResourceType, route: ResourceRoute): boolean {
  if (!type.namespaced && route.namespace !== undefined) return false;
  if (type.namespaced && route.name !== '' && route.namespace === undefined) return false;
  if (route.subresource === '') return true;
  return (
    subresourceVerbs(type, route.subresource) !== undefined && (route.rest === '' || route.subresource === 'proxy')
  );
}

/** RBAC's word on a request. Throws ApiError when it is no. */
function checkAllowed(
  world: World,
  user: ClusterUser,
  verb: Verb,
  type: ResourceType,
  route: ResourceRoute,
  request: ApiRequest,
): void {
  const { group, plural } = type;
  const { subresource, namespace = '' } = route;
  const fields = fieldsAsked(verb, request);
  // requestinfo.go: a list of one object is a request for that object.
  const named = fields.find((field) => field.startsWith('metadata.name='))?.slice('metadata.name='.length);
  const name = route.name === '' ? (named ?? '') : route.name;
  const attributes = { verb, resource: { group, plural, subresource, name, namespace, fields } };
  const { allowed, reason } = authorize(world, user, attributes);
  if (allowed) return;
  const words = forbiddenWords(user, attributes);
  throw forbidden({ group, plural }, name, reason === '' ? words : `${words}: ${reason}`);
}

/** The requirements of a list's or watch's field selector. */
function fieldsAsked(verb: Verb, request: ApiRequest): readonly string[] {
  if (verb !== 'list' && verb !== 'watch' && verb !== 'deletecollection') return [];
  const text = queryValue(request, 'fieldSelector') ?? '';
  return text === '' ? [] : text.split(',').map((field) => field.replace('==', '='));
}

/** requestinfo.go: what a method means for a path. */
function verbOf(request: ApiRequest, route: ResourceRoute): Verb | undefined {
  const one = route.name !== '';
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (queryFlag(request, 'watch')) return 'watch';
      return one ? 'get' : 'list';
    case 'POST':
      return one && route.subresource === '' ? undefined : 'create';
    case 'PUT':
      return one ? 'update' : undefined;
    case 'PATCH':
      return one ? 'patch' : undefined;
    case 'DELETE':
      return one ? 'delete' : 'deletecollection';
    default:
      return undefined;
  }
}

/** What a refused method is called: the verb, or the method where it is none. */
function methodWord(request: ApiRequest, verb: Verb | undefined): string {
  return verb ?? request.method.toLowerCase();
}

/** Without a `fieldManager` it is the client's name: the user agent up to its first slash (managerOrUserAgent). */
function managerOf(request: ApiRequest): string {
  return (request.headers.get('user-agent') ?? '').split('/')[0]?.slice(0, 128) || 'unknown';
}

function notAcceptable(): ApiError {
  return new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  );
}

/** RFC 9111 warnings as apiserver sends them: `299 - "…"`. */
function withWarnings(response: ApiResponse, warnings: readonly string[]): ApiResponse {
  if (warnings.length === 0) return response;
  const texts = warnings.map((text) => `299 - "${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return { ...response, headers: new Map([...response.headers, ['warning', texts.join(', ')]]) };
}
