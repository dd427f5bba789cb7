import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { ApiClient } from '../../api/client';
import type { KubeObject } from '../../api/object';
import { findResource } from '../../api/registry';

/** Calico's own objects: custom resources of crd.projectcalico.org/v1, as they are named in its datastore. */

export interface CalicoObject extends KubeObject {
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface IpPool {
  readonly name: string;
  readonly cidr: string;
  readonly blockSize: number;
  readonly ipipMode: 'Always' | 'CrossSubnet' | 'Never';
  readonly vxlanMode: 'Always' | 'CrossSubnet' | 'Never';
  readonly natOutgoing: boolean;
  readonly disabled: boolean;
}

const GROUP = 'crd.projectcalico.org';
const NODE = {
  username: 'system:serviceaccount:kube-system:calico-node',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
};

/** Whether the cluster knows Calico's kinds. */
export function hasCalico(world: World): boolean {
  return findResource(world, GROUP, 'v1', 'ippools') !== undefined;
}

export function listCalico(world: World, plural: string): readonly CalicoObject[] {
  if (!findResource(world, GROUP, 'v1', plural)) return [];
  return new ApiClient(world, NODE, 'calico-node').list<CalicoObject>({ group: GROUP, version: 'v1', plural });
}

/** Makes or changes an object. */
export function putCalico(
  world: World,
  plural: string,
  kind: string,
  name: string,
  spec: Readonly<Record<string, unknown>>,
): void {
  const resource = { group: GROUP, version: 'v1', plural };
  if (!findResource(world, GROUP, 'v1', plural)) return;
  const api = new ApiClient(world, NODE, 'calico-node');
  if (api.get(resource, '', name)) {
    api.update<CalicoObject>(resource, '', name, (old) => ({ ...old, spec }));
    return;
  }
  api.create(resource, '', { apiVersion: `${GROUP}/v1`, kind, metadata: { name }, spec } as KubeObject);
}

export function pools(world: World): readonly IpPool[] {
  return listCalico(world, 'ippools').map(({ metadata, spec }) => {
    const mode = (value: unknown): IpPool['ipipMode'] =>
      value === 'Always' || value === 'CrossSubnet' ? value : 'Never';
    return {
      name: metadata.name ?? '',
      cidr: typeof spec['cidr'] === 'string' ? spec['cidr'] : '',
      blockSize: typeof spec['blockSize'] === 'number' ? spec['blockSize'] : 26,
      ipipMode: mode(spec['ipipMode']),
      vxlanMode: mode(spec['vxlanMode']),
      natOutgoing: spec['natOutgoing'] === true,
      disabled: spec['disabled'] === true,
    };
  });
}

/** The blocks of addresses that belong to nodes, in the order they were taken. */
export function blocks(world: World): readonly { readonly node: HostId; readonly cidr: string }[] {
  return listCalico(world, 'blockaffinities').map(({ spec }) => ({
    node: spec['node'] as HostId,
    cidr: spec['cidr'] as string,
  }));
}
