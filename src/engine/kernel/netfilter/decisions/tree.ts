import { indexOf } from '../chain-index';
import { MAX_DEPTH } from '../interpret';
import type { ChainRecord, Hook, RuleRecord, TableRecord, Target } from '../model';
import { conditionsOf, holdsFor, type Condition, type Property, type PropertyValue } from './conditions';
import { ruleAt } from './place';
import { Step, type Known, type Place, type Unknown } from './step';

/** A step that fewer packets reached is not worked out: making it costs more than going through the rules. */
const FEW = 2;
/** Whatever the rules, a tree has no more steps, and no step more branches; packets beyond go through the rules. */
const MOST_STEPS = 8000;
const MOST_BRANCHES = 1024;

const NOTHING: Known = { properties: new Map(), addresses: new Map() };
const NONE: readonly number[] = [];

/**
 * How the chains of a table decide about packets at a hook, as far as packets have come. The rules are immutable, so what follows from the answers
 * to their questions is always the same: a packet need only answer them. It is asked exactly what the rules would ask, in their order, but for what
 * it has answered already; sets, limits and whatever else remembers are asked anew. Where many ways meet again, at the end of a chain, they share
 * the steps that follow. Derived from the table, like an index: forks share it, and no decision depends on whether it is there.
 */
export class Tree {
  readonly id = ++made;
  readonly root: Step;
  /** By counter: the rules that a packet is counted for. */
  readonly counted: (readonly number[])[] = [];
  private steps = 0;
  /** Steps after the end of a chain, by place and by what is still known. */
  private readonly joints = new Map<string, Step>();

  constructor(
    readonly table: TableRecord,
    readonly base: ChainRecord,
  ) {
    const place = entered(base, undefined, 1);
    this.root = this.open({ place, held: 0, known: NOTHING, matched: NONE });
  }

  /** Works a step out when it is worth it; false when the packet has to go through the rules from there. */
  grow(step: Step): boolean {
    const { unknown } = step;
    if (!unknown || step.visits++ < FEW || this.steps >= MOST_STEPS) return false;
    step.unknown = undefined;
    this.workOut(step, unknown);
    return true;
  }

  /** The step for a value nobody had so far. */
  branch(step: Step, value: unknown): Step | undefined {
    const { unknown, branches } = step;
    if (!unknown || branches.size >= MOST_BRANCHES || this.steps >= MOST_STEPS) return undefined;
    const next = this.open(step.does === 'list' ? listed(unknown, value) : looked(unknown, step.property, value));
    branches.set(value, next);
    return next;
  }

  private open(unknown: Unknown): Step {
    this.steps++;
    return new Step(unknown);
  }

