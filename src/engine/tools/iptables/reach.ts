import type { ChainRecord, Hook } from '../../kernel/netfilter/model';
import { chainAfter, UnreadChain, type RuleBody } from '../../kernel/netfilter/unread-chain';

export type Chains = ReadonlyMap<string, ChainRecord>;

export const INVALID = 'Invalid argument';
const LOOP = 'Too many links';
/** How deep jumps may go (NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16;

const HOOKS_OF: Readonly<Record<string, readonly Hook[]>> = {
  DNAT: ['PREROUTING', 'OUTPUT'],
  REDIRECT: ['PREROUTING', 'OUTPUT'],
  SNAT: ['POSTROUTING', 'INPUT'],
  MASQUERADE: ['POSTROUTING'],
  REJECT: ['INPUT', 'FORWARD', 'OUTPUT'],
  CLASSIFY: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
};

/** Faults that show only from where packets come: circles, and targets or matches at the wrong hook. */
export function reachFault(chains: Chains): string | undefined {
  if (new Reach(chains).isSound) return undefined;
  for (const chain of chains.values()) {
    const { hook } = chain;
    if (hook === undefined || chain.absent) continue;
    const fault = walk(chains, chain, hook, 1, new Map());
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** `seen`: the greatest depth at which a chain was found sound. */
function walk(
  chains: Chains,
  chain: ChainRecord,
  hook: Hook,
  depth: number,
  seen: Map<string, number>,
): string | undefined {
  // prettier-ignore
  if (depth > MAX_DEPTH) return LOOP;
  if ((seen.get(chain.name) ?? 0) >= depth) return undefined;
  for (const rule of chain.rules) {
    if (hookFault(rule, hook)) return INVALID;
    const after = chainAfter(rule);
    if (after === undefined) continue;
    const next = chains.get(after);
    const fault = next && walk(chains, next, hook, depth + 1, seen);
    if (fault !== undefined) return fault;
  }
  seen.set(chain.name, depth);
  return undefined;
}

export function hookFault({ matches, target }: RuleBody, hook: Hook): boolean {
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
      (match.match === 'rpfilter' && hook !== 'PREROUTING') ||
      // The kernel looks for nothing without a pattern (string_mt_check).
      (match.match === 'string' && match.pattern === '') ||
      (match.match === 'owner' && !outgoing),
  );
}

const HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/**
 * What can be reached from each chain, looked at once for all hooks: a table of kube-proxy's has 20,000 chains, and nearly always they are
 * sound. Only when they are not does it matter which rule is to blame.
 */
class Reach {
  /** One that stays, see ClauseReader. */
  static readonly kept = new Reach(new Map());
  /** By the name of a chain: how many chains deep it goes, and a bit for each hook at which something below it is misplaced. */
  private readonly known = new Map<string, number>();
  /** The chain asked about last: many chains end in a jump to one and the same. */
  private last = { name: '', found: 0 };
  /** For each outline that many rules share, the bits of the hooks where it is misplaced. */
  private readonly outlines = new Map<RuleBody, number>();

  constructor(private readonly chains: Chains) {}

  get isSound(): boolean {
    for (const chain of this.chains.values()) {
      const { hook } = chain;
      if (hook === undefined || chain.absent) continue;
      const below = this.below(chain, 1);
      if (below === undefined || (below >> DEPTH_BITS) & (1 << HOOKS.indexOf(hook))) return false;
    }
    return true;
  }

  /** What is known of a chain that is entered at this depth; undefined when it leads too deep. */
  private below(chain: ChainRecord, depth: number): number | undefined {
    if (depth > MAX_DEPTH) return undefined;
    let found: number | undefined = 0;
    if (chain instanceof UnreadChain) {
      for (let at = chain.firstRule; at >= 0 && found !== undefined; at = chain.ruleAfter(at)) {
        found = this.with(found, this.misplaced(chain.outlineOf(at)), chain.jumpOf(at), depth);
      }
    } else {
      for (const rule of chain.rules) {
        found = found === undefined ? undefined : this.with(found, misplacedAt(rule), chainAfter(rule), depth);
      }
    }
    if (found === undefined || depth + (found & DEPTH_MASK) > MAX_DEPTH) return undefined;
    this.known.set(chain.name, found + 1);
    return found + 1;
  }

  /** What is known of a chain together with one more of its rules. */
  private with(before: number, hooks: number, jump: string | undefined, depth: number): number | undefined {
    const next = jump === undefined ? 0 : jump === this.last.name ? this.last.found : this.find(jump, depth + 1);
    if (next === undefined) return undefined;
    const all = (before >> DEPTH_BITS) | (next >> DEPTH_BITS) | hooks;
    return (all << DEPTH_BITS) | Math.max(before & DEPTH_MASK, next & DEPTH_MASK);
  }

  private find(name: string, depth: number): number | undefined {
    const found = this.known.get(name);
    if (found === undefined) {
      const chain = this.chains.get(name);
      // A chain that is not there leads nowhere.
      return chain ? this.below(chain, depth) : 0;
    }
    this.last = { name, found };
    return found;
  }

  private misplaced(outline: RuleBody): number {
    let hooks = this.outlines.get(outline);
    if (hooks === undefined) this.outlines.set(outline, (hooks = misplacedAt(outline)));
    return hooks;
  }
}

const DEPTH_BITS = 5;
const DEPTH_MASK = (1 << DEPTH_BITS) - 1;

function misplacedAt(rule: RuleBody): number {
  let hooks = 0;
  for (let i = 0; i < HOOKS.length; i++) if (hookFault(rule, HOOKS[i] as Hook)) hooks |= 1 << i;
  return hooks;
}
