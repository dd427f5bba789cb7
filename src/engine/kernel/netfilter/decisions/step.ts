import type { ChainIndex, IndexPart } from '../chain-index';
import type { ChainRecord, RuleRecord } from '../model';
import type { Condition, Property, PropertyValue } from './conditions';

/** A place in the chains of a table, with those it will return to. Interned by the tree: equal places are one. */
export interface Place {
  readonly chain: ChainRecord;
  /** The places of the rules that a packet has to be shown, when that is known and not all of them. */
  readonly places: readonly number[] | undefined;
  /** While a long chain is entered: its index, and what was found in it so far. */
  readonly entering:
    { readonly index: ChainIndex; readonly part: number; readonly lists: readonly (readonly number[])[] } | undefined;
  /** The next rule, as a place among `places` or in the chain. */
  readonly at: number;
  readonly below: Place | undefined;
  /** How many chains deep. */
  readonly depth: number;
}

/** What is known of a packet on the way to a step. */
export interface Known {
  readonly properties: ReadonlyMap<Property, PropertyValue>;
  /** Conditions about addresses, by their keys. */
  readonly addresses: ReadonlyMap<string, boolean>;
}

/** How the chains go on at a step nobody has worked out yet. */
export interface Unknown {
  readonly place: Place;
  /** How many conditions of the rule there have been found to hold. */
  readonly held: number;
  readonly known: Known;
  /** Rules that matched since packets were counted last. */
  readonly matched: readonly number[];
}

/** What `Step.does` may be. */
export type Does = 'open' | 'look' | 'list' | 'ask' | 'effect' | 'count' | 'rule' | 'policy';

const NONE: readonly number[] = [];
const NO_BRANCHES = new Map<unknown, Step>();

/**
 * One step of a decision tree. It begins `open`, and becomes what it is when packets came there often enough; all kinds are one class, which
 * costs memory and makes going through them quick.
 */
export class Step {
  does: Does = 'open';
  /** `open`: how the chains go on, and how many packets came. */
  unknown: Unknown | undefined;
  visits = 0;
  /** `look`, `list`: the property, or the part of an index; and the step for each value. */
  property: Property = 'in';
  index: ChainIndex | undefined;
  part: IndexPart = 'flow';
  branches: Map<unknown, Step> = NO_BRANCHES;
  /** `ask`: what, and the step if not; `next` if so. `effect`, `count`: the step after it. */
  condition: Condition | undefined;
  next: Step | undefined;
  otherwise: Step | undefined;
  /** `effect`, `rule`: the rule that does something, or decides, and where it stands in its chain, from 1. */
  rule: RuleRecord | undefined;
  chain: ChainRecord | undefined;
  number = 0;
  /** `count`, `rule`, `policy`: rules whose counters count the packet, and where the tree keeps how many there were; -1 for none. */
  counts: readonly number[] = NONE;
  counter = -1;

  constructor(unknown: Unknown | undefined) {
    this.unknown = unknown;
  }
}
