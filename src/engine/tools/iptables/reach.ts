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
  TPROXY: ['PREROUTING'],
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
      (match.match === 'socket' && hook !== 'PREROUTING' && hook !== 'INPUT') ||
      (match.match === 'policy' && (match.saved.startsWith(' --dir in') ? outgoing : incoming)) ||
      (match.match === 'rpfilter' && hook !== 'PREROUTING') ||
      // The kernel looks for nothing without a pattern (string_mt_check).
      (match.match === 'string' && match.pattern === '') ||
      (match.match === 'owner' && !outgoing),
  );
}

const HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** No number that is found: nothing is known yet. */
const UNKNOWN = -1;
/** How often a table was looked at. */
let looks = 0;

/**
 * What can be reached from each chain, looked at once for all hooks: a table of kube-proxy's has 20,000 chains, and nearly always they are
 * sound. Only when they are not does it matter which rule is to blame.
 */
class Reach {
  /** One that stays, see ClauseReader. */
  static readonly kept = new Reach(new Map());
  /** By the name of a chain: how many chains deep it goes, and a bit for each hook at which something below it is misplaced. Restored chains have it themselves. */
  private readonly known = new Map<string, number>();
  /** For each outline that many rules share, the bits of the hooks where it is misplaced. */
  private readonly outlines = new Map<RuleBody, number>();

  /** Chains of a restored text that are there are marked with it. */
  private readonly look = ++looks;

  constructor(private readonly chains: Chains) {}

  get isSound(): boolean {
    for (const chain of this.chains.values()) {
      if (!(chain instanceof UnreadChain)) continue;
      chain.look = this.look;
      chain.found = UNKNOWN;
    }
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
        found = together(found, this.misplaced(chain.outlineOf(at)), this.after(chain.jumpOf(at), depth + 1));
      }
    } else {
      for (const rule of chain.rules) {
        const jump = chainAfter(rule);
        const next: number | undefined = found === undefined || jump === undefined ? 0 : this.find(jump, depth + 1);
        found = found === undefined ? undefined : together(found, misplacedAt(rule), next);
      }
    }
    if (found === undefined || depth + (found & DEPTH_MASK) > MAX_DEPTH) return undefined;
    found++;
    if (chain instanceof UnreadChain) chain.found = found;
    else this.known.set(chain.name, found);
    return found;
  }

  /** What is known of the chain that a restored rule jumps to: mostly it is still the one that the text has. */
  private after(chain: UnreadChain | undefined, depth: number): number | undefined {
    if (!chain) return 0;
    if (chain.look !== this.look) return this.find(chain.name, depth);
    return chain.found === UNKNOWN ? this.below(chain, depth) : chain.found;
  }

  private find(name: string, depth: number): number | undefined {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const chain = this.chains.get(name);
    // A chain that is not there leads nowhere.
    if (!chain) return 0;
    return chain instanceof UnreadChain ? this.after(chain, depth) : this.below(chain, depth);
  }

  private misplaced(outline: RuleBody): number {
    let hooks = this.outlines.get(outline);
    if (hooks === undefined) this.outlines.set(outline, (hooks = misplacedAt(outline)));
    return hooks;
  }
}

/** What is known of a chain together with one more of its rules, and with where that leads. */
function together(before: number, hooks: number, next: number | undefined): number | undefined {
  if (next === undefined) return undefined;
  const all = (before >> DEPTH_BITS) | (next >> DEPTH_BITS) | hooks;
  return (all << DEPTH_BITS) | Math.max(before & DEPTH_MASK, next & DEPTH_MASK);
}
const DEPTH_BITS = 5;
const DEPTH_MASK = (1 << DEPTH_BITS) - 1;

function misplacedAt(rule: RuleBody): number {
  let hooks = 0;
  for (let i = 0; i < HOOKS.length; i++) if (hookFault(rule, HOOKS[i] as Hook)) hooks |= 1 << i;
  return hooks;
}