  private workOut(step: Step, from: Unknown): void {
    const { known } = from;
    let { place, held, matched } = from;
    /** Chains entered since this step: nothing was asked in them, so nothing need meet where they end. */
    let inside = 0;
    for (;;) {
      if (place.entering) {
        const { index, part, lists } = place.entering;
        const asked = index.parts[part];
        if (asked === undefined) {
          const places = [...lists.flat(), ...index.rest].sort((a, b) => a - b);
          place = { ...place, entering: undefined, places };
          continue;
        }
        step.does = 'list';
        step.index = index;
        step.part = asked;
        step.branches = new Map();
        step.unknown = { place, held: 0, known, matched };
        return;
      }
      const rule = ruleAt(place);
      if (!rule) {
        if (!place.below) return this.finish(step, 'policy', this.base.counted ? [...matched, this.base.id] : matched);
        if (inside === 0) return this.leave(step, place.below, known, matched);
        inside--;
        place = place.below;
        continue;
      }
      const conditions = conditionsFor(rule);
      let at = held;
      let answer: boolean | undefined = true;
      for (; at < conditions.length; at++) {
        answer = answerOf(conditions[at] as Condition, known);
        if (answer !== true) break;
      }
      if (answer === undefined) return this.ask(step, conditions[at] as Condition, { place, held: at, known, matched });
      held = 0;
      if (!answer) {
        place = after(place);
        continue;
      }
      const { target } = rule;
      if (!target) {
        matched = [...matched, rule.id];
        place = after(place);
        continue;
      }
      switch (target.target) {
        case 'RETURN':
          matched = [...matched, rule.id];
          if (!place.below)
            return this.finish(step, 'policy', this.base.counted ? [...matched, this.base.id] : matched);
          if (inside === 0) return this.leave(step, place.below, known, matched);
          inside--;
          place = place.below;
          continue;
        case 'jump':
        case 'goto': {
          matched = [...matched, rule.id];
          const chain = this.table.chains.get(target.chain);
          const [below, depth]: [Place | undefined, number] =
            target.target === 'jump' ? [after(place), place.depth] : [place.below, place.depth - 1];
          if (chain && depth < MAX_DEPTH && (target.target === 'goto' || chain.rules.length > 0)) {
            if (target.target === 'jump') inside++;
            place = entered(chain, below, depth + 1);
          } else if (target.target === 'jump') place = after(place);
          else if (!below) return this.finish(step, 'policy', this.base.counted ? [...matched, this.base.id] : matched);
          else if (inside === 0) return this.leave(step, below, known, matched);
          else {
            inside--;
            place = below;
          }
          continue;
        }
        case 'ACCEPT':
        case 'DROP':
        case 'NFQUEUE':
        case 'REJECT':
        case 'DNAT':
        case 'SNAT':
        case 'MASQUERADE':
        case 'REDIRECT':
        case 'NETMAP':
          this.does(step, rule, place);
          return this.finish(step, 'rule', [...matched, rule.id]);
        case 'MARK': {
          const mark = known.properties.get('mark');
          if (mark === undefined) return this.look(step, 'mark', { place, held: conditions.length, known, matched });
          const next = ((Number(mark) & ~target.mask) ^ target.value) >>> 0;
          matched = [...matched, rule.id];
          if (next === mark) {
            place = after(place);
            continue;
          }
          return this.effect(step, rule, { place, held: 0, known: withProperty(known, 'mark', next), matched });
        }
        default:
          // It may decide, so the packet is counted first.
          this.count(step, [...matched, rule.id]);
          return this.effect(step, rule, { place, held: 0, known: afterEffect(known, target.target), matched: NONE });
      }
    }
  }

  /** The packet has to answer a question. */
  private ask(step: Step, condition: Condition, unknown: Unknown): void {
    const { place, held, known, matched } = unknown;
    switch (condition.asks) {
      case 'in':
      case 'out':
      case 'protocol':
      case 'state':
      case 'mark':
        return this.look(step, condition.asks, unknown);
      default:
        step.does = 'ask';
        step.condition = condition;
        step.next = this.open({ place, held: held + 1, known: withAnswer(known, condition, true), matched });
        step.otherwise = this.open({
          place: after(place),
          held: 0,
          known: withAnswer(known, condition, false),
          matched,
        });
    }
  }

  private look(step: Step, property: Property, unknown: Unknown): void {
    step.does = 'look';
    step.property = property;
    step.branches = new Map();
    step.unknown = unknown;
  }

  /** A rule that changes the packet, or tells somebody; `unknown` is how it was at the rule. */
  private effect(step: Step, rule: RuleRecord, { place, known, matched }: Unknown): void {
    step.does = 'effect';
    this.does(step, rule, place, 'effect');
    step.next = this.open({ place: after(place), held: 0, known, matched });
  }

  private does(step: Step, rule: RuleRecord, { chain, places, at }: Place, does: Step['does'] = 'rule'): void {
    step.does = does;
    step.rule = rule;
    step.chain = chain;
    step.number = (places ? (places[at] ?? 0) : at) + 1;
  }

  /** The end of the way: a rule decides, or the policy. */
  private finish(step: Step, does: 'rule' | 'policy', matched: readonly number[]): void {
    step.does = does;
    this.count(step, matched);
  }

