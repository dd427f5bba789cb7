import { describe, expect, it } from 'vitest';
import type { Body, Clause, Declaration, Value, Words } from '../../../src/engine/tools/grammar/types';
import { declarations } from '../../../src/grammar';

/** Every pair of words in a declaration, with the path to it. */
function* wordsOf(declaration: Declaration): Generator<readonly [path: string, words: Words]> {
  const { name, options, body } = declaration;
  yield [name, declaration.words];
  for (const option of options) {
    yield [`${name} ${option.names.join('|')}`, option.words];
    if (option.value) yield* valueWords(`${name} ${option.names[0] ?? ''}`, option.value);
  }
  yield* bodyWords(name, body, new Set());
}

function* valueWords(path: string, value: Value): Generator<readonly [string, Words]> {
  yield [`${path} ${value.name}`, value.words];
  for (const choice of value.choices ?? []) yield [`${path} ${value.name}=${choice.value}`, choice.words];
}

function* bodyWords(path: string, body: Body, seen: Set<Clause>): Generator<readonly [string, Words]> {
  if ('clause' in body) {
    yield* clauseWords(path, body.clause, seen);
    return;
  }
  for (const choice of body.select.choices) {
    yield [`${path} ${choice.name}`, choice.words];
    yield* bodyWords(`${path} ${choice.name}`, choice.body, seen);
  }
  if (body.select.otherwise) yield* clauseWords(path, body.select.otherwise, seen);
}

function* clauseWords(path: string, clause: Clause, seen: Set<Clause>): Generator<readonly [string, Words]> {
  if (seen.has(clause)) return;
  seen.add(clause);
  for (const parameter of clause.parameters) {
    const at = `${path} ${parameter.keyword}`;
    yield [at, parameter.words];
    for (const value of parameter.values ?? []) yield* valueWords(at, value);
    if (parameter.group) yield* clauseWords(at, parameter.group, seen);
    for (const [name, group] of Object.entries(parameter.groupOf ?? {}))
      yield* clauseWords(`${at} ${name}`, group, seen);
  }
  for (const { keyword, value } of clause.positionals ?? []) yield* valueWords(`${path} <${keyword}>`, value);
}

describe('the declarations of the programs', () => {
  it('are there for every program of this version', () => {
    const names = declarations().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['ip', 'bridge', 'ping', 'route', 'arp', 'ifconfig', 'sysctl', 'hostname', 'ssh', 'sudo']),
    );
  });

  it.each(declarations().map((declaration) => [declaration.name, declaration] as const))(
    'explain every token of %s in English and in Korean',
    (_, declaration) => {
      const all = [...wordsOf(declaration)];
      expect(all.length).toBeGreaterThan(0);
      // A proper name alone (IPv6, VRF) is the same in both.
      const without = all.filter(([, { en, ko }]) => !/[A-Za-z]{2}/.test(en) || !/[가-힣]|^[A-Za-z][\w-]*$/.test(ko));
      expect(without).toEqual([]);
    },
  );
});
