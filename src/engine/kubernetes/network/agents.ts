import type { ContainerId } from '../../kernel/containers/records';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { Component } from '../controllers/component';
import { enqueue } from '../controllers/queue';
import { calicoNode } from './calico/calico-node';
import { felix } from './calico/felix';
import { ciliumAgent } from './cilium/agent';
import { ciliumOperator } from './cilium/operator';
import { flanneld } from './flanneld';
import { kindnet } from './kindnet';
import { kindnetPolicy } from './kindnet-policy';
import { weaveNpc } from './weave/npc';
import { weaver } from './weave/weaver';

/** The agents of every network add-on; their keys are nodes. */
export const NETWORK_AGENTS: readonly Component[] = [
  flanneld,
  kindnet,
  kindnetPolicy,
  weaver,
  weaveNpc,
  calicoNode,
  felix,
  ciliumAgent,
  ciliumOperator,
];

/** By the name of the container that each of them runs in. */
const CONTAINERS: ReadonlyMap<string, readonly Component[]> = new Map([
  ['kube-flannel', [flanneld]],
  ['kindnet-cni', [kindnet, kindnetPolicy]],
  ['calico-node', [calicoNode, felix]],
  ['cilium-agent', [ciliumAgent]],
  ['cilium-operator', [ciliumOperator]],
  ['weave', [weaver]],
  ['weave-npc', [weaveNpc]],
]);

/** A container of a node started or ended that may be that of an agent. */
export function agentContainerChanged(world: World, node: HostId, container: ContainerId): void {
  const components = CONTAINERS.get(world.containers.get(container)?.config.name ?? '') ?? [];
  for (const { name } of components) enqueue(world, name, node);
}
