import type { NftBase, NftChain, NftElement, NftFamily, NftRule, NftSet, NftStatement, NftTable, NftValue } from '../../kernel/nftables/model'; // prettier-ignore
import { isConcat, keyText } from '../../kernel/nftables/model';
import type { Draft, Named, TableName } from './draft';
import { priorityOf } from './print-ruleset';
import { EXISTS, MISSING, NftError, refused, UNSUPPORTED, type Place } from './problem';
import type { Reader } from './reader';
import type { ReadRule } from './read-rule';
import { readElements } from './read-value';

/** What adds to tables (nf_tables_newtable, -newchain, -newrule, -newset, -newsetelem of net/netfilter/nf_tables_api.c). */

/** The new table, or undefined when it was there. */
export function addTable(
  draft: Draft,
  name: TableName,
  create: boolean,
  more: Pick<NftTable, 'comment' | 'dormant'>,
): NftTable | undefined {
  // prettier-ignore
  if (!draft.find(name) && draft.compat(name)) return undefined;
  if (!draft.find(name)) return draft.addTable(name, more);
  if (create) throw refused(EXISTS, name.place);
  return undefined;
}

export interface BaseOptions {
  readonly type?: NftBase['type'];
  readonly hook?: NftBase['hook'];
  readonly priority?: number | string;
  readonly offset?: number;
  readonly priorityPlace?: Place;
  readonly policy?: NftBase['policy'];
  readonly device?: string;
}

/** Hooks that each type of base chain may have. */
const TYPE_HOOKS: Readonly<Record<NftBase['type'], readonly NftBase['hook'][]>> = {
  filter: ['prerouting', 'input', 'forward', 'output', 'postrouting', 'ingress', 'egress'],
  nat: ['prerouting', 'input', 'output', 'postrouting'],
  route: ['output'],
};

export function addChain(
  draft: Draft,
  name: TableName,
  { text, place: at }: Named,
  options: BaseOptions,
  comment: string | undefined,
  create: boolean,
  place: Place,
): void {
  // prettier-ignore
  const table = draft.find(name);
  if (!table) throw new NftError(MISSING, name.place);
  const known = table.chains.get(text);
  if (known) {
    if (create) throw refused(EXISTS, at);
    if (options.policy && known.base)
      draft.putChain(table, { ...known, base: { ...known.base, policy: options.policy } });
    if (options.type && !sameBase(known.base, baseOf(draft, table.family, options))) throw refused(known.base ? EXISTS : UNSUPPORTED, place); // prettier-ignore
    return;
  }
  const base = options.type && baseOf(draft, table.family, options);
  if (base && (!TYPE_HOOKS[base.type].includes(base.hook) || wrongHook(table.family, base))) throw refused(UNSUPPORTED, place); // prettier-ignore
  const [next, handle] = draft.handle(table);
  draft.putChain(next, {
    name: text,
    handle,
    ...(comment !== undefined && { comment }),
    ...(base && { base }),
    rules: [],
  });
}

function wrongHook(family: NftFamily, { hook, type }: NftBase): boolean {
  if (family === 'netdev') return hook !== 'ingress' && hook !== 'egress';
  if (family === 'arp') return hook !== 'input' && hook !== 'output';
  if (family === 'bridge' && type !== 'filter') return true;
  return hook === 'egress' || (hook === 'ingress' && family !== 'inet');
}

function sameBase(known: NftBase | undefined, wanted: NftBase): boolean {
  return known?.type === wanted.type && known.hook === wanted.hook && known.priority === wanted.priority;
}

function baseOf(
  draft: Draft,
  family: NftFamily,
  { type = 'filter', hook = 'input', priority = 0, offset = 0, priorityPlace, policy = 'accept', device }: BaseOptions,
): NftBase {
  // prettier-ignore
  const number = typeof priority === 'number' ? priority : priorityOf(family, hook, priority);
  if (number === undefined) throw new NftError('invalid priority expression symbol in this context.', priorityPlace ?? { from: 0, to: 1 }); // prettier-ignore
  return { type, hook, priority: number + offset, policy, order: draft.socket.newId(), ...(device !== undefined && { device }) }; // prettier-ignore
}

