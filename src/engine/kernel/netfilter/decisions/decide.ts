import type { World } from '../../world';
import { PlacesCursor, rulesFor } from '../chain-index';
import { count } from '../control';
import { apply, byPolicy, enter, interpret, take, type Frame, type Verdict } from '../interpret';
import type { Hook, RuleRecord } from '../model';
import type { AnySkb } from '../skb';
import { holds, propertyOf } from './conditions';
import { pathCounts, type PathCounts } from './path-counts';
import { ruleAt } from './place';
import type { Place, Step, Unknown } from './step';
import { conditionsFor, type Tree } from './tree';

/** Sends a packet down a table's tree, and on through the rules where the tree ends. Does all that going through the rules does. */
export function decide(world: World, skb: AnySkb, tree: Tree, hook: Hook): Verdict {
  let step: Step = tree.root;
  let counts: PathCounts | undefined;
  for (;;) {
    if (step.counter >= 0) {
      counts ??= pathCounts(world, skb.netns, tree);
      counts.add(step.counter, skb.packet.length);
    }
    let next: Step | undefined;
    switch (step.does) {
      case 'look': {
        const value = propertyOf(skb, step.property);
        next = step.branches.get(value) ?? tree.branch(step, value);
        break;
      }
      case 'list': {
        const list = step.index?.list(step.part, skb);
        next = step.branches.get(list) ?? tree.branch(step, list);
        break;
      }
      case 'ask':
        next = step.condition && holds(world, skb, step.condition) ? step.next : step.otherwise;
        break;
      case 'effect': {
        const decided = apply(world, skb, tree.table, hook, frameAt(step), step.rule as RuleRecord, [], rulesFor);
        if (decided) return decided;
        next = step.next;
        break;
      }
      case 'count':
        next = step.next;
        break;
      case 'rule':
        return apply(world, skb, tree.table, hook, frameAt(step), step.rule as RuleRecord, [], rulesFor) as Verdict;
      case 'policy':
        return byPolicy(world, skb, tree.table, tree.base);
      case 'open':
        next = tree.grow(step) ? step : undefined;
    }
    if (!next) return goOn(world, skb, tree, hook, step.unknown as Unknown);
    step = next;
  }
}

function frameAt({ chain, number }: Step): Frame {
  return { chain: chain as Frame['chain'], rules: [], cursor: undefined, at: number };
}

/** Through the rules, from where nobody has worked them out. */
function goOn(
  world: World,
  skb: AnySkb,
  { table, base }: Tree,
  hook: Hook,
  { place, held, matched }: Unknown,
): Verdict {
  for (const id of matched) count(world, skb.netns, id, skb.packet.length);
  const stack: Frame[] = [];
  for (let below = place.below; below; below = below.below) stack.unshift(frameOf(below));
  if (place.entering) {
    stack.push(enter(place.chain, skb, rulesFor));
    return interpret(world, skb, table, hook, base, stack);
  }
  const rule = held > 0 ? ruleAt(place) : undefined;
  if (!rule) {
    stack.push(frameOf(place));
    return interpret(world, skb, table, hook, base, stack);
  }
  // In the middle of a rule: what was asked already may have been remembered.
  const frame = frameOf({ ...place, at: place.at + 1 });
  frame.at = (place.places ? (place.places[place.at] ?? 0) : place.at) + 1;
  stack.push(frame);
  const asked = conditionsFor(rule);
  let fits = true;
  for (let at = held; fits && at < asked.length; at++) fits = holds(world, skb, asked[at] as (typeof asked)[number]);
  const decided = fits ? take(world, skb, table, hook, frame, rule, stack, rulesFor) : undefined;
  return decided ?? interpret(world, skb, table, hook, base, stack);
}

function frameOf({ chain, places, at }: Place): Frame {
  return { chain, rules: chain.rules, cursor: places && new PlacesCursor(places, at), at };
}
