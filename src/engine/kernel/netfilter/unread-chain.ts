import type { ChainRecord, RuleRecord } from './model';

/** What a rule says, without its identity. */
export type RuleBody = Omit<RuleRecord, 'id'>;

/**
 * A chain whose rules have been checked, and are read when somebody first looks at them: of the 20,000 chains that kube-proxy restores a
 * packet meets four. Everything that the kernel asks of rules when they are committed is in their outlines.
 */
export abstract class UnreadChain implements ChainRecord {
  abstract readonly name: string;
  abstract readonly id: number;
  private made: readonly RuleRecord[] | undefined;

  protected abstract read(): readonly RuleRecord[];

  /** A number for each rule in turn, from `firstRule` by `ruleAfter` until it is -1. */
  abstract get firstRule(): number;
  abstract ruleAfter(rule: number): number;
  abstract idOf(rule: number): number;
  /** A rule with the same matches and the same kind of target: only values differ. */
  abstract outlineOf(rule: number): RuleBody;
  /** The chain that a rule jumps or goes to, as the text has it; by now there may be another one of its name. */
  abstract jumpOf(rule: number): UnreadChain | undefined;

  /** What somebody who looks at all chains of a table notes about this one: the number of the look, and what was found. */
  look = 0;
  found = 0;

  get rules(): readonly RuleRecord[] {
    return (this.made ??= this.read());
  }

  /** The chain as a plain value. */
  toJSON(): ChainRecord {
    const { name, id, rules } = this;
    return { name, id, rules };
  }
}

/** The same chain with other rules. */
export function withRules(chain: ChainRecord, rules: readonly RuleRecord[]): ChainRecord {
  return chain instanceof UnreadChain ? { name: chain.name, id: chain.id, rules } : { ...chain, rules };
}

/** The ids of a chain's rules. */
export function ruleIds(chain: ChainRecord): readonly number[] {
  if (!(chain instanceof UnreadChain)) return chain.rules.map(({ id }) => id);
  const ids: number[] = [];
  for (let rule = chain.firstRule; rule >= 0; rule = chain.ruleAfter(rule)) ids.push(chain.idOf(rule));
  return ids;
}

/** Whether a chain has a rule of which this can be said, knowing its matches, the kind of its target and the chain it jumps or goes to. */
export function someRule(chain: ChainRecord, asked: (outline: RuleBody, jump: string | undefined) => boolean): boolean {
  if (!(chain instanceof UnreadChain)) return chain.rules.some((rule) => asked(rule, chainAfter(rule)));
  for (let rule = chain.firstRule; rule >= 0; rule = chain.ruleAfter(rule)) {
    if (asked(chain.outlineOf(rule), chain.jumpOf(rule)?.name)) return true;
  }
  return false;
}

/** The chain a rule jumps or goes to. */
export function chainAfter({ target }: RuleBody): string | undefined {
  return target?.target === 'jump' || target?.target === 'goto' ? target.chain : undefined;
}
