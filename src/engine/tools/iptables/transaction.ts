import type { NetfilterSocket } from '../../kernel/netfilter/control';
import type { ChainRecord, Counter, RuleRecord, TableName, TableRecord } from '../../kernel/netfilter/model';
import { ruleIds, someRule, withRules } from '../../kernel/netfilter/unread-chain';
import { fail, RESOURCE_PROBLEM, type Complainer } from './problem';
import type { RuleDraft } from './rule-reader';
import type { PlainLines } from './restored/plain-lines';
import type { RestoredChain } from './restored/restored-chain';
import { findFaults, inOrder, type Added } from './validate';

/** Why a command cannot be done, in iptables' words (nft_strerror in iptables/nft.c). */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly invalid = false,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

const NO_CHAIN = 'No chain/target/match by that name';
export const NO_RULE = 'Bad rule (does a matching rule exist in that chain?)';
const ZERO: Counter = { packets: 0, bytes: 0 };

/** A table that is being changed. */
interface Draft {
  readonly name: TableName;
  readonly chains: Map<string, ChainRecord>;
  readonly foreign?: readonly ChainRecord[];
}

/** Changes of tables that the kernel gets all at once, or not at all. */
export class Transaction {
  /** One that stays, see ClauseReader. */
  static readonly kept = new Transaction({} as NetfilterSocket, { program: '' });
  private readonly drafts = new Map<TableName, Draft | undefined>();
  private readonly counters = new Map<number, Counter>();
  private readonly added: Added[] = [];
  private readonly restored: PlainLines[] = [];
  private readonly errors: { readonly what: string; readonly line: number | undefined; readonly order: number }[] = [];
  /** Lists of rules that nobody else has seen yet, by themselves. */
  private readonly ownLists = new Map<readonly RuleRecord[], RuleRecord[]>();
  /** A rule may have counters: few ever have when they are added. */
  private rulesCounted = false;
  private order = 0;
  /** What `-P` changes, at the end. */
  private readonly policies: (() => void)[] = [];

  constructor(
    private readonly socket: NetfilterSocket,
    private readonly by: Complainer,
  ) {}

  /** The table as it is now, or undefined when the kernel has none. */
  table(name: TableName): Draft | undefined {
    if (!this.drafts.has(name)) {
      const record = this.socket.table(name);
      this.drafts.set(name, record && { ...record, chains: new Map(record.chains) });
    }
    return this.drafts.get(name);
  }

  counter(id: number): Counter {
    return this.counters.get(id) ?? this.socket.counter(id);
  }

  /** A chain the kernel has. */
  find(table: TableName, chain: string): ChainRecord | undefined {
    const found = this.table(table)?.chains.get(chain);
    return found?.absent ? undefined : found;
  }

  /** Makes the table, with none of its built-in chains in the kernel yet. */
  ensureTable(name: TableName): Draft {
    const existing = this.table(name);
    if (existing) return existing;
    const { chains } = this.socket.newTable(name);
    const absent = [...chains.values()].map((chain): [string, ChainRecord] => [chain.name, { ...chain, absent: true }]);
    const draft: Draft = { name, chains: new Map(absent) };
    this.drafts.set(name, draft);
    return draft;
  }

  /** Makes the table and one built-in chain, or all of them (nft_xt_builtin_init). */
  ensureBuiltin(name: TableName, chain?: string): Draft {
    const draft = this.ensureTable(name);
    const named = chain === undefined ? undefined : draft.chains.get(chain);
    for (const record of chain === undefined ? draft.chains.values() : named ? [named] : []) {
      if (record.absent) draft.chains.set(record.name, { ...record, absent: undefined });
    }
    return draft;
  }

  /** A chain that must be there. */
  need(table: TableName, chain: string, complaint = NO_CHAIN): ChainRecord {
    return this.find(table, chain) ?? this.refuse(complaint);
  }

  refuse(complaint: string): never {
    throw new CommandError(complaint);
  }

  /** Gives a built-in chain a name that makes it nobody's: the table has its place free again. */
  estrange(table: TableName, chain: ChainRecord, newName: string): void {
    const draft = this.table(table);
    if (!draft || chain.hook === undefined) return;
    const { name, hook, id, policy, counted, rules } = chain;
    draft.chains.set(name, { name, hook, policy: 'ACCEPT', id: this.socket.newId(), absent: true, rules: [] });
    const renamed: ChainRecord = {
      name: newName,
      hook,
      id,
      rules,
      ...(policy && { policy }),
      ...(counted && { counted }),
    };
    const foreign = [...(draft.foreign ?? []), renamed];
    this.drafts.set(table, { ...draft, foreign });
  }

  put(table: TableName, chain: ChainRecord): void {
    this.table(table)?.chains.set(chain.name, chain);
  }

