import { runUntil } from '../../kernel/run';
import type { World } from '../../kernel/world';
import { createCluster } from '../api/bootstrap';
import { readObjects } from '../api/store';
import { startKubelet } from '../node/kubelet';
import { makeNodeDirectory, writeNodeFile } from '../node/node-files';
import { hostIp } from '../node/host-ip';
import type { Pod } from '../objects/kinds';
import { isReady, isTerminal } from '../objects/pod-state';
import type { ClusterDefinition } from './definition';
import { faultsOf } from './faults';
import { buildOutside } from './outside';
import { writeKubeconfigs } from './kubeconfig';
import { setUpNode, setUpSecondFamily } from './node-setup';
import { createSystemObjects, nthAddress } from './system-objects';

/** Longest that a new cluster may take until its own Pods are ready. */
const START_LIMIT_US = 120_000_000;

/** How long a fault has been there when the lab starts: longer than a silent node stays Ready (node-monitor-grace-period). */
const AFTERMATH_US = 75_000_000;

/** Makes the hosts of a lab a cluster, as kubeadm would, and lets it come to rest with all its own Pods ready. */
export function buildCluster(world: World, written: ClusterDefinition): void {
  const faults = faultsOf(written);
  const definition = faults.reduce((before, fault) => fault.define?.(before) ?? before, written);
  const [controlPlane] = definition.nodes;
  if (controlPlane === undefined) return;
  createCluster(world);
  const address = hostIp(world, controlPlane);
  const dns = nthAddress(definition.serviceCIDR, 10);
  buildOutside(world, definition.nodes);
  for (const [index, node] of definition.nodes.entries()) {
    if (definition.ipFamily === 'dual') setUpSecondFamily(world, node, index);
    setUpNode(world, node, definition, dns);
  }
  const clusterName = definition.network === 'kindnet' ? 'kind-kind' : 'kubernetes';
  const service = nthAddress(definition.serviceCIDR, 1);
  const admin = writeKubeconfigs(world, definition.nodes, clusterName, { node: address, service });
  makeNodeDirectory(world, controlPlane, '/root/.kube');
  writeNodeFile(world, controlPlane, '/root/.kube/config', admin, 0o600);
  createSystemObjects(world, definition, address);
  for (const fault of faults) fault.prepare?.(world, definition);
  for (const node of definition.nodes) startKubelet(world, node);
  const limitUs = world.nowUs + START_LIMIT_US;
  do runUntil(world, () => false, world.nowUs + 1_000_000);
  while (world.nowUs < limitUs && !ready(world, definition));
  for (const fault of faults) fault.strike?.(world, definition);
  if (faults.some(({ strike }) => strike !== undefined)) runUntil(world, () => false, world.nowUs + AFTERMATH_US);
}

/** Whether everything that can be ready is. */
function ready(world: World, definition: ClusterDefinition): boolean {
  if (definition.network === 'none') return (world.nextForegroundUs ?? Infinity) - world.nowUs > 5_000_000;
  const pods = readObjects(world, 'pods') as readonly Pod[];
  return pods.length > 0 && pods.every((pod) => isReady(pod) || isTerminal(pod));
}
