import type { NetnsId } from '../records';
import { storeSysctl } from '../sysctl-store';
import type { World } from '../world';
import { settleCounters } from './decisions/path-counts';
import {
  BUILTIN_CHAINS,
  type ChainRecord,
  type Counter,
  type NetfilterRecord,
  type TableName,
  type TableRecord,
} from './model';
import { ruleIds, someRule, type RuleBody } from './unread-chain';

const NOTHING: Counter = { packets: 0, bytes: 0 };

/** The door of the packet filter for tools (nf_tables' netlink, as iptables-nft uses it). */
export interface NetfilterSocket {
  /** Existing tables, oldest first. */
  tables(): readonly TableRecord[];
  table(name: TableName): TableRecord | undefined;
  /** A table with its built-in chains, all policies ACCEPT; it exists in the kernel only once it is committed. */
  newTable(name: TableName): TableRecord;
  /** An id for a new rule or chain. */
  newId(): number;
  /** The first of as many ids in a row. */
  newIds(count: number): number;
  /** Replaces (or makes) a table; counters of rules that are gone go too. `counters` sets those of rules by id. */
  commit(table: TableRecord, counters?: ReadonlyMap<number, Counter>): void;
  deleteTable(name: TableName): void;
  counter(id: number): Counter;
  /** A rule asks for a connection's bytes: they are counted from now on (connbytes_mt_check). */
  countConnections(): void;
}

export type Family = 'inet' | 'inet6';

function changed(
  before: NetfilterRecord,
  which: 'tables' | 'tables6',
  tables: NetfilterRecord['tables'],
  counters: NetfilterRecord['counters'],
): NetfilterRecord {
  const uses = which === 'tables' ? 'usesConntrack' : 'usesConntrack6';
  return { ...before, [which]: tables, counters, [uses]: needsConntrack(tables) };
}

/** Opens the door for one namespace and one family. */
export function openNetfilter(world: World, netns: NetnsId, family: Family = 'inet'): NetfilterSocket {
  const which = family === 'inet' ? 'tables' : 'tables6';
  const record = (): NetfilterRecord => world.netns(netns).netfilter;
  return {
    tables: () => [...record()[which].values()],
    table: (name) => record()[which].get(name),
    newId: () => world.allocateId(),
    newIds: (count) => world.allocateIds(count),
    newTable: (name) => ({
      name,
      chains: new Map(
        BUILTIN_CHAINS[name].map((hook): [string, ChainRecord] => [
          hook,
          { name: hook, id: world.allocateId(), hook, policy: 'ACCEPT', rules: [] },
        ]),
      ),
    }),
    commit(table, counters) {
      settleCounters(world, netns);
      const ns = world.writeNetns(netns);
      const kept = world.writable(ns.netfilter.counters);
      const before = ns.netfilter[which].get(table.name);
      if (before && kept.size > 0) {
        const stays = new Set(idsOf(table));
        for (const id of idsOf(before)) if (!stays.has(id)) kept.delete(id);
      }
      for (const [id, counter] of counters ?? []) kept.set(id, counter);
      const tables = new Map(ns.netfilter[which]).set(table.name, table);
      ns.netfilter = changed(ns.netfilter, which, tables, kept);
    },
    deleteTable(name) {
      settleCounters(world, netns);
      const ns = world.writeNetns(netns);
      const before = ns.netfilter[which].get(name);
      if (!before) return;
      const counters = world.writable(ns.netfilter.counters);
      for (const id of idsOf(before)) counters.delete(id);
      const tables = new Map(ns.netfilter[which]);
      tables.delete(name);
      ns.netfilter = changed(ns.netfilter, which, tables, counters);
    },
    countConnections: () => storeSysctl(world, netns, 'net.netfilter.nf_conntrack_acct', '1'),
    counter(id) {
      settleCounters(world, netns);
      return record().counters.get(id) ?? NOTHING;
    },
  };
}

/**
 * Connections are followed while a rule asks about them or acts on them (nf_ct_netns_get in the checkentry of each extension). The nat table by
 * itself does not: without connections its chains are never looked at.
 */
function needsConntrack(tables: ReadonlyMap<TableName, TableRecord>): boolean {
  /** Thousands of rules of a restored chain in a row have one outline. */
  let last: RuleBody | undefined;
  const needs = (rule: RuleBody): boolean => {
    if (rule === last) return false;
    last = rule;
    const { matches, target } = rule;
    return (
      (target !== undefined && CONNTRACK_TARGETS.has(target.target)) ||
      matches.some(({ match }) => CONNTRACK_MATCHES.has(match))
    );
  };
  for (const { chains, foreign = [] } of tables.values())
    for (const chain of [...chains.values(), ...foreign]) if (someRule(chain, needs)) return true;
  return false;
}

const CONNTRACK_MATCHES: ReadonlySet<string> = new Set(['conntrack', 'state', 'connmark', 'connlimit', 'connbytes']);
const CONNTRACK_TARGETS: ReadonlySet<string> = new Set([
  'CONNMARK',
  'DNAT',
  'SNAT',
  'MASQUERADE',
  'REDIRECT',
  'NETMAP',
]);

function* idsOf({ chains, foreign = [] }: TableRecord): Generator<number> {
  for (const chain of [...chains.values(), ...foreign]) {
    yield chain.id;
    yield* ruleIds(chain);
  }
}

/** Counts a packet for a rule or a policy. */
export function count(world: World, netns: NetnsId, id: number, bytes: number): void {
  const ns = world.writeNetns(netns);
  const counters = world.writable(ns.netfilter.counters);
  const before = counters.get(id) ?? NOTHING;
  counters.set(id, { packets: before.packets + 1, bytes: before.bytes + bytes });
  if (counters !== ns.netfilter.counters) ns.netfilter = { ...ns.netfilter, counters };
}