  /** Adds a rule before the one at `index`, which it replaces when asked. */
  addRule(
    table: TableName,
    chain: ChainRecord,
    index: number,
    draft: RuleDraft,
    counters: Counter,
    how: Added['how'],
  ): void {
    // prettier-ignore
    const rule: RuleRecord = { id: this.socket.newId(), ...draft };
    if (counters.packets > 0 || counters.bytes > 0) this.setCounter(rule.id, counters);
    if (how === 'APPEND' && index === chain.rules.length) this.ownList(table, chain).push(rule);
    else this.put(table, withRules(chain, chain.rules.toSpliced(index, how === 'REPLACE' ? 1 : 0, rule)));
    this.added.push({ table, chain: chain.name, rule, how, line: this.line, order: this.order++ });
  }

  /** Empties a chain that is there, or makes it: with the rules that a text has for it. */
  restoreChain(table: TableName, name: string, restored: RestoredChain | undefined): void {
    const { chains } = this.ensureTable(table);
    const chain = chains.get(name);
    if (restored) {
      restored.id = chain?.id ?? this.socket.newId();
      chains.set(name, restored);
    } else if (chain) this.put(table, withRules(chain, []));
    else this.newChain(table, name);
  }

  /** The rules of restored chains get their ids. */
  takeRestored(lines: PlainLines): void {
    this.restored.push(lines);
    lines.restored.firstId = this.socket.newIds(lines.count);
  }

  private setCounter(rule: number, counter: Counter): void {
    this.rulesCounted = true;
    this.counters.set(rule, counter);
  }

  /** Thousands of rules go to the end of one chain in a transaction: the list that it made for the first of them takes the others too. */
  private ownList(table: TableName, chain: ChainRecord): RuleRecord[] {
    const own = this.ownLists.get(chain.rules);
    if (own) return own;
    const rules = [...chain.rules];
    this.ownLists.set(rules, rules);
    this.put(table, withRules(chain, rules));
    return rules;
  }

  /** The line of iptables-restore's input that is being done. */
  line: number | undefined;

  /** The step done last, by its command's letter; `:` sets a policy. */
  step: string | undefined;

  newChain(table: TableName, name: string): void {
    this.put(table, { name, id: this.socket.newId(), rules: [] });
  }

  deleteChain(table: TableName, name: string): void {
    this.table(table)?.chains.delete(name);
  }

  /** Deletes the whole table, as iptables-restore does first. */
  deleteTable(name: TableName): void {
    this.drafts.set(name, undefined);
  }

  zero(id: number): void {
    this.setCounter(id, ZERO);
  }

  /** Listings of the same transaction still show the policy from before. */
  setPolicy(table: TableName, { id, name }: ChainRecord, policy: ChainRecord['policy'], counter: Counter): void {
    this.counters.set(id, counter);
    this.policies.push(() => {
      const chain = this.find(table, name);
      if (chain?.id === id) this.put(table, { ...chain, policy: policy ?? chain.policy, counted: true });
    });
  }

  /** Notes what the kernel will say against a change. */
  kernelError(what: string): void {
    this.errors.push({ what, line: this.line, order: this.order++ });
  }

  /** Whether the kernel has a chain already, rather than only this transaction. */
  isOld(table: TableName, { id }: ChainRecord): boolean {
    return [...(this.socket.table(table)?.chains.values() ?? [])].some((chain) => chain.id === id);
  }

  /** Complains with status 4: about everything with its line in iptables-restore, about the first thing otherwise. */
  private reportErrors(): void {
    for (const { added, reason } of findFaults(
      this.by.family ?? 'inet',
      (name) => this.table(name),
      this.added,
      this.restored,
    )) {
      const { how, chain, line, order } = added;
      this.errors.push({ what: `RULE_${how} failed (${reason}): rule in chain ${chain}`, line, order });
    }
    const [first, ...others] = this.errors.sort(inOrder);
    if (!first) return;
    const said = [first, ...others].map(({ what, line }) => `\nline ${line ?? 0}: ${what}`).join('');
    fail(this.by, first.line === undefined ? ` ${first.what}` : said, RESOURCE_PROBLEM);
  }

  /** Gives everything to the kernel, which may refuse it. */
  commit(): void {
    for (const change of this.policies) change();
    this.reportErrors();
    const counts = ({ rule }: Added): boolean => rule.matches.some(({ match }) => match === 'connbytes');
    if (this.added.some(counts)) this.socket.countConnections();
    for (const [name, draft] of this.drafts) {
      const before = this.socket.table(name);
      if (draft === undefined) {
        if (before) this.socket.deleteTable(name);
        continue;
      }
      const table: TableRecord = draft;
      const own = new Map<number, Counter>();
      for (const chain of draft.chains.values()) {
        this.takeCounter(own, chain.id);
        if (this.rulesCounted) for (const id of ruleIds(chain)) this.takeCounter(own, id);
      }
      this.socket.commit(table, own);
    }
  }

  private takeCounter(own: Map<number, Counter>, id: number): void {
    const counter = this.counters.get(id);
    if (counter) own.set(id, counter);
  }
}

/** How many rules of a table jump or go to a chain. */
export function references(chains: Iterable<ChainRecord>, name: string): number {
  let count = 0;
  for (const chain of chains) someRule(chain, (_, jump) => jump === name && count++ < 0);
  return count;
}
