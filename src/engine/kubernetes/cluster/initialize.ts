import type { World } from '../../kernel/world';
import { createCluster } from '../api/bootstrap';
import { hostIp } from '../node/host-ip';
import { startKubelet } from '../node/kubelet';
import { writeNodeFile } from '../node/node-files';
import { NODE_REGISTRATION } from '../node/node-status';
import { CLUSTER_DEFAULTS, type ClusterDefinition } from './definition';
import { writeKubeconfigs } from './kubeconfig';
import { setUpNode } from './node-setup';
import { createSystemObjects, nthAddress } from './system-objects';

/**
 * `kubeadm init` on a host that was reset: a new cluster without a network add-on, of which this host is the only node. Kubelets of the old one find
 * nobody who knows them, until their hosts are reset and join.
 */
export function initializeCluster(
  world: World,
  node: string,
  { podCIDR, serviceCIDR }: Pick<ClusterDefinition, 'podCIDR' | 'serviceCIDR'>,
): void {
  for (const other of world.nodes.keys()) if (other !== node) leaveAlone(world, other);
  createCluster(world);
  const definition: ClusterDefinition = { ...CLUSTER_DEFAULTS, nodes: [node], network: 'none', podCIDR, serviceCIDR };
  setUpNode(world, node, definition, nthAddress(serviceCIDR, 10));
  const labels = { 'node-role.kubernetes.io/control-plane': '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' }; // prettier-ignore
  const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
  writeNodeFile(world, node, NODE_REGISTRATION, JSON.stringify({ labels, taints }));
  const address = hostIp(world, node);
  writeKubeconfigs(world, [node], 'kubernetes', { node: address, service: nthAddress(serviceCIDR, 1) });
  createSystemObjects(world, definition, address);
  startKubelet(world, node);
}

function leaveAlone(world: World, node: string): void {
  const pid = world.systems.get(node)?.units.get('kubelet.service')?.mainPid;
  const service = pid === undefined ? undefined : world.services.get(pid);
  if (pid === undefined || service?.state.kind !== 'daemon') return;
  world.writeService(pid).state = { ...service.state, settings: { ...service.state.settings, server: '0.0.0.0:0' } };
}
