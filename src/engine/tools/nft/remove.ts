import { keyText, type NftTable } from '../../kernel/nftables/model';
import { targetsOf } from './change';
import type { Draft, Named, TableName } from './draft';
import { BUSY, EXISTS, MISSING, refused } from './problem';
import type { Token } from './lexer';
import type { Reader } from './reader';
import { readElements } from './read-value';

/** What takes from tables. */

type Kind = 'table' | 'chain' | 'rule' | 'set' | 'map' | 'counter';

export function deleteObject(
  draft: Draft,
  kind: Kind,
  tableName: TableName,
  name: Named | undefined,
  handle?: Token,
): void {
  const table = draft.need(tableName);
  if (kind === 'table') return draft.remove(table);
  const number = handle && Number(handle.text);
  const gone = (): never => {
    throw refused(MISSING, handle ?? name?.place ?? tableName.place);
  };
  if (kind === 'rule') {
    const chain = draft.needChain(table, name ?? tableName);
    const index = chain.rules.findIndex((rule) => rule.handle === number);
    if (index < 0) gone();
    draft.putChain(table, { ...chain, rules: chain.rules.toSpliced(index, 1) });
    return;
  }
  const place = handle ?? name?.place ?? tableName.place;
  if (kind === 'chain') {
    const chain = name
      ? table.chains.get(name.text)
      : [...table.chains.values()].find((each) => each.handle === number);
    if (!chain) return gone();
    if (isTarget(table, chain.name)) throw refused(BUSY, place);
    const chains = new Map(table.chains);
    chains.delete(chain.name);
    draft.put({ ...table, chains });
    return;
  }
  if (kind === 'counter') {
    const counters = new Map(table.counters);
    if (!counters.delete(name?.text ?? '')) gone();
    draft.put({ ...table, counters });
    return;
  }
  const set = name ? table.sets.get(name.text) : [...table.sets.values()].find((each) => each.handle === number);
  if (!set) return gone();
  if (isUsed(table, set.name)) throw refused(BUSY, place);
  const sets = new Map(table.sets);
  sets.delete(set.name);
  draft.put({ ...table, sets });
}

function isTarget({ chains, sets }: NftTable, chain: string): boolean {
  for (const { rules } of chains.values()) {
    for (const { statements } of rules) if (statements.some((each) => targetsOf(each).includes(chain))) return true;
  }
  for (const { data, elements } of sets.values()) {
    if (data?.[0] !== 'verdict') continue;
    for (const { data: verdict } of elements.values()) {
      if (typeof verdict === 'object' && 'chain' in verdict && verdict.chain === chain) return true;
    }
  }
  return false;
}

function isUsed({ chains }: NftTable, set: string): boolean {
  for (const { rules } of chains.values()) {
    for (const { statements } of rules) {
      for (const statement of statements) {
        if (statement.statement === 'update' ? statement.set === set : JSON.stringify(statement).includes(`{"name":${JSON.stringify(set)}}`)) return true; // prettier-ignore
      }
    }
  }
  return false;
}

export function deleteElements(
  draft: Draft,
  tableName: TableName,
  name: Named,
  reader: Reader,
  braces: number,
  nowUs: number,
): void {
  // prettier-ignore
  const table = draft.need(tableName);
  const set = draft.needSet(table, name);
  const back = reader.position;
  reader.moveTo(braces);
  const read = readElements(reader, { types: set.type, data: set.data }, nowUs);
  reader.moveTo(back);
  const added = new Set(draft.socket.addedElements(set).map(({ key }) => keyText(key)));
  draft.putElements(table, set, (elements) => {
    for (const { element, place } of read) {
      const key = keyText(element.key);
      if (!elements.delete(key) && !added.has(key)) throw refused(MISSING, place);
    }
  });
  draft.forget(
    set,
    read.map(({ element }) => keyText(element.key)),
  );
}

export function flush(
  draft: Draft,
  kind: 'table' | 'chain' | 'set' | 'map',
  tableName: TableName,
  name: Named | undefined,
): void {
  // prettier-ignore
  const table = draft.need(tableName);
  if (kind === 'table') {
    const chains = new Map([...table.chains].map(([key, chain]) => [key, { ...chain, rules: [] }]));
    draft.put({ ...table, chains });
  } else if (kind === 'chain') {
    const chain = draft.needChain(table, name ?? tableName, false);
    if (chain.rules.length > 0) draft.putChain(table, { ...chain, rules: [] });
  } else {
    const set = draft.needSet(table, name ?? tableName);
    draft.putElements(table, set, (elements) => elements.clear());
    draft.forget(set);
  }
}

export function renameChain(draft: Draft, tableName: TableName, name: Named, to: Named): void {
  const table = draft.need(tableName);
  const chain = draft.needChain(table, name);
  if (table.chains.has(to.text)) throw refused(EXISTS, to.place);
  const chains = new Map([...table.chains].map(([key, each]) => (each === chain ? [to.text, { ...each, name: to.text }] : [key, each]))); // prettier-ignore
  draft.put({ ...table, chains: rejoined(chains, name.text, to.text) });
}

/** Rules lead to a chain whatever it is called. */
function rejoined(chains: NftTable['chains'], from: string, to: string): NftTable['chains'] {
  const text = JSON.stringify(from);
  return new Map(
    [...chains].map(([key, chain]) => [
      key,
      chain.rules.some(({ statements }) => statements.some((each) => targetsOf(each).includes(from)))
        ? { ...chain, rules: JSON.parse(JSON.stringify(chain.rules).replaceAll(`"chain":${text}`, `"chain":${JSON.stringify(to)}`)) as typeof chain.rules } // prettier-ignore
        : chain,
    ]),
  );
}
