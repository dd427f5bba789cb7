import type { HostFiles } from '../tool';
import type { Complainer } from './problem';
import type { RuleDraft } from './rule-reader';
import type { Transaction } from './transaction';

/** What a command works on. */
export interface Workplace {
  readonly by: Complainer;
  readonly files: HostFiles;
  readonly transaction: Transaction;
  readonly out: (text: string) => void;
  /** Says in words what was done to a rule, for `-v`. */
  readonly describe: (rule: RuleDraft) => string;
}

/** The built-in chains in the order of their hooks, which is how they are listed; others by name. */
const HOOK_ORDER: readonly string[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

export function byHook(a: { name: string; hook?: string }, b: { name: string; hook?: string }): number {
  if (a.hook !== undefined || b.hook !== undefined) {
    const place = (hook?: string): number => (hook === undefined ? HOOK_ORDER.length : HOOK_ORDER.indexOf(hook));
    return place(a.hook) - place(b.hook);
  }
  return a.name < b.name ? -1 : 1;
}
