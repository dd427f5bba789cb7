import { openNetfilter } from '../../kernel/netfilter/control';
import type { TableName } from '../../kernel/netfilter/model';
import type { World } from '../../kernel/world';
import { chainLine, hasChain, KUBELET_JUMPS, missingJumps } from '../proxy/iptables/jumps';
import { restoreOn } from '../proxy/iptables/restore-on';
import { LOCALNET_RULE } from '../proxy/iptables/rules';

/**
 * What a kubelet makes of iptables when it starts (pkg/kubelet/kubelet_network_linux.go): chains that tell others which iptables is used and
 * whether somebody flushed it, and the rule that keeps 127.0.0.1 to the node.
 */
export function makeKubeletChains(world: World, node: string): void {
  const socket = openNetfilter(world, world.host(node).rootNetns);
  const lines: string[] = [];
  const missing = (name: TableName, chains: readonly string[]): readonly string[] =>
    chains.filter((chain) => !hasChain(socket.table(name), chain)).map(chainLine);
  const filter = missing('filter', ['KUBE-KUBELET-CANARY']);
  const firewall = hasChain(socket.table('filter'), 'KUBE-FIREWALL') ? [] : [LOCALNET_RULE];
  const parts: readonly (readonly [TableName, readonly string[]])[] = [
    ['mangle', missing('mangle', ['KUBE-IPTABLES-HINT', 'KUBE-KUBELET-CANARY'])],
    ['nat', missing('nat', ['KUBE-KUBELET-CANARY'])],
    ['filter', [...filter, ...missingJumps(socket.table('filter'), 'filter', KUBELET_JUMPS), ...firewall]],
  ];
  for (const [name, part] of parts) if (part.length > 0) lines.push(`*${name}`, ...part, 'COMMIT');
  if (lines.length > 0) restoreOn(world, node, `${lines.join('\n')}\n`);
}
