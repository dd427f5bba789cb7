import type { Family } from '../../kernel/netfilter/control';
import type { ChainRecord, Hook, Match, RuleRecord, TableName } from '../../kernel/netfilter/model';
import { chainAfter, outlineOf, type RuleBody } from '../../kernel/netfilter/unread-rule';

/** A rule that a transaction adds. */
export interface Added {
  readonly table: TableName;
  readonly chain: string;
  readonly rule: RuleRecord;
  readonly how: 'APPEND' | 'INSERT' | 'REPLACE';
  readonly line: number | undefined;
  /** Its place among all steps of the transaction. */
  readonly order: number;
}

/** The first added rule that the kernel refuses, and its errno in words. */
export interface Fault {
  readonly added: Added;
  readonly reason: string;
}

type Chains = ReadonlyMap<string, ChainRecord>;

const INVALID = 'Invalid argument';
const LOOP = 'Too many links';
const TO_BUILTIN = 'Operation not supported';
const NO_CHAIN = 'No such file or directory';
/** How deep jumps may go (NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16;

/** Where targets may stand, as the kernel's modules check it (xt_check_target and their checkentry). */
const TABLE_OF: Readonly<Record<string, TableName>> = { DNAT: 'nat', SNAT: 'nat', MASQUERADE: 'nat', REDIRECT: 'nat', REJECT: 'filter', NOTRACK: 'raw', NETMAP: 'nat', TTL: 'mangle', HL: 'mangle', TOS: 'mangle', DSCP: 'mangle', CHECKSUM: 'mangle' }; // prettier-ignore
const HOOKS_OF: Readonly<Record<string, readonly Hook[]>> = {
  DNAT: ['PREROUTING', 'OUTPUT'],
  REDIRECT: ['PREROUTING', 'OUTPUT'],
  SNAT: ['POSTROUTING', 'INPUT'],
  MASQUERADE: ['POSTROUTING'],
  REJECT: ['INPUT', 'FORWARD', 'OUTPUT'],
  CLASSIFY: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
};

/** Checks what a transaction adds: targets and matches where they may stand, and jumps that do not go in circles. */
export function findFaults(
  family: Family,
  tableOf: (name: TableName) => { readonly chains: Chains } | undefined,
  added: readonly Added[],
): readonly Fault[] {
  // prettier-ignore
  const tables = [...new Set(added.map((one) => one.table))];
  const faults: Fault[] = [];
  for (const table of tables) {
    const chains = tableOf(table)?.chains;
    if (!chains) continue;
    const faultOf = once((rule: RuleBody) => ruleFault(family, table, rule));
    for (const one of added) {
      const { rule } = one;
      const chain = one.table === table ? chains.get(one.chain) : undefined;
      if (!chain) continue;
      const misplaced = chain.hook !== undefined && hookFault(outlineOf(rule), chain.hook);
      const own = faultOf(outlineOf(rule)) ?? (misplaced ? INVALID : undefined);
      const reason = own ?? targetChainFault(chains, rule);
      // A rule that a later step took away is nobody's concern.
      if (reason !== undefined && chain.rules.some(({ id }) => id === rule.id)) faults.push({ added: one, reason });
    }
  }
  if (faults.length > 0) return faults;
  return tables.flatMap((table): readonly Fault[] => {
    const chains = tableOf(table)?.chains;
    if (!chains || reachFault(chains) === undefined) return [];
    const culprit = blame(chains, added.filter((one) => one.table === table)); // prettier-ignore
    return culprit ? [culprit] : [];
  });
}

/** Takes added rules away from the last one on, until the kernel would be content: that one is refused. */
function blame(chains: Chains, added: readonly Added[]): Fault | undefined {
  const left = new Map(chains);
  let reason = reachFault(left);
  for (const one of [...added].reverse()) {
    const chain = left.get(one.chain);
    if (chain) left.set(one.chain, { ...chain, rules: chain.rules.filter(({ id }) => id !== one.rule.id) });
    const without = reachFault(left);
    if (without === undefined) return { added: one, reason: reason ?? INVALID };
    reason = without;
  }
  return undefined;
}

/** Asks once about an outline that thousands of rules share. */
function once<Answer>(ask: (rule: RuleBody) => Answer): (rule: RuleBody) => Answer {
  const known = new Map<RuleBody, { readonly answer: Answer }>();
  return (rule) => {
    let found = known.get(rule);
    if (!found) known.set(rule, (found = { answer: ask(rule) }));
    return found.answer;
  };
}

