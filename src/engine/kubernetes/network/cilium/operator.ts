import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4 } from '../../../packet/address';
import type { ControllerClient } from '../../controllers/client';
import { controllerUser, type Component } from '../../controllers/component';
import { installObjects } from '../../addons/install';
import { ciliumDefinitions } from '../../addons/cilium';
import type { KubeObject } from '../../api/object';
import type { Pod } from '../../objects/kinds';
import { nowMs } from '../../api/store';
import { agentOn, type Agent } from '../agent';
import { tell } from './log';
import { hasCilium, listCilium, putCilium, putCiliumStatus, type CiliumObject } from './resources';
import { rangeOf } from './nodes';

/**
 * cilium-operator (operator/ of github.com/cilium/cilium), where its container runs: registers the definitions, gives each node a range of the pool, restarts Pods of
 * kube-dns that Cilium does not manage. Identities that nobody has are not taken away, which takes the real one half an hour.
 */
export const ciliumOperator: Component = {
  name: 'cilium-operator',
  process: 'kubelet',
  user: controllerUser('cilium-operator'),
  watches: {
    'ciliumnodes.cilium.io': (_change, world) => [...world.nodes.keys()],
    pods: ({ type, namespace }, world) =>
      hasCilium(world) && (type === 'DELETED' || namespace === 'kube-system') ? [...world.nodes.keys()] : [],
  },
  reconcileAll(api, keys) {
    for (const host of keys) {
      const agent = agentOn(api.world, host, 'cilium-operator');
      if (agent) return work(api, agent);
    }
  },
};

function work(api: ControllerClient, agent: Agent): void {
  const { world } = api;
  if (world.cluster?.stopped.has('kube-apiserver')) return;
  if (!hasCilium(world)) {
    installObjects(world, ciliumDefinitions() as readonly KubeObject[]);
    for (const node of world.nodes.keys()) api.enqueue(node, 1_000_000);
  }
  giveRanges(world, agent);
  for (const pod of api.list('pods', 'kube-system')) restartUnmanaged(api, pod);
}

/** operator/pkg/ipam/clusterpool: the first range of the pool that no node has. */
function giveRanges(world: World, agent: Agent): void {
  const pool = rangeOf(agent.settings['cluster-pool-ipv4-cidr']);
  const size = Number(agent.settings['cluster-pool-ipv4-mask-size'] ?? 24);
  if (!pool || size < pool.length || size > 30) return;
  const nodes = listCilium(world, 'ciliumnodes');
  const cidrs = (node: CiliumObject): readonly string[] =>
    (node.spec?.['ipam'] as { readonly podCIDRs?: readonly string[] } | undefined)?.podCIDRs ?? [];
  const taken = new Set(nodes.flatMap(cidrs));
  for (const node of nodes) {
    if (cidrs(node).length > 0) continue;
    const free = firstFree(pool.address, pool.length, size, taken);
    const { name = '' } = node.metadata;
    if (free === undefined) {
      const error = `unable to allocate pod CIDRs for node "${name}": allocator full`;
      tell(world, agent, 'error', 'pkg/ipam/allocator/podcidr/podcidr.go:412', error);
      putCiliumStatus(world, 'ciliumnodes', node, { ipam: { 'operator-status': { error } } });
      continue;
    }
    taken.add(free);
    putCilium(world, 'ciliumnodes', 'CiliumNode', {
      metadata: node.metadata,
      spec: { ...node.spec, ipam: { ...(node.spec?.['ipam'] as object | undefined), podCIDRs: [free] } },
    });
  }
}

function firstFree(base: number, length: number, size: number, taken: ReadonlySet<string>): string | undefined {
  const count = 2 ** (size - length);
  for (let i = 0; i < count; i++) {
    const cidr = `${formatIpv4(ipv4(base + i * 2 ** (32 - size)))}/${size}`;
    if (!taken.has(cidr)) return cidr;
  }
  return undefined;
}

/** operator/unmanagedpods: a Pod of the cluster's DNS that began before Cilium is deleted, so that its successor is Cilium's. */
function restartUnmanaged(api: ControllerClient, pod: Pod): void {
  const { metadata, spec, status } = pod;
  if (metadata.labels?.['k8s-app'] !== 'kube-dns' || spec?.hostNetwork === true || status?.phase !== 'Running') return;
  if (metadata.deletionTimestamp !== undefined) return;
  const { world } = api;
  const seconds = (nowMs(world) - Date.parse(status.startTime ?? '')) / 1_000;
  if (seconds < 30) return api.enqueue([...world.nodes.keys()][0] ?? '', 15_000_000, true);
  const known = listCilium(world, 'ciliumendpoints').some((endpoint) => endpoint.metadata.name === metadata.name && endpoint.metadata.namespace === metadata.namespace); // prettier-ignore
  if (!known) api.remove('pods', pod);
}
