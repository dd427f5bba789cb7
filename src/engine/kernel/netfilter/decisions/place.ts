import type { RuleRecord } from '../model';
import type { Place } from './step';

/** The rule at a place, or undefined at the end of the chain. */
export function ruleAt({ chain, places, at }: Place): RuleRecord | undefined {
  return chain.rules[places ? (places[at] ?? -1) : at];
}