/** Faults of a rule wherever its chain is. */
function ruleFault(family: Family, table: TableName, { selector, matches, target }: RuleBody): string | undefined {
  const { protocol, source, destination } = selector;
  const is = (number: number): boolean => protocol?.number === number && !protocol.inverted;
  const nothing = [source, destination].some((entry) => entry?.inverted && entry.mask === 0);
  if (nothing) return INVALID;
  for (const match of matches) {
    if (match.match === 'tcp' && (Object.keys(match).length === 1 || match.option) && !is(6)) return INVALID;
    if (match.match === 'udp' && Object.keys(match).length === 1 && !is(17)) return INVALID;
    if (match.match === 'icmp' && !is(1)) return INVALID;
    if (match.match === 'icmp6' && !is(58)) return INVALID;
    if (match.match === 'mh' && !is(135)) return INVALID;
    if (match.match === 'addrtype' && !addrtypeFits(match, family)) return INVALID;
    if (match.match === 'owner' && [match.uid, match.gid].some((range) => range && range.from > range.to))
      return INVALID;
    if (match.match === 'recent' && !recentFits(match)) return INVALID;
  }
  if (target?.target === 'TCPMSS' && !is(6)) return INVALID;
  if (target?.target === 'SET' && target.map && table !== 'mangle') return INVALID;
  const own = target && TABLE_OF[target.target];
  if (own !== undefined && own !== table) return INVALID;
  if (target?.target === 'REJECT' && target.with === 'tcp-reset' && !is(6)) return INVALID;
  return undefined;
}

/** What IPv6 does not tell apart (addrtype_mt_checkentry_v1). */
const ONLY_IPV4: ReadonlySet<string> = new Set(['BROADCAST', 'BLACKHOLE', 'PROHIBIT', 'THROW', 'NAT', 'XRESOLVE']);

function addrtypeFits(match: Extract<Match, { match: 'addrtype' }>, family: Family): boolean {
  if (match.limitIn && match.limitOut) return false;
  const asked = [...(match.source?.types ?? []), ...(match.destination?.types ?? [])];
  return family === 'inet' || !asked.some((type) => ONLY_IPV4.has(type));
}

/** recent_mt_check: a list's name is a file's, and what is set or removed has no age. */
function recentFits({ action, name, seconds, hitcount }: Extract<Match, { match: 'recent' }>): boolean {
  const aged = action === 'rcheck' || action === 'update';
  return name !== '' && !name.includes('/') && (aged || (seconds === undefined && !hitcount));
}

function targetChainFault(chains: Chains, rule: RuleRecord): string | undefined {
  const next = chainAfter(rule);
  const chain = next === undefined ? undefined : chains.get(next);
  if (chain?.hook === undefined) return undefined;
  return chain.absent ? NO_CHAIN : TO_BUILTIN;
}

/** Faults that show only from where packets come: circles, and targets or matches at the wrong hook. */
function reachFault(chains: Chains): string | undefined {
  for (const chain of chains.values()) {
    const { hook } = chain;
    if (hook === undefined || chain.absent) continue;
    const misplaced = once((rule) => hookFault(rule, hook));
    const fault = walk(chains, chain, misplaced, 1, new Map());
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** `seen`: the greatest depth at which a chain was found sound. */
function walk(
  chains: Chains,
  chain: ChainRecord,
  misplaced: (rule: RuleBody) => boolean,
  depth: number,
  seen: Map<string, number>,
): string | undefined {
  // prettier-ignore
  if (depth > MAX_DEPTH) return LOOP;
  if ((seen.get(chain.name) ?? 0) >= depth) return undefined;
  for (const rule of chain.rules) {
    if (misplaced(outlineOf(rule))) return INVALID;
    const after = chainAfter(rule);
    if (after === undefined) continue;
    const next = chains.get(after);
    const fault = next && walk(chains, next, misplaced, depth + 1, seen);
    if (fault !== undefined) return fault;
  }
  seen.set(chain.name, depth);
  return undefined;
}

function hookFault({ matches, target }: RuleBody, hook: Hook): boolean {
  // The path, and so what fits it, is known only where a packet leaves.
  if (target?.target === 'TCPMSS' && target.mss === undefined && (hook === 'PREROUTING' || hook === 'INPUT'))
    return true;
  if (target && HOOKS_OF[target.target]?.includes(hook) === false) return true;
  const incoming = hook === 'PREROUTING' || hook === 'INPUT';
  const outgoing = hook === 'POSTROUTING' || hook === 'OUTPUT';
  return matches.some(
    (match) =>
      (match.match === 'addrtype' && ((match.limitOut && incoming) || (match.limitIn && outgoing))) ||
      ((match.match === 'mac' || match.match === 'eui64') && outgoing) ||
      // physdev_mt_check: what this host sends by itself has no port yet.
      (match.match === 'physdev' &&
        hook === 'OUTPUT' &&
        (match.out ?? match.isOut) !== undefined &&
        match.isBridged?.inverted !== false) ||
      (match.match === 'owner' && !outgoing),
  );
}
