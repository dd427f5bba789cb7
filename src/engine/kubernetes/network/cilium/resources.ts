import type { World } from '../../../kernel/world';
import { ApiClient } from '../../api/client';
import type { KubeObject } from '../../api/object';
import { findResource } from '../../api/registry';
import { jsonEqual } from '../../api/json-equal';

/** Cilium's own objects: custom resources of cilium.io/v2. */

export type Json = Readonly<Record<string, unknown>>;

export interface CiliumObject extends KubeObject {
  readonly spec?: Json;
  readonly status?: Json;
}

const GROUP = 'cilium.io';
const AGENT = {
  username: 'system:serviceaccount:kube-system:cilium',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated', 'system:masters'],
};

export type CiliumPlural = 'ciliumnodes' | 'ciliumendpoints' | 'ciliumidentities' | 'ciliumnetworkpolicies' | 'ciliumclusterwidenetworkpolicies'; // prettier-ignore

function resource(plural: CiliumPlural): { readonly group: string; readonly version: string; readonly plural: string } {
  return { group: GROUP, version: 'v2', plural };
}

export function hasCilium(world: World): boolean {
  return findResource(world, GROUP, 'v2', 'ciliumnodes') !== undefined;
}

export function listCilium(world: World, plural: CiliumPlural): readonly CiliumObject[] {
  if (!findResource(world, GROUP, 'v2', plural)) return [];
  return new ApiClient(world, AGENT, 'cilium-agent').list<CiliumObject>(resource(plural));
}

export function getCilium(
  world: World,
  plural: CiliumPlural,
  namespace: string,
  name: string,
): CiliumObject | undefined {
  if (!findResource(world, GROUP, 'v2', plural)) return undefined;
  return new ApiClient(world, AGENT, 'cilium-agent').get<CiliumObject>(resource(plural), namespace, name);
}

/** Makes an object, or changes it where it differs. */
export function putCilium(
  world: World,
  plural: CiliumPlural,
  kind: string,
  object: Pick<CiliumObject, 'metadata'> & Json,
): void {
  if (!findResource(world, GROUP, 'v2', plural)) return;
  const api = new ApiClient(world, AGENT, 'cilium-agent');
  const { namespace = '', name = '' } = object.metadata;
  const known = api.get<CiliumObject>(resource(plural), namespace, name);
  if (!known) {
    api.create(resource(plural), namespace, { apiVersion: `${GROUP}/v2`, kind, ...object });
    return;
  }
  const { metadata: _, ...rest } = object;
  if (Object.entries(rest).every(([key, value]) => jsonEqual((known as unknown as Json)[key] as never, value as never))) return; // prettier-ignore
  api.update<CiliumObject>(resource(plural), namespace, name, (old) => ({ ...old, ...rest }));
}

/** The status of an object whose definition gives it a subresource of its own. */
export function putCiliumStatus(world: World, plural: CiliumPlural, object: CiliumObject, status: Json): void {
  if (jsonEqual(object.status ?? {}, status)) return;
  const { namespace = '', name = '' } = object.metadata;
  const api = new ApiClient(world, AGENT, 'cilium-agent');
  api.updateStatus<CiliumObject>(resource(plural), namespace, name, (old) => ({ ...old, status }));
}
