import { settleCounters } from '../netfilter/decisions/path-counts';
import { remember, stateOf } from '../netfilter/match-state';
import type { Counter } from '../netfilter/model';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { EMPTY, type NftElement, type NftExpression, type NftRecord, type NftRule, type NftSet, type NftStatement, type NftTable } from './model'; // prettier-ignore

const NOTHING: Counter = { packets: 0, bytes: 0 };

/** The door of nftables for tools (nf_tables' netlink): a transaction is made of the record and given back as a whole. */
export interface NftSocket {
  record(): NftRecord;
  newId(): number;
  /** Replaces everything; `counters` are those that new rules begin with, by id. */
  commit(record: NftRecord, counters?: ReadonlyMap<number, Counter>): void;
  counter(id: number): Counter;
  resetCounters(ids: readonly number[]): void;
  /** What packets put into a set and has not expired. */
  addedElements(set: NftSet): readonly NftElement[];
  /** Takes elements that packets have added out of a set; without keys: all. */
  forgetElements(set: NftSet, keys?: readonly string[]): void;
  /** Bytes of a quota that are used. */
  quotaLeft(rule: number, index: number): number | undefined;
}

/** Opens the door for one namespace. */
export function openNftables(world: World, netns: NetnsId): NftSocket {
  const netfilter = () => world.netns(netns).netfilter;
  const place = ({ id }: NftSet) => ({ rule: id, index: 0 });
  return {
    record: () => netfilter().nft ?? EMPTY,
    newId: () => world.allocateId(),
    commit(record, counters) {
      const ns = world.writeNetns(netns);
      const kept = world.writable(ns.netfilter.counters);
      for (const [id, counter] of counters ?? []) kept.set(id, counter);
      const nft = { ...record, ...needs(record), generation: record.generation + 1 };
      ns.netfilter = { ...ns.netfilter, counters: kept, nft };
    },
    counter(id) {
      settleCounters(world, netns);
      return netfilter().counters.get(id) ?? NOTHING;
    },
    resetCounters(ids) {
      settleCounters(world, netns);
      const ns = world.writeNetns(netns);
      const kept = world.writable(ns.netfilter.counters);
      for (const id of ids) kept.delete(id);
      ns.netfilter = { ...ns.netfilter, counters: kept };
    },
    addedElements: (set) =>
      [...(stateOf(world, netns, place(set)).elements?.values() ?? [])].filter(
        ({ expiresUs }) => expiresUs === undefined || expiresUs > world.nowUs,
      ),
    forgetElements(set, keys) {
      const before = stateOf(world, netns, place(set)).elements;
      if (!before || before.size === 0) return;
      const elements = new Map(keys ? before : []);
      for (const key of keys ?? []) elements.delete(key);
      remember(world, netns, place(set), { elements });
    },
    quotaLeft: (rule, index) => stateOf(world, netns, { rule, index }).quota,
  };
}

/** Whether rules of either family follow connections: those that ask about them, and those that change addresses. */
function needs({ tables }: NftRecord): Pick<NftRecord, 'usesConntrack' | 'usesConntrack6'> {
  const follows = (families: readonly string[]): boolean =>
    tables.some((table) => families.includes(table.family) && tableFollows(table));
  return { usesConntrack: follows(['ip', 'inet']), usesConntrack6: follows(['ip6', 'inet']) };
}

/** A transaction changes a chain or two: what the others need is known by their lists of rules. */
const known = new WeakMap<readonly NftRule[], boolean>();

function tableFollows({ chains }: NftTable): boolean {
  for (const { rules } of chains.values()) {
    let follows = known.get(rules);
    if (follows === undefined) {
      follows = rules.some(({ statements }) => statements.some(follow));
      known.set(rules, follows);
    }
    if (follows) return true;
  }
  return false;
}

function follow(statement: NftStatement): boolean {
  switch (statement.statement) {
    case 'nat':
    case 'masquerade':
    case 'redirect':
      return true;
    case 'match':
    case 'bits':
    case 'lookup':
      return asksConnection(statement.left);
    case 'vmap':
    case 'update':
      return asksConnection(statement.key);
    case 'set':
      return asksConnection(statement.target) || asksConnection(statement.value);
    default:
      return false;
  }
}

function asksConnection(expression: NftExpression): boolean {
  switch (expression.expr) {
    case 'ct':
      return true;
    case 'concat':
      return expression.parts.some(asksConnection);
    case 'binary':
      return asksConnection(expression.left) || asksConnection(expression.right);
    case 'map':
      return asksConnection(expression.key);
    case 'hash':
      return expression.of !== undefined && asksConnection(expression.of);
    default:
      return false;
  }
}
