import { invalid, notFound } from '../api-error';
import { serviceAccountToken, type BoundObject } from '../auth/service-account-token';
import type { Json, JsonObject, KubeObject } from '../object';
import { current, type Caller } from '../operations/caller';
import { isObject } from '../patch/merge-patch';
import { findResource } from '../registry';
import { nowMs } from '../store';

/** The kind that the `token` subresource speaks. */
export const TOKEN_REQUEST = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' } as const;

const DEFAULT_SECONDS = 3600;
const LEAST_SECONDS = 600;

/** Answers a TokenRequest with a token (pkg/registry/core/serviceaccount/storage/token.go). Throws ApiError. */
export function requestToken(caller: Caller, namespace: string, name: string, request: KubeObject): KubeObject {
  const { world } = caller;
  const type = findResource(world, '', 'v1', 'serviceaccounts');
  const account = type && current(world, type, namespace, name);
  if (!account) throw notFound({ group: '', plural: 'serviceaccounts' }, name);
  const { spec = {} } = request as KubeObject & { readonly spec?: JsonObject };
  const seconds = typeof spec.expirationSeconds === 'number' ? spec.expirationSeconds : DEFAULT_SECONDS;
  if (seconds < LEAST_SECONDS) {
    throw invalid(TOKEN_REQUEST, '', [
      {
        type: 'FieldValueInvalid',
        field: 'spec.expirationSeconds',
        value: seconds,
        detail: 'may not specify a duration less than 10 minutes',
      },
    ]);
  }
  const audiences = Array.isArray(spec.audiences) ? (spec.audiences as readonly string[]) : [];
  const owner = { namespace, name, uid: account.metadata.uid ?? '' };
  const token = serviceAccountToken(
    world,
    owner,
    seconds,
    audiences,
    boundObject(caller, namespace, spec.boundObjectRef),
  );
  const expires = new Date((Math.floor(nowMs(world) / 1000) + seconds) * 1000);
  return {
    ...request,
    metadata: { name, namespace, creationTimestamp: new Date(nowMs(world)).toISOString().replace(/\.\d+/, '') },
    spec: { ...spec, audiences, expirationSeconds: seconds },
    status: { token, expirationTimestamp: expires.toISOString().replace(/\.\d+/, '') },
  } as KubeObject;
}

function boundObject({ world }: Caller, namespace: string, reference: Json | undefined): BoundObject | undefined {
  if (!isObject(reference) || typeof reference.name !== 'string') return undefined;
  const plural = reference.kind === 'Pod' ? 'pods' : reference.kind === 'Secret' ? 'secrets' : undefined;
  if (plural === undefined) return undefined;
  const type = findResource(world, '', 'v1', plural);
  const object = type && current(world, type, namespace, reference.name);
  if (!object) throw notFound({ group: '', plural }, reference.name);
  return { kind: plural === 'pods' ? 'Pod' : 'Secret', name: reference.name, uid: object.metadata.uid ?? '' };
}
