import type { DropCause } from '../../walk/step';
import { policyEnds } from '../policy-ends';
import { trace } from '../trace';
import type { World } from '../world';
import { rulesFor, type RuleCursor } from './chain-index';
import { count } from './control';
import { ruleMatches } from './match';
import type { ChainRecord, Hook, RejectWith, RuleRecord, TableRecord, Target } from './model';
import type { AnySkb } from './skb';
import { applyTarget } from './target';

/** What a table decided about a packet. */
export type Verdict =
  | { readonly verdict: 'ACCEPT' }
  | { readonly verdict: 'DROP'; readonly why: Why }
  | { readonly verdict: 'REJECT'; readonly with: RejectWith; readonly why: Why }
  /** A NAT target of the nat table. */
  | { readonly verdict: 'NAT'; readonly target: Extract<Target, { range: unknown }> };

/** Says what dropped a packet; made only when somebody records. */
export type Why = () => { readonly detail: string; readonly cause?: DropCause };

export const ACCEPT: Verdict = { verdict: 'ACCEPT' };

/** How many chains may be jumped through; iptables refuses loops, this is for tables made otherwise. */
export const MAX_DEPTH = 64;

/** Where a packet is in a chain. */
export interface Frame {
  readonly chain: ChainRecord;
  readonly rules: readonly RuleRecord[];
  readonly cursor: RuleCursor | undefined;
  /** The number of the rule it is at, from 1 as users count. */
  at: number;
}

/** nft_do_chain / ipt_do_table: goes on from where a packet is in the chains of a table, rule by rule, until something decides. */
export function interpret(
  world: World,
  skb: AnySkb,
  table: TableRecord,
  hook: Hook,
  base: ChainRecord,
  stack: Frame[],
  rulesOf = rulesFor,
): Verdict {
  for (let frame = stack[stack.length - 1]; frame; frame = stack[stack.length - 1]) {
    frame.at = frame.cursor ? frame.cursor.next() + 1 : frame.at + 1;
    const rule = frame.rules[frame.at - 1];
    if (!rule) {
      stack.pop();
      continue;
    }
    if (!ruleMatches(world, skb, rule)) continue;
    const decided = take(world, skb, table, hook, frame, rule, stack, rulesOf);
    if (decided) return decided;
  }
  if (base.counted) count(world, skb.netns, base.id, skb.packet.length);
  return byPolicy(world, skb, table, base);
}

/** A rule that matches counts the packet and does what it does. */
export function take(
  world: World,
  skb: AnySkb,
  table: TableRecord,
  hook: Hook,
  frame: Frame,
  rule: RuleRecord,
  stack: Frame[],
  rulesOf: typeof rulesFor,
): Verdict | undefined {
  count(world, skb.netns, rule.id, skb.packet.length);
  if (world.recorder) traceRule(world, skb, table, hook, frame, rule);
  return apply(world, skb, table, hook, frame, rule, stack, rulesOf);
}

/** What becomes of a packet at the end of a built-in chain. */
export function byPolicy(world: World, skb: AnySkb, table: TableRecord, base: ChainRecord): Verdict {
  return base.policy === 'DROP' ? policyDrop(world, skb, table, base) : ACCEPT;
}

/** At the beginning of a chain. */
export function enter(chain: ChainRecord, skb: AnySkb, rulesOf: typeof rulesFor): Frame {
  const { rules } = chain;
  return { chain, rules, cursor: rulesOf(rules, skb), at: 0 };
}

function policyDrop(world: World, skb: AnySkb, table: TableRecord, base: ChainRecord): Verdict {
  trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({
    type: 'policy',
    table: table.name,
    chain: base.name,
    verdict: 'DROP',
  }));
  return { verdict: 'DROP', why: () => whyPolicy(table, base) };
}

function traceRule(world: World, skb: AnySkb, table: TableRecord, hook: Hook, frame: Frame, rule: RuleRecord): void {
  const { chain, at } = frame;
  trace(world, skb.packetId, skb.netns, skb.out ?? skb.in, () => ({
    type: 'rule',
    hook,
    table: table.name,
    chain: chain.name,
    number: at,
    rule: textOf(world, skb, chain, rule),
    verdict: rule.target?.target ?? 'counted',
  }));
}

/** What a rule that matches does. Nothing here is captured by a closure, which would cost every rule. */
export function apply(
  world: World,
  skb: AnySkb,
  table: TableRecord,
  hook: Hook,
  frame: Frame,
  rule: RuleRecord,
  stack: Frame[],
  rulesOf: typeof rulesFor,
): Verdict | undefined {
  const { target } = rule;
  switch (target?.target) {
    case undefined:
      return undefined;
    case 'ACCEPT':
      return ACCEPT;
    case 'DROP':
      return { verdict: 'DROP', why: whyRule(world, skb, table, frame, rule) };
    // tproxy_tg4: only a transparent socket takes the packet, and no program here opens one.
    case 'TPROXY':
      return { verdict: 'DROP', why: whyRule(world, skb, table, frame, rule) };
    // nf_queue: nobody listens to the queue.
    case 'NFQUEUE':
      return target.bypass ? ACCEPT : { verdict: 'DROP', why: whyRule(world, skb, table, frame, rule) };
    case 'REJECT':
      return { verdict: 'REJECT', with: target.with, why: whyRule(world, skb, table, frame, rule) };
    case 'RETURN':
      stack.pop();
      return undefined;
    case 'jump':
    case 'goto': {
      const next = table.chains.get(target.chain);
      if (target.target === 'goto') stack.pop();
      if (next && stack.length < MAX_DEPTH) stack.push(enter(next, skb, rulesOf));
      return undefined;
    }
    case 'DNAT':
    case 'SNAT':
    case 'MASQUERADE':
    case 'REDIRECT':
    case 'NETMAP':
      return { verdict: 'NAT', target };
    default:
      if (target) applyTarget(world, skb, hook, target);
      return undefined;
  }
}

function whyRule(world: World, skb: AnySkb, { name: table }: TableRecord, frame: Frame, rule: RuleRecord): Why {
  const { chain, at: number } = frame;
  return () => {
    const text = textOf(world, skb, chain, rule);
    const cause = world.clusterBehaviour?.policyDrop?.(world, skb.netns, chain.name, policyEnds(skb.packet));
    if (cause) return { detail: `rule ${number} of chain ${chain.name} in table ${table}: ${text}`, cause };
    const target = rule.target?.target === 'REJECT' ? 'REJECT' : 'DROP';
    return {
      detail: `rule ${number} of chain ${chain.name} in table ${table}: ${text}`,
      cause: { code: 'rule', table, chain: chain.name, number, rule: text, target },
    };
  };
}

function whyPolicy({ name: table }: TableRecord, { name: chain }: ChainRecord): ReturnType<Why> {
  return { detail: `policy of chain ${chain} in table ${table}`, cause: { code: 'policy', table, chain } };
}

function textOf(world: World, { netns }: AnySkb, { name }: ChainRecord, rule: RuleRecord): string {
  return world.ruleText?.(world, netns, name, rule) ?? `-A ${name}`;
}
