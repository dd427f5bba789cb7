import type { RuleRecord } from '../../../kernel/netfilter/model';
import { UnreadChain, type RuleBody } from '../../../kernel/netfilter/unread-chain';
import type { RestoredTable } from './restored-table';

/** A chain whose rules are still a part of the text they were restored from. */
export class RestoredChain extends UnreadChain {
  /** Given when a transaction takes the chain. */
  id = 0;
  firstRule = -1;
  private lastRule = -1;
  /** No line has been read word by word that changes the chain: its rules are those of the text, in their order. */
  open = true;
  /** By which the table's rules name it. */
  readonly number: number;
  /** The chain whose rule jumped here last. */
  caller: RestoredChain | undefined;

  constructor(
    private readonly table: RestoredTable,
    readonly name: string,
    /** Its place among the chains of the text; -1 for one that is only jumped to. */
    readonly place: number,
  ) {
    super();
    this.number = table.enlist(this);
  }

  /** Puts a line's rule to the end. */
  add(rule: number): void {
    if (this.lastRule < 0) this.firstRule = rule;
    else this.table.follow(this.lastRule, rule);
    this.lastRule = rule;
  }

  ruleAfter(rule: number): number {
    return this.table.after(rule);
  }

  idOf(rule: number): number {
    return this.table.firstId + rule;
  }

  outlineOf(rule: number): RuleBody {
    return this.table.shapeOf(rule).outline;
  }

  jumpOf(rule: number): RestoredChain | undefined {
    return this.table.jumpOf(rule);
  }

  protected read(): readonly RuleRecord[] {
    const rules: RuleRecord[] = [];
    for (let rule = this.firstRule; rule >= 0; rule = this.ruleAfter(rule)) {
      rules.push({ id: this.idOf(rule), ...this.table.read(rule) });
    }
    return rules;
  }
}
