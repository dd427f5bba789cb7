import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { Json, JsonObject, KubeObject } from '../object';
import { isObject } from '../patch/merge-patch';
import { newUid } from '../identity';
import { nowMs, readObject } from '../store';
import type { Pod } from '../../objects/kinds';

/** Issuer and audience of a kubeadm cluster. */
const ISSUER = 'https://kubernetes.default.svc.cluster.local';

const HEADER = encode(JSON.stringify({ alg: 'RS256', kid: 'cka-net' }));

/** What a token is bound to besides its ServiceAccount. */
export interface BoundObject {
  readonly kind: 'Pod' | 'Secret' | 'Node';
  readonly name: string;
  readonly uid: string;
}

/**
 * A ServiceAccount's token as TokenRequest gives it (pkg/serviceaccount/claims.go): a JWT whose signature only this lab can check, because a lab has
 * no secrets.
 */
export function serviceAccountToken(
  world: World,
  account: { readonly namespace: string; readonly name: string; readonly uid: string },
  expirationSeconds: number,
  audiences: readonly string[] = [],
  bound?: BoundObject,
): string {
  const now = Math.floor(nowMs(world) / 1000);
  return signedToken(world, account, { atS: now, forS: expirationSeconds, id: newUid(world) }, audiences, bound);
}

/** The token of a Secret that was made for one (pkg/serviceaccount/legacy.go): it never expires, and holds while its Secret is there. */
export function legacyToken(world: World, secret: KubeObject, account: KubeObject): string {
  const { namespace = '', name = '' } = account.metadata;
  const claims = {
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/namespace': namespace,
    'kubernetes.io/serviceaccount/secret.name': secret.metadata.name ?? '',
    'kubernetes.io/serviceaccount/service-account.name': name,
    'kubernetes.io/serviceaccount/service-account.uid': account.metadata.uid ?? '',
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const signed = `${HEADER}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${signature(world, signed)}`;
}

/** The ServiceAccount of a legacy token, while it and its Secret exist. */
function accountOfLegacyToken(world: World, claims: JsonObject): ClusterUser | undefined {
  const claim = (name: string): string => text(claims[`kubernetes.io/serviceaccount/${name}`]);
  const [namespace, name] = [claim('namespace'), claim('service-account.name')];
  const uid = readObject(world, 'serviceaccounts', namespace, name)?.metadata.uid;
  if (uid === undefined || uid !== claim('service-account.uid')) return undefined;
  if (!readObject(world, 'secrets', namespace, claim('secret.name'))) return undefined;
  return { username: `system:serviceaccount:${namespace}:${name}`, uid, groups: accountGroups(namespace) };
}

function accountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}

/** What the API server gives out instead of the hour that a Pod asks for (--service-account-extend-token-expiration). */
const YEAR_S = 31_536_000;

/** The token in a Pod's projected volume: always the same one while the Pod lives; '' when its ServiceAccount is gone. */
export function podToken(world: World, { metadata, spec }: Pod, audience: string | undefined): string {
  const { namespace = '', name: podName = '', uid: podUid = '' } = metadata;
  const name = spec?.serviceAccountName ?? 'default';
  const uid = readObject(world, 'serviceaccounts', namespace, name)?.metadata.uid;
  if (uid === undefined) return '';
  const issued = {
    atS: Math.floor(Date.parse(metadata.creationTimestamp ?? '') / 1000) || 0,
    forS: YEAR_S,
    id: podUid,
  };
  const bound: BoundObject = { kind: 'Pod', name: podName, uid: podUid };
  return signedToken(world, { namespace, name, uid }, issued, audience === undefined ? [] : [audience], bound);
}

function signedToken(
  world: World,
  account: { readonly namespace: string; readonly name: string; readonly uid: string },
  issued: { readonly atS: number; readonly forS: number; readonly id: string },
  audiences: readonly string[],
  bound: BoundObject | undefined,
): string {
  const claims = {
    aud: audiences.length > 0 ? audiences : [ISSUER],
    exp: issued.atS + issued.forS,
    iat: issued.atS,
    iss: ISSUER,
    jti: issued.id,
    'kubernetes.io': {
      namespace: account.namespace,
      ...(bound && { [bound.kind.toLowerCase()]: { name: bound.name, uid: bound.uid } }),
      serviceaccount: { name: account.name, uid: account.uid },
    },
    nbf: issued.atS,
    sub: `system:serviceaccount:${account.namespace}:${account.name}`,
  };
  const signed = `${HEADER}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${signature(world, signed)}`;
}

/** The ServiceAccount that a token speaks for, while it and what it is bound to exist. */
export function serviceAccountOfToken(world: World, token: string): ClusterUser | undefined {
  const [header = '', payload = '', given = ''] = token.split('.');
  if (given === '' || given !== signature(world, `${header}.${payload}`)) return undefined;
  const claims = decodeClaims(payload);
  if (claims?.iss === 'kubernetes/serviceaccount') return accountOfLegacyToken(world, claims);
  const own = claims?.['kubernetes.io'];
  if (!claims || !isObject(own) || !isObject(own.serviceaccount)) return undefined;
  if (typeof claims.exp !== 'number' || claims.exp * 1000 <= nowMs(world)) return undefined;
  const { namespace } = own;
  const { name, uid } = own.serviceaccount;
  if (typeof namespace !== 'string' || typeof name !== 'string' || typeof uid !== 'string') return undefined;
  const account = readObject(world, 'serviceaccounts', namespace, name);
  if (account?.metadata.uid !== uid) return undefined;
  if (isObject(own.pod) && readObject(world, 'pods', namespace, text(own.pod.name))?.metadata.uid !== own.pod.uid) {
    return undefined;
  }
  const extra: Record<string, readonly string[]> = {
    'authentication.kubernetes.io/credential-id': [`JTI=${text(claims.jti)}`],
    ...(isObject(own.pod) && {
      'authentication.kubernetes.io/pod-name': [text(own.pod.name)],
      'authentication.kubernetes.io/pod-uid': [text(own.pod.uid)],
    }),
  };
  return {
    username: `system:serviceaccount:${namespace}:${name}`,
    uid,
    groups: accountGroups(namespace),
    extra,
  };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function decodeClaims(payload: string): JsonObject | undefined {
  try {
    const value = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function encode(textToEncode: string): string {
  return btoa(textToEncode).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Enough letters for a signature, from the text and the lab's seed. */
function signature(world: World, signed: string): string {
  let state = world.hashSeed >>> 0 || 1;
  for (let i = 0; i < signed.length; i++) state = Math.imul(state ^ signed.charCodeAt(i), 0x01000193) >>> 0;
  const bytes: number[] = [];
  for (let i = 0; i < 256; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.push(state & 0xff);
  }
  return encode(String.fromCharCode(...bytes));
}
