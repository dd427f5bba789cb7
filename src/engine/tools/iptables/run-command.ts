import { BUILTIN_CHAINS, type Counter, type TableName, type Target } from '../../kernel/netfilter/model';
import { chainAfter, ruleIds, withRules } from '../../kernel/netfilter/unread-chain';
import { listTable, saveTableRules } from './listing';
import type { ParsedCommand } from './parse';
import { fail } from './problem';
import type { RuleDraft } from './rule-reader';
import { CommandError, NO_RULE, references, type Transaction } from './transaction';
import { byHook, type Workplace } from './workplace';

/** Does one command in a transaction (nft_prepare in iptables/nft.c). Throws a CommandError when it cannot be done. */
export function runCommand(work: Workplace, command: ParsedCommand): void {
  const { transaction } = work;
  const { commands, chain, options } = command;
  const table = command.table as TableName;
  const verbose = options.has('v');
  // Listing makes iptables take built-in chains for there that are not, which -Z then tries to change.
  const listed = commands.includes('L') || commands.includes('S');
  for (const one of commands.length > 1 ? [...commands].sort(listingFirst) : commands) {
    if (!'LSZ'.includes(one)) transaction.step = one;
    switch (one) {
      case 'A':
      case 'I':
      case 'R':
        for (const rule of command.rules) addRule(work, table, one, command, rule, verbose);
        break;
      case 'D':
      case 'C':
        for (const rule of command.rules) findRule(work, table, one, chain ?? '', rule, verbose);
        break;
      case 'D#':
        deleteNumbered(work, table, chain ?? '', command.ruleNumber - 1);
        break;
      case 'L':
        listTable(work, table, command);
        break;
      case 'S':
        saveTableRules(work, table, command);
        break;
      case 'F':
        flush(work, table, chain, verbose);
        break;
      case 'Z':
        zeroChains(work, table, chain, verbose, listed);
        break;
      case 'Z#':
        zeroRule(work, table, chain ?? '', command.ruleNumber - 1);
        break;
      case 'N':
        newChain(work, table, chain ?? '');
        break;
      case 'X':
        deleteChains(work, table, chain, verbose);
        break;
      case 'E':
        renameChain(work, table, chain ?? '', command.newName ?? '');
        break;
      case 'P':
        setPolicy(transaction, table, chain ?? '', command.policy ?? '');
    }
  }
}

function listingFirst(a: string, b: string): number {
  return Number(/[LS]/.test(b)) - Number(/[LS]/.test(a));
}

const NO_BUILTIN = 'Bad built-in chain name';

/** Whether a table has a chain; built-in ones are there before the table is. */
function exists(transaction: Transaction, table: TableName, name: string): boolean {
  const builtin: readonly string[] = BUILTIN_CHAINS[table];
  return transaction.table(table)?.chains.has(name) ?? builtin.includes(name);
}

/** A jump must go to a chain that is there. */
function assertJump({ transaction, by }: Workplace, table: TableName, { target }: RuleDraft): void {
  if (target?.target !== 'jump' && target?.target !== 'goto') return;
  if (!exists(transaction, table, target.chain)) fail(by, `Chain '${target.chain}' does not exist`);
}

function addRule(
  work: Workplace,
  table: TableName,
  how: 'A' | 'I' | 'R',
  command: ParsedCommand,
  rule: RuleDraft,
  verbose: boolean,
): void {
  // prettier-ignore
  const { transaction } = work;
  const name = command.chain ?? '';
  assertJump(work, table, rule);
  if (how !== 'R') transaction.ensureBuiltin(table, name);
  // Appending says what it does before it looks for the chain.
  if (verbose && how === 'A') work.out(work.describe(rule));
  const chain = transaction.need(table, name);
  const last = chain.rules.length;
  const index = how === 'A' ? last : command.ruleNumber - 1;
  if (how === 'I' && index > last) throw new CommandError('Index of insertion too big');
  if (how === 'R' && index >= last) throw new CommandError('Index of replacement too big');
  const operation = how === 'R' ? 'REPLACE' : how === 'I' && (index === 0 || index < last) ? 'INSERT' : 'APPEND';
  transaction.addRule(table, chain, index, rule, command.counters, operation);
  if (verbose && how !== 'A') work.out(work.describe(rule));
}

/** `-D` and `-C` by what the rule says. */
function findRule(
  work: Workplace,
  table: TableName,
  how: 'D' | 'C',
  name: string,
  rule: RuleDraft,
  verbose: boolean,
): void {
  // prettier-ignore
  const { transaction } = work;
  assertJump(work, table, rule);
  const chain = transaction.need(table, name, NO_RULE);
  const wanted = identity(rule);
  const index = chain.rules.findIndex((other) => identity(other) === wanted);
  if (index < 0) throw new CommandError(NO_RULE);
  if (how === 'D') transaction.put(table, withRules(chain, chain.rules.toSpliced(index, 1)));
  if (verbose) work.out(work.describe(rule));
}

/** Equal for rules that say the same. */
function identity({ selector, matches, target }: RuleDraft): string {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify([selector, matches, target ?? null], sorted);
}

function deleteNumbered({ transaction }: Workplace, table: TableName, name: string, index: number): void {
  const chain = transaction.need(table, name);
  if (index >= chain.rules.length) throw new CommandError('Index of deletion too big');
  transaction.put(table, withRules(chain, chain.rules.toSpliced(index, 1)));
}

