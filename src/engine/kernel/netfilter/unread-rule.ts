import type { RuleRecord } from './model';

/** What a rule says, without its identity. */
export type RuleBody = Omit<RuleRecord, 'id'>;

/**
 * A rule that has been checked, and whose values are read when somebody first looks at them: of the 60,000 rules that kube-proxy restores a
 * packet meets ten. Everything that the kernel asks of rules when they are committed is in its outline.
 */
export abstract class UnreadRule implements RuleRecord {
  private body: RuleBody | undefined;
  /** Given when a transaction takes the rule. */
  id = 0;

  constructor(
    /** A rule with the same matches and the same kind of target: only values differ. */
    readonly outline: RuleBody,
    /** The chain it jumps or goes to. */
    readonly chain: string | undefined,
  ) {}

  protected abstract read(): RuleBody;

  get selector(): RuleRecord['selector'] {
    return (this.body ??= this.read()).selector;
  }

  get matches(): RuleRecord['matches'] {
    return (this.body ??= this.read()).matches;
  }

  get target(): RuleRecord['target'] {
    return (this.body ??= this.read()).target;
  }

  /** The rule as a plain value. */
  toJSON(): RuleRecord {
    const { id, selector, matches, target } = this;
    return { id, selector, matches, ...(target && { target }) };
  }
}

/** What can be known of a rule without reading it: which matches it has and what kind of target. */
export function outlineOf(rule: RuleRecord): RuleBody {
  return rule instanceof UnreadRule ? rule.outline : rule;
}

/** The chain a rule jumps or goes to. */
export function chainAfter(rule: RuleRecord): string | undefined {
  if (rule instanceof UnreadRule) return rule.chain;
  const { target } = rule;
  return target?.target === 'jump' || target?.target === 'goto' ? target.chain : undefined;
}
