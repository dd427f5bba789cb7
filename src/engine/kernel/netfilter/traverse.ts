import type { World } from '../world';
import { rulesFor } from './chain-index';
import { decide } from './decisions/decide';
import { treeOf } from './decisions/tree';
import { ACCEPT, enter, interpret, type Verdict } from './interpret';
import type { ChainRecord, Hook, TableRecord } from './model';
import type { AnySkb } from './skb';

/**
 * nft_do_chain / ipt_do_table: what a table decides about a packet at a hook. Whoever records sees every rule; otherwise the packet goes down the
 * table's tree. `rulesOf` says how a chain is gone through rule by rule.
 */
export function traverse(world: World, skb: AnySkb, table: TableRecord, hook: Hook, rulesOf = rulesFor): Verdict {
  if (table.foreign) {
    for (const chain of table.foreign) {
      if (chain.hook !== hook) continue;
      const verdict = interpret(world, skb, table, hook, chain, [enter(chain, skb, rulesOf)], rulesOf);
      if (verdict.verdict !== 'ACCEPT') return verdict;
    }
  }
  const base = table.chains.get(hook);
  if (!base || isIdle(base)) return ACCEPT;
  if (world.recorder || rulesOf !== rulesFor) {
    return interpret(world, skb, table, hook, base, [enter(base, skb, rulesOf)], rulesOf);
  }
  return decide(world, skb, treeOf(table, base, hook), hook);
}

/** A chain without rules that lets everything pass and counts nothing. */
function isIdle({ rules, counted, policy }: ChainRecord): boolean {
  return rules.length === 0 && !counted && policy !== 'DROP';
}
