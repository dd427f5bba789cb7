import type { ClusterObservation, NamespaceObservation } from '../engine/lab/observe-cluster';
import type { TreeNode, TreeWords } from './namespaces-tree';

/** A cluster's namespaces → Pods and Services. */
export function clusterNode({ namespaces }: ClusterObservation, words: TreeWords): TreeNode {
  return {
    ...plain('kubernetes', 'Kubernetes'),
    icon: 'server',
    children: namespaces.map((each) => namespaceNode(each, words)),
  };
}

function namespaceNode({ name, pods, services }: NamespaceObservation, words: TreeWords): TreeNode {
  const id = `kubernetes/${name}`;
  return {
    ...plain(id, name),
    icon: 'symbol-namespace',
    spoken: `${words.kubernetesNamespace} ${name}`,
    children: [
      ...services.map((service): TreeNode => {
        const description = [service.type, service.address, service.ports.join(',')]
          .filter((part) => part !== '')
          .join(' · ');
        return { ...plain(`${id}/service/${service.name}`, service.name), description, icon: 'symbol-interface', spoken: `Service ${service.name}, ${description}`, tooltip: `Service ${name}/${service.name}: ${description}` }; // prettier-ignore
      }),
      ...pods.map((pod): TreeNode => {
        const good = pod.ready || pod.phase === 'Succeeded';
        const description = [pod.ready ? words.ready : pod.phase, pod.ip, pod.node]
          .filter((part) => part !== '')
          .join(' · ');
        return { ...plain(`${id}/pod/${pod.name}`, pod.name), description, icon: 'package', state: good ? 'good' : 'bad', spoken: `Pod ${pod.name}, ${description}`, tooltip: `Pod ${name}/${pod.name}: ${description}` }; // prettier-ignore
      }),
    ],
  };
}

function plain(id: string, label: string): TreeNode {
  return { id, label, description: '', icon: 'circle', state: 'neutral', tooltip: label, spoken: label, children: [] };
}
