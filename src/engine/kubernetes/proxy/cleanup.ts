import { openNetfilter, type NetfilterSocket } from '../../kernel/netfilter/control';
import type { ChainRecord } from '../../kernel/netfilter/model';
import { chainAfter, someRule, withRules } from '../../kernel/netfilter/unread-chain';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { isServiceChain } from './chain-names';
import { removeTable } from './nftables/sync';
import type { ProxySettings } from './settings';

/** Chains of iptables mode that are not the kubelet's too (iptablesCleanupOnlyChains and its like in pkg/proxy/iptables/cleanup.go). */
const OWN: ReadonlySet<string> = new Set(['KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES', 'KUBE-NODEPORTS', 'KUBE-FORWARD', 'KUBE-PROXY-FIREWALL', 'KUBE-PROXY-CANARY']); // prettier-ignore

/** What a kube-proxy that starts does about the rules of another mode (platformCleanup of cmd/kube-proxy/app/server_linux.go). */
export function cleanUpOthers(world: World, host: HostId, { mode }: ProxySettings): void {
  if (mode === 'nftables') removeIptables(openNetfilter(world, world.host(host).rootNetns));
  else removeTable(world, host);
}

function removeIptables(socket: NetfilterSocket): void {
  for (const name of ['mangle', 'nat', 'filter'] as const) {
    const table = socket.table(name);
    if (!table || ![...table.chains.keys()].some(isOwn)) continue;
    const chains = [...table.chains]
      .filter(([chain]) => !isOwn(chain))
      .map(([chain, record]): [string, ChainRecord] => [chain, withoutJumps(record)]);
    socket.commit({ ...table, chains: new Map(chains) });
  }
}

function isOwn(chain: string): boolean {
  return OWN.has(chain) || isServiceChain(chain);
}

function withoutJumps(chain: ChainRecord): ChainRecord {
  if (!someRule(chain, (_, to) => to !== undefined && isOwn(to))) return chain;
  return withRules(
    chain,
    chain.rules.filter((rule) => !isOwn(chainAfter(rule) ?? '')),
  );
}
