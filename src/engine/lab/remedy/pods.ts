import type { World } from '../../kernel/world';
import { readObject, readObjects } from '../../kubernetes/api/store';
import type { ConfigMap, DaemonSet } from '../../kubernetes/objects/kinds';
import type { ServiceFacts } from '../../walk/service';

/** Commands of the administrator after which Pods that do not start, or whose node is lost, become ready. */
export function startingPods(
  world: World,
  namespace: string,
  lacks: NonNullable<ServiceFacts['lacks']>,
): readonly string[] {
  const { selector, waiting, agent, node } = lacks;
  const ready = `kubectl -n ${namespace} wait --for=condition=Ready pod -l ${selector} --timeout=120s`;
  const commands = [
    ...(node ? [`ssh ${node.name} systemctl start kubelet && kubectl wait --for=condition=Ready node/${node.name} --timeout=60s`] : []), // prettier-ignore
    ...(agent ? rangeOfFlannel(world, agent.line) : []),
    ...(waiting?.reason === 'FailedCreatePodSandBox' ? networkAddOns(world).map(restarted) : []),
  ];
  return commands.map((command) => `${command} && ${ready}`);
}

type Named = readonly [namespace: string, name: string];

/** The DaemonSets that put plugins into /opt/cni/bin: a Pod of theirs that starts brings them again. */
function networkAddOns(world: World): readonly Named[] {
  return (readObjects(world, 'daemonsets.apps') as readonly DaemonSet[])
    .filter(({ spec }) => spec?.template.spec?.volumes?.some(({ hostPath }) => hostPath?.path === '/opt/cni/bin'))
    .map(({ metadata }) => [metadata.namespace ?? '', metadata.name ?? '']);
}

function restarted([namespace, name]: Named): string {
  const on = `kubectl -n ${namespace}`;
  return `${on} rollout restart daemonset ${name} && ${on} rollout status daemonset ${name} --timeout=120s`;
}

/** flannel refuses a node's range that lies outside its own: it is told the cluster's. */
function rangeOfFlannel(world: World, line: string): readonly string[] {
  const [, wrong] = /subnet "([^"]+)" specified in the flannel net config doesn't contain/.exec(line) ?? [];
  const config: ConfigMap | undefined = readObject(world, 'configmaps', 'kube-system', 'kubeadm-config');
  const [, right] = /podSubnet: (\S+)/.exec(config?.data?.['ClusterConfiguration'] ?? '') ?? [];
  if (wrong === undefined || right === undefined) return [];
  return [
    `kubectl -n kube-flannel get configmap kube-flannel-cfg -o yaml | sed 's#${wrong}#${right}#' | kubectl apply -f - && ${restarted(['kube-flannel', 'kube-flannel-ds'])}`,
  ];
}
