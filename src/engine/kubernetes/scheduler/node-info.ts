import type { Node, Pod, PodSpec } from '../objects/kinds';
import { controllerOf } from '../controllers/component';
import { isDeleting } from '../objects/pod-state';
import { amountsOf, podRequests, type Amounts } from '../objects/resources';

/** A node as the scheduler sees it: what it has, and what its Pods want of that (pkg/scheduler/framework NodeInfo). */
export interface NodeInfo {
  readonly node: Node;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly allocatable: Amounts;
  /** What the Pods here request. */
  readonly requested: Map<string, number>;
  /** The same, with 100 millicores and 200 MiB for those who ask for nothing (GetNonzeroRequests). */
  readonly nonZero: { cpu: number; memory: number };
  readonly pods: Pod[];
  /** Those of them that want others near or away (PodsWithAffinity). */
  readonly withAffinity: Set<Pod>;
  /** How many of them stay, by the uid of their controller. */
  readonly siblings: Map<string, number>;
  /** `protocol/hostIP/port` */
  readonly hostPorts: Set<string>;
}

const DEFAULT_MILLI_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

export function nodeInfo(node: Node, pods: readonly Pod[]): NodeInfo {
  const info: NodeInfo = {
    node,
    name: node.metadata.name ?? '',
    labels: node.metadata.labels ?? {},
    allocatable: amountsOf(node.status?.allocatable),
    requested: new Map(),
    nonZero: { cpu: 0, memory: 0 },
    pods: [],
    withAffinity: new Set(),
    siblings: new Map(),
    hostPorts: new Set(),
  };
  for (const pod of pods) addPod(info, pod);
  return info;
}

export function addPod(info: NodeInfo, pod: Pod, sign = 1): void {
  const requests = podRequests(pod.spec);
  for (const [resource, amount] of requests) {
    info.requested.set(resource, (info.requested.get(resource) ?? 0) + sign * amount);
  }
  info.nonZero.cpu += sign * (requests.get('cpu') ?? DEFAULT_MILLI_CPU);
  info.nonZero.memory += sign * (requests.get('memory') ?? DEFAULT_MEMORY);
  const owner = isDeleting(pod) ? undefined : controllerOf(pod)?.uid;
  if (owner !== undefined) info.siblings.set(owner, (info.siblings.get(owner) ?? 0) + sign);
  if (sign > 0) {
    info.pods.push(pod);
    if (pod.spec?.affinity) info.withAffinity.add(pod);
    for (const port of hostPorts(pod.spec)) info.hostPorts.add(port);
    return;
  }
  const at = info.pods.findIndex(({ metadata }) => metadata.uid === pod.metadata.uid);
  const [gone] = at >= 0 ? info.pods.splice(at, 1) : [];
  if (gone) info.withAffinity.delete(gone);
  info.hostPorts.clear();
  for (const other of info.pods) for (const port of hostPorts(other.spec)) info.hostPorts.add(port);
}

/** Ports of the node that a Pod takes. */
export function hostPorts(spec: PodSpec | undefined): readonly string[] {
  const ports: string[] = [];
  for (const container of spec?.containers ?? []) {
    for (const { hostPort, protocol = 'TCP', hostIP = '0.0.0.0' } of container.ports ?? []) {
      if (hostPort) ports.push(`${protocol}/${hostIP}/${hostPort}`);
    }
  }
  return ports;
}

/** Whether a port is taken, by one address or by all. */
export function portTaken(taken: ReadonlySet<string>, port: string): boolean {
  const [protocol = '', ip = '', number = ''] = port.split('/');
  if (ip !== '0.0.0.0') return taken.has(port) || taken.has(`${protocol}/0.0.0.0/${number}`);
  for (const other of taken) if (other.startsWith(`${protocol}/`) && other.endsWith(`/${number}`)) return true;
  return false;
}