export interface RulePlacing {
  readonly verb: 'add' | 'create' | 'insert' | 'replace';
  readonly at?: { readonly kind: 'handle' | 'position' | 'index'; readonly value: number; readonly place: Place };
  readonly place: Place;
  readonly newId: () => number;
}

export function addRule(
  draft: Draft,
  name: TableName,
  chainName: Named,
  read: ReadRule,
  placing: RulePlacing,
): NftRule {
  const table = draft.need(name);
  for (const { set, place } of read.sets) draft.needSet(table, { text: set, place });
  const chain = draft.needChain(table, chainName);
  const index = indexOf(chain, placing);
  checkRule(table, chain, read, placing.place);
  const [next, handle] = draft.handle(table, 1 + anonymousSets(read.statements));
  const { statements, comment } = read;
  const rule: NftRule = { id: placing.newId(), handle, statements, ...(comment !== undefined && { comment }) };
  draft.putRule(next, chain, index, rule, placing.verb === 'replace' ? 1 : 0);
  return rule;
}

function indexOf({ rules }: NftChain, { verb, at }: RulePlacing): number {
  if (!at) return verb === 'insert' ? 0 : rules.length;
  const found = at.kind === 'index' ? at.value : rules.findIndex(({ handle }) => handle === at.value);
  if (found < 0 || found >= rules.length) throw refused(MISSING, at.place);
  return verb === 'insert' || verb === 'replace' ? found : found + 1;
}

/** Every set without a name takes a handle before its rule does. */
function anonymousSets(statements: readonly NftStatement[]): number {
  let count = 0;
  JSON.stringify(statements, (key, value: unknown) => {
    if (key === 'anonymous') count++;
    return key === 'elements' ? undefined : value;
  });
  return count;
}

const NAT_HOOKS: Readonly<Record<string, readonly NftBase['hook'][]>> = {
  dnat: ['prerouting', 'output'],
  redirect: ['prerouting', 'output'],
  snat: ['postrouting', 'input'],
  masquerade: ['postrouting'],
};

function checkRule(table: NftTable, chain: NftChain, read: ReadRule, place: Place): void {
  for (const { chain: target, place: at } of read.jumps) {
    const found = table.chains.get(target);
    if (!found) throw refused(MISSING, at);
    if (found.base) throw refused(UNSUPPORTED, place);
    if (found === chain || leadsTo(table, found, chain.name)) throw refused('Too many levels of symbolic links', place);
  }
  const { base } = chain;
  if (!base) return;
  for (const statement of read.statements) {
    const kind = statement.statement === 'nat' ? statement.nat : statement.statement;
    const hooks = NAT_HOOKS[kind];
    if (hooks && (base.type !== 'nat' || !hooks.includes(base.hook))) throw refused(UNSUPPORTED, place);
    if (kind === 'reject' && base.hook === 'postrouting') throw refused(UNSUPPORTED, place);
  }
}

/** Whether a chain comes back to another by its jumps. */
function leadsTo({ chains }: NftTable, from: NftChain, to: string): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (let chain = queue.pop(); chain; chain = queue.pop()) {
    for (const target of chain.rules.flatMap(({ statements }) => statements.flatMap(targetsOf))) {
      if (target === to) return true;
      const next = seen.has(target) ? undefined : chains.get(target);
      seen.add(target);
      if (next) queue.push(next);
    }
  }
  return false;
}

/** The chains that a statement jumps or goes to. */
export function targetsOf(statement: NftStatement): readonly string[] {
  if (statement.statement === 'verdict') return 'chain' in statement ? [statement.chain] : [];
  if (statement.statement !== 'vmap' || !('anonymous' in statement.map)) return [];
  return statement.map.anonymous.elements.flatMap(({ data }) => typeof data === 'object' && 'chain' in data ? [data.chain] : []); // prettier-ignore
}

export interface SetOptions {
  readonly type?: readonly string[];
  readonly like?: string;
  readonly data?: readonly string[];
  readonly flags: NftSet['flags'];
  readonly timeoutUs?: number;
  readonly gcIntervalUs?: number;
  readonly size?: number;
  readonly policy?: 'memory';
  readonly autoMerge?: true;
  readonly comment?: string;
}

