import type { Hook } from '../netfilter/model';
import type { AnySkb } from '../netfilter/skb';
import type { Verdict, Why } from '../netfilter/interpret';
import { policyEnds } from '../policy-ends';
import { trace } from '../trace';
import type { World } from '../world';
import type { NftChain, NftRule, NftTable } from './model';
import { perform, type Outcome } from './statements';

const ACCEPT: Verdict = { verdict: 'ACCEPT' };

/** NFT_JUMP_STACK_SIZE. */
const MOST_JUMPS = 16;

interface Frame {
  readonly chain: NftChain;
  /** The number of the rule it is at, from 1. */
  at: number;
}

/** nft_do_chain: walks a base chain and the chains it leads to until something decides about the packet. */
export function traverseNft(world: World, skb: AnySkb, table: NftTable, base: NftChain, hook: Hook): Verdict {
  const stack: Frame[] = [{ chain: base, at: 0 }];
  for (let frame = stack[0]; frame; frame = stack[stack.length - 1]) {
    const rule = frame.chain.rules[frame.at++];
    if (!rule) {
      stack.pop();
      continue;
    }
    const outcome = runRule(world, skb, table, rule, hook);
    if (outcome === 'break') continue;
    if (world.recorder) traceRule(world, skb, table, hook, frame, rule, outcome);
    if (outcome === 'next') continue;
    switch (outcome.verdict) {
      case 'accept':
        return ACCEPT;
      case 'drop':
        return { verdict: 'DROP', why: whyRule(world, skb, table, frame, rule, 'DROP') };
      case 'reject':
        return { verdict: 'REJECT', with: outcome.with, why: whyRule(world, skb, table, frame, rule, 'REJECT') };
      case 'nat':
        return { verdict: 'NAT', target: outcome.target };
      case 'return':
        stack.pop();
        break;
      case 'continue':
        break;
      case 'jump':
      case 'goto': {
        const next = table.chains.get(outcome.chain);
        if (outcome.verdict === 'goto') stack.pop();
        if (next && stack.length < MOST_JUMPS) stack.push({ chain: next, at: 0 });
      }
    }
  }
  return base.base?.policy === 'drop' ? policyDrop(world, skb, table, base) : ACCEPT;
}

/** All statements of a rule, in order, until one says that the rule does not apply or decides. */
function runRule(world: World, skb: AnySkb, table: NftTable, { id, statements }: NftRule, hook: Hook): Outcome {
  const asking = { world, skb, table, rule: id };
  for (let index = 0; index < statements.length; index++) {
    const statement = statements[index];
    if (!statement) continue;
    const outcome = perform(asking, statement, index, hook);
    if (outcome !== 'next') return outcome;
  }
  return 'next';
}

function nameOf({ family, name }: NftTable): string {
  return `${family} ${name}`;
}

function traceRule(
  world: World,
  skb: AnySkb,
  table: NftTable,
  hook: Hook,
  frame: Frame,
  rule: NftRule,
  outcome: Outcome,
): void {
  // prettier-ignore
  const { chain, at: number } = frame;
  trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({
    type: 'rule',
    hook,
    table: nameOf(table),
    chain: chain.name,
    number,
    rule: textOf(world, skb, chain, rule),
    verdict: verdictText(outcome),
  }));
}

function verdictText(outcome: Outcome): string {
  if (typeof outcome === 'string') return 'counted';
  if (outcome.verdict === 'nat') return outcome.target.target;
  return outcome.verdict === 'jump' || outcome.verdict === 'goto' ? outcome.verdict : outcome.verdict.toUpperCase();
}

function whyRule(
  world: World,
  skb: AnySkb,
  table: NftTable,
  frame: Frame,
  rule: NftRule,
  target: 'DROP' | 'REJECT',
): Why {
  // prettier-ignore
  const { chain, at: number } = frame;
  return () => {
    const text = textOf(world, skb, chain, rule);
    const detail = `rule ${number} of chain ${chain.name} in table ${nameOf(table)}: ${text}`;
    const cause = world.clusterBehaviour?.policyDrop?.(world, skb.netns, chain.name, policyEnds(skb.packet));
    return { detail, cause: cause ?? { code: 'rule', table: nameOf(table), chain: chain.name, number, rule: text, target } }; // prettier-ignore
  };
}

function policyDrop(world: World, skb: AnySkb, table: NftTable, { name: chain }: NftChain): Verdict {
  const name = nameOf(table);
  trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({ type: 'policy', table: name, chain, verdict: 'DROP' })); // prettier-ignore
  return {
    verdict: 'DROP',
    why: () => ({ detail: `policy of chain ${chain} in table ${name}`, cause: { code: 'policy', table: name, chain } }),
  };
}

function textOf(world: World, { netns }: AnySkb, { name }: NftChain, rule: NftRule): string {
  return world.ruleText?.(world, netns, name, rule) ?? name;
}
