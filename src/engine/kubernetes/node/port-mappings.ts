import type { Pod } from '../objects/kinds';
import type { PortMapping } from './cni/plugin';

/** The ports of the node that a Pod's containers ask for (pkg/kubelet/kuberuntime/kuberuntime_sandbox.go); those of the node's own network need none. */
export function portMappings(pod: Pod): readonly PortMapping[] {
  if (pod.spec?.hostNetwork === true) return [];
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  return containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort = 0, containerPort, protocol = 'TCP', hostIP = '' }) =>
      hostPort > 0 ? [{ hostPort, containerPort, protocol: protocol.toLowerCase(), hostIP }] : [],
    ),
  );
}