export function addSet(
  draft: Draft,
  name: TableName,
  { text, place: at }: Named,
  kind: 'set' | 'map',
  options: SetOptions,
  create: boolean,
  place: Place,
  newId: () => number,
): void {
  // prettier-ignore
  const table = draft.need(name);
  const known = table.sets.get(text);
  if (known) {
    if (create) throw refused(EXISTS, at);
    const same = JSON.stringify([known.type, known.data]) === JSON.stringify([options.type, options.data]);
    if (!same || (known.data !== undefined) !== (kind === 'map')) throw refused(EXISTS, place);
    return;
  }
  if (kind === 'map' && !options.data) throw new NftError('map definition does not specify mapping data type', at);
  const { type = ['integer'], ...rest } = options;
  const [next, handle] = draft.handle(table);
  draft.putSet(next, { name: text, handle, id: newId(), type, ...rest, elements: new Map() });
}

export function addCounter(draft: Draft, name: TableName, { text }: Named, comment: string | undefined): void {
  const table = draft.need(name);
  if (table.counters.has(text)) return;
  const [next, handle] = draft.handle(table);
  const counter = { id: draft.socket.newId(), handle, ...(comment !== undefined && { comment }) };
  draft.put({ ...next, counters: new Map([...next.counters, [text, counter]]) });
}

export function addElements(
  draft: Draft,
  name: TableName,
  setName: Named,
  reader: Reader,
  braces: number,
  create: boolean,
  nowUs: number,
): void {
  // prettier-ignore
  const table = draft.need(name);
  const set = draft.needSet(table, setName);
  const back = reader.position;
  reader.moveTo(braces);
  const read = readElements(reader, { types: set.type, data: set.data }, nowUs);
  reader.moveTo(back);
  draft.putElements(table, set, (elements) => {
    for (const { element, place } of read) {
      checkElement(table, set, elements, element, place, create);
      elements.set(keyText(element.key), withTimeout(element, set, nowUs));
    }
  });
}

function withTimeout(element: NftElement, { timeoutUs }: NftSet, nowUs: number): NftElement {
  return element.expiresUs === undefined && timeoutUs !== undefined ? { ...element, expiresUs: nowUs + timeoutUs } : element; // prettier-ignore
}

function checkElement(
  table: NftTable,
  set: NftSet,
  elements: ReadonlyMap<string, NftElement>,
  element: NftElement,
  place: Place,
  create: boolean,
): void {
  // prettier-ignore
  const { key, data } = element;
  const interval = intervalWord(key);
  if (interval && !set.flags.includes('interval')) {
    throw new NftError(`You must add 'flags interval' to your ${set.data ? 'map' : 'set'} declaration if you want to add ${interval} elements`, place); // prettier-ignore
  }
  if (typeof data === 'object' && 'chain' in data && !table.chains.has(data.chain)) throw refused(MISSING, place);
  const known = elements.get(keyText(key));
  if (known && (create || JSON.stringify(known.data) !== JSON.stringify(data))) throw refused(EXISTS, place);
  if (known || !set.flags.includes('interval') || set.autoMerge || isConcat(key)) return;
  const own = boundsOf(key);
  for (const other of own ? elements.values() : []) {
    const bounds = boundsOf(other.key);
    if (own && bounds && own.from <= bounds.to && bounds.from <= own.to) throw new NftError('interval overlaps with an existing one', place); // prettier-ignore
  }
}

function intervalWord(key: NftValue): 'prefix' | 'range' | undefined {
  if (isConcat(key)) return key.map(intervalWord).find((word) => word !== undefined);
  if (typeof key !== 'object') return undefined;
  return 'from' in key ? 'range' : 'prefix';
}

function boundsOf(key: NftValue): { readonly from: number; readonly to: number } | undefined {
  if (typeof key === 'number') return { from: key, to: key };
  if (typeof key !== 'object') return undefined;
  if ('from' in key && typeof key.from === 'number' && typeof key.to === 'number')
    return { from: key.from, to: key.to };
  return 'base' in key && typeof key.base === 'number' ? { from: key.base, to: key.base + 2 ** (32 - key.length) - 1 } : undefined; // prettier-ignore
}
