import type { World } from '../../kernel/world';
import type { ConfigMap, Pod } from '../objects/kinds';

/** Settings that control loops read where kubeadm wrote them. */

/** The cluster's range of Pod addresses (--cluster-cidr of kube-controller-manager). */
export function clusterRange(world: World): string {
  return flagOf(world, 'kube-controller-manager', 'cluster-cidr') ?? subnetOf(world) ?? '10.244.0.0/16';
}

function subnetOf(world: World): string | undefined {
  const config = world.cluster?.objects.get('configmaps')?.get('kube-system')?.get('kubeadm-config') as unknown as
    ConfigMap | undefined;
  return /podSubnet: (\S+)/.exec(config?.data?.['ClusterConfiguration'] ?? '')?.[1];
}

/** A flag of a program that runs as a static Pod. */
function flagOf(world: World, program: string, flag: string): string | undefined {
  for (const object of world.cluster?.staticPods.values() ?? []) {
    const pod = object as unknown as Pod;
    const container = pod.spec?.containers.find(({ name }) => name === program);
    const word = [...(container?.command ?? []), ...(container?.args ?? [])].find((each) =>
      each.startsWith(`--${flag}=`),
    );
    if (word) return word.slice(flag.length + 3);
  }
  return undefined;
}
