import type { Family } from '../../kernel/netfilter/control';
import type { Match, RuleRecord, TableName } from '../../kernel/netfilter/model';
import { chainAfter, withRules, type RuleBody } from '../../kernel/netfilter/unread-chain';
import { hookFault, INVALID, reachFault, type Chains } from './reach';

/** A rule that a transaction adds. */
export interface Added extends Step {
  readonly table: TableName;
  readonly chain: string;
  readonly rule: RuleRecord;
  readonly how: 'APPEND' | 'INSERT' | 'REPLACE';
}

/** When a transaction did something. */
interface Step {
  readonly line: number | undefined;
  /** Its place among the steps of the line. */
  readonly order: number;
}

/** The first added rule that the kernel refuses, and its errno in words. */
export interface Fault {
  readonly added: Added;
  readonly reason: string;
}

const TO_BUILTIN = 'Operation not supported';
const NO_CHAIN = 'No such file or directory';

/** Where targets may stand, as the kernel's modules check it (xt_check_target and their checkentry). */
const TABLE_OF: Readonly<Record<string, TableName>> = { DNAT: 'nat', SNAT: 'nat', MASQUERADE: 'nat', REDIRECT: 'nat', REJECT: 'filter', NOTRACK: 'raw', NETMAP: 'nat', TTL: 'mangle', HL: 'mangle', TOS: 'mangle', DSCP: 'mangle', CHECKSUM: 'mangle', TPROXY: 'mangle' }; // prettier-ignore

/** Rules that are sound by themselves, wherever their chain may be reached from. */
export interface SoundRules {
  readonly table: TableName;
  /** The rules, one by one. */
  readonly added: readonly Added[];
}

/** Checks what a transaction adds: targets and matches where they may stand, and jumps that do not go in circles. */
export function findFaults(
  family: Family,
  tableOf: (name: TableName) => { readonly chains: Chains } | undefined,
  added: readonly Added[],
  sound: readonly SoundRules[],
): readonly Fault[] {
  // prettier-ignore
  const faults: Fault[] = [];
  for (const one of added) {
    const { table, rule } = one;
    const chains = tableOf(table)?.chains;
    const chain = chains?.get(one.chain);
    if (!chains || !chain) continue;
    const misplaced = chain.hook !== undefined && hookFault(rule, chain.hook);
    const reason = ruleFault(family, table, rule) ?? (misplaced ? INVALID : targetChainFault(chains, rule));
    // A rule that a later step took away is nobody's concern.
    if (reason !== undefined && chain.rules.some(({ id }) => id === rule.id)) faults.push({ added: one, reason });
  }
  if (faults.length > 0) return faults;
  return [...new Set([...added, ...sound].map(({ table }) => table))].flatMap((table): readonly Fault[] => {
    const chains = tableOf(table)?.chains;
    if (!chains || reachFault(chains) === undefined) return [];
    const every = [...added, ...sound.flatMap((rules) => rules.added)].filter((one) => one.table === table);
    const culprit = blame(chains, every.sort(inOrder));
    return culprit ? [culprit] : [];
  });
}

/** The order in which steps were done: lines of iptables-restore, or what one command does. */
export function inOrder(a: Step, b: Step): number {
  return (a.line ?? 0) - (b.line ?? 0) || a.order - b.order;
}

/** The first added rule with which the kernel is not content: it takes them one after the other, and what it refused stays refused. */
function blame(chains: Chains, added: readonly Added[]): Fault | undefined {
  const faultOf = (count: number): string | undefined => reachFault(without(chains, added.slice(count)));
  if (faultOf(0) !== undefined) return undefined;
  let [sound, unsound] = [0, added.length];
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >> 1;
    if (faultOf(middle) === undefined) sound = middle;
    else unsound = middle;
  }
  const culprit = added[unsound - 1];
  return culprit && { added: culprit, reason: faultOf(unsound) ?? INVALID };
}

function without(chains: Chains, added: readonly Added[]): Chains {
  const left = new Map(chains);
  const gone = new Set(added.map(({ rule }) => rule.id));
  for (const name of new Set(added.map(({ chain }) => chain))) {
    const chain = left.get(name);
    if (chain) left.set(name, withRules(chain, chain.rules.filter(({ id }) => !gone.has(id)))); // prettier-ignore
  }
  return left;
}

/** Faults of a rule wherever its chain is. */
export function ruleFault(
  family: Family,
  table: TableName,
  { selector, matches, target }: RuleBody,
): string | undefined {
  const { protocol, source, destination } = selector;
  const is = (number: number): boolean => protocol?.number === number && !protocol.inverted;
  const nothing = [source, destination].some((entry) => entry?.inverted && entry.mask === 0);
  if (nothing) return INVALID;
  for (const match of matches) {
    if (match.match === 'tcp' && (Object.keys(match).length === 1 || match.option) && !is(6)) return INVALID;
    if (match.match === 'udp' && Object.keys(match).length === 1 && !is(17)) return INVALID;
    if (match.match === 'icmp' && !is(1)) return INVALID;
    if (match.match === 'icmp6' && !is(58)) return INVALID;
    if (match.match === 'tcpmss' && !is(6)) return INVALID;
    if (match.match === 'sctp' && !is(132)) return INVALID;
    if (match.match === 'ecn' && 'cwr' in match.test && !is(6)) return INVALID;
    if (match.match === 'mh' && !is(135)) return INVALID;
    if (match.match === 'addrtype' && !addrtypeFits(match, family)) return INVALID;
    if (match.match === 'owner' && [match.uid, match.gid].some((range) => range && range.from > range.to))
      return INVALID;
    if (match.match === 'hashlimit') {
      const fault = hashlimitFault(match, family);
      if (fault !== undefined) return fault;
    }
    if (match.match === 'recent' && !recentFits(match)) return INVALID;
  }
  if (target?.target === 'TCPMSS' && !is(6)) return INVALID;
  if (target?.target === 'TPROXY' && !is(6) && !is(17)) return INVALID;
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

/** hashlimit_mt_check_common: masks that are too long, tables that keep nothing, and a burst that overflows 64 bits. */
function hashlimitFault(match: Extract<Match, { match: 'hashlimit' }>, family: Family): string | undefined {
  const { sourceMask = 0, destinationMask = 0, gcIntervalMs = 1, expireMs, bytes, average, burst } = match;
  if (gcIntervalMs === 0 || expireMs === 0) return INVALID;
  if (Math.max(sourceMask, destinationMask) > (family === 'inet' ? 32 : 128)) return INVALID;
  const credits = (value: number): bigint => BigInt.asUintN(64, BigInt(value) * CREDITS_PER_US);
  return !bytes && credits(average * burst) < credits(average) ? 'Numerical result out of range' : undefined;
}

/** HZ * CREDITS_PER_JIFFY / XT_HASHLIMIT_SCALE_v2 with HZ = 250. */
const CREDITS_PER_US = 137_438_953n;

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
