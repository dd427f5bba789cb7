import { balance } from '../ipvs/balance';
import { hookPlan, type HookPlan } from '../nftables/plan';
import { traverseNft } from '../nftables/traverse';
import { trace } from '../trace';
import type { World } from '../world';
import { confirm, current, track } from './conntrack';
import type { Hook, NetfilterRecord, TableName, TableRecord } from './model';
import { applyNat, manipAt, setupNat, wantsNat } from './nat';
import type { AnySkb, Skb, Skb6 } from './skb';
import { traceService } from './service-trace';
import { traverse } from './traverse';
import type { Verdict } from './interpret';

/** What a hook did with a packet; what it changed is in the skb. */
export type HookResult =
  { readonly pass: true } | { readonly pass: false; readonly verdict: Exclude<Verdict, { verdict: 'ACCEPT' | 'NAT' }> };

const PASS: HookResult = { pass: true };

type FixedStage = TableName | 'track' | 'confirm';

/** What registers at each hook, by priority (enum nf_ip_hook_priorities). */
const STAGES: Readonly<Record<Hook, readonly FixedStage[]>> = {
  PREROUTING: ['raw', 'track', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'security', 'nat', 'confirm'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['raw', 'track', 'mangle', 'nat', 'filter', 'security'],
  POSTROUTING: ['mangle', 'nat', 'confirm'],
};

/** Whether a namespace filters at all; most never do and pay nothing. */
export function filters(world: World, netns: number): boolean {
  const { netfilter, ipvs } = world.netns(netns);
  return netfilter.tables.size > 0 || ipvs !== undefined || netfilter.nft !== undefined;
}

/** Whether a namespace filters IPv6 at all. */
export function filters6(world: World, netns: number): boolean {
  const { tables6, nft } = world.netns(netns).netfilter;
  return tables6.size > 0 || nft !== undefined;
}

/** NF_HOOK: the packet goes through everything registered at a hook of IPv4. Call only when the namespace filters. */
export function runHook(world: World, skb: Skb, hook: Hook): HookResult {
  const { netfilter, ipvs } = world.netns(skb.netns);
  const follows = netfilter.usesConntrack || ipvs !== undefined || netfilter.nft?.usesConntrack === true;
  return runStages(world, skb, hook, netfilter.tables, follows, netfilter.nft && hookPlan(netfilter.nft, 'ip', hook, STAGES[hook])); // prettier-ignore
}

/** NF_HOOK for IPv6. Call only when the namespace filters IPv6. */
export function runHook6(world: World, skb: Skb6, hook: Hook): HookResult {
  const { tables6, usesConntrack6, nft } = world.netns(skb.netns).netfilter;
  const follows = usesConntrack6 || nft?.usesConntrack6 === true;
  return runStages(world, skb, hook, tables6, follows, nft && hookPlan(nft, 'ip6', hook, STAGES[hook]));
}

function runStages(
  world: World,
  skb: AnySkb,
  hook: Hook,
  tables: NetfilterRecord['tables'],
  usesConntrack: boolean,
  plan: HookPlan | undefined,
): HookResult {
  if (hook === 'PREROUTING' && skb.tracked) skb.tracked = current(world, skb.netns, skb.tracked);
  for (const stage of plan?.stages ?? STAGES[hook]) {
    if (typeof stage === 'object') {
      const verdict = traverseNft(world, skb, stage.table, stage.chain, hook);
      if (verdict.verdict === 'DROP' || verdict.verdict === 'REJECT') return drop(world, skb, verdict);
    } else if (stage === 'track') {
      if (usesConntrack && !skb.untracked && !skb.tracked) track(world, skb);
    } else if (stage === 'confirm') {
      if (!confirm(world, skb))
        return drop(world, skb, {
          verdict: 'DROP',
          why: () => ({ detail: 'another connection has the same addresses and ports' }),
        });
    } else if (stage === 'nat') {
      const refused = natStage(world, skb, hook, tables.get('nat'), plan);
      if (refused) return drop(world, skb, refused);
    } else {
      const table = tables.get(stage);
      if (!table) continue;
      const verdict = traverse(world, skb, table, hook);
      if (verdict.verdict === 'DROP' || verdict.verdict === 'REJECT') return drop(world, skb, verdict);
    }
  }
  return PASS;
}

/** nf_nat_inet_fn: the first packet of a connection is looked up in the nat table, every packet is changed accordingly. */
function natStage(
  world: World,
  skb: AnySkb,
  hook: Hook,
  table: TableRecord | undefined,
  plan: HookPlan | undefined,
): Extract<HookResult, { pass: false }>['verdict'] | undefined {
  if (!skb.tracked) return undefined;
  if (wantsNat(skb, manipAt(hook))) {
    const verdict = chooseNat(world, skb, hook, table, plan);
    if (verdict?.verdict === 'DROP') return plan ? verdict : NO_ADDRESS;
    if (verdict?.verdict === 'REJECT') return verdict;
    const target = verdict?.verdict === 'NAT' ? verdict.target : balanced(world, skb, hook);
    const stopped = target !== undefined && verdict?.verdict !== 'NAT' && hook === 'PREROUTING' ? atInput(world, skb) : undefined; // prettier-ignore
    if (stopped) return stopped;
    if (target === 'refused') {
      if (world.recorder) traceService(world, skb);
      return NO_SERVER;
    }
    if (!setupNat(world, skb, hook, target)) return NO_ADDRESS;
  }
  applyNat(world, skb, hook);
  if (world.recorder && manipAt(hook) === 'destination') traceService(world, skb);
  return undefined;
}

/** nf_nat_inet_fn: chains of type nat are asked by priority until one has chosen. */
function chooseNat(
  world: World,
  skb: AnySkb,
  hook: Hook,
  table: TableRecord | undefined,
  plan: HookPlan | undefined,
): Verdict | undefined {
  if (!plan) return table && traverse(world, skb, table, hook);
  for (const stage of plan.natBefore) {
    const verdict = traverseNft(world, skb, stage.table, stage.chain, hook);
    if (verdict.verdict !== 'ACCEPT') return verdict;
  }
  const own = table && traverse(world, skb, table, hook);
  if (own && own.verdict !== 'ACCEPT') return own;
  for (const stage of plan.natAfter) {
    const verdict = traverseNft(world, skb, stage.table, stage.chain, hook);
    if (verdict.verdict !== 'ACCEPT') return verdict;
  }
  return undefined;
}

/** ip_vs_in comes after the filter table at NF_INET_LOCAL_IN: what is for a virtual service goes through the rules for this host itself first. */
function atInput(world: World, skb: AnySkb): Exclude<Verdict, { verdict: 'ACCEPT' | 'NAT' }> | undefined {
  const filter = world.netns(skb.netns).netfilter.tables.get('filter');
  const verdict = filter && traverse(world, skb, filter, 'INPUT');
  return verdict?.verdict === 'DROP' || verdict?.verdict === 'REJECT' ? verdict : undefined;
}

const NO_ADDRESS = { verdict: 'DROP', why: () => ({ detail: 'NAT found no address to use' }) } as const;

/** Where IPVS sends the packet, as a rule of the nat table would. */
function balanced(world: World, skb: AnySkb, hook: Hook): Parameters<typeof setupNat>[3] | 'refused' {
  if (manipAt(hook) !== 'destination' || !world.netns(skb.netns).ipvs) return undefined;
  const server = balance(world, skb);
  if (server === undefined || server === 'refused') return server;
  const { address, port } = server;
  return { target: 'DNAT', range: { minAddress: address, maxAddress: address, minPort: port, maxPort: port } };
}

const NO_SERVER = {
  verdict: 'REJECT',
  with: 'icmp-port-unreachable',
  why: () => ({ detail: 'IPVS has no server for this virtual service' }),
} as const;

function drop(world: World, skb: AnySkb, verdict: Extract<HookResult, { pass: false }>['verdict']): HookResult {
  trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({
    type: 'drop',
    reason: 'NETFILTER_DROP',
    ...verdict.why(),
  }));
  return { pass: false, verdict };
}