function flush({ transaction, out }: Workplace, table: TableName, name: string | undefined, verbose: boolean): void {
  if (name === undefined && !verbose && !transaction.table(table)) return;
  if (name !== undefined || verbose) transaction.ensureBuiltin(table, name);
  const chains = name === undefined ? [...(transaction.table(table)?.chains.values() ?? [])].sort(byHook) : [transaction.need(table, name)]; // prettier-ignore
  for (const chain of chains) {
    if (verbose) out(`Flushing chain \`${chain.name}'\n`);
    transaction.put(table, withRules(chain, []));
  }
}

function zeroChains(
  work: Workplace,
  table: TableName,
  name: string | undefined,
  verbose: boolean,
  listed: boolean,
): void {
  // prettier-ignore
  const { transaction, out } = work;
  const wanted = BUILTIN_CHAINS[table].filter((hook) => name === undefined || hook === name);
  const missing = listed && !transaction.table(table) ? wanted : [];
  if (listed && transaction.table(table)) transaction.ensureBuiltin(table, name);
  for (const hook of verbose ? missing : []) out(`Zeroing chain \`${hook}'\n`);
  const [first] = missing;
  if (first) {
    transaction.kernelError(`CHAIN_ZERO failed (No such file or directory): chain ${first}`);
    return;
  }
  const all = [...(transaction.table(table)?.chains.values() ?? [])].filter(({ absent }) => !absent);
  for (const chain of name === undefined ? all.sort(byHook) : [transaction.need(table, name, notThere(transaction))]) {
    if (verbose) out(`Zeroing chain \`${chain.name}'\n`);
    if (chain.hook !== undefined) transaction.put(table, { ...chain, counted: true });
    for (const id of [chain.id, ...ruleIds(chain)]) transaction.zero(id);
  }
}

/** -Z complains in the words of the step before it. */
function notThere({ step }: Transaction): string | undefined {
  if (step === ':') return NO_BUILTIN;
  return step !== undefined && 'DC'.includes(step) ? NO_RULE : undefined;
}

function zeroRule({ transaction }: Workplace, table: TableName, name: string, index: number): void {
  const rule = transaction.need(table, name, NO_RULE).rules[index];
  if (rule) transaction.zero(rule.id);
}

function newChain({ transaction }: Workplace, table: TableName, name: string): void {
  const { chains } = transaction.ensureTable(table);
  if (chains.has(name)) throw new CommandError('Chain already exists');
  transaction.newChain(table, name);
}

function deleteChains(work: Workplace, table: TableName, name: string | undefined, verbose: boolean): void {
  const { transaction, out } = work;
  const all = [...(transaction.table(table)?.chains.values() ?? [])].filter(({ absent }) => !absent);
  const chosen = name === undefined ? (verbose ? all.sort(byHook) : all) : [transaction.need(table, name)];
  for (const chain of chosen) {
    const used = references(transaction.table(table)?.chains.values() ?? [], chain.name) > 0;
    const busy = used || chain.rules.length > 0;
    if (chain.hook !== undefined) {
      const keeps = chain.policy === 'DROP';
      if (name !== undefined && keeps) throw new CommandError('Directory not empty');
      if (name !== undefined && busy) busyChain(transaction, chain.name);
      if (!keeps && !busy) transaction.put(table, { ...chain, absent: true, counted: undefined });
      continue;
    }
    if (verbose) out(`Deleting chain \`${chain.name}'\n`);
    if (busy) busyChain(transaction, chain.name);
    transaction.deleteChain(table, chain.name);
  }
}

function busyChain(transaction: Transaction, name: string): void {
  transaction.kernelError(`CHAIN_DEL failed (Device or resource busy): chain ${name}`);
}

type Jump = Extract<Target, { chain: string }>;

function renameChain({ transaction }: Workplace, table: TableName, name: string, newName: string): void {
  if (exists(transaction, table, newName)) throw new CommandError('File exists');
  const chain = transaction.need(table, name);
  if (chain.hook !== undefined && transaction.isOld(table, chain)) {
    transaction.estrange(table, chain, newName);
    return;
  }
  if (!transaction.isOld(table, chain)) {
    transaction.kernelError(`CHAIN_RENAME failed (No such file or directory): chain ${newName}`);
  }
  transaction.deleteChain(table, name);
  transaction.put(table, { ...withRules(chain, chain.rules), name: newName });
  for (const other of [...(transaction.table(table)?.chains.values() ?? [])]) {
    if (references([other], name) === 0) continue;
    const rules = other.rules.map((rule) =>
      chainAfter(rule) === name ? { ...rule, target: { ...(rule.target as Jump), chain: newName } } : rule,
    );
    transaction.put(table, withRules(other, rules));
  }
}

/** `-P`, and a `:CHAIN POLICY` line with its counters. */
export function setPolicy(
  transaction: Transaction,
  table: TableName,
  name: string,
  policy: string,
  counter: Counter = { packets: 0, bytes: 0 },
): void {
  // prettier-ignore
  transaction.step = ':';
  if (policy !== 'ACCEPT' && policy !== 'DROP' && policy !== '-') throw new CommandError('Bad policy name', true);
  const chain = transaction.ensureBuiltin(table, name).chains.get(name);
  if (chain?.hook === undefined) throw new CommandError(NO_BUILTIN);
  transaction.setPolicy(table, chain, policy === '-' ? undefined : policy, counter);
}
