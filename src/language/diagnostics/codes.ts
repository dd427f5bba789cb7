import { CATALOGUE } from './catalogue';
import { LOST_CODES, type LostCode } from './lost-codes';
import type { Problem, ProblemFacts, ProblemSeverity } from './problem';

export type DiagnosticCode = ProblemFacts['code'];

/** Codes with facts of their own, and how bad each is by default. */
const OWN: Readonly<Record<Exclude<DiagnosticCode, keyof typeof CATALOGUE | LostCode>, ProblemSeverity>> = {
  'invalid-address': 'error',
  'invalid-prefix': 'error',
  'missing-prefix-length': 'warning',
  'misplaced-prefix-length': 'error',
  'pasted-prompt': 'error',
  'route-host-bits': 'error',
  'nexthop-not-on-link': 'error',
  'no-route': 'error',
  'unknown-word': 'error',
  'placeholder-brackets': 'error',
  'netns-exec-needed': 'error',
};

/** Every code there is, with its default severity; each has a page under docs/diagnostics. */
export const DIAGNOSTIC_CODES: ReadonlyMap<string, ProblemSeverity> = new Map<string, ProblemSeverity>([
  ...Object.entries(OWN),
  ...LOST_CODES.map((code): [string, ProblemSeverity] => [code, 'warning']),
  ...Object.entries(CATALOGUE).map(([code, { severity }]): [string, ProblemSeverity] => [code, severity]),
]);

/** Problems as a reader wants them: with other severities, and without those that are switched off. */
export function withSeverities(
  problems: readonly Problem[],
  chosen: Readonly<Record<string, string>>,
): readonly Problem[] {
  return problems.flatMap((problem) => {
    const wish = Object.hasOwn(chosen, problem.facts.code) ? chosen[problem.facts.code] : undefined;
    if (wish === 'off') return [];
    return isSeverity(wish) ? [{ ...problem, severity: wish }] : [problem];
  });
}

function isSeverity(text: string | undefined): text is ProblemSeverity {
  return text === 'error' || text === 'warning' || text === 'information' || text === 'hint';
}
