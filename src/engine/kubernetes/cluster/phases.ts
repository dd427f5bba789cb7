import type { ClusterRanges } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { hostIp } from '../node/host-ip';
import { CLUSTER_DEFAULTS, type ClusterDefinition } from './definition';
import { writeKubeconfigs } from './kubeconfig';
import { setUpNode } from './node-setup';
import { createSystemObjects, nthAddress } from './system-objects';

/** What single phases of `kubeadm init` need of the cluster. */

const WRITTEN =
  /^\/(?:etc\/kubernetes\/(?!tmp\/)|var\/lib\/kubelet\/(?:config\.yaml|kubeadm-flags\.env|instance-config\.yaml)$)/;

function definitionOf(node: string, { podCIDR, serviceCIDR }: ClusterRanges): ClusterDefinition {
  return { ...CLUSTER_DEFAULTS, nodes: [node], network: 'none', podCIDR, serviceCIDR };
}

/** The files of a control plane as `kubeadm init` writes them on this host now: it is done on a fork, of which only the files
 * are taken. `more`: names and addresses for the API server's certificate besides its own. */
export function controlPlaneFiles(
  world: World,
  node: string,
  ranges: ClusterRanges,
  more: readonly string[],
): ReadonlyMap<string, string> {
  const fork = world.fork();
  setUpNode(fork, node, definitionOf(node, ranges), nthAddress(ranges.serviceCIDR, 10));
  const addresses = { node: hostIp(fork, node), service: nthAddress(ranges.serviceCIDR, 1), more };
  writeKubeconfigs(fork, [node], 'kubernetes', addresses);
  const files = new Map<string, string>();
  for (const [path, file] of fork.host(node).files)
    if (WRITTEN.test(path) && file.type === 'file' && typeof file.content === 'string') files.set(path, file.content);
  return files;
}

/** Makes what kubeadm makes in a new cluster, as far as it is not there. */
export function createMissingSystemObjects(world: World, node: string, ranges: ClusterRanges): void {
  createSystemObjects(world, definitionOf(node, ranges), hostIp(world, node));
}