  /** A chain is over: the packet is counted, and goes on where others go on that had other answers in it. */
  private leave(step: Step, place: Place, known: Known, matched: readonly number[]): void {
    const kept = lasting(known);
    const key = `${keyOf(place)} ${[...kept.properties].map(([property, value]) => `${property}=${value ?? ''}`).join()}`;
    let next = this.joints.get(key);
    if (!next) this.joints.set(key, (next = this.open({ place, held: 0, known: kept, matched: NONE })));
    step.does = 'count';
    step.next = next;
    this.count(step, matched);
  }

  private count(step: Step, matched: readonly number[]): void {
    if (matched.length > 0) step.counter = this.counted.push(matched) - 1;
  }
}

let made = 0;

const trees = new WeakMap<TableRecord, Map<Hook, Tree>>();

/** The tree of a table at a hook. */
export function treeOf(table: TableRecord, base: ChainRecord, hook: Hook): Tree {
  let known = trees.get(table);
  if (!known) trees.set(table, (known = new Map<Hook, Tree>()));
  let tree = known.get(hook);
  if (!tree) known.set(hook, (tree = new Tree(table, base)));
  return tree;
}

const conditions = new WeakMap<RuleRecord, readonly Condition[]>();

/** The conditions of a rule, made once. */
export function conditionsFor(rule: RuleRecord): readonly Condition[] {
  let known = conditions.get(rule);
  if (!known) conditions.set(rule, (known = conditionsOf(rule)));
  return known;
}

function entered(chain: ChainRecord, below: Place | undefined, depth: number): Place {
  const index = indexOf(chain.rules);
  const entering = index && { index, part: 0, lists: [] };
  return { chain, places: undefined, entering, at: 0, below, depth };
}

function after(place: Place): Place {
  return { ...place, at: place.at + 1 };
}

function keyOf({ chain, places, at, below }: Place): string {
  return `${chain.id}:${at}:${places?.join('.') ?? ''}|${below ? keyOf(below) : ''}`;
}

function answerOf(condition: Condition, { properties, addresses }: Known): boolean | undefined {
  switch (condition.asks) {
    case 'address':
      return addresses.get(condition.key);
    case 'anything':
    case 'match':
      return undefined;
    default:
      return properties.has(condition.asks) ? holdsFor(condition, properties.get(condition.asks)) : undefined;
  }
}

function withProperty(known: Known, property: Property, value: PropertyValue): Known {
  return { ...known, properties: new Map(known.properties).set(property, value) };
}

function withAnswer(known: Known, condition: Condition, answer: boolean): Known {
  if (condition.asks !== 'address') return known;
  return { ...known, addresses: new Map(known.addresses).set(condition.key, answer) };
}

function looked(unknown: Unknown, property: Property, value: unknown): Unknown {
  return { ...unknown, known: withProperty(unknown.known, property, value as PropertyValue) };
}

function listed(unknown: Unknown, list: unknown): Unknown {
  const { place } = unknown;
  const { entering } = place;
  if (!entering) return unknown;
  const lists = list === undefined ? entering.lists : [...entering.lists, list as readonly number[]];
  return { ...unknown, place: { ...place, entering: { ...entering, part: entering.part + 1, lists } } };
}

/** Devices and addresses have many values, each with a way of its own: at the end of a chain they are forgotten, and asked for again. */
const LASTING: readonly Property[] = ['mark', 'state', 'protocol'];

function lasting({ properties }: Known): Known {
  const kept = new Map<Property, PropertyValue>();
  for (const property of LASTING) if (properties.has(property)) kept.set(property, properties.get(property));
  return { properties: kept, addresses: NOTHING.addresses };
}

/** What a target other than MARK may have changed. */
function afterEffect(known: Known, target: Target['target']): Known {
  const properties = new Map(known.properties);
  if (target === 'CONNMARK' || target === 'SET') properties.delete('mark');
  if (target === 'NOTRACK') properties.delete('state');
  return { ...known, properties };
}
