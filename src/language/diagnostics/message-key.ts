import { verdictOf } from '../../engine/walk/explain';
import type { ProblemFacts } from './problem';
import type { SENTENCES } from './sentences';

/** What is lost on its way, and says so by its walk. */
export type LostFacts = Extract<ProblemFacts, { walks: unknown }>;
/** Facts with sentences of their own. */
export type OwnFacts = Exclude<ProblemFacts, { values: unknown } | LostFacts>;

/**
 * Which sentence a diagnostic says, whatever its language: the code, and behind dots what tells the sentences of one code apart. Stable, as codes are.
 */
export function messageKey(facts: ProblemFacts): string {
  if ('walks' in facts) return lostKey(facts);
  return 'values' in facts ? facts.code : ownKey(facts);
}

export function ownKey(facts: OwnFacts): keyof typeof SENTENCES {
  switch (facts.code) {
    case 'invalid-address':
      return `${facts.code}.${facts.why}`;
    case 'invalid-prefix':
      return `${facts.code}.${facts.why}`;
    case 'missing-prefix-length':
      return `${facts.code}.${facts.of}`;
    case 'nexthop-not-on-link':
      return facts.subnets.length === 0 ? `${facts.code}.no-link` : `${facts.code}.other-links`;
    case 'no-route':
      return facts.remedy === undefined ? facts.code : `${facts.code}.remedy`;
    case 'unknown-word':
      return facts.nearest === undefined ? facts.code : `${facts.code}.nearest`;
    default:
      return facts.code;
  }
}

/** `return-route-missing.answer.no-route`: what was lost, and why; `.later` where another command suffers from it. */
function lostKey({ code, walks, later }: LostFacts): string {
  const verdict = verdictOf(walks);
  const parts =
    verdict.code === 'failed'
      ? [verdict.failure.which, verdict.failure.cause?.code ?? verdict.failure.step.type]
      : [verdict.code];
  return [code, ...parts, ...(later === true ? ['later'] : [])].join('.');
}
