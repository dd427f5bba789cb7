import type { Hook, TableName } from '../netfilter/model';
import type { NftChain, NftHook, NftRecord, NftTable } from './model';

/** A base chain of nftables that a packet meets at a hook. */
export interface ChainStage {
  readonly table: NftTable;
  readonly chain: NftChain;
}

/** What registers at a hook: a table of iptables, the kernel's own, or a base chain. */
export type Stage = TableName | 'track' | 'confirm' | ChainStage;

export interface HookPlan {
  readonly stages: readonly Stage[];
  /** Base chains of type nat, by priority: before the nat table of iptables, and after it. */
  readonly natBefore: readonly ChainStage[];
  readonly natAfter: readonly ChainStage[];
}

/** Priorities of what is always there (enum nf_ip_hook_priorities); source NAT is done at 100, destination NAT at -100. */
const PRIORITIES: Readonly<Record<TableName | 'track' | 'confirm', number>> = {
  raw: -300,
  track: -200,
  mangle: -150,
  nat: -100,
  filter: 0,
  security: 50,
  confirm: 0x7fffffff,
};

function priorityOf(stage: Stage, hook: Hook): number {
  if (typeof stage === 'object') return stage.chain.base?.priority ?? 0;
  return stage === 'nat' && (hook === 'INPUT' || hook === 'POSTROUTING') ? 100 : PRIORITIES[stage];
}

const plans = new WeakMap<NftRecord, Map<string, HookPlan>>();

/** What a packet of a family meets at a hook, by priority, when the namespace has tables of nftables. */
export function hookPlan(
  record: NftRecord,
  family: 'ip' | 'ip6',
  hook: Hook,
  fixed: readonly (TableName | 'track' | 'confirm')[],
): HookPlan {
  let known = plans.get(record);
  if (!known) plans.set(record, (known = new Map<string, HookPlan>()));
  const key = `${family} ${hook}`;
  let plan = known.get(key);
  if (!plan) known.set(key, (plan = make(record, family, hook, fixed)));
  return plan;
}

function make(record: NftRecord, family: 'ip' | 'ip6', hook: Hook, fixed: readonly Stage[]): HookPlan {
  const wanted = hook.toLowerCase() as NftHook;
  const chains = record.tables
    .filter((table) => !table.dormant && (table.family === family || table.family === 'inet'))
    .flatMap((table) => [...table.chains.values()].map((chain): ChainStage => ({ table, chain })))
    .filter(({ chain }) => chain.base?.hook === wanted)
    .sort((a, b) => (a.chain.base?.order ?? 0) - (b.chain.base?.order ?? 0));
  const order = (a: Stage, b: Stage): number => priorityOf(a, hook) - priorityOf(b, hook);
  const nat = chains.filter(({ chain }) => chain.base?.type === 'nat').sort(order);
  const others = chains.filter(({ chain }) => chain.base?.type !== 'nat');
  const own = priorityOf('nat', hook);
  return {
    stages: [...fixed, ...others].sort(order),
    natBefore: nat.filter((stage) => priorityOf(stage, hook) < own),
    natAfter: nat.filter((stage) => priorityOf(stage, hook) >= own),
  };
}
