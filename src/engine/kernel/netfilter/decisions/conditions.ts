import type { World } from '../../world';
import { deviceFits, matches, selects } from '../match';
import type { ConntrackState, Match, RuleRecord, Selector } from '../model';
import type { AnySkb } from '../skb';
import { protocolOf } from '../tuple';

/**
 * What a rule asks, one by one and in the kernel's order. Some of it is about a property that a packet has all the way through a table: such
 * questions are answered together, by looking at the property once. All others are asked as they stand.
 */
export type Condition =
  | { readonly asks: 'in' | 'out'; readonly name: string; readonly inverted: boolean }
  | { readonly asks: 'protocol'; readonly number: number; readonly inverted: boolean }
  | { readonly asks: 'state'; readonly any: readonly ConntrackState[]; readonly inverted: boolean }
  | { readonly asks: 'mark'; readonly value: number; readonly mask: number; readonly inverted: boolean }
  /** The addresses: a packet keeps them too, but they have too many values. */
  | { readonly asks: 'address'; readonly selector: Selector; readonly key: string }
  | { readonly asks: 'anything'; readonly selector: Selector }
  | { readonly asks: 'match'; readonly rule: number; readonly index: number; readonly match: Match };

/** What is asked so often that it is looked at once. */
export type Property = 'in' | 'out' | 'protocol' | 'state' | 'mark';

export type PropertyValue = string | number | undefined;

/** The value that a packet has now. */
export function propertyOf(skb: AnySkb, property: Property): PropertyValue {
  switch (property) {
    case 'in':
      return skb.in?.name;
    case 'out':
      return skb.out?.name;
    case 'protocol':
      return protocolOf(skb.packet);
    case 'state':
      return stateOf(skb);
    case 'mark':
      return skb.mark;
  }
}

const STATES: readonly ConntrackState[] = ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'];
const STATE_BITS = 7;
const SNAT = 8;
const DNAT = 16;

/** What `--ctstate` can ask of a packet, in one number. */
function stateOf({ tracked, untracked }: AnySkb): number {
  if (!tracked) return untracked ? 4 : 3;
  const { sourceNat, destinationNat } = tracked.entry;
  const state = untracked ? 4 : tracked.state === 'NEW' ? 0 : tracked.state === 'ESTABLISHED' ? 1 : 2;
  return state | (sourceNat ? SNAT : 0) | (destinationNat ? DNAT : 0);
}

/** Whether a condition holds for a value of the property that it asks for. */
export function holdsFor(condition: Extract<Condition, { asks: Property }>, value: PropertyValue): boolean {
  switch (condition.asks) {
    case 'in':
    case 'out':
      return deviceFits(value === undefined ? undefined : String(value), condition.name) !== condition.inverted;
    case 'protocol':
      return (condition.number === 0 || condition.number === value) !== condition.inverted;
    case 'mark':
      return ((Number(value) & condition.mask) >>> 0 === condition.value) !== condition.inverted;
    case 'state':
      return stateIn(Number(value), condition.any) !== condition.inverted;
  }
}

function stateIn(value: number, any: readonly ConntrackState[]): boolean {
  const state = STATES[value & STATE_BITS];
  if (state !== undefined && any.includes(state)) return true;
  return ((value & SNAT) !== 0 && any.includes('SNAT')) || ((value & DNAT) !== 0 && any.includes('DNAT'));
}

/** Asks a packet itself. */
export function holds(world: World, skb: AnySkb, condition: Condition): boolean {
  switch (condition.asks) {
    case 'address':
    case 'anything':
      return selects(skb, condition.selector);
    case 'match':
      return matches(world, skb, condition.rule, condition.index, condition.match);
    default:
      return holdsFor(condition, propertyOf(skb, condition.asks));
  }
}

/** The conditions of a rule. */
export function conditionsOf({ id, selector, matches: asked }: RuleRecord): readonly Condition[] {
  const { source, destination, source6, destination6, protocol, fragment } = selector;
  const found: Condition[] = [];
  for (const one of [
    source && { source },
    destination && { destination },
    source6 && { source6 },
    destination6 && { destination6 },
  ]) {
    if (one) found.push({ asks: 'address', selector: one, key: JSON.stringify(one) });
  }
  if (selector.in) found.push({ asks: 'in', ...selector.in });
  if (selector.out) found.push({ asks: 'out', ...selector.out });
  if (protocol) found.push({ asks: 'protocol', ...protocol });
  if (fragment) found.push({ asks: 'anything', selector: { fragment } });
  asked.forEach((match, index) => {
    const property = asProperty(match);
    if (property) found.push(property);
    else if (match.match !== 'comment') found.push({ asks: 'match', rule: id, index, match });
  });
  return found;
}

/** A match that asks for a property, as a condition about it. */
function asProperty(match: Match): Condition | undefined {
  if (match.match === 'mark') {
    const { value, mask, inverted } = match;
    return { asks: 'mark', value, mask, inverted };
  }
  if (match.match === 'state') return { asks: 'state', any: match.any, inverted: match.inverted };
  if (match.match !== 'conntrack' || !match.states) return undefined;
  const others = Object.entries(match).some(
    ([key, value]) => key !== 'match' && key !== 'states' && value !== undefined,
  );
  return others ? undefined : { asks: 'state', any: match.states.any, inverted: match.states.inverted };
}
