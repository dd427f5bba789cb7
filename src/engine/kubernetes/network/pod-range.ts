import type { World } from '../../kernel/world';
import { inPrefix, parseIpv4 } from '../../packet/address';
import { readObject, readObjects } from '../api/store';
import type { ConfigMap, Node } from '../objects/kinds';

/** The range that kubeadm was told for Pods, when a node's own address lies in it: Pods then take neighbours' addresses, and routes to Pods catch what is for nodes. */
export function podRangeOverNodes(world: World): string | undefined {
  const config: ConfigMap | undefined = readObject(world, 'configmaps', 'kube-system', 'kubeadm-config');
  const [, range = ''] = /podSubnet: (\S+)/.exec(config?.data?.['ClusterConfiguration'] ?? '') ?? [];
  const [network = '', length = ''] = range.split('/');
  const base = parseIpv4(network);
  if (base === undefined) return undefined;
  const own = (readObjects(world, 'nodes') as readonly Node[]).flatMap(({ status }) => status?.addresses ?? []);
  return own.some(({ address }) => {
    const ip = parseIpv4(address);
    return ip !== undefined && inPrefix(ip, base, Number(length));
  })
    ? range
    : undefined;
}
