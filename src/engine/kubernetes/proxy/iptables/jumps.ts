import type { ChainRecord, Hook, RuleRecord, TableName, TableRecord } from '../../../kernel/netfilter/model';

/** Rules by which packets get into kube-proxy's chains (iptablesJumpChains of pkg/proxy/iptables/proxier.go). */
export interface Jump {
  readonly table: TableName;
  readonly to: string;
  readonly from: Hook;
  readonly comment: string;
  /** Only for the first packet of a connection. */
  readonly onlyNew?: true;
}

const EXTERNAL = 'kubernetes externally-visible service portals';
const PORTALS = 'kubernetes service portals';
const FIREWALL = 'kubernetes load balancer firewall';

/** Each is put in front of those that are there. */
export const PROXY_JUMPS: readonly Jump[] = [
  { table: 'filter', to: 'KUBE-EXTERNAL-SERVICES', from: 'INPUT', comment: EXTERNAL, onlyNew: true },
  { table: 'filter', to: 'KUBE-EXTERNAL-SERVICES', from: 'FORWARD', comment: EXTERNAL, onlyNew: true },
  { table: 'filter', to: 'KUBE-NODEPORTS', from: 'INPUT', comment: 'kubernetes health check service ports' },
  { table: 'filter', to: 'KUBE-SERVICES', from: 'FORWARD', comment: PORTALS, onlyNew: true },
  { table: 'filter', to: 'KUBE-SERVICES', from: 'OUTPUT', comment: PORTALS, onlyNew: true },
  { table: 'filter', to: 'KUBE-FORWARD', from: 'FORWARD', comment: 'kubernetes forwarding rules' },
  { table: 'filter', to: 'KUBE-PROXY-FIREWALL', from: 'INPUT', comment: FIREWALL, onlyNew: true },
  { table: 'filter', to: 'KUBE-PROXY-FIREWALL', from: 'OUTPUT', comment: FIREWALL, onlyNew: true },
  { table: 'filter', to: 'KUBE-PROXY-FIREWALL', from: 'FORWARD', comment: FIREWALL, onlyNew: true },
  { table: 'nat', to: 'KUBE-SERVICES', from: 'OUTPUT', comment: PORTALS },
  { table: 'nat', to: 'KUBE-SERVICES', from: 'PREROUTING', comment: PORTALS },
  { table: 'nat', to: 'KUBE-POSTROUTING', from: 'POSTROUTING', comment: 'kubernetes postrouting rules' },
];

/** The kubelet makes these too (pkg/kubelet/kubelet_network_linux.go). */
export const KUBELET_JUMPS: readonly Jump[] = [
  { table: 'filter', to: 'KUBE-FIREWALL', from: 'INPUT', comment: '' },
  { table: 'filter', to: 'KUBE-FIREWALL', from: 'OUTPUT', comment: '' },
];

/**
 * What iptables-restore has to be told so that chains and jumps of a table are there: only what is missing, because a line for a chain that
 * exists would empty it.
 */
export function missingJumps(
  table: TableRecord | undefined,
  name: TableName,
  jumps: readonly Jump[],
): readonly string[] {
  const chains = new Set<string>();
  const rules: string[] = [];
  for (const jump of jumps.filter((each) => each.table === name)) {
    if (!table?.chains.has(jump.to)) chains.add(jump.to);
    if (!table?.chains.get(jump.from)?.rules.some((rule) => isJump(rule, jump))) rules.push(ruleOf(jump));
  }
  return [...Array.from(chains, chainLine), ...rules];
}

/** `:CHAIN - [0:0]`: makes a chain, or empties it. */
export function chainLine(name: string): string {
  return `:${name} - [0:0]`;
}

function ruleOf({ from, to, comment, onlyNew }: Jump): string {
  const state = onlyNew ? '-m conntrack --ctstate NEW ' : '';
  const said = comment === '' ? '' : `-m comment --comment "${comment}" `;
  return `-I ${from} 1 ${state}${said}-j ${to}`;
}

function isJump({ target, matches, selector }: RuleRecord, { to, comment, onlyNew }: Jump): boolean {
  if (target?.target !== 'jump' || target.chain !== to || Object.keys(selector).length > 0) return false;
  const wanted = (onlyNew ? 1 : 0) + (comment === '' ? 0 : 1);
  return (
    matches.length === wanted &&
    matches.every((match) =>
      match.match === 'comment'
        ? match.text === comment
        : match.match === 'conntrack' && onlyNew && match.states?.any.join() === 'NEW',
    )
  );
}

/** Whether a chain of this name is there. */
export function hasChain(table: TableRecord | undefined, name: string): table is TableRecord {
  const chain: ChainRecord | undefined = table?.chains.get(name);
  return chain !== undefined && chain.absent === undefined;
}
