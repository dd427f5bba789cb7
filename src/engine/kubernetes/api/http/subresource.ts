import { badRequest } from '../api-error';
import type { JsonObject, KubeObject } from '../object';
import { current } from '../operations/caller';
import { update } from '../operations/update';
import { isObject } from '../patch/merge-patch';
import type { ApiAnswer, ApiResponse } from '../request';
import type { ResourceType } from '../resource-type';
import { notFound } from '../api-error';
import { approve } from '../subresources/approval';
import { bindPod } from '../subresources/binding';
import { evictPod } from '../subresources/eviction';
import { podAttach, podExec, podPortForward } from '../subresources/exec';
import { finalizeNamespace, finalizersOf } from '../subresources/finalize';
import { podLog, type PrintedLog } from '../subresources/log';
import { proxied } from '../subresources/proxy';
import { SCALE_KIND, scaleOf, withScale } from '../subresources/scale';
import { requestToken, TOKEN_REQUEST } from '../subresources/token-request';
import { jsonAnswer, textAnswer } from './answer';
import { decodeObject, fieldValidation, typedObject } from './body';
import { readPatch } from './patch';
import type { ResourceRequest, Verb } from './resource';
import { objectAnswer } from './shape';

/** Which verbs a subresource of a type knows; undefined when the type has no such subresource. */
export function subresourceVerbs(type: ResourceType, name: string): readonly Verb[] | undefined {
  if (name === 'status') return type.subresources?.status ? CHANGES : undefined;
  if (name === 'scale') return type.subresources?.scale ? CHANGES : undefined;
  if (type.plural === 'certificatesigningrequests' && name === 'approval') return CHANGES;
  if (type.group !== '') return undefined;
  return CORE.get(`${type.plural}/${name}`);
}

const CHANGES: readonly Verb[] = ['get', 'patch', 'update'];
const PROXIED: readonly Verb[] = ['get', 'create', 'update', 'patch', 'delete'];
const CORE: ReadonlyMap<string, readonly Verb[]> = new Map([
  ['pods/binding', ['create']],
  ['pods/eviction', ['create']],
  ['pods/ephemeralcontainers', CHANGES],
  ['pods/log', ['get']],
  ['pods/attach', ['get', 'create']],
  ['pods/exec', ['get', 'create']],
  ['pods/portforward', ['get', 'create']],
  ['pods/resize', CHANGES],
  ['namespaces/finalize', ['update']],
  ['serviceaccounts/token', ['create']],
  ['pods/proxy', PROXIED],
  ['services/proxy', PROXIED],
  ['nodes/proxy', PROXIED],
]);

/** Subresources that are another view of their object and have handlers of their own; undefined for the rest. */
export function handleSubresource(verb: Verb, asked: ResourceRequest): ApiResponse | undefined {
  const { route, namespace, request, caller } = asked;
  switch (route.subresource) {
    case 'scale':
      return handleScale(verb, asked);
    case 'binding':
      bindPod(caller, namespace, route.name, decodeObject(request, BINDING, caller.warnings));
      return created();
    case 'eviction':
      evictPod(caller, namespace, route.name, decodeObject(request, EVICTION, caller.warnings));
      return created();
    case 'log':
      return logAnswer(podLog(caller.world, namespace, route.name, request));
    case 'exec':
      return jsonAnswer(200, podExec(caller.world, namespace, route.name, request));
    case 'approval': {
      if (verb !== 'update') return undefined;
      const sent = decodeObject(request, asked.type, caller.warnings);
      return objectAnswer(asked, approve(caller, asked.type, route.name, sent));
    }
    case 'proxy':
      return proxied(caller.world, asked.type.plural, namespace, route.name, route.rest, request);
    case 'attach':
      return jsonAnswer(200, podAttach(caller.world, namespace, route.name, request));
    case 'portforward':
      return jsonAnswer(200, podPortForward(caller.world, namespace, route.name));
    case 'finalize': {
      const sent = decodeObject(request, asked.type, caller.warnings);
      return objectAnswer(asked, finalizeNamespace(caller, route.name, finalizersOf(sent)));
    }
    case 'token': {
      const sent = decodeObject(request, TOKEN_REQUEST, caller.warnings);
      return jsonAnswer(201, requestToken(caller, namespace, route.name, sent));
    }
    default:
      return undefined;
  }
}

/** The text, or the beginning of a log that is followed. */
function logAnswer({ text, open }: PrintedLog): ApiResponse {
  const answer = textAnswer(200, text);
  return open ? { kind: 'watch', status: 200, headers: answer.headers, watch: open, begins: text } : answer;
}

const BINDING = { group: '', version: 'v1', kind: 'Binding' };
const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction' };

function created(): ApiAnswer {
  return jsonAnswer(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}

function handleScale(verb: Verb, asked: ResourceRequest): ApiAnswer {
  const { type, namespace, route, request, caller } = asked;
  const paths = type.subresources?.scale;
  const stored = current(caller.world, type, namespace, route.name);
  if (!stored || !paths) throw notFound(type, route.name);
  if (verb === 'get') return jsonAnswer(200, scaleOf(stored, paths));
  const next = update<KubeObject>(caller, type, namespace, route.name, (existing) => {
    if (verb === 'update') return withScale(existing, sentScale(asked), paths);
    const patch = readPatch(request, SCALE_KIND);
    const patched = patch.apply(scaleOf(existing, paths) as unknown as JsonObject);
    if (!isObject(patched)) throw badRequest('the patch leaves no object');
    const scale = typedObject(patched, SCALE_KIND, fieldValidation(request), caller.warnings, (error) =>
      patch.refuse(error, patched),
    );
    return withScale(existing, scale, paths);
  });
  return jsonAnswer(200, scaleOf(next, paths));
}

function sentScale({ request, route, caller }: ResourceRequest): KubeObject {
  const scale = decodeObject(request, SCALE_KIND, caller.warnings);
  const given = scale.metadata.name ?? '';
  if (given !== '' && given !== route.name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${route.name})`);
  }
  return scale;
}
