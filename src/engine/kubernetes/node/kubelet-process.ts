import { logToJournal } from '../../kernel/systemd/journal';
import type { World } from '../../kernel/world';
import { remembered } from '../../state/remembered';
import { klog } from '../../tools/daemons/texts';
import { hostIp } from './host-ip';
import { apiServerWorks } from '../controllers/process-state';

/** The process of a node's kubelet, as systemd runs it: what it was started with (tools/daemons/kubelet.ts). */

const NONE: Readonly<Record<string, string>> = {};

export function kubeletSettings(world: World, node: string): Readonly<Record<string, string>> {
  const pid = world.systems.get(node)?.units.get('kubelet.service')?.mainPid;
  const state = pid === undefined ? undefined : world.services.get(pid)?.state;
  return state?.kind === 'daemon' ? state.settings : NONE;
}

/** Whether the API server that its kubeconfig names is one that answers. */
export function reachesApiServer(world: World, node: string): boolean {
  if (!apiServerWorks(world)) return false;
  const { server } = kubeletSettings(world, node);
  if (server === undefined) return true;
  const { host, port, foreign } = partsOf(server);
  if (port !== '6443' && !listens(world, Number(port))) return false;
  // A name is looked up in the hosts file of its node; an address belongs to a node of the cluster, or nobody answers.
  if (!foreign) return true;
  for (const name of world.nodes.keys()) if (hostIp(world, name) === host) return true;
  return false;
}

const partsOf = remembered((server) => {
  const [host = '', port = '443'] = server.split(':');
  return { host, port, foreign: /^\d+\.\d+\.\d+\.\d+$/.test(host) && host !== '127.0.0.1' };
});

function listens(world: World, port: number): boolean {
  for (const socket of world.sockets.values())
    if (socket.type === 'tcp' && socket.state === 'LISTEN' && socket.port === port) return true;
  return false;
}

/** What a kubelet writes into the journal when it cannot renew its lease. */
export function tellUnreachable(world: World, node: string): void {
  const pid = world.systems.get(node)?.units.get('kubelet.service')?.mainPid;
  if (pid === undefined) return;
  const server = kubeletSettings(world, node)['server'] ?? '';
  const url = `https://${server}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}?timeout=10s`;
  const error = `Get "${url}": dial tcp ${server}: connect: connection refused`;
  const message = `${klog(world, 'E', pid, 'controller.go:145')}"Failed to ensure lease exists, will retry" err=${JSON.stringify(error)} interval="7s"`;
  logToJournal(world, node, { identifier: 'kubelet', pid, unit: 'kubelet.service', priority: 6, message });
}
