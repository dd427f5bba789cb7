import { BUILTIN_CHAINS, type ChainRecord, type Counter, type TableName } from '../../kernel/netfilter/model';
import type { ParsedCommand } from './parse';
import { fail, OTHER_PROBLEM } from './problem';
import { listHeader, listRule, type ListFormat } from './list-format';
import { saveChain, saveRule } from './save-format';
import { references, type Transaction } from './transaction';
import { byHook, type Workplace } from './workplace';

const NOTHING: Counter = { packets: 0, bytes: 0 };

/** The chains of a table as listings show them: all built-in ones, whether the kernel has them or not, then others by name. */
export function chainsOf(transaction: Transaction, table: TableName): readonly ChainRecord[] {
  const existing = transaction.table(table)?.chains;
  if (existing) return [...existing.values()].sort(byHook);
  return BUILTIN_CHAINS[table].map((hook): ChainRecord => ({ name: hook, hook, id: 0, policy: 'ACCEPT', rules: [] }));
}

/** What a chain's policy has counted, which nf_tables does only when asked to. */
export function policyCounter(transaction: Transaction, { id, counted }: ChainRecord): Counter {
  return counted ? transaction.counter(id) : NOTHING;
}

function chosenChains(
  { by, transaction }: Workplace,
  table: TableName,
  name: string | undefined,
): readonly ChainRecord[] {
  // prettier-ignore
  const all = chainsOf(transaction, table);
  if (name === undefined) return all;
  const found = all.find((chain) => chain.name === name);
  return [found ?? fail(by, `chain \`${name}' in table \`${table}' is incompatible, use 'nft' tool.`, OTHER_PROBLEM)];
}

/** What listings say first when a table has built-in chains that iptables does not know (nft_assert_table_compatible). */
export function foreignNote(transaction: Transaction, table: TableName): string {
  if (!transaction.table(table)?.foreign) return '';
  return `# Table \`${table}' contains incompatible base-chains, use 'nft' tool to list them.\n`;
}

/** `-L`. */
export function listTable(work: Workplace, table: TableName, { chain, ruleNumber, options }: ParsedCommand): void {
  const { transaction, files, out } = work;
  const format: ListFormat = {
    family: work.by.family,
    numeric: options.has('n'),
    verbose: options.has('v'),
    exact: options.has('x'),
    lineNumbers: options.has('0'),
  };
  const all = transaction.table(table)?.chains.values();
  const every = all ? [...all] : [];
  const alone = chain !== undefined && ruleNumber > 0;
  let text = '';
  out(foreignNote(transaction, table));
  for (const record of chosenChains(work, table, chain)) {
    if (!alone) {
      const counter = policyCounter(transaction, record);
      const used = record.hook === undefined ? references(every, record.name) : 0;
      text += (text === '' ? '' : '\n') + listHeader(record, counter, used, format);
    }
    for (const [i, rule] of record.rules.entries()) {
      if (ruleNumber > 0 && i !== ruleNumber - 1) continue;
      text += listRule(rule, i + 1, transaction.counter(rule.id), files, format);
    }
  }
  out(text);
}

/** `-S`. */
export function saveTableRules(work: Workplace, table: TableName, { chain, ruleNumber, options }: ParsedCommand): void {
  const { transaction, files, out } = work;
  const counted = options.has('v');
  const chosen = chosenChains(work, table, chain);
  let text = foreignNote(transaction, table);
  if (ruleNumber === 0 || chain === undefined) {
    for (const record of chosen) text += saveChain(record, counted ? policyCounter(transaction, record) : undefined);
  }
  for (const { name, rules } of chosen) {
    for (const [i, rule] of rules.entries()) {
      if (ruleNumber > 0 && i !== ruleNumber - 1) continue;
      text += saveRule(name, rule, files, counted ? transaction.counter(rule.id) : undefined);
    }
  }
  out(text);
}
