import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILTIN_LABS, parseLabDefinition } from '../../../src/engine';
import { FRONT_MATTER_KEYS } from '../../../src/notebook/format/front-matter';

interface Schema {
  readonly properties: Readonly<Record<string, { readonly oneOf?: readonly { readonly enum?: readonly string[] }[] }>>;
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}

const schema = JSON.parse(readFileSync('schemas/front-matter.schema.json', 'utf8')) as Schema;

describe('the JSON schema of front matter', () => {
  it('knows the keys that the reader knows', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...FRONT_MATTER_KEYS].sort());
  });

  it('knows the built-in labs', () => {
    expect(schema.properties['lab']?.oneOf?.[0]?.enum).toEqual(BUILTIN_LABS.map((lab) => lab.name));
  });

  it('allows exactly the keys of hosts and interfaces that a lab may have', () => {
    const everything = (kind: string): Record<string, unknown> =>
      Object.fromEntries(Object.keys(schema.definitions[kind]?.properties ?? {}).map((key) => [key, undefined]));
    const unknownKeys = (lab: unknown): string[] =>
      parseLabDefinition(lab).problems.flatMap(({ facts }) => (facts.code === 'lab-unknown-key' ? [facts.key] : []));
    expect(unknownKeys({ hosts: [{ ...everything('host'), interfaces: [everything('interface')] }] })).toEqual([]);
    expect(unknownKeys({ kubernetes: everything('kubernetes') })).toEqual([]);
    expect(unknownKeys({ kubernetes: { extra: 1 } })).toEqual(['extra']);
    expect(unknownKeys({ hosts: [{ extra: 1, interfaces: [{ other: 1 }] }] })).toEqual(['extra', 'other']);
  });
});
