import type { WalkStep } from '../step';

/** How the walk is told in one language. Every switch in an implementation is exhaustive. */
export interface WalkWords {
  step(step: WalkStep): string;
  nothingSent(): string;
  answered(target: string): string;
  failure(
    step: WalkStep & { readonly type: 'drop' },
    place: string,
    which: 'request' | 'answer',
    target: string,
  ): string;
  /** `host# command` lines that make it pass. */
  remedies(commands: readonly string[]): string;
}
