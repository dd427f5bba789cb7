import type { NftSocket } from '../../kernel/nftables/control';
import type { Counter } from '../../kernel/netfilter/model';
import type {
  NftChain,
  NftElement,
  NftFamily,
  NftRecord,
  NftRule,
  NftSet,
  NftTable,
} from '../../kernel/nftables/model';
import { MISSING, NftError, NotSimulated, refused, type Place } from './problem';

/** A name with its place in the input. */
export interface Named {
  readonly text: string;
  readonly place: Place;
}

export interface TableName extends Named {
  readonly family: NftFamily;
}

/** Tables that are being changed; the kernel gets all of it, or nothing. */
export class Draft {
  private readonly tables: Map<string, NftTable>;
  private nextTableHandle: number;
  private readonly before: NftRecord;
  private readonly counters = new Map<number, Counter>();
  private readonly forgotten: (() => void)[] = [];
  changed = false;

  constructor(
    readonly socket: NftSocket,
    /** Tables that iptables made. */
    private readonly isCompat: (name: TableName) => boolean,
  ) {
    this.before = socket.record();
    this.tables = new Map(this.before.tables.map((table) => [keyOf(table.family, table.name), table]));
    this.nextTableHandle = this.before.nextTableHandle;
  }

  all(): readonly NftTable[] {
    return [...this.tables.values()];
  }

  get generation(): number {
    return this.before.generation + 1;
  }

  find({ family, text }: TableName): NftTable | undefined {
    return this.tables.get(keyOf(family, text));
  }

  /** A table that must be there, in the words of the kernel. */
  need(name: TableName): NftTable {
    return this.find(name) ?? this.noTable(name);
  }

  /** Whether iptables has made a table of this name, which nft sees too. */
  compat(name: TableName): boolean {
    return this.isCompat(name);
  }

  private noTable(name: TableName): never {
    const { text, place } = name;
    if (this.isCompat(name)) throw new NotSimulated('in a table that iptables made', place);
    const similar = nearest(
      text,
      this.all().map(({ name, family }) => ({ name, family })),
    );
    if (similar)
      throw new NftError(`${MISSING}; did you mean table ‘${similar.name}’ in family ${similar.family}?`, place);
    throw refused(MISSING, place);
  }

  needChain(table: NftTable, { text, place }: Named, hint = true): NftChain {
    const found = table.chains.get(text);
    if (found) return found;
    const similar = hint ? nearest(text, [...table.chains.values()]) : undefined;
    if (similar) throw new NftError(`${MISSING}; did you mean chain ‘${similar.name}’ in table ${table.family} ‘${table.name}’?`, place); // prettier-ignore
    throw refused(MISSING, place);
  }

  needSet(table: NftTable, { text, place }: Named): NftSet {
    const found = table.sets.get(text);
    if (found) return found;
    const similar = nearest(text, [...table.sets.values()]);
    if (similar) throw new NftError(`${MISSING}; did you mean ${similar.data ? 'map' : 'set'} ‘${similar.name}’ in table ${table.family} ‘${table.name}’?`, place); // prettier-ignore
    throw refused(MISSING, place);
  }

  addTable({ family, text }: TableName, more: Pick<NftTable, 'comment' | 'dormant'> = {}): NftTable {
    const table: NftTable = {
      ...{ id: this.socket.newId(), family, name: text, handle: this.nextTableHandle++, nextHandle: 1 },
      ...more,
      chains: new Map(),
      sets: new Map(),
      counters: new Map(),
    };
    this.put(table);
    return table;
  }

  put(table: NftTable): void {
    this.changed = true;
    this.tables.set(keyOf(table.family, table.name), table);
  }

  remove({ family, name }: NftTable): void {
    this.changed = true;
    this.tables.delete(keyOf(family, name));
  }

  /** Gives a table's next handles to something new in it. */
  handle(table: NftTable, count = 1): readonly [table: NftTable, handle: number] {
    return [{ ...table, nextHandle: table.nextHandle + count }, table.nextHandle + count - 1];
  }

  putChain(table: NftTable, chain: NftChain): void {
    const own = this.ownMap(table.chains);
    own.set(chain.name, chain);
    this.put({ ...table, chains: own });
  }

  /** Adds a rule before the one at `index`. */
  putRule(table: NftTable, chain: NftChain, index: number, rule: NftRule, replaced = 0): void {
    for (const statement of rule.statements) {
      if (statement.statement === 'counter' && statement.initial) this.counters.set(statement.id, statement.initial);
    }
    const rules = this.ownRules(chain.rules);
    rules.splice(index, replaced, rule);
    this.putChain(table, { ...chain, rules });
  }

  putSet(table: NftTable, set: NftSet): void {
    const own = this.ownMap(table.sets);
    own.set(set.name, set);
    this.put({ ...table, sets: own });
  }

  putElements(table: NftTable, set: NftSet, change: (elements: Map<string, NftElement>) => void): void {
    const elements = this.ownMap(set.elements);
    change(elements);
    this.putSet(table, { ...set, elements });
  }

  /** What packets have put into a set goes too when all of this is committed. */
  forget(set: NftSet, keys?: readonly string[]): void {
    this.changed = true;
    this.forgotten.push(() => this.socket.forgetElements(set, keys));
  }

  commit(): void {
    if (!this.changed) return;
    const tables = this.all();
    this.socket.commit({ ...this.before, tables, nextTableHandle: this.nextTableHandle }, this.counters);
    for (const forget of this.forgotten) forget();
  }

  /** Collections that this draft has made itself, which it may change in place: a transaction may have thousands of steps. */
  private readonly owned = new WeakSet<object>();

  private ownMap<V>(map: ReadonlyMap<string, V>): Map<string, V> {
    if (this.owned.has(map)) return map as Map<string, V>;
    const copy = new Map(map);
    this.owned.add(copy);
    return copy;
  }

  private ownRules(rules: readonly NftRule[]): NftRule[] {
    if (this.owned.has(rules)) return rules as NftRule[];
    const copy = [...rules];
    this.owned.add(copy);
    return copy;
  }
}

function keyOf(family: NftFamily, name: string): string {
  return `${family} ${name}`;
}

/** The most similar name, unless all are of one letter (src/misspell.c). */
function nearest<T extends { readonly name: string }>(name: string, known: readonly T[]): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const each of known) {
    if (Math.max(each.name.length, name.length) <= 1) continue;
    const distance = distanceOf(name, each.name);
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

/** Levenshtein's. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
