import type { PodSpec } from '../../kinds/pod-spec/types';
import type { ObjectMeta } from '../../object';
import { BASELINE } from './baseline';
import type { LevelVersion } from './levels';
import { RESTRICTED } from './restricted';

/** One complaint: `privileged`, and which containers in which words. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** A check answers what is wrong, or undefined. */
export type Check = (spec: PodSpec, metadata: ObjectMeta) => Violation | undefined;

/**
 * Everything in a Pod that a level forbids, in the order in which the real admission names it: the baseline's checks by their names, then the
 * restricted ones. Policies of older versions are checked as the latest.
 */
export function violationsOf({ level }: LevelVersion, spec: PodSpec, metadata: ObjectMeta): readonly Violation[] {
  if (level === 'privileged') return [];
  const checks = level === 'baseline' ? [...BASELINE.values()] : restrictedChecks();
  return checks.map((check) => check(spec, metadata)).filter((violation) => violation !== undefined);
}

/** The restricted level has stricter checks instead of some of the baseline's. */
const REPLACED: ReadonlySet<string> = new Set([
  'capabilities_baseline',
  'hostPathVolumes',
  'procMount',
  'seccompProfile_baseline',
]);

function restrictedChecks(): readonly Check[] {
  return [...[...BASELINE].filter(([name]) => !REPLACED.has(name)).map(([, check]) => check), ...RESTRICTED];
}

/** policy.AggregateCheckResult's ForbiddenDetail. */
export function violationText(violations: readonly Violation[]): string {
  return violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
}

/** Its ForbiddenReason. */
export function reasonText(violations: readonly Violation[]): string {
  return violations.map(({ reason }) => reason).join(', ');
}
