import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4 } from '../../../packet/address';
import { hasChain, removeChain, restoreRules, tableText } from '../iptables';
import { sha512 } from './sha512';
import type { CniAddress } from './plugin';

/** `ipMasq` of the plugins bridge and ptp: what leaves the Pod's network does so under the node's address (pkg/ip/ipmasq_iptables_linux.go). */

export function chainName(network: string, container: string, prefix = ''): string {
  return `CNI-${prefix}${sha512(network + container)}`.slice(0, 28);
}

export function masquerade(
  world: World,
  node: HostId,
  ips: readonly CniAddress[],
  network: string,
  container: string,
): void {
  const chain = chainName(network, container);
  const comment = commentOf(network, container);
  const lines = ips.flatMap(({ address, length }) => [
    `-A ${chain} -d ${formatIpv4(address)}/${length} -m comment --comment ${comment} -j ACCEPT`,
    `-A ${chain} ! -d 224.0.0.0/4 -m comment --comment ${comment} -j MASQUERADE`,
    `-A POSTROUTING -s ${formatIpv4(address)} -m comment --comment ${comment} -j ${chain}`,
  ]);
  restoreRules(world, node, tableText('nat', [`:${chain} - [0:0]`, ...lines]));
}

export function stopMasquerade(world: World, node: HostId, network: string, container: string): void {
  const chain = chainName(network, container);
  if (!hasChain(world, node, 'nat', chain)) return;
  removeChain(world, node, 'nat', chain, ['POSTROUTING']);
}

/** `name: "cbr0" id: "…"` as a word of iptables-restore. */
function commentOf(network: string, container: string): string {
  return `"name: \\"${network}\\" id: \\"${container}\\""`;
}
